/**
 * The fixtures of all end-to-end tests: the real app, in a user-data folder of its own, ended after the test.
 *
 * A test fails on each of these, whatever else it looks at:
 * - an error in the main window's console, an exception in its page;
 * - a line of the app's log (`latchkey: …`), an unhandled rejection in the main process;
 * - a request to anything but this machine; requests to it reach only servers that the test itself started;
 * - an address handed to the system to be opened.
 *
 * @example
 * import { expect, test } from './support/latchkey';
 * test.use({ options: { settings: { locale: 'zh-CN' } } });
 * test('starts in Chinese', async ({ latchkey }) => {
 *   await expect(latchkey.window.getByRole('button', { name: '连接 SinaApp' })).toBeVisible();
 * });
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { test as base, expect } from '@playwright/test';
import { Latchkey, type LatchkeyOptions } from './running-app';

export { expect };
export type { Latchkey, LatchkeyOptions };

interface TestFixtures {
  /** How the app is started; set it with `test.use`. */
  readonly options: LatchkeyOptions;
  /** Empty at first, deleted after the test. */
  readonly userDataFolder: string;
  /**
   * Starts the app in {@link TestFixtures.userDataFolder}, for tests that restart it or start it in a way of their own. Close the one
   * before first: there is one instance a folder.
   */
  readonly launch: (options?: LatchkeyOptions) => Promise<Latchkey>;
  /** The app, started. */
  readonly latchkey: Latchkey;
  /**
   * The app, started once for many tests of a worker and made as new after each ({@link Latchkey.beginAnew}): for tests that neither end it
   * nor look into its files or at its first screen. Starting one anew takes about half of a short test's work.
   */
  readonly sharedLatchkey: Latchkey;
}

interface WorkerFixtures {
  /** How the app that is shared is started; a file of fixtures may have its own. */
  readonly sharedOptions: LatchkeyOptions;
  /** The app that is shared now; a test that fails takes it along. */
  readonly workerApp: WorkerApp;
}

interface WorkerApp {
  get(): Promise<Latchkey>;
  /** Ends it; the next test starts another one. */
  drop(): Promise<void>;
}

export const test = base.extend<TestFixtures, WorkerFixtures>({
  options: [{}, { option: true }],

  userDataFolder: async ({}, use) => {
    const folder = await mkdtemp(path.join(tmpdir(), 'latchkey-user-data-'));
    await use(folder);
    await rm(folder, { recursive: true, force: true });
  },

  launch: async ({ options, userDataFolder }, use) => {
    const started: Latchkey[] = [];
    await use(async (own = options) => {
      const latchkey = await Latchkey.start(userDataFolder, own);
      started.push(latchkey);
      return latchkey;
    });
    const complaints: string[] = [];
    for (const latchkey of started) complaints.push(...(await finish(latchkey)));
    expect(complaints).toEqual([]);
  },

  latchkey: async ({ launch }, use) => {
    await use(await launch());
  },

  sharedOptions: [async ({}, use) => use({}), { scope: 'worker' }],

  workerApp: [
    async ({ sharedOptions }, use) => {
      let now: Latchkey | undefined;
      const drop = async (): Promise<void> => {
        if (now === undefined) return;
        const dropped = now;
        now = undefined;
        const complaints = await finish(dropped);
        await rm(dropped.userDataFolder, { recursive: true, force: true });
        expect(complaints).toEqual([]);
      };
      await use({
        drop,
        get: async () =>
          (now ??= await Latchkey.start(await mkdtemp(path.join(tmpdir(), 'latchkey-user-data-')), sharedOptions)),
      });
      await drop();
    },
    { scope: 'worker' },
  ],

  sharedLatchkey: async ({ workerApp }, use, testInfo) => {
    const latchkey = await workerApp.get();
    await use(latchkey);
    expect(await latchkey.complaints()).toEqual([]);
    if (testInfo.status === testInfo.expectedStatus) await latchkey.beginAnew();
    else await workerApp.drop();
  },
});

/** Ends the app, clears away, and gives its complaints, whatever they are. */
async function finish(latchkey: Latchkey): Promise<readonly string[]> {
  await latchkey.close();
  const complaints = await latchkey.complaints();
  await latchkey.cleanUp();
  return complaints;
}
