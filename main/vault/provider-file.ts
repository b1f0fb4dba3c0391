/**
 * Writes a provider file into the folder of the user's own, durably, and never over a file that is about something else; and takes one
 * away for a while, under a name that is not read as a provider (`<file>.removed`).
 */
import { join } from 'node:path';
import type { ProviderFile } from '../accounts/backup';
import type { SaveResult } from '../accounts/ports';
import { ifThere, nodeDisk, SAVED, saveFailure, type Disk } from './disk';
import { keepAside, replaceDurably } from './durable-file';
import { safeId } from './file-names';

export interface ProviderFolderOptions {
  readonly disk?: Disk;
  readonly now?: () => number;
}

/**
 * @param replaced the name of the file that describes this provider now, or null; it is kept beside it under another name
 */
export async function writeProviderFile(
  folder: string,
  { id, text }: ProviderFile,
  replaced: string | null,
  { disk = nodeDisk, now = Date.now }: ProviderFolderOptions = {},
): Promise<SaveResult> {
  try {
    await disk.ensureFolder(folder);
    const name = replaced ?? freeName(safeId(id), await disk.list(folder));
    if (replaced !== null) await ifThere(keepAside(join(folder, replaced), 'replaced', now(), disk));
    return await replaceDurably(join(folder, name), Buffer.from(text), disk);
  } catch (error) {
    return saveFailure(error);
  }
}

const asideOf = (file: string): string => `${file}.removed`;

/** Renames a provider's file, so that it is there and describes no provider. */
export async function setProviderAside(folder: string, file: string, disk: Disk = nodeDisk): Promise<SaveResult> {
  return changeFolder(folder, disk, () => disk.rename(join(folder, file), join(folder, asideOf(file))));
}

/** Gives the file its name back. Fails where another has that name by now: neither is lost. */
export async function bringProviderBack(folder: string, file: string, disk: Disk = nodeDisk): Promise<SaveResult> {
  return changeFolder(folder, disk, async () => {
    const names = (await disk.list(folder)).map((name) => name.toLowerCase());
    if (names.includes(file.toLowerCase())) throw new Error(`there is another ${file} by now`);
    await disk.rename(join(folder, asideOf(file)), join(folder, file));
  });
}

export async function eraseProvider(folder: string, file: string, disk: Disk = nodeDisk): Promise<SaveResult> {
  return changeFolder(folder, disk, () => ifThere(disk.unlink(join(folder, asideOf(file)))));
}

/** Finishes the removals of an earlier run; to be called once, before the folder is read. */
export async function eraseRemovedProviders(folder: string, disk: Disk = nodeDisk): Promise<void> {
  const names = (await ifThere(disk.list(folder)).catch(() => null)) ?? [];
  for (const name of names.filter((one) => one.endsWith(asideOf('.json')))) {
    await eraseProvider(folder, name.slice(0, -asideOf('').length), disk);
  }
}

async function changeFolder(folder: string, disk: Disk, work: () => Promise<unknown>): Promise<SaveResult> {
  try {
    await work();
    await disk.syncFolder(folder);
    return SAVED;
  } catch (error) {
    return saveFailure(error);
  }
}

/** `<id>.json`, or the first with a number behind it; capitals do not tell two files apart everywhere. */
function freeName(id: string, names: readonly string[]): string {
  const taken = new Set(names.map((name) => name.toLowerCase()));
  let name = `${id}.json`;
  for (let number = 2; taken.has(name); number += 1) name = `${id}-${number}.json`;
  return name;
}
