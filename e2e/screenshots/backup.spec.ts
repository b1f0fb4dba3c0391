/** Every screen about backups: the settings, what goes into a file, its passphrase, what is in one, and what is wrong with one. */
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { mergeTests } from '@playwright/test';
import {
  chooseFile,
  entry,
  exportAll,
  givePassphrase,
  openExport,
  openImport,
  openPreview,
  press,
  test as withBackups,
  type Latchkey,
  type Sandbox,
} from '../support/backup';
import {
  dialog,
  expect,
  openKaixinDialog,
  PRACTICE_PEOPLE,
  submitGrant,
  test as withGallery,
} from '../support/gallery';
import { accountRow, connectSinaapp, expectStatus, refresh } from '../support/screen';

const test = mergeTests(withGallery, withBackups);

const provider = (name: string) => ({
  version: 1,
  id: 'my-company',
  name,
  endpoints: { authorize: 'https://login.example.com/authorize', token: 'https://login.example.com/token' },
  grants: { authorization_code: {}, refresh_token: {} },
});

/** Here: a SinaApp account that is refreshed by itself, one of Kaixin001, and a provider file. */
async function setUpHere(latchkey: Latchkey, sandbox: Sandbox): Promise<void> {
  await connectSinaapp(latchkey, sandbox);
  const { username, password } = PRACTICE_PEOPLE.kaixin001.json001;
  await submitGrant(await openKaixinDialog(latchkey, sandbox), 'Password', { Username: username, Password: password });
  await expectStatus(accountRow(latchkey, username), 'Fresh');
  const account = (await latchkey.view()).accounts.find(({ label }) => label === 'SinaApp');
  await latchkey.ask('setAutomatic', { accountId: account?.id ?? '', automatic: true });
}

test('exporting', async ({ launch, sandbox, gallery, backups }) => {
  const latchkey = await launch({ providers: { 'my-company.json': provider('My company') } });
  await setUpHere(latchkey, sandbox);
  await press(latchkey, 'Settings');
  // By its place: the pictures are in two languages.
  const section = dialog(latchkey).locator('section').nth(3);
  await expect(section).toContainText('One file with the accounts');
  await gallery.show(latchkey, '50-backup-settings', { narrow: true, at: section.getByRole('button').last() });
  await latchkey.window.keyboard.press('Escape');
  await openExport(latchkey);
  await gallery.show(latchkey, '51-export', { narrow: true });
  await chooseFile(latchkey, path.join(backups, 'no', 'such', 'folder', 'x.latchkey'));
  await press(latchkey, 'Next');
  await gallery.show(latchkey, '52-export-passphrase', { narrow: true });
  await givePassphrase(latchkey);
  await expect(dialog(latchkey).getByRole('alert')).toBeVisible();
  await gallery.show(latchkey, '53-export-not-written', { narrow: true });
  await latchkey.window.keyboard.press('Escape');
  await exportAll(latchkey, path.join(backups, 'latchkey-2026-01-31.latchkey'));
  await gallery.show(latchkey, '54-exported');
});

test('importing', async ({ launch, elsewhere, sandbox, gallery, backups }) => {
  const file = path.join(backups, 'latchkey-2026-01-31.latchkey');
  const here = await launch({ providers: { 'my-company.json': provider('My company') } });
  await setUpHere(here, sandbox);
  await exportAll(here, file);
  const there = await elsewhere({ providers: { 'my-company.json': provider('Another company') } });
  await gallery.show(there, '55-first-screen', { narrow: true });
  await openImport(there, file);
  await there.window.getByLabel('Passphrase', { exact: true }).fill('another passphrase');
  await press(there, 'Open');
  await expect(dialog(there).getByRole('alert')).toBeVisible();
  await gallery.show(there, '56-import-wrong-passphrase', { narrow: true });
  await there.window.keyboard.press('Escape');
  const preview = await openPreview(there, file);
  await entry(preview, 'My company').getByRole('checkbox').check();
  await gallery.show(there, '57-import-preview', { narrow: true });
});

test('importing what is older, and what is no backup', async ({ launch, sandbox, gallery, backups }) => {
  const file = path.join(backups, 'latchkey-2026-01-31.latchkey');
  const latchkey = await launch();
  const row = await connectSinaapp(latchkey, sandbox);
  await exportAll(latchkey, file);
  await refresh(latchkey, row);
  await openPreview(latchkey, file);
  await gallery.show(latchkey, '58-import-newer-here', { narrow: true });
  await latchkey.window.keyboard.press('Escape');
  const foreign = path.join(backups, 'holiday.jpg');
  await writeFile(foreign, 'not a backup');
  await openImport(latchkey, foreign);
  await expect(dialog(latchkey).getByRole('alert')).toBeVisible();
  await gallery.show(latchkey, '59-import-foreign', { narrow: true });
});
