/**
 * One small file that survives: replaced whole or not at all, its previous content kept beside it.
 *
 *   <path>        the current content
 *   <path>.prev   the content before
 *   <path>.tmp    a write that did not finish
 *
 * A write goes: 1 make .tmp, write all of it, fsync; 2 close, read back, compare; 3 let .prev become a second name of the current
 * file, by rename; 4 rename .tmp over the current; 5 fsync the folder. After a crash
 *   in 1     the current is untouched; .tmp is cut and is dropped at load
 *   in 2, 3  the current is untouched and .tmp is whole: it is the newest, perhaps the only copy of a token, and load finishes it
 *   after 4  the new is current. Without 5 the folder may still show the old names: old current with new .tmp, as before 4.
 * At no moment is the current name missing. A record is never changed in place, so sharing a file between two names is safe.
 * Two fsyncs a write: the content before its name, then the names.
 */
import { randomBytes } from 'node:crypto';
import { basename, dirname, join } from 'node:path';
import type { SaveResult } from '../accounts/ports';
import { Fault, systemErrorCode } from '../fault';
import {
  describeError,
  failureReason,
  FILE_MODE,
  ifThere,
  nodeDisk,
  SAVED,
  saveFailure,
  type Disk,
  type DiskFile,
} from './disk';

/** Where the content before is kept. */
export const previousOf = (path: string): string => `${path}.prev`;
/** Where a write is prepared. */
export const unfinishedOf = (path: string): string => `${path}.tmp`;
/** What a crash may leave of making the content before. */
export const leftoverOf = (path: string): string => `${path}.prev.tmp`;

/**
 * Replaces the file. One writer at a time for a path.
 * @returns `saved` when the content is durable; `failed` with the old content still current, or, if only the last step failed, with
 *   the new one. A whole .tmp is left after a failure: it may hold the only copy of a token, and the next write replaces it.
 */
export async function writeDurably(path: string, content: Uint8Array, disk: Disk = nodeDisk): Promise<SaveResult> {
  const unfinished = unfinishedOf(path);
  let whole = false;
  try {
    await writeWhole(unfinished, content, disk);
    whole = true;
    await finishWrite(path, disk);
    return SAVED;
  } catch (error) {
    const failure = saveFailure(error);
    const undone = whole ? null : await discard(unfinished, disk);
    return undone === null ? failure : { ...failure, detail: `${failure.detail}; ${undone}` };
  }
}

/**
 * Replaces a file in a folder of the user's: the same, but nothing is left beside it, neither the content before nor what did not
 * finish. On `failed` the file is as it was, or, if only the last step failed, the new one.
 */
export async function replaceDurably(path: string, content: Uint8Array, disk: Disk = nodeDisk): Promise<SaveResult> {
  const unfinished = besideIt(path);
  try {
    await writeWhole(unfinished, content, disk);
    await disk.rename(unfinished, path);
    await disk.syncFolder(dirname(path));
    return SAVED;
  } catch (error) {
    const failure = saveFailure(error);
    const undone = await discard(unfinished, disk);
    return undone === null ? failure : { ...failure, detail: `${failure.detail}; ${undone}` };
  }
}

/** A name that no file of the user's has. It is no longer than theirs where that is long: a folder that takes the one takes the other. */
function besideIt(path: string): string {
  const name = basename(path);
  const ending = `.${randomBytes(4).toString('hex')}.tmp`;
  // Bytes: what most file systems count. A character is not cut in two.
  let room = Math.max(Buffer.byteLength(name), 100) - ending.length;
  let start = '';
  for (const char of name) {
    room -= Buffer.byteLength(char);
    if (room < 0) break;
    start += char;
  }
  return join(dirname(path), `${start}${ending}`);
}

/** Steps 3 to 5: makes a whole .tmp the current file. Throws file errors. */
export async function finishWrite(path: string, disk: Disk = nodeDisk): Promise<void> {
  try {
    await keepPrevious(path, disk);
  } catch (error) {
    // The content before is a second chance, not a condition: where there is no room for it, the new tokens still come first.
    if (failureReason(error) !== 'full') throw error;
  }
  await disk.rename(unfinishedOf(path), path);
  await disk.syncFolder(dirname(path));
}

