/**
 * Provider files that the user dropped into a folder. A broken file is reported and harms nothing: the others load, nothing is
 * written, nothing but plain files is opened.
 */
import { constants } from 'node:fs';
import { lstat, open, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { systemErrorCode } from '../fault';
import { parseProvider } from './parse';
import type { Provider } from './schema';

/** Largest provider file that is taken, from wherever it comes, in bytes. */
export const LARGEST_FILE = 256 * 1024;

/** One thing that is wrong with one file; a file may be listed several times. */
export interface BrokenProviderFile {
  /** The file's name within the folder, or the folder itself where it cannot be listed. */
  readonly file: string;
  /** JSON path, empty for the file as a whole. */
  readonly path: string;
  /** An English clause that tells the fix. */
  readonly reason: string;
}

/** The file a provider was read from. */
export interface ProviderSource {
  readonly provider: Provider;
  /** Its name within the folder. */
  readonly file: string;
  readonly text: string;
}

export interface ProviderFolder {
  readonly sources: readonly ProviderSource[];
  readonly broken: readonly BrokenProviderFile[];
}

/**
 * Loads every `*.json` of a folder, in the order of their names; hidden files are passed over.
 *
 * @param folder absolute path; a folder that does not exist is empty
 * @param takenIds ids that a file may not use, those of the catalogue
 * @returns what could be loaded and what could not; never throws
 */
export async function loadProviderFolder(folder: string, takenIds: Iterable<string> = []): Promise<ProviderFolder> {
  const listing = await listJsonFiles(folder);
  if (listing.kind === 'failed') return { sources: [], broken: [{ file: folder, path: '', reason: listing.reason }] };
  const sources: ProviderSource[] = [];
  const broken: BrokenProviderFile[] = [];
  const owners = new Map(Array.from(takenIds, (id) => [id, 'the catalogue']));
  for (const file of listing.files) {
    const read = await readSmallFile(join(folder, file));
    if (read.kind === 'failed') {
      broken.push({ file, path: '', reason: read.reason });
      continue;
    }
    const parsed = parseProvider(read.text);
    if (parsed.kind === 'invalid') {
      broken.push(...parsed.problems.map((found) => ({ file, ...found })));
      continue;
    }
    const owner = owners.get(parsed.provider.id);
    if (owner !== undefined) {
      broken.push({ file, path: 'id', reason: `"${parsed.provider.id}" is taken by ${owner}: choose another id` });
      continue;
    }
    owners.set(parsed.provider.id, file);
    sources.push({ provider: parsed.provider, file, text: read.text });
  }
  return { sources, broken };
}

type Listing =
  | { readonly kind: 'listed'; readonly files: readonly string[] }
  | { readonly kind: 'failed'; readonly reason: string };

async function listJsonFiles(folder: string): Promise<Listing> {
  try {
    const names = await readdir(folder);
    return { kind: 'listed', files: names.filter((name) => /^[^.].*\.json$/i.test(name)).toSorted() };
  } catch (error) {
    if (systemErrorCode(error) === 'ENOENT') return { kind: 'listed', files: [] };
    return {
      kind: 'failed',
      reason: `cannot be listed (${systemErrorCode(error) ?? 'unknown error'}): check that it is a folder and its permissions`,
    };
  }
}

type SmallFile =
  | { readonly kind: 'read'; readonly text: string }
  | { readonly kind: 'failed'; readonly reason: string };

async function readSmallFile(path: string): Promise<SmallFile> {
  try {
    // SECURITY: a link could lead to any file of the user, whose keys would then show in a report; a pipe would hang the start.
    const entry = await lstat(path);
    if (entry.isSymbolicLink()) return { kind: 'failed', reason: 'is a symbolic link: put a copy of the file here' };
    if (!entry.isFile()) return { kind: 'failed', reason: 'is not a plain file: put a file here' };
    // The flags close the gap between looking and opening. Windows has neither: there both are undefined, which counts as 0.
    const file = await open(path, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
    try {
      const buffer = Buffer.alloc(LARGEST_FILE + 1);
      let length = 0;
      for (let read = -1; read !== 0 && length < buffer.length; length += read) {
        read = (await file.read(buffer, length, buffer.length - length, length)).bytesRead;
      }
      if (length > LARGEST_FILE)
        return { kind: 'failed', reason: `is larger than ${LARGEST_FILE / 1024} KiB: shorten it` };
      return decode(buffer.subarray(0, length));
    } finally {
      await file.close();
    }
  } catch (error) {
    return {
      kind: 'failed',
      reason: `cannot be read (${systemErrorCode(error) ?? 'unknown error'}): check its permissions`,
    };
  }
}

function decode(bytes: Uint8Array): SmallFile {
  try {
    return { kind: 'read', text: new TextDecoder('utf-8', { fatal: true }).decode(bytes) };
  } catch {
    // A fatal decoder throws for one reason only.
    return { kind: 'failed', reason: 'is not UTF-8: save it in that encoding' };
  }
}
