/** A vault under a passphrase: making it, unlocking and locking it, changing it, and moving between it and the keyring. */
import { readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { findIn, findInFiles, heardEvents, listenToEvents, pageContent } from './support/canaries';
import { dialog, expect, test as base, type Latchkey } from './support/practice';
import { ownClipboard, type Clipboard } from './support/clipboard';
import { sealUnderAnotherKey } from './support/foreign-key';
import { startHoldingProxy } from './support/holding-proxy';
import { accountRow, connectSinaapp, expectStatus, refresh } from './support/screen';

const test = base.extend<{ readonly clipboard: Clipboard }>({ clipboard: ownClipboard });

const passphrase = 'canary correct horse battery';
const other = 'canary staple of another kind';

const press = (latchkey: Latchkey, name: string): Promise<void> =>
  latchkey.window.getByRole('button', { name, exact: true }).click();

const lockedHeading = (latchkey: Latchkey) => latchkey.window.getByRole('heading', { name: 'Latchkey is locked' });

async function chooseNew(latchkey: Latchkey, typed: string, repeated = typed): Promise<void> {
  await latchkey.window.getByLabel('New passphrase', { exact: true }).fill(typed);
  await latchkey.window.getByLabel('Repeat it', { exact: true }).fill(repeated);
}

/** From the first screen of a machine without a keyring to the desk. */
async function create(latchkey: Latchkey): Promise<void> {
  await press(latchkey, 'Use a passphrase…');
  await chooseNew(latchkey, passphrase);
  await press(latchkey, 'Use this passphrase');
  await expect(latchkey.window.getByRole('button', { name: 'Lock', exact: true })).toBeVisible();
}

async function unlock(latchkey: Latchkey, typed: string): Promise<void> {
  await latchkey.window.getByLabel('Passphrase', { exact: true }).fill(typed);
  await press(latchkey, 'Unlock');
}

async function openSettings(latchkey: Latchkey): Promise<void> {
  await press(latchkey, 'Settings');
  await expect(dialog(latchkey).getByRole('heading', { name: 'Storage protection' })).toBeVisible();
}

/** Files of account records. */
async function recordsOf(userDataFolder: string): Promise<readonly string[]> {
  const folder = path.join(userDataFolder, 'vault', 'accounts');
  return (await readdir(folder)).filter((name) => name.endsWith('.json')).map((name) => path.join(folder, name));
}

/** What seals the records on disk, each once. */
async function schemes(userDataFolder: string, ending = '.json'): Promise<readonly string[]> {
  const vault = path.join(userDataFolder, 'vault');
  const names = (await readdir(vault, { recursive: true })).filter(
    (name) => name.endsWith(ending) && name.includes('/'),
  );
  const texts = await Promise.all(names.map((name) => readFile(path.join(vault, name), 'utf8')));
  return [...new Set(texts.map((text) => (JSON.parse(text) as { scheme: string }).scheme))].toSorted();
}

test.describe('where there is no keyring', () => {
  test.use({ options: { keyring: false } });

  test('an account is there again after a restart, for who has the passphrase', async ({
    launch,
    sandbox,
    userDataFolder,
  }) => {
    const first = await launch();
    await create(first);
    await connectSinaapp(first, sandbox);
    await expect(first.window.getByText('Sealed by your passphrase', { exact: true })).toBeVisible();
    await first.close();
    expect(await schemes(userDataFolder)).toEqual(['passphrase-v1']);

    const second = await launch();
    await expect(lockedHeading(second)).toBeVisible();
    expect((await second.view()).accounts).toEqual([]);
    await unlock(second, other);
    await expect(second.window.getByRole('alert')).toContainText('This is not the passphrase.');
    await expect(second.window.getByLabel('Passphrase', { exact: true })).toHaveValue('');
    await unlock(second, passphrase);
    const row = accountRow(second, 'SinaApp');
    await expectStatus(row, 'Fresh');
    await refresh(second, row);
    expect((await second.view()).accounts).toMatchObject([{ generation: 2, problem: null }]);
  });

  test('two that differ are not taken, nor a short one, and how strong one is is said while typing', async ({
    latchkey,
    userDataFolder,
  }) => {
    await press(latchkey, 'Use a passphrase…');
    await chooseNew(latchkey, 'short');
    await expect(latchkey.window.getByText('Too short', { exact: true })).toBeVisible();
    await press(latchkey, 'Use this passphrase');
    await expect(latchkey.window.getByRole('alert')).toContainText('The passphrase is too short.');
    await chooseNew(latchkey, passphrase, other);
    await expect(latchkey.window.getByText('Strong', { exact: true })).toBeVisible();
    await press(latchkey, 'Use this passphrase');
    await expect(latchkey.window.getByText('The two are not the same.')).toBeVisible();
    expect(await readdir(userDataFolder)).not.toContain('vault');
  });

  test('what is in memory only moves under a passphrase', async ({ launch, sandbox }) => {
    const first = await launch();
    await press(first, 'Keep in memory only');
    await connectSinaapp(first, sandbox);
    await openSettings(first);
    await press(first, 'Use a passphrase instead…');
    await chooseNew(first, passphrase);
    await press(first, 'Use this passphrase');
    await expect(first.window.getByText('Sealed by your passphrase now.')).toBeVisible();
    await first.close();

    const second = await launch();
    await unlock(second, passphrase);
    await expectStatus(accountRow(second, 'SinaApp'), 'Fresh');
  });

  test('the passphrase is in no file, no output, no page and no answer', async ({ launch, userDataFolder }) => {
    const latchkey = await launch();
    await listenToEvents(latchkey);
    await create(latchkey);
    const pages = [await pageContent(latchkey)];
    await press(latchkey, 'Lock');
    await unlock(latchkey, other);
    await expect(latchkey.window.getByRole('alert')).toBeVisible();
    pages.push(await pageContent(latchkey));
    await unlock(latchkey, passphrase);
    await expect(latchkey.window.getByRole('button', { name: 'Lock', exact: true })).toBeVisible();
    pages.push(await pageContent(latchkey));
    const answers = JSON.stringify([await latchkey.view(), await heardEvents(latchkey)]);
    await latchkey.close();

    const secrets = { 'the passphrase': passphrase, 'the wrong passphrase': other };
    expect(findIn('a page', pages.join('\n'), secrets)).toEqual([]);
    expect(findIn('an answer', answers, secrets)).toEqual([]);
    expect(findIn('the output', latchkey.output(), secrets)).toEqual([]);
    expect(await findInFiles(userDataFolder, secrets)).toEqual([]);
  });

  test('another passphrase counts from then on, and the old one no more', async ({ launch, sandbox }) => {
    const first = await launch();
    await create(first);
    await connectSinaapp(first, sandbox);
    await openSettings(first);
    await press(first, 'Change passphrase…');
    await dialog(first).getByLabel('Current passphrase', { exact: true }).fill(other);
    await chooseNew(first, other);
    await press(first, 'Change passphrase');
    await expect(dialog(first).getByRole('alert')).toContainText('This is not the passphrase.');
    await dialog(first).getByLabel('Current passphrase', { exact: true }).fill(passphrase);
    await chooseNew(first, other);
    await press(first, 'Change passphrase');
    await expect(first.window.getByText('The passphrase was changed.')).toBeVisible();
    await expectStatus(accountRow(first, 'SinaApp'), 'Fresh');
    await first.close();

    const second = await launch();
    await unlock(second, passphrase);
    await expect(second.window.getByRole('alert')).toContainText('This is not the passphrase.');
    await unlock(second, other);
    await expectStatus(accountRow(second, 'SinaApp'), 'Fresh');
  });

  test('a damaged header is replaced by its second copy', async ({ launch, sandbox, userDataFolder }) => {
    const first = await launch();
    await create(first);
    await connectSinaapp(first, sandbox);
    await first.close();
    await writeFile(path.join(userDataFolder, 'vault', 'passphrase.json'), '');

    const second = await launch();
    await unlock(second, passphrase);
    await expectStatus(accountRow(second, 'SinaApp'), 'Fresh');
  });
});

test.describe('locking', () => {
  test.use({ options: { keyring: false } });

  test('takes everything away, whatever a window asks for, and unlocking brings it back', async ({
    latchkey,
    sandbox,
    clipboard,
  }) => {
    await create(latchkey);
    const row = await connectSinaapp(latchkey, sandbox);
    await row.getByRole('button', { name: 'Copy token' }).click();
    await expect.poll(() => clipboard.read(latchkey)).not.toBe('');
    const [account] = (await latchkey.view()).accounts;
    const requests = sandbox.requests.length;

    await latchkey.window.keyboard.press('Control+l');

    await expect(lockedHeading(latchkey)).toBeVisible();
    await expect.poll(() => clipboard.read(latchkey)).toBe('');
    const locked = { ok: false, error: { code: 'app_locked' } };
    const accountId = account?.id ?? '';
    expect(await latchkey.call('copy', { accountId, format: 'token' })).toMatchObject(locked);
    expect(await latchkey.call('refresh', { accountId, again: true })).toMatchObject(locked);
    expect(await latchkey.call('removeAccount', { accountId })).toMatchObject(locked);
    expect(await latchkey.call('restorePrevious', { accountId })).toMatchObject(locked);
    expect(await latchkey.call('signIn', { clientId: account?.clientId ?? '', accountId })).toMatchObject(locked);
    expect((await latchkey.view()).clients).toEqual([]);
    expect(sandbox.requests).toHaveLength(requests);

    await unlock(latchkey, passphrase);
    await expectStatus(row, 'Fresh');
    await refresh(latchkey, row);
    expect((await latchkey.view()).accounts).toMatchObject([{ id: accountId, generation: 2 }]);
  });

  test('lets a refresh that is on its way finish, and its tokens are kept', async ({
    latchkey,
    sandbox,
    userDataFolder,
  }) => {
    const proxy = await startHoldingProxy(sandbox.endpoints.sinaapp.token);
    const sinaapp = { ...sandbox.endpoints.sinaapp, token: proxy.url };
    await create(latchkey);
    const row = await connectSinaapp(latchkey, { ...sandbox, endpoints: { ...sandbox.endpoints, sinaapp } });
    proxy.hold();
    await row.getByRole('button', { name: 'Refresh', exact: true }).click();
    await expect.poll(() => proxy.held()).toBe(1);
    await press(latchkey, 'Lock');
    await expect(lockedHeading(latchkey)).toBeVisible();
    const [record = ''] = await recordsOf(userDataFolder);
    const before = await readFile(record, 'utf8');

    proxy.release();

    // The tokens that came while it was locked are sealed and on disk before anybody unlocks it.
    await expect.poll(async () => (await readFile(record, 'utf8')) === before).toBe(false);
    await unlock(latchkey, passphrase);
    await expectStatus(row, 'Fresh');
    expect((await latchkey.view()).accounts).toMatchObject([{ generation: 2, problem: null }]);
    await refresh(latchkey, row);
    expect((await latchkey.view()).accounts).toMatchObject([{ generation: 3, problem: null }]);
    await proxy.close();
  });

  test('gives the desk back to who unlocks before a refresh has ended', async ({ latchkey, sandbox }) => {
    const proxy = await startHoldingProxy(sandbox.endpoints.sinaapp.token);
    const sinaapp = { ...sandbox.endpoints.sinaapp, token: proxy.url };
    await create(latchkey);
    const row = await connectSinaapp(latchkey, { ...sandbox, endpoints: { ...sandbox.endpoints, sinaapp } });
    proxy.hold();
    await row.getByRole('button', { name: 'Refresh', exact: true }).click();
    await expect.poll(() => proxy.held()).toBe(1);
    await press(latchkey, 'Lock');
    await unlock(latchkey, passphrase);
    await expect(row).toHaveAttribute('aria-busy', 'true');
    proxy.release();
    await expect.poll(async () => (await latchkey.view()).accounts[0]?.generation).toBe(2);
    await proxy.close();
  });

  test.describe('by itself', () => {
    for (const signal of ['suspend', 'lock-screen'] as const) {
      test(`on ${signal}`, async ({ latchkey }) => {
        await create(latchkey);
        await latchkey.app.evaluate(({ powerMonitor }, event) => void powerMonitor.emit(event), signal);
        await expect(lockedHeading(latchkey)).toBeVisible();
        await expect(latchkey.window.getByText('The computer was asleep or its screen was locked.')).toBeVisible();
      });
    }

    test('when nobody was there for the time that is set', async ({ latchkey }) => {
      await create(latchkey);
      await openSettings(latchkey);
      const field = dialog(latchkey).getByLabel('Lock when nobody is there for (minutes)');
      await field.fill('3');
      await field.press('Enter');
      await expect.poll(async () => (await latchkey.view()).settings.lockMinutes).toBe(3);
      await latchkey.app.evaluate(({ powerMonitor }) => Object.assign(powerMonitor, { getSystemIdleTime: () => 180 }));
      await expect(lockedHeading(latchkey)).toBeVisible({ timeout: 15_000 });
      await expect(dialog(latchkey)).toBeHidden();
    });
  });

  test('does not stop the sandbox for good', async ({ latchkey }) => {
    await create(latchkey);
    await press(latchkey, 'Try the sandbox');
    await expect(latchkey.window.getByText('Practice server running.')).toBeVisible();
    await press(latchkey, 'Lock');
    await unlock(latchkey, passphrase);
    await expect(latchkey.window.getByText('Practice server running.')).toBeVisible();
  });
});

test.describe('where there is a keyring', () => {
  test('accounts move under a passphrase and back, and old copies go at a later start', async ({
    launch,
    sandbox,
    userDataFolder,
  }) => {
    const first = await launch();
    await refresh(first, await connectSinaapp(first, sandbox));
    await openSettings(first);
    await expect(dialog(first).getByText('Tokens and client secrets are encrypted with a key from')).toBeVisible();
    await press(first, 'Use a passphrase instead…');
    await chooseNew(first, passphrase);
    await press(first, 'Use this passphrase');
    await expect(first.window.getByText('Sealed by your passphrase now.')).toBeVisible();
    await expectStatus(accountRow(first, 'SinaApp'), 'Fresh');
    await first.close();
    expect(await schemes(userDataFolder)).toEqual(['passphrase-v1']);
    expect(await schemes(userDataFolder, '.prev')).toEqual(['linux-v11']);

    const second = await launch();
    await unlock(second, passphrase);
    await expectStatus(accountRow(second, 'SinaApp'), 'Fresh');
    await expect.poll(() => schemes(userDataFolder, '.prev')).toEqual([]);
    await openSettings(second);
    await press(second, 'Use the keyring instead…');
    await press(second, 'Use the keyring');
    await expect(second.window.getByText('Sealed by the keyring now.')).toBeVisible();
    await second.close();
    expect(await schemes(userDataFolder)).toEqual(['linux-v11']);

    const third = await launch();
    await expectStatus(accountRow(third, 'SinaApp'), 'Fresh');
    await expect.poll(() => readdir(path.join(userDataFolder, 'vault'))).toEqual(['accounts', 'clients']);
  });

  test('that does not answer at one start, nothing is overwritten, and the accounts are there at the next', async ({
    launch,
    sandbox,
    userDataFolder,
  }) => {
    const first = await launch();
    await connectSinaapp(first, sandbox);
    await first.close();

    const second = await launch({ keyring: false });
    await expect(
      second.window.getByRole('heading', { name: 'The key that seals your accounts is not there' }),
    ).toBeVisible();
    await expect(second.window.getByText('Accounts on this computer: 1.')).toBeVisible();
    await press(second, 'Try again');
    await expect(second.window.getByText('No keyring that protects anything answers.')).toBeVisible();
    await second.close();
    expect(await schemes(userDataFolder)).toEqual(['linux-v11']);

    const third = await launch();
    await expectStatus(accountRow(third, 'SinaApp'), 'Fresh');
  });

  test('whose key has changed is named, and what it sealed is kept', async ({ launch, sandbox, userDataFolder }) => {
    const first = await launch();
    await connectSinaapp(first, sandbox);
    await first.close();
    await sealUnderAnotherKey(userDataFolder, 'SinaApp');

    const second = await launch();
    const row = accountRow(second, 'SinaApp');
    await expectStatus(row, 'Locked');
    await expect(row).toContainText('its key is not the one that is there now. Nothing was deleted.');
    await expect(row.getByRole('button', { name: 'Try again' })).toBeVisible();
    const before = await readdir(path.join(userDataFolder, 'vault', 'accounts'));
    await row.getByRole('button', { name: 'Try again' }).click();
    await expectStatus(row, 'Locked');
    expect(await readdir(path.join(userDataFolder, 'vault', 'accounts'))).toEqual(before);
  });

  test('an account goes back to the token set before, and forth again', async ({ latchkey, sandbox }) => {
    const row = await connectSinaapp(latchkey, sandbox);
    const token = async () => (await latchkey.view()).accounts[0]?.access?.fingerprint;
    const original = await token();
    await refresh(latchkey, row);
    const refreshed = await token();
    expect(refreshed).not.toBe(original);
    for (const expected of [original, refreshed]) {
      await row.getByRole('button', { name: 'More actions' }).click();
      await latchkey.window.getByRole('menuitem', { name: 'Restore previous token…' }).click();
      await dialog(latchkey).getByRole('button', { name: 'Restore', exact: true }).click();
      await expect(latchkey.window.getByText('Went back to the token before.').first()).toBeVisible();
      await expect.poll(token).toBe(expected);
    }
    expect((await latchkey.view()).accounts).toMatchObject([{ generation: 4, restoredAt: expect.any(Number) }]);
  });
});
