/** What a person does on the screens about the passphrase, and what is then on disk. English only. */
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { dialog, expect, type Latchkey } from './practice';

export const passphrase = 'canary correct horse battery';
export const other = 'canary staple of another kind';

export const press = (latchkey: Latchkey, name: string): Promise<void> =>
  latchkey.window.getByRole('button', { name, exact: true }).click();

export const lockedHeading = (latchkey: Latchkey) =>
  latchkey.window.getByRole('heading', { name: 'Latchkey is locked' });

export async function chooseNew(latchkey: Latchkey, typed: string, repeated = typed): Promise<void> {
  await latchkey.window.getByLabel('New passphrase', { exact: true }).fill(typed);
  await latchkey.window.getByLabel('Repeat it', { exact: true }).fill(repeated);
}

/** From the first screen of a machine without a keyring to the desk. */
export async function create(latchkey: Latchkey): Promise<void> {
  await press(latchkey, 'Use a passphrase…');
  await chooseNew(latchkey, passphrase);
  await press(latchkey, 'Use this passphrase');
  await expect(latchkey.window.getByRole('button', { name: 'Lock', exact: true })).toBeVisible();
}

export async function unlock(latchkey: Latchkey, typed: string): Promise<void> {
  await latchkey.window.getByLabel('Passphrase', { exact: true }).fill(typed);
  await press(latchkey, 'Unlock');
}

export async function openSettings(latchkey: Latchkey): Promise<void> {
  await press(latchkey, 'Settings');
  await expect(dialog(latchkey).getByRole('heading', { name: 'Storage protection' })).toBeVisible();
}

/** Files of account records. */
export async function recordsOf(userDataFolder: string): Promise<readonly string[]> {
  const folder = path.join(userDataFolder, 'vault', 'accounts');
  return (await readdir(folder)).filter((name) => name.endsWith('.json')).map((name) => path.join(folder, name));
}

/** What seals the records on disk, each once. */
export async function schemes(userDataFolder: string, ending = '.json'): Promise<readonly string[]> {
  const vault = path.join(userDataFolder, 'vault');
  const names = (await readdir(vault, { recursive: true })).filter(
    (name) => name.endsWith(ending) && name.includes('/'),
  );
  const texts = await Promise.all(names.map((name) => readFile(path.join(vault, name), 'utf8')));
  return [...new Set(texts.map((text) => (JSON.parse(text) as { scheme: string }).scheme))].toSorted();
}
