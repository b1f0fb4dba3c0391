/**
 * `vault/passphrase.json` on disk. Without it no record of the vault can ever be opened, so it is always written twice: the file and
 * the one kept beside it (durable-file.ts) hold the same content in different places of the disk, and an older passphrase is not kept.
 */
import { dirname, join } from 'node:path';
import type { SaveResult } from '../accounts/ports';
import { ifThere, saveFailure, SAVED, type Disk } from './disk';
import {
  dropLeftover,
  finishWrite,
  keepAside,
  previousOf,
  restorePrevious,
  unfinishedOf,
  writeDurably,
} from './durable-file';
import { readHeaderText, writeHeaderText, type HeaderText, type PassphraseHeader } from './passphrase-header';

const NAME = 'passphrase.json';

export type HeaderFile = HeaderText | { readonly kind: 'none' };

/** Reads the header and finishes or mends what a crash left of it. Throws file errors. */
export async function readHeader(folder: string, disk: Disk, now: () => number): Promise<HeaderFile> {
  const path = join(folder, NAME);
  await dropLeftover(path, disk);
  const unfinished = await read(unfinishedOf(path), disk);
  const current = await read(path, disk);
  if (unfinished.kind === 'header') {
    if (current.kind === 'damaged') await setAside(path, disk, now);
    await finishWrite(path, disk);
    return unfinished;
  }
  if (unfinished.kind === 'damaged') await ifThere(disk.unlink(unfinishedOf(path)));
  if (current.kind === 'header' || current.kind === 'newer') return current;
  const second = await read(previousOf(path), disk);
  if (second.kind === 'header') {
    if (current.kind === 'damaged') await setAside(path, disk, now);
    await restorePrevious(path, disk);
    return second;
  }
  return current.kind === 'none' ? second : current;
}

/** On `failed` the header before still counts, now and at the next start. */
export async function writeHeader(folder: string, header: PassphraseHeader, disk: Disk): Promise<SaveResult> {
  const path = join(folder, NAME);
  const content = writeHeaderText(header);
  try {
    await disk.ensureFolder(folder);
    const first = await writeDurably(path, content, disk);
    if (first.kind === 'failed' && (await ifThere(disk.readFile(path)))?.equals(content) !== true) {
      // A whole unfinished file would be finished at the next start, after its user was told that nothing has changed.
      await ifThere(disk.unlink(unfinishedOf(path)));
      return first;
    }
  } catch (error) {
    return saveFailure(error);
  }
  // Should the second write fail, one good copy is there, and the next start makes the other (secondCopy).
  await writeDurably(path, content, disk);
  return SAVED;
}

/** Makes the copy beside the header again where it is missing or says something else. */
export async function secondCopy(folder: string, header: PassphraseHeader, disk: Disk): Promise<void> {
  const content = writeHeaderText(header);
  const beside = await ifThere(disk.readFile(previousOf(join(folder, NAME))));
  if (beside?.equals(content) !== true) await writeDurably(join(folder, NAME), content, disk);
}

/** Takes the header away, its second copy first. */
export async function dropHeader(folder: string, disk: Disk): Promise<SaveResult> {
  const path = join(folder, NAME);
  try {
    await ifThere(disk.unlink(previousOf(path)));
    await ifThere(disk.unlink(path));
    await disk.syncFolder(folder);
    return SAVED;
  } catch (error) {
    return saveFailure(error);
  }
}

/** Gives a header that is not to be used any more a name that nothing overwrites. */
export async function keepHeaderAside(folder: string, disk: Disk, now: () => number): Promise<SaveResult> {
  try {
    await ifThere(keepAside(join(folder, NAME), 'locked', now(), disk));
    return SAVED;
  } catch (error) {
    return saveFailure(error);
  }
}

async function read(path: string, disk: Disk): Promise<HeaderFile> {
  const content = await ifThere(disk.readFile(path));
  return content === null ? { kind: 'none' } : readHeaderText(content);
}

async function setAside(path: string, disk: Disk, now: () => number): Promise<void> {
  await keepAside(path, 'damaged', now(), disk);
  await disk.unlink(path);
  await disk.syncFolder(dirname(path));
}
