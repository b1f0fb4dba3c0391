/**
 * The packaged app, as it is installed. Its fuses leave no inspector to drive it by, so it is started like any program and its windows are
 * reached by Chromium's own remote debugging, which a page cannot open and no fuse closes.
 */
import { spawn, type ChildProcess } from 'node:child_process';
import path from 'node:path';
import { chromium, expect, type Browser, type Page } from '@playwright/test';
import { setTrap, type Trap } from './trap';

const places: Partial<Record<NodeJS.Platform, readonly string[]>> = {
  linux: ['linux-unpacked', 'latchkey'],
  darwin: [process.arch === 'arm64' ? 'mac-arm64' : 'mac', 'Latchkey.app', 'Contents', 'MacOS', 'Latchkey'],
  win32: ['win-unpacked', 'Latchkey.exe'],
};

/** Made by the set-up of the tests, in dist/. */
export const packagedExecutable = path.resolve(__dirname, '../../dist', ...(places[process.platform] ?? []));

export interface PackagedStart {
  readonly userDataFolder: string;
  /** In front of our own switches. */
  readonly args?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  /** A copy of the package; default: the package itself. */
  readonly executable?: string;
}

export class PackagedApp {
  #output = '';
  readonly #ended: Promise<void>;

  private constructor(
    readonly child: ChildProcess,
    /** Every host but this machine leads here. */
    readonly trap: Trap,
  ) {
    this.#ended = new Promise((resolve) => child.once('exit', () => resolve()));
    for (const stream of [child.stdout, child.stderr]) stream?.on('data', (chunk) => (this.#output += String(chunk)));
  }

  static async start({
    userDataFolder,
    args = [],
    env = {},
    executable = packagedExecutable,
  }: PackagedStart): Promise<PackagedApp> {
    const trap = await setTrap();
    const keyring = process.env['LATCHKEY_KEYRING'];
    const switches = [
      ...args,
      '--remote-debugging-port=0',
      // A window that another test's covers draws no frames, and Playwright waits for them; it says the same to those that it starts itself.
      '--disable-backgrounding-occluded-windows',
      `--user-data-dir=${userDataFolder}`,
      '--lang=en-US',
      `--host-resolver-rules=MAP * 127.0.0.1:${trap.port}, EXCLUDE 127.0.0.1, EXCLUDE localhost`,
      ...(keyring === undefined ? [] : [`--password-store=${keyring}`]),
      ...(process.env['LATCHKEY_NO_SANDBOX'] === '1' ? ['--no-sandbox'] : []),
    ];
    const child = spawn(executable, switches, { env: { ...process.env, ...env }, stdio: 'pipe' });
    return new PackagedApp(child, trap);
  }

  /** Everything written to standard output and standard error so far. */
  get output(): string {
    return this.#output;
  }

  /** Waits until Chromium says where its remote debugging is, and reaches for the windows. */
  async connect(): Promise<{ readonly browser: Browser; readonly window: Page }> {
    const endpoint = await new Promise<string>((resolve, reject) => {
      const look = (): void => {
        const found = /DevTools listening on (ws:\S+)/.exec(this.#output)?.[1];
        if (found !== undefined) resolve(found);
      };
      this.child.stderr?.on('data', look);
      this.child.once('exit', (code) => reject(new Error(`The app ended with ${code}. It printed:\n${this.#output}`)));
      look();
    });
    // A page that moves to the process it is drawn in while Playwright attaches to it may leave Playwright waiting for ever.
    await expect.poll(() => pageTitles(endpoint), { timeout: 30_000 }).toContain('Latchkey');
    const browser = await chromium.connectOverCDP(endpoint, { noDefaults: true });
    const context = browser.contexts()[0];
    if (context === undefined) throw new Error('The app has no browser context.');
    const window = context.pages()[0] ?? (await context.waitForEvent('page'));
    await window.waitForURL('app://latchkey/index.html');
    return { browser, window };
  }

  /** Waits for the end, which closing the last window brings; ends it where it does not come by itself. */
  async ended(): Promise<void> {
    await this.#ended;
  }

  async cleanUp(): Promise<void> {
    if (this.child.exitCode === null && this.child.signalCode === null) this.child.kill('SIGKILL');
    await this.#ended;
    await this.trap.close();
  }
}

/** What Chromium lists as pages, by the titles of what they have loaded. */
async function pageTitles(endpoint: string): Promise<readonly string[]> {
  const list = await fetch(`http://${new URL(endpoint).host}/json/list`);
  const targets = (await list.json()) as readonly { readonly type: string; readonly title: string }[];
  return targets.filter(({ type }) => type === 'page').map(({ title }) => title);
}
