/** Backup and move: from one user-data folder to another, by the real dialogs, against the practice server with its one-use tokens. */
import { readdir, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import {
  dialog,
  entry,
  expect,
  exportAll,
  importAll,
  openExport,
  openPreview,
  press,
  saveExport,
  test,
} from './support/backup';
import { accountRow, connectSinaapp, expectStatus, refresh } from './support/screen';

/** What the list says of an entry. */
const verdictOf = (row: ReturnType<typeof entry>) => row.getByRole('cell').last();

test('an account that is exported here goes on elsewhere: its token refreshes there', async ({
  launch,
  elsewhere,
  sandbox,
  backups,
}) => {
  const file = path.join(backups, 'all.latchkey');
  const here = await launch();
  await connectSinaapp(here, sandbox);
  await exportAll(here, file);
  expect((await stat(file)).mode & 0o777).toBe(0o600);
  expect(await readdir(backups)).toEqual(['all.latchkey']);

  const there = await elsewhere();
  const preview = await openPreview(there, file);
  await expect(verdictOf(entry(preview, 'SinaApp'))).toContainText('New');
  await expect(entry(preview, 'practice-sinaapp').getByRole('checkbox')).toBeDisabled();
  await expect(entry(preview, 'practice-sinaapp')).toContainText('comes along');
  await expect(preview).toContainText('work in one place only');
  await press(there, 'Import');
  const row = accountRow(there, 'SinaApp');
  await expectStatus(row, 'Fresh');
  await refresh(there, row);
  expect((await there.view()).accounts).toMatchObject([{ generation: 2, problem: null, practice: false }]);

  // A second import brings nothing, and takes nothing back.
  const again = await openPreview(there, file);
  await expect(verdictOf(entry(again, 'SinaApp'))).toHaveText('Newer here');
  await expect(verdictOf(entry(again, 'practice-sinaapp'))).toHaveText('Already here');
  await expect(again.getByRole('button', { name: 'Import', exact: true })).toBeDisabled();
  await there.close();
  const restarted = await elsewhere();
  await expectStatus(accountRow(restarted, 'SinaApp'), 'Fresh');
  expect((await restarted.view()).accounts).toMatchObject([{ generation: 2 }]);
});

test('importing what is here already changes nothing', async ({ sharedLatchkey: latchkey, sandbox, backups }) => {
  const file = path.join(backups, 'all.latchkey');
  await connectSinaapp(latchkey, sandbox);
  await exportAll(latchkey, file);
  const before = await latchkey.view();
  const preview = await openPreview(latchkey, file);
  await expect(verdictOf(entry(preview, 'SinaApp'))).toHaveText('Already here');
  await expect(preview).toContainText('There is nothing to import');
  await latchkey.window.keyboard.press('Escape');
  expect((await latchkey.view()).accounts).toEqual(before.accounts);
});

test('the newer tokens win, wherever they are, and the older ones stay as the token before', async ({
  sharedLatchkey: here,
  elsewhere,
  sandbox,
  backups,
}) => {
  const [first, second] = [path.join(backups, '1.latchkey'), path.join(backups, '2.latchkey')];
  await connectSinaapp(here, sandbox);
  await exportAll(here, first);
  const there = await elsewhere();
  await importAll(there, first);
  await refresh(there, accountRow(there, 'SinaApp'));
  await exportAll(there, second);

  const [old] = (await here.view()).accounts;
  const preview = await openPreview(here, second);
  await expect(verdictOf(entry(preview, 'SinaApp'))).toContainText('Newer in the file');
  await press(here, 'Import');
  await expect(here.window.getByText(/^Imported /)).toBeVisible();
  const [account] = (await here.view()).accounts;
  expect(account).toMatchObject({ id: old?.id, generation: 2, previous: { fingerprint: old?.access?.fingerprint } });
  await refresh(here, accountRow(here, 'SinaApp'));
  expect((await here.view()).accounts).toMatchObject([{ generation: 3, problem: null }]);

  const stale = await openPreview(here, first);
  await expect(verdictOf(entry(stale, 'SinaApp'))).toHaveText('Newer here');
  await expect(entry(stale, 'SinaApp').getByRole('checkbox')).toBeDisabled();
});

test('a move stops automatic refresh here and goes on with it there; a backup leaves it on here and off there', async ({
  sharedLatchkey: here,
  elsewhere,
  sandbox,
  backups,
}) => {
  await connectSinaapp(here, sandbox);
  const [account] = (await here.view()).accounts;
  await here.ask('setAutomatic', { accountId: account?.id ?? '', automatic: true });
  const [backup, move] = [path.join(backups, 'backup.latchkey'), path.join(backups, 'move.latchkey')];
  await exportAll(here, backup);
  expect((await here.view()).accounts).toMatchObject([{ automatic: { on: true } }]);
  const chosen = await openExport(here);
  await expect(chosen).toContainText('works in one place only');
  await chosen.getByLabel('Stop refreshing them automatically here').check();
  await saveExport(here, move);
  expect((await here.view()).accounts).toMatchObject([{ automatic: { on: false } }]);

  const there = await elsewhere();
  const kept = await openPreview(there, backup);
  await expect(kept.getByLabel('Refresh them automatically here, as before')).not.toBeChecked();
  await there.window.keyboard.press('Escape');
  const moved = await openPreview(there, move);
  await expect(moved.getByLabel('Refresh them automatically here, as before')).toBeChecked();
  await press(there, 'Import');
  await expectStatus(accountRow(there, 'SinaApp'), 'Fresh');
  expect((await there.view()).accounts).toMatchObject([{ automatic: { on: true } }]);
});

test('the user’s own provider and a client without an account go along; one that differs is left unless ticked', async ({
  launch,
  elsewhere,
  backups,
}) => {
  const provider = (name: string) => ({
    version: 1,
    id: 'my-company',
    name,
    endpoints: { authorize: 'https://login.example.com/authorize', token: 'https://login.example.com/token' },
    grants: { authorization_code: {}, refresh_token: {} },
  });
  const file = path.join(backups, 'all.latchkey');
  const here = await launch({ providers: { 'mine.json': provider('My company') } });
  await here.ask('saveClient', {
    id: null,
    providerId: 'my-company',
    clientId: 'my-app',
    clientSecret: 'canary-my-app-secret',
    callbackUrl: 'http://callback.invalid/cb',
    scope: '',
    endpoints: { authorize: null, token: null, refresh: null },
    authentication: null,
  });
  await exportAll(here, file);

  const there = await elsewhere();
  const preview = await openPreview(there, file);
  await expect(verdictOf(entry(preview, 'my-app'))).toContainText('sends secrets to login.example.com');
  await press(there, 'Import');
  await expect(there.window.getByText(/^Imported · accounts: 0 · clients: 1 · provider files: 1/)).toBeVisible();
  expect((await there.view()).clients).toMatchObject([
    { clientId: 'my-app', hasSecret: true, providerId: 'my-company' },
  ]);
  const providers = path.join(there.userDataFolder, 'providers');
  expect(await readdir(providers)).toEqual(['my-company.json']);

  await writeFile(path.join(providers, 'my-company.json'), JSON.stringify(provider('Another company')));
  await there.ask('reloadProviders');
  const differs = await openPreview(there, file);
  await expect(verdictOf(entry(differs, 'My company'))).toContainText('Differs');
  await expect(entry(differs, 'My company').getByRole('checkbox')).not.toBeChecked();
  await entry(differs, 'My company').getByRole('checkbox').check();
  await press(there, 'Import');
  await expect(there.window.getByText(/provider files: 1$/).last()).toBeVisible();
  await expect(dialog(there)).toBeHidden();
  expect(await readdir(providers)).toEqual(['my-company.json', expect.stringMatching(/^my-company\.json\.replaced-/)]);
  expect((await there.view()).providers.find(({ id }) => id === 'my-company')?.name).toBe('My company');
});
