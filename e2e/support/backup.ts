/** What a person does to export and import, with the system's dialogs answered for them; and a second place to move to. English only. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Locator } from '@playwright/test';
import { Latchkey, type LatchkeyOptions } from './running-app';
import { dialog, expect, test as base } from './practice';

export * from './practice';

export const backupPassphrase = 'canary backup passphrase';

interface BackupFixtures {
  /** A folder for backup files, deleted after the test. */
  readonly backups: string;
  /** Starts the app as on another computer: in a user-data folder of its own. Again: the same one. */
  readonly elsewhere: (options?: LatchkeyOptions) => Promise<Latchkey>;
}

async function withFolder(prefix: string, use: (folder: string) => Promise<void>): Promise<void> {
  const folder = await mkdtemp(path.join(tmpdir(), prefix));
  await use(folder);
  await rm(folder, { recursive: true, force: true });
}

export const test = base.extend<BackupFixtures>({
  backups: async ({}, use) => withFolder('latchkey-backups-', use),

  elsewhere: async ({ options }, use) =>
    withFolder('latchkey-elsewhere-', async (folder) => {
      const started: Latchkey[] = [];
      await use(async (own = options) => {
        const latchkey = await Latchkey.start(folder, own);
        started.push(latchkey);
        return latchkey;
      });
      const complaints: string[] = [];
      for (const latchkey of started) {
        await latchkey.close();
        complaints.push(...(await latchkey.complaints()));
        await latchkey.cleanUp();
      }
      expect(complaints).toEqual([]);
    }),
});

/** The system's dialogs choose this path from now on; null: their user cancels. */
export async function chooseFile(latchkey: Latchkey, file: string | null): Promise<void> {
  await latchkey.app.evaluate(({ dialog: system }, chosen) => {
    const canceled = chosen === null;
    system.showSaveDialog = async () => ({ canceled, filePath: chosen ?? '' });
    system.showOpenDialog = async () => ({ canceled, filePaths: chosen === null ? [] : [chosen] });
  }, file);
}

export const press = (latchkey: Latchkey, name: string): Promise<void> =>
  latchkey.window.getByRole('button', { name, exact: true }).click();

/** From the desk to the list of what could go into the file. */
export async function openExport(latchkey: Latchkey): Promise<Locator> {
  await press(latchkey, 'Settings');
  await press(latchkey, 'Export…');
  await expect(dialog(latchkey).getByRole('heading', { name: 'Export a backup' })).toBeVisible();
  return dialog(latchkey);
}

/** From there into a file. */
export async function saveExport(latchkey: Latchkey, file: string, passphrase = backupPassphrase): Promise<void> {
  await chooseFile(latchkey, file);
  await dialog(latchkey).getByRole('button', { name: 'Next', exact: true }).click();
  await givePassphrase(latchkey, passphrase);
  await expect(latchkey.window.getByText(`Exported to ${path.basename(file)}`)).toBeVisible();
  await expect(dialog(latchkey)).toBeHidden();
}

/** Types a new passphrase twice and goes on. */
export async function givePassphrase(latchkey: Latchkey, passphrase = backupPassphrase): Promise<void> {
  await latchkey.window.getByLabel('New passphrase', { exact: true }).fill(passphrase);
  await latchkey.window.getByLabel('Repeat it', { exact: true }).fill(passphrase);
  await press(latchkey, 'Save to a file…');
}

export async function exportAll(latchkey: Latchkey, file: string): Promise<void> {
  await openExport(latchkey);
  await saveExport(latchkey, file);
}

/** From the desk to the question for a file's passphrase, or to why it cannot be used. */
export async function openImport(latchkey: Latchkey, file: string): Promise<Locator> {
  await chooseFile(latchkey, file);
  await press(latchkey, 'Settings');
  await press(latchkey, 'Import…');
  await expect(dialog(latchkey).getByRole('heading', { name: 'Import a backup' })).toBeVisible();
  return dialog(latchkey);
}

/** From the desk to the list of what is in the file. */
export async function openPreview(latchkey: Latchkey, file: string): Promise<Locator> {
  const opened = await openImport(latchkey, file);
  await opened.getByLabel('Passphrase', { exact: true }).fill(backupPassphrase);
  await press(latchkey, 'Open');
  await expect(opened.getByRole('table')).toBeVisible();
  return opened;
}

/** Imports what the list proposes. */
export async function importAll(latchkey: Latchkey, file: string): Promise<void> {
  await openPreview(latchkey, file);
  await press(latchkey, 'Import');
  await expect(dialog(latchkey)).toBeHidden();
  await expect(latchkey.window.getByText(/^Imported /).last()).toBeVisible();
}

/** The line of an entry in the list. */
export function entry(opened: Locator, name: string): Locator {
  return opened.getByRole('row').filter({ has: opened.page().getByRole('checkbox', { name, exact: true }) });
}