/** Takes away what a crash in step 3 left: a further name, or a copy, of the current file. Throws file errors. */
export async function dropLeftover(path: string, disk: Disk = nodeDisk): Promise<void> {
  await ifThere(disk.unlink(leftoverOf(path)));
}

/** Makes .prev the current content again and leaves .prev as it is. Throws file errors. */
export async function restorePrevious(path: string, disk: Disk = nodeDisk): Promise<void> {
  const unfinished = unfinishedOf(path);
  await ifThere(disk.unlink(unfinished));
  await copyByName(previousOf(path), unfinished, disk);
  await disk.rename(unfinished, path);
  await disk.syncFolder(dirname(path));
}

/** Why a file is kept aside; part of its name. `unread`: a reply that no one could make sense of yet. */
export type AsideReason = 'damaged' | 'locked' | 'unread' | 'replaced';

/**
 * Gives the file a second name, `<name>.<why>-<UTC time>`, that nothing ever overwrites. Throws file errors.
 * @param at milliseconds since the epoch
 * @returns the name, without its folder
 */
export async function keepAside(path: string, why: AsideReason, at: number, disk: Disk = nodeDisk): Promise<string> {
  const stamp = new Date(at).toISOString().replace(/[-:.]/g, '');
  for (let count = 1; ; count += 1) {
    const aside = `${path}.${why}-${stamp}${count === 1 ? '' : `-${count}`}`;
    try {
      await copyByName(path, aside, disk);
      await disk.syncFolder(dirname(path));
      return basename(aside);
    } catch (error) {
      if (systemErrorCode(error) !== 'EEXIST') throw error;
    }
  }
}

/** A file with exactly this content, on the disk and read back when it resolves; its name is not durable yet. Throws file errors. */
export async function writeWhole(path: string, content: Uint8Array, disk: Disk): Promise<void> {
  await ifThere(disk.unlink(path));
  await create(path, content, disk);
}

async function create(path: string, content: Uint8Array, disk: Disk): Promise<void> {
  const file = await disk.open(path, 'wx', FILE_MODE);
  try {
    await writeAll(file, content, 0);
    await file.sync();
  } finally {
    await file.close();
  }
  if (!(await disk.readSmall(path)).equals(content)) {
    throw new Fault('vault_failed', `${basename(path)} does not read back as it was written`);
  }
}

/**
 * Writes every byte at `position`, or throws. Short writes are how a nearly full disk answers; taking them for success is how other
 * stores lose tokens (fabiospampinato/atomically#18).
 */
export async function writeAll(file: DiskFile, content: Uint8Array, position: number): Promise<void> {
  for (let done = 0; done < content.length;) {
    const { bytesWritten } = await file.write(content, done, content.length - done, position + done);
    if (bytesWritten === 0) throw Object.assign(new Error('ENOSPC: nothing more could be written'), { code: 'ENOSPC' });
    done += bytesWritten;
  }
}

async function keepPrevious(path: string, disk: Disk): Promise<void> {
  const next = leftoverOf(path);
  await ifThere(disk.unlink(next));
  const current = await ifThere(copyByName(path, next, disk).then(() => true));
  if (current === null) return;
  await disk.rename(next, previousOf(path));
  // POSIX rename does nothing where both names already are the same file, as after a crash between 3 and 4.
  await ifThere(disk.unlink(next));
}

const NO_HARD_LINKS = ['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS', 'EMLINK', 'EINVAL'];

/** A second name for the same content: a hard link, or a copy on file systems without them (FAT, some network shares). */
async function copyByName(from: string, to: string, disk: Disk): Promise<void> {
  try {
    await disk.link(from, to);
  } catch (error) {
    if (!NO_HARD_LINKS.includes(systemErrorCode(error) ?? '')) throw error;
    await create(to, await disk.readSmall(from), disk);
  }
}

/** Takes a cut file away, so that it does not hold space on a full disk; says why where it cannot. Of a record it is then dropped at load. */
async function discard(path: string, disk: Disk): Promise<string | null> {
  try {
    await ifThere(disk.unlink(path));
    return null;
  } catch (error) {
    return describeError(error);
  }
}
