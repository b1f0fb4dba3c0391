/**
 * The few file operations the vault is built of, as an interface, so that a test can cut the power or fill the disk at each of
 * them. Everything else in vault/ reaches files only through here. Errors are Node's own, with their `code`.
 */
import { chmod, link, mkdir, open, readdir, readFile, rename, stat, unlink } from 'node:fs/promises';
import { readFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { SaveResult } from '../accounts/ports';
import { systemErrorCode } from '../fault';

/** An open file; Node's FileHandle is one. */
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
  /** The same, while everything waits: for many small files in a row, which takes a sixth of the time. */
  readFileNow(path: string): Buffer;
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
  open: (path, flags, mode) => open(path, flags, mode),
  readFile: (path) => readFile(path),
  readFileNow: (path) => readFileSync(path),
  async sizeOf(path) {
    const file = await stat(path);
    return file.isFile() ? file.size : null;
  },
  rename: renamePatiently,
  link,
  unlink,
  list: (folder) => readdir(folder),
  async ensureFolder(folder) {
    const firstMade = await mkdir(folder, { recursive: true, mode: FOLDER_MODE });
    if (firstMade !== undefined) {
      await syncFolder(dirname(firstMade));
    } else if (process.platform !== 'win32' && ((await stat(folder)).mode & 0o077) !== 0) {
      await closeToOthers(folder);
    }
  },
  syncFolder,
};

/** Not every file system has modes (FAT, shares): there the seal is all the protection there is, and the vault still works. */
async function closeToOthers(folder: string): Promise<void> {
  try {
    await chmod(folder, FOLDER_MODE);
  } catch (error) {
    if (!['EPERM', 'ENOTSUP', 'EOPNOTSUPP'].includes(systemErrorCode(error) ?? '')) throw error;
  }
}

/** Windows refuses to rename a file that a scanner or an indexer has open; it is free again within moments. */
async function renamePatiently(from: string, to: string): Promise<void> {
  for (const wait of process.platform === 'win32' ? RENAME_PAUSES_MS : []) {
    try {
      return await rename(from, to);
    } catch (error) {
      if (!['EPERM', 'EACCES', 'EBUSY'].includes(systemErrorCode(error) ?? '')) throw error;
      await pause(wait);
    }
  }
  await rename(from, to);
}

async function syncFolder(folder: string): Promise<void> {
  // Windows has no fsync for folders; NTFS journals names by itself.
  if (process.platform === 'win32') return;
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } catch (error) {
    // Some network and FUSE file systems do not know fsync on a folder; there is nothing more to ask of them.
    if (!['EINVAL', 'ENOTSUP', 'EOPNOTSUPP'].includes(systemErrorCode(error) ?? '')) throw error;
  } finally {
    await handle.close();
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
