/** Writes a provider file into the folder of the user's own, durably, and never over a file that is about something else. */
import { join } from 'node:path';
import type { ProviderFile } from '../accounts/backup';
import type { SaveResult } from '../accounts/ports';
import { ifThere, nodeDisk, saveFailure, type Disk } from './disk';
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

/** `<id>.json`, or the first with a number behind it; capitals do not tell two files apart everywhere. */
function freeName(id: string, names: readonly string[]): string {
  const taken = new Set(names.map((name) => name.toLowerCase()));
  let name = `${id}.json`;
  for (let number = 2; taken.has(name); number += 1) name = `${id}-${number}.json`;
  return name;
}
