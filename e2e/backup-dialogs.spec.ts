/** The dialogs about backups when something is wrong, and without a mouse. */
import { createHash } from 'node:crypto';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import {
  backupPassphrase,
  chooseFile,
  dialog,
  expect,
  exportAll,
  givePassphrase,
  openExport,
  openImport,
  press,
  test,
} from './support/backup';
import { mountSmallDisk } from './faults/support/small-disk';
import { accountRow, connectSinaapp, expectStatus } from './support/screen';

test('a wrong passphrase and whatever else is wrong with a file each have their words', async ({
  sharedLatchkey: latchkey,
  sandbox,
  backups,
}) => {
  const file = path.join(backups, 'all.latchkey');
  await connectSinaapp(latchkey, sandbox);
  await exportAll(latchkey, file);
  const content = await readFile(file, 'utf8');

  const opened = await openImport(latchkey, file);
  await opened.getByLabel('Passphrase', { exact: true }).fill('another passphrase');
  await press(latchkey, 'Open');
  await expect(opened.getByRole('alert')).toContainText('This is not the passphrase of this file.');
  await expect(opened.getByLabel('Passphrase', { exact: true })).toHaveValue('');
  await opened.getByLabel('Passphrase', { exact: true }).fill(backupPassphrase);
  await press(latchkey, 'Open');
  await expect(opened.getByRole('table')).toBeVisible();
  await latchkey.window.keyboard.press('Escape');
  expect(await latchkey.call('openBackup', { passphrase: backupPassphrase })).toMatchObject({
    ok: false,
    error: { code: 'not_found' },
  });

  const wrong: readonly (readonly [string, string])[] = [
    ['holiday pictures', 'This file is not a Latchkey backup.'],
    [content.slice(0, 300), 'This backup is incomplete'],
    [content.replace('"cost":131072', '"cost":131073'), 'This backup is damaged'],
    [newerVersion(content), 'A newer Latchkey made this backup.'],
  ];
  for (const [text, words] of wrong) {
    const other = path.join(backups, 'other.latchkey');
    await writeFile(other, text);
    await expect((await openImport(latchkey, other)).getByRole('alert')).toContainText(words);
    await latchkey.window.keyboard.press('Escape');
  }
  await expect((await openImport(latchkey, path.join(backups, 'none'))).getByRole('alert')).toContainText(
    'could not be read',
  );
  await chooseFile(latchkey, file);
  await press(latchkey, 'Choose another file…');
  await expect(dialog(latchkey).getByLabel('Passphrase', { exact: true })).toBeFocused();
});

/** As a later Latchkey would write it: another version, and a checksum that fits. */
function newerVersion(content: string): string {
  const line = content.replace(/,"sha256":.*\n$/, '}').replace('"version":1', '"version":2');
  return `${line.slice(0, -1)},"sha256":"${createHash('sha256').update(line).digest('hex')}"}\n`;
}

test('a full disk is told, and the earlier file stays', async ({ sharedLatchkey: latchkey, sandbox, backups }) => {
  const folder = path.join(backups, 'small');
  const disk = await mountSmallDisk(folder);
  // Where mounting is not allowed, main/vault/backup-write.test.ts is what there is.
  if (disk === null) return;
  try {
    const file = path.join(folder, 'all.latchkey');
    await connectSinaapp(latchkey, sandbox);
    await writeFile(file, 'an earlier file');
    await disk.fill();
    await openExport(latchkey);
    await chooseFile(latchkey, file);
    await press(latchkey, 'Next');
    await givePassphrase(latchkey);
    await expect(dialog(latchkey).getByRole('alert')).toContainText('There is no room for the backup in that place.');
    expect(await readFile(file, 'utf8')).toBe('an earlier file');
    expect((await readdir(folder)).toSorted()).toEqual(['all.latchkey', 'filler']);
    await disk.empty();
    await givePassphrase(latchkey);
    await expect(latchkey.window.getByText(/^Exported to all\.latchkey/)).toBeVisible();
    expect(await readFile(file, 'utf8')).toContain('latchkey-backup');
  } finally {
    await disk.unmount();
  }
});

test('all of it by keys alone', async ({ sharedLatchkey: latchkey, sandbox, backups }) => {
  const file = path.join(backups, 'all.latchkey');
  await connectSinaapp(latchkey, sandbox);
  await chooseFile(latchkey, file);
  const { keyboard } = latchkey.window;
  const at = async (name: string, role: 'button' | 'checkbox' = 'button'): Promise<void> => {
    const target = latchkey.window.getByRole(role, { name, exact: true });
    for (let presses = 0; presses < 40; presses += 1) {
      await keyboard.press('Tab');
      if (await target.evaluate((node) => node === document.activeElement)) return;
    }
    await expect(target).toBeFocused();
  };
  await latchkey.window.getByRole('button', { name: 'Settings' }).focus();
  await keyboard.press('Enter');
  await at('Export…');
  await keyboard.press('Enter');
  await at('SinaApp', 'checkbox');
  await keyboard.press('Space');
  await expect(dialog(latchkey).getByRole('checkbox', { name: 'SinaApp', exact: true })).not.toBeChecked();
  await keyboard.press('Space');
  await at('Next');
  await keyboard.press('Enter');
  await expect(dialog(latchkey).getByLabel('New passphrase', { exact: true })).toBeFocused();
  await keyboard.type(backupPassphrase);
  await keyboard.press('Tab');
  await keyboard.press('Tab');
  await expect(dialog(latchkey).getByLabel('Repeat it', { exact: true })).toBeFocused();
  await keyboard.type(backupPassphrase);
  await keyboard.press('Enter');
  await expect(latchkey.window.getByText(/^Exported to /)).toBeVisible();
  await expect(latchkey.window.getByRole('button', { name: 'Settings' })).toBeFocused();

  await latchkey.ask('removeAccount', { accountId: (await latchkey.view()).accounts[0]?.id ?? '' });
  await latchkey.window.getByRole('button', { name: 'Settings' }).focus();
  await keyboard.press('Enter');
  await at('Import…');
  await keyboard.press('Enter');
  await expect(dialog(latchkey).getByLabel('Passphrase', { exact: true })).toBeFocused();
  await keyboard.type(backupPassphrase);
  await keyboard.press('Enter');
  await expect(dialog(latchkey).getByRole('table')).toBeVisible();
  await at('Import');
  await keyboard.press('Enter');
  await expectStatus(accountRow(latchkey, 'SinaApp'), 'Fresh');
});
