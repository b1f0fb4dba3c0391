/**
 * The few file operations the vault is built of, as an interface, so that a test can cut the power or fill the disk at each of
 * them. Everything else in vault/ reaches files only through here. Errors are Node's own, with their `code`.
 *
 * What the system does in memory (names, small writes, what was just written) is done at once, on this thread: it takes some
 * microseconds, and the way to another thread and back takes half a millisecond in Electron. What waits for the disk, syncs and
 * large reads, is waited for elsewhere.
 */
import {
  chmodSync,
  closeSync,
  fdatasync,
  fsync,
  linkSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  statSync,
  unlinkSync,
  writeSync,
} from 'node:fs';
import { readdir, readFile, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { SaveResult } from '../accounts/ports';
import { systemErrorCode } from '../fault';

/** An open file. */
export interface DiskFile {
  /** May write fewer bytes than asked: the caller loops. */
  write(
    bytes: Uint8Array,
    offset: number,
    length: number,
    position: number,
  ): Promise<{ readonly bytesWritten: number }>;
  sync(): Promise<void>;
  /** Like sync, without the times of the file: enough where the size did not change. */
  datasync(): Promise<void>;
  close(): Promise<void>;
}

export interface Disk {
  /** `wx` creates a file that must not exist; `r+` opens one that must. */
  open(path: string, flags: 'wx' | 'r+', mode: number): Promise<DiskFile>;
  readFile(path: string): Promise<Buffer>;
  /** The same at once, for a small file: it takes a sixth of the time. */
  readSmall(path: string): Promise<Buffer>;
  /** Bytes; null where it is no plain file. */
  sizeOf(path: string): Promise<number | null>;
  /** Replaces what stands at `to`, atomically. */
  rename(from: string, to: string): Promise<void>;
  /** A second name for the same file; fails with EEXIST where `to` exists. */
  link(from: string, to: string): Promise<void>;
  unlink(path: string): Promise<void>;
  /** Names in a folder. */
  list(folder: string): Promise<readonly string[]>;
  /** Makes the folder and its parents where they are missing, readable for this user only (0700). */
  ensureFolder(folder: string): Promise<void>;
  /** Makes created, renamed and removed names durable. */
  syncFolder(folder: string): Promise<void>;
}

/** SECURITY: what the vault writes is sealed, and still nobody's business but this user's. */
export const FILE_MODE = 0o600;
const FOLDER_MODE = 0o700;

/** How long a rename may be held up by a virus scanner on Windows, in milliseconds between attempts. */
const RENAME_PAUSES_MS = [20, 60, 150, 300];

export const nodeDisk: Disk = {
  open: async (path, flags, mode) => openFile(openSync(path, flags, mode)),
  readFile: (path) => readFile(path),
  readSmall: async (path) => readFileSync(path),
  async sizeOf(path) {
    const file = await stat(path);
    return file.isFile() ? file.size : null;
  },
  rename: renamePatiently,
  link: async (from, to) => linkSync(from, to),
  unlink: async (path) => unlinkSync(path),
  list: (folder) => readdir(folder),
  async ensureFolder(folder) {
    const firstMade = mkdirSync(folder, { recursive: true, mode: FOLDER_MODE });
    if (firstMade !== undefined) {
      await syncFolder(dirname(firstMade));
    } else if (process.platform !== 'win32' && (statSync(folder).mode & 0o077) !== 0) {
      closeToOthers(folder);
    }
  },
  syncFolder,
};

/** @param file its descriptor */
function openFile(file: number): DiskFile {
  return {
    write: async (bytes, offset, length, position) => ({
      bytesWritten: writeSync(file, bytes, offset, length, position),
    }),
    sync: () => called((done) => fsync(file, done)),
    datasync: () => called((done) => fdatasync(file, done)),
    close: async () => closeSync(file),
  };
}

/** Waits for one of Node's functions that call back. */
function called(work: (done: (error: Error | null) => void) => void): Promise<void> {
  return new Promise((resolve, reject) => work((error) => (error === null ? resolve() : reject(error))));
}

/** Not every file system has modes (FAT, shares): there the seal is all the protection there is, and the vault still works. */
function closeToOthers(folder: string): void {
  try {
    chmodSync(folder, FOLDER_MODE);
  } catch (error) {
    if (!['EPERM', 'ENOTSUP', 'EOPNOTSUPP'].includes(systemErrorCode(error) ?? '')) throw error;
  }
}

/** Windows refuses to rename a file that a scanner or an indexer has open; it is free again within moments. */
async function renamePatiently(from: string, to: string): Promise<void> {
  for (const wait of process.platform === 'win32' ? RENAME_PAUSES_MS : []) {
    try {
      return renameSync(from, to);
    } catch (error) {
      if (!['EPERM', 'EACCES', 'EBUSY'].includes(systemErrorCode(error) ?? '')) throw error;
      await pause(wait);
    }
  }
  renameSync(from, to);
}

async function syncFolder(folder: string): Promise<void> {
  // Windows has no fsync for folders; NTFS journals names by itself.
  if (process.platform === 'win32') return;
  const file = openSync(folder, 'r');
  try {
    await called((done) => fsync(file, done));
  } catch (error) {
    // Some network and FUSE file systems do not know fsync on a folder; there is nothing more to ask of them.
    if (!['EINVAL', 'ENOTSUP', 'EOPNOTSUPP'].includes(systemErrorCode(error) ?? '')) throw error;
  } finally {
    closeSync(file);
  }
}

/** What `work` gives, or null where the file it is about does not exist. */
export async function ifThere<T>(work: Promise<T>): Promise<T | null> {
  try {
    return await work;
  } catch (error) {
    if (systemErrorCode(error) === 'ENOENT') return null;
    throw error;
  }
}

export type SaveFailure = Extract<SaveResult, { kind: 'failed' }>;
export const SAVED: SaveResult = { kind: 'saved' };

const FULL = ['ENOSPC', 'EDQUOT', 'EFBIG'];
const DENIED = ['EACCES', 'EPERM', 'EROFS'];

/** Sorts an error of a file operation into what the user can do about it. */
export function saveFailure(error: unknown): SaveFailure {
  return { kind: 'failed', reason: failureReason(error), detail: describeError(error) };
}

/** `full`: no space, no quota, or past the size limit; `denied`: not allowed or read-only; `failed`: anything else. */
export function failureReason(error: unknown): SaveFailure['reason'] {
  const code = systemErrorCode(error) ?? '';
  return FULL.includes(code) ? 'full' : DENIED.includes(code) ? 'denied' : 'failed';
}

/** The system's own words; they name files and never hold what is in them. */
export function describeError(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
