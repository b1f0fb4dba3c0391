/** Who sees what of a backup: nobody but main, nothing in clear on disk, nothing while Latchkey is locked. */
import path from 'node:path';
import { startAuthorizationServer } from './support/authorization-server';
import {
  backupPassphrase,
  chooseFile,
  dialog,
  expect,
  exportAll,
  givePassphrase,
  importAll,
  openExport,
  openPreview,
  press,
  test,
} from './support/backup';
import { findIn, findInFiles, heardEvents, listenToEvents, pageContent, type Secrets } from './support/canaries';
import { create, unlock } from './support/passphrase';
import { accountRow, connectSinaapp, expectStatus, fillClientForm, openOtherProvider, refresh } from './support/screen';

const label = 'Standard OAuth 2.0 server';

test('no token, secret or passphrase is in a file, a page, an answer or what is printed', async ({
  launch,
  elsewhere,
  backups,
}) => {
  const server = await startAuthorizationServer();
  const file = path.join(backups, 'all.latchkey');
  const here = await launch();
  await listenToEvents(here);
  await openOtherProvider(here, label);
  const form = await fillClientForm(here, {
    'Client ID': 'backup-client',
    'Client secret': 'canary-client-secret-91c2',
    'Callback URL': 'http://callback.invalid/cb',
    'Authorize endpoint': server.authorizeEndpoint('302'),
    'Token endpoint': server.tokenEndpoint,
    'Client authentication': 'secret in the form body',
  });
  await form.getByRole('button', { name: 'Connect', exact: true }).click();
  await expectStatus(accountRow(here, label), 'Fresh');
  await refresh(here, accountRow(here, label));
  const pages: string[] = [];
  await openExport(here);
  pages.push(await pageContent(here));
  // The standard server's file does not know whether refresh tokens are for one use; the refresh has shown it.
  await expect(dialog(here)).toContainText('one-use');
  await chooseFile(here, null);
  await press(here, 'Next');
  await givePassphrase(here);
  await expect(dialog(here).getByLabel('New passphrase', { exact: true })).toHaveValue('');
  pages.push(await pageContent(here));
  await here.window.keyboard.press('Escape');
  await exportAll(here, file);
  pages.push(await pageContent(here));

  const there = await elsewhere();
  await listenToEvents(there);
  await openPreview(there, file);
  pages.push(await pageContent(there));
  await press(there, 'Import');
  await expectStatus(accountRow(there, label), 'Fresh');
  pages.push(await pageContent(there));
  await refresh(there, accountRow(there, label));
  expect(server.issued.refreshTokens).toHaveLength(3);

  // The answers once more, as a window gets them.
  const ids = (await here.view()).accounts.map(({ id }) => id);
  const input = { accountIds: ids, clientIds: [], providerIds: [], passphrase: backupPassphrase, stop: false };
  const answers: unknown[] = [await here.ask('backupChoices'), await here.ask('exportBackup', input)];
  answers.push(await here.ask('pickBackup'));
  const preview = await here.ask('openBackup', { passphrase: backupPassphrase });
  answers.push(preview, await here.ask('importBackup', { keys: preview.items.map(({ key }) => key), automatic: true }));
  answers.push(await here.view(), await heardEvents(here), await there.view(), await heardEvents(there));
  await here.close();
  await there.close();
  await server.close();

  const { accessTokens, refreshTokens } = server.issued;
  const secrets: Secrets = {
    'the client secret': 'canary-client-secret-91c2',
    'the passphrase': backupPassphrase,
    ...Object.fromEntries(accessTokens.map((token, index) => [`access token ${index + 1}`, token])),
    ...Object.fromEntries(refreshTokens.map((token, index) => [`refresh token ${index + 1}`, token])),
  };
  expect(pages.flatMap((page, index) => findIn(`page ${index + 1}`, page, secrets))).toEqual([]);
  expect(findIn('an answer', JSON.stringify(answers), secrets)).toEqual([]);
  expect(findIn('what was printed', here.output() + there.output(), secrets)).toEqual([]);
  for (const folder of [here.userDataFolder, there.userDataFolder, backups]) {
    expect(await findInFiles(folder, secrets)).toEqual([]);
  }
});

test.describe('without a keyring', () => {
  test.use({ options: { keyring: false } });

  test('while it is locked nothing is exported or imported, and an opened file is forgotten', async ({
    latchkey,
    sandbox,
    backups,
  }) => {
    const file = path.join(backups, 'all.latchkey');
    await create(latchkey);
    await connectSinaapp(latchkey, sandbox);
    await exportAll(latchkey, file);
    await openPreview(latchkey, file);
    await latchkey.ask('lock');
    await expect(latchkey.window.getByRole('heading', { name: 'Latchkey is locked' })).toBeVisible();
    await expect(dialog(latchkey)).toBeHidden();
    const locked = { ok: false, error: { code: 'app_locked' } };
    const input = { accountIds: [], clientIds: [], providerIds: [], passphrase: backupPassphrase, stop: false };
    expect(await latchkey.call('exportBackup', input)).toMatchObject(locked);
    expect(await latchkey.call('pickBackup')).toMatchObject(locked);
    expect(await latchkey.call('openBackup', { passphrase: backupPassphrase })).toMatchObject(locked);
    expect(await latchkey.call('importBackup', { keys: ['account-0'], automatic: false })).toMatchObject(locked);
    await unlock(latchkey, 'canary correct horse battery');
    await expectStatus(accountRow(latchkey, 'SinaApp'), 'Fresh');
    expect(await latchkey.call('importBackup', { keys: ['account-0'], automatic: false })).toMatchObject({
      ok: false,
      error: { code: 'not_found' },
    });
  });

  test('what is in memory only is exported and imported too', async ({ launch, elsewhere, sandbox, backups }) => {
    const file = path.join(backups, 'all.latchkey');
    const here = await launch();
    await press(here, 'Keep in memory only');
    await connectSinaapp(here, sandbox);
    await exportAll(here, file);
    const there = await elsewhere();
    await press(there, 'Keep in memory only');
    await importAll(there, file);
    await refresh(there, accountRow(there, 'SinaApp'));
    expect((await there.view()).accounts).toMatchObject([{ generation: 2, problem: null }]);
  });
});
