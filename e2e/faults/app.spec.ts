/** Faults that need the whole app: its windows, its one instance, its clocks, the system's sleep, its end. */
import { readdir, readFile, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { startSandbox, type Sandbox } from '../../main/sandbox';
import { expect, test as base, type Latchkey } from '../support/latchkey';
import { connectSinaapp } from '../support/screen';
import { report, short } from './support/rows';

const test = base.extend<{ readonly sandbox: Sandbox }>({
  sandbox: async ({}, use) => {
    const sandbox = await startSandbox();
    await use(sandbox);
    await sandbox.close();
  },
});

const DAY = 86_400_000;
const jumps = [
  ['a day back', -DAY],
  ['a year ahead', 365 * DAY],
  ['a day ahead', DAY],
  ['a year back', -365 * DAY],
] as const;
const fastClock = path.join(__dirname, 'support', 'fast-clock.cjs');

function refreshes(sandbox: Sandbox): number {
  return sandbox.requests.filter(({ grantType }) => grantType === 'refresh_token').length;
}

async function onlyAccount(latchkey: Latchkey) {
  const { accounts } = await latchkey.view();
  expect(accounts).toHaveLength(1);
  return accounts[0]!;
}

async function setClock(latchkey: Latchkey, by: number): Promise<void> {
  await latchkey.app.evaluate((_, ms) => {
    (globalThis as unknown as { fastClock: { set: number } }).fastClock.set += ms;
  }, by);
}

/** Milliseconds that have passed in the app. */
async function appTime(latchkey: Latchkey): Promise<number> {
  return latchkey.app.evaluate(() => globalThis.performance.now());
}

/** Waits until so much time has passed in the app. */
async function passTime(latchkey: Latchkey, ms: number): Promise<void> {
  const end = (await appTime(latchkey)) + ms;
  await expect.poll(() => appTime(latchkey), { intervals: [100], timeout: 30_000 }).toBeGreaterThan(end);
}

test('a second instance ends before it touches storage', async ({ launch, sandbox, userDataFolder }) => {
  const first = await launch();
  await connectSinaapp(first, sandbox);
  const vault = path.join(userDataFolder, 'vault', 'accounts');
  const before = await changeTimes(vault);
  expect(await first.startAgain()).toBe(0);
  expect(await changeTimes(vault)).toEqual(before);
  expect(await first.call('refresh', { accountId: (await onlyAccount(first)).id, again: false })).toMatchObject({
    ok: true,
  });
  await report({ ...harmless, fault: 'a second instance', extraRequests: refreshes(sandbox) - 1 });
});

test('quit in mid-flight, or ended by the system as at a logout: the reply is waited for, and kept', async ({
  launch,
  sandbox,
}) => {
  const endInMidFlight = async (latchkey: Latchkey, end: () => unknown): Promise<void> => {
    const { id: accountId } = await onlyAccount(latchkey);
    const before = refreshes(sandbox);
    sandbox.configure({ latency: 2 });
    const asked = latchkey.call('refresh', { accountId, again: false }).catch(() => 'the window is gone');
    await expect.poll(() => refreshes(sandbox)).toBe(before + 1);
    await end();
    await latchkey.ended();
    await asked;
    sandbox.configure({ latency: 0 });
  };
  const first = await launch();
  await connectSinaapp(first, sandbox);
  await endInMidFlight(first, () => first.app.evaluate(({ app }) => app.quit()).catch(() => undefined));
  const second = await launch();
  expect(await onlyAccount(second)).toMatchObject({ generation: 2, problem: null });
  await report({ ...harmless, fault: 'quit in mid-flight', extraRequests: refreshes(sandbox) - 1 });

  await endInMidFlight(second, () => second.app.process().kill('SIGTERM'));
  const third = await launch();
  expect(await onlyAccount(third)).toMatchObject({ generation: 3, problem: null });
  await report({ ...harmless, fault: 'SIGTERM in mid-flight', extraRequests: refreshes(sandbox) - 2 });
});

test('a window that dies in mid-flight: the refresh is not its business', async ({ launch, sandbox }) => {
  const first = await launch();
  await connectSinaapp(first, sandbox);
  const { id: accountId } = await onlyAccount(first);
  sandbox.configure({ latency: 1 });
  const asked = first.call('refresh', { accountId, again: false }).catch(() => 'the window is gone');
  await expect.poll(() => refreshes(sandbox)).toBe(1);
  await first.app.evaluate(({ BrowserWindow }) => {
    // Not in the middle of an event of theirs (before-the-app.cjs).
    setImmediate(() => BrowserWindow.getAllWindows().forEach((window) => window.destroy()));
  });
  await first.ended();
  await asked;
  const second = await launch();
  expect(await onlyAccount(second)).toMatchObject({ generation: 2, problem: null });
  await report({ ...harmless, fault: 'the window destroyed in mid-flight', extraRequests: refreshes(sandbox) - 1 });
});

const harms = [
  ['empty', ''],
  ['all NUL', '\0'.repeat(200)],
  ['null', 'null'],
  ['[]', '[]'],
  ['cut off', '{"theme":"dark","clipb'],
] as const;

test('settings that are empty, NUL, null, [] or cut off: kept aside, told, and the accounts untouched', async ({
  launch,
  sandbox,
  userDataFolder,
}) => {
  const file = path.join(userDataFolder, 'settings.json');
  const first = await launch({ settings: { theme: 'dark' } });
  await connectSinaapp(first, sandbox);
  await first.close();
  const chosen = short ? harms.slice(1, 3) : harms;
  for (const [name, content] of chosen) {
    await writeFile(file, content);
    const next = await launch();
    const told = next.window.getByText('The settings file is damaged.', { exact: false });
    await expect(told, name).toBeVisible();
    expect(await onlyAccount(next)).toMatchObject({ generation: 1, problem: null });
    await next.ask('updateSettings', { theme: 'light' });
    await next.close();
    const names = await readdir(userDataFolder);
    const aside = names.filter((other) => other.startsWith('settings.json.damaged-')).toSorted();
    const kept = await Promise.all(aside.map((other) => readFile(path.join(userDataFolder, other), 'utf8')));
    expect(kept, name).toContain(content);
    expect(JSON.parse(await readFile(file, 'utf8'))).toMatchObject({ theme: 'light' });
  }
  const injected = chosen.length;
  await report({ ...harmless, fault: 'a damaged settings file', injected, survived: injected, note: 'kept, and told' });
});

test.describe('with time a hundred times faster', () => {
  test.use({ options: { modules: [fastClock], settings: { automaticRefresh: true } } });

  for (const [name, by] of short ? jumps.slice(0, 2) : jumps) {
    test(`a clock set ${name}: told, no storm, nothing lost`, async ({ latchkey, sandbox }) => {
      // Thirty days: neither a day ahead nor a day back makes it due.
      sandbox.configure({ sinaappAccessTokenLifetime: 30 * 86_400 });
      await connectSinaapp(latchkey, sandbox);
      await passTime(latchkey, 60_000);
      expect(refreshes(sandbox)).toBe(0);

      await setClock(latchkey, by);
      await expect(latchkey.window.getByText('This computer’s clock was set', { exact: false })).toBeVisible();
      expect(refreshes(sandbox)).toBe(0);
      await passTime(latchkey, 5 * 60_000);
      expect(refreshes(sandbox)).toBeLessThanOrEqual(1);
      const { problem, generation } = await onlyAccount(latchkey);
      expect(problem).toBeNull();
      expect(generation).toBe(1 + refreshes(sandbox));

      await setClock(latchkey, -by);
      await expect(latchkey.window.getByText('This computer’s clock was set', { exact: false })).toBeHidden();
      await passTime(latchkey, 5 * 60_000);
      expect(refreshes(sandbox)).toBeLessThanOrEqual(2);
      expect((await onlyAccount(latchkey)).problem).toBeNull();
      await report({ ...harmless, fault: `clock set ${name}, and back`, note: `${refreshes(sandbox)} refreshes` });
    });
  }

  test('429 with Retry-After: not asked again before, and then once', async ({ latchkey, sandbox }) => {
    sandbox.configure({ sinaappAccessTokenLifetime: 600 });
    sandbox.failNext({ kind: 'status', status: 429, retryAfter: '1500' }, { grantType: 'refresh_token' });
    await connectSinaapp(latchkey, sandbox);
    await expect.poll(() => refreshes(sandbox), { timeout: 30_000 }).toBe(1);
    expect((await onlyAccount(latchkey)).problem).toMatchObject({ code: 'rate_limited' });
    sandbox.configure({ sinaappAccessTokenLifetime: 86_400 });
    // Its own waits after a failure would have been over long before.
    await passTime(latchkey, 1_200_000);
    expect(refreshes(sandbox)).toBe(1);

    await expect.poll(() => refreshes(sandbox), { timeout: 30_000 }).toBe(2);
    await expect.poll(async () => (await onlyAccount(latchkey)).generation).toBe(2);
    await passTime(latchkey, 300_000);
    await report({ ...harmless, fault: '429 with Retry-After, by itself', extraRequests: refreshes(sandbox) - 2 });
    expect(refreshes(sandbox)).toBe(2);
  });

  test('a token that outlives the longest timer (25 days) is not refreshed at once', async ({ latchkey, sandbox }) => {
    sandbox.configure({ sinaappAccessTokenLifetime: 40 * 86_400 });
    await connectSinaapp(latchkey, sandbox);
    await passTime(latchkey, 10 * 60_000);
    const { automatic } = await onlyAccount(latchkey);
    const ahead = (automatic.nextAt ?? 0) - (await latchkey.app.evaluate(() => Date.now()));
    expect(ahead).toBeGreaterThan(38 * DAY);
    expect(ahead).toBeLessThan(40 * DAY);
    await report({ ...harmless, fault: 'a token that lives 40 days', extraRequests: refreshes(sandbox) });
    expect(refreshes(sandbox)).toBe(0);
  });

  test('quit while the server never answers: the wait is bounded, and the account says Uncertain', async ({
    launch,
    sandbox,
  }) => {
    const first = await launch();
    await connectSinaapp(first, sandbox);
    sandbox.failNext({ kind: 'hang', when: 'after' }, { grantType: 'refresh_token' });
    const { id: accountId } = await onlyAccount(first);
    const asked = first.call('refresh', { accountId, again: false }).catch(() => 'the window is gone');
    await expect.poll(() => refreshes(sandbox)).toBe(1);
    await first.app.evaluate(({ app }) => app.quit()).catch(() => undefined);
    await first.ended();
    await asked;
    const second = await launch();
    expect(await onlyAccount(second)).toMatchObject({ generation: 1, problem: { code: 'timed_out' } });
    const extraRequests = refreshes(sandbox) - 1;
    await report({ ...harmless, fault: 'quit while the server never answers', extraRequests, note: 'Uncertain' });
  });

  test('sleep and wake: nothing at the instant of wake, one refresh after it', async ({ latchkey, sandbox }) => {
    sandbox.configure({ sinaappAccessTokenLifetime: 8 * 3600 });
    await connectSinaapp(latchkey, sandbox);
    await passTime(latchkey, 30_000);
    await latchkey.app.evaluate(({ powerMonitor }) => powerMonitor.emit('suspend'));
    await setClock(latchkey, DAY / 3);
    await latchkey.app.evaluate(({ powerMonitor }) => powerMonitor.emit('resume'));
    expect(refreshes(sandbox)).toBe(0);

    await expect.poll(() => refreshes(sandbox)).toBe(1);
    await passTime(latchkey, 5 * 60_000);
    expect(refreshes(sandbox)).toBe(1);
    expect(await onlyAccount(latchkey)).toMatchObject({ generation: 2, problem: null });
    await expect(latchkey.window.getByText('This computer’s clock was set', { exact: false })).toBeHidden();
    await report({ ...harmless, fault: 'suspend and resume', extraRequests: refreshes(sandbox) - 1 });
  });
});

/** When each file of a folder last changed. */
async function changeTimes(folder: string): Promise<readonly string[]> {
  const names = (await readdir(folder)).toSorted();
  return Promise.all(names.map(async (name) => `${name} ${(await stat(path.join(folder, name))).mtimeMs}`));
}

const harmless = { injected: 1, survived: 1, grantsLost: 0, recordsDamaged: 0, extraRequests: 0 };
