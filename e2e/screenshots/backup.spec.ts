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

test('exporting and importing', async ({ launch, elsewhere, sandbox, gallery, backups }) => {
  const file = path.join(backups, 'latchkey-2026-01-31.latchkey');
  const first = await launch({ providers: { 'my-company.json': provider('My company') } });
  await connectSinaapp(first, sandbox);
  const { username, password } = PRACTICE_PEOPLE.kaixin001.json001;
  await submitGrant(await openKaixinDialog(first, sandbox), 'Password', { Username: username, Password: password });
  await expectStatus(accountRow(first, username), 'Fresh');
  const [account] = (await first.view()).accounts.filter(({ label }) => label === 'SinaApp');
  await first.ask('setAutomatic', { accountId: account?.id ?? '', automatic: true });
  await press(first, 'Settings');
  // By its place: the pictures are in two languages.
  const section = dialog(first).locator('section').last();
  await expect(section).toContainText('Backup and move');
  await gallery.show(first, '50-backup-settings', { narrow: true, at: section.getByRole('button').last() });
  await first.window.keyboard.press('Escape');
  await openExport(first);
  await gallery.show(first, '51-export', { narrow: true });
  await chooseFile(first, path.join(backups, 'no', 'such', 'folder', 'x.latchkey'));
  await press(first, 'Next');
  await gallery.show(first, '52-export-passphrase', { narrow: true });
  await givePassphrase(first);
  await expect(dialog(first).getByRole('alert')).toBeVisible();
  await gallery.show(first, '53-export-not-written', { narrow: true });
  await first.window.keyboard.press('Escape');
  await exportAll(first, file);
  await gallery.show(first, '54-exported');

  const second = await elsewhere({ providers: { 'my-company.json': provider('Another company') } });
  await gallery.show(second, '55-first-screen', { narrow: true });
  await openImport(second, file);
  await gallery.show(second, '56-import-passphrase', { narrow: true });
  await second.window.getByLabel('Passphrase', { exact: true }).fill('another passphrase');
  await press(second, 'Open');
  await expect(dialog(second).getByRole('alert')).toBeVisible();
  await gallery.show(second, '57-import-wrong-passphrase');
  await second.window.keyboard.press('Escape');
  const preview = await openPreview(second, file);
  await entry(preview, 'Another company')
    .getByRole('checkbox')
    .or(entry(preview, 'My company').getByRole('checkbox'))
    .check();
  await gallery.show(second, '58-import-preview', { narrow: true });
  await second.window.keyboard.press('Escape');

  await refresh(first, accountRow(first, 'SinaApp'));
  await openPreview(first, file);
  await gallery.show(first, '59-import-newer-here', { narrow: true });
  await first.window.keyboard.press('Escape');
  const foreign = path.join(backups, 'holiday.jpg');
  await writeFile(foreign, 'not a backup');
  await openImport(first, foreign);
  await expect(dialog(first).getByRole('alert')).toBeVisible();
  await gallery.show(first, '60-import-foreign', { narrow: true });
});
