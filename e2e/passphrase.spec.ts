/** A vault under a passphrase: making it, opening it, changing it, and moving between it and the keyring. */
import { readdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { findIn, findInFiles, heardEvents, listenToEvents, pageContent } from './support/canaries';
import { chooseNew, create, openSettings, other, passphrase, press, schemes, unlock } from './support/passphrase';
import { dialog, expect, test } from './support/practice';
import { accountRow, connectSinaapp, expectStatus, refresh } from './support/screen';

// A passphrase is stretched slowly, on purpose, and several times in a test.
test.describe.configure({ timeout: 120_000 });

test.describe('where there is no keyring', () => {
  test.use({ options: { keyring: false } });

  test('is taken only when it is long enough and typed twice alike; then an account is there again after a restart, for who has it', async ({
    launch,
    sandbox,
    userDataFolder,
  }) => {
    const first = await launch();
    await press(first, 'Use a passphrase…');
    await chooseNew(first, 'short');
    await expect(first.window.getByText('Too short', { exact: true })).toBeVisible();
    await press(first, 'Use this passphrase');
    await expect(first.window.getByRole('alert')).toContainText('The passphrase is too short.');
    await chooseNew(first, passphrase, other);
    await expect(first.window.getByText('Strong', { exact: true })).toBeVisible();
    await press(first, 'Use this passphrase');
    await expect(first.window.getByText('The two are not the same.')).toBeVisible();
    expect(await readdir(userDataFolder)).not.toContain('vault');
    await press(first, 'Back');

    await create(first);
    await connectSinaapp(first, sandbox);
    await expect(first.window.getByText('Sealed by your passphrase', { exact: true })).toBeVisible();
    await first.close();
    expect(await schemes(userDataFolder)).toEqual(['passphrase-v1']);

    const second = await launch();
    await expect(second.window.getByRole('heading', { name: 'Latchkey is locked' })).toBeVisible();
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

  test('another one counts from when it is changed, and the old one no more; a damaged header is replaced by its second copy', async ({
    launch,
    sandbox,
    userDataFolder,
  }) => {
    const first = await launch();
    await create(first);
    await connectSinaapp(first, sandbox);
    await first.close();
    const header = path.join(userDataFolder, 'vault', 'passphrase.json');
    await writeFile(header, '');

    const second = await launch();
    await unlock(second, passphrase);
    await expectStatus(accountRow(second, 'SinaApp'), 'Fresh');
    await openSettings(second);
    await press(second, 'Change passphrase…');
    await dialog(second).getByLabel('Current passphrase', { exact: true }).fill(other);
    await chooseNew(second, other);
    await press(second, 'Change passphrase');
    await expect(dialog(second).getByRole('alert')).toContainText('This is not the passphrase.');
    await dialog(second).getByLabel('Current passphrase', { exact: true }).fill(passphrase);
    await chooseNew(second, other);
    await press(second, 'Change passphrase');
    await expect(second.window.getByText('The passphrase was changed.')).toBeVisible();
    await expectStatus(accountRow(second, 'SinaApp'), 'Fresh');
    await second.close();

    const third = await launch();
    await unlock(third, passphrase);
    await expect(third.window.getByRole('alert')).toContainText('This is not the passphrase.');
    await unlock(third, other);
    await expectStatus(accountRow(third, 'SinaApp'), 'Fresh');
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
    // Histories have moved with the accounts, and the passphrase's file is gone.
    const folders = async () => (await readdir(path.join(userDataFolder, 'vault'))).toSorted();
    await expect.poll(folders).toEqual(['accounts', 'clients', 'histories']);
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

  test('an account goes back to the token set before, and forth again', async ({
    sharedLatchkey: latchkey,
    sandbox,
  }) => {
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
