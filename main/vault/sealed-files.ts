/**
 * Which key sealed what is in the vault's folders, told by the files themselves without opening them; and the end of a move from one
 * key to another: old copies go once the records were read back.
 */
import { dirname, join } from 'node:path';
import type { KeyName } from '../accounts/account';
import { z } from 'zod';
import { readCheckedJson } from './checked-json';
import { ifThere, type Disk } from './disk';
import { previousOf } from './durable-file';
import { readJournalFile } from './journal-file';

/** The folders of a vault that hold sealed files. */
const SEALED_FOLDERS = ['accounts', 'clients', 'histories'] as const;

export interface SealedFile {
  readonly path: string;
  /** Of the record, or of the account that the journal is about. */
  readonly id: string;
  readonly folder: (typeof SEALED_FOLDERS)[number];
  /** `record`: the current one. `copy`: the content before, an unfinished write, or what was kept aside. */
  readonly role: 'record' | 'journal' | 'copy';
  /** Null where the file does not tell, being damaged, of a newer Latchkey, or refused by the disk. */
  readonly key: KeyName | null;
}

const keyOfRecord = z.looseObject({ scheme: z.string(), keyring: z.string().nullable() });
const NAME = /^([^.]+)\.(json|rotation)(\..+)?$/;

/** Every sealed file of a vault. Throws where a folder cannot be listed. Reads them all: for moves, not for every start. */
export async function sealedFiles(vault: string, disk: Disk): Promise<readonly SealedFile[]> {
  const files: SealedFile[] = [];
  for (const folder of SEALED_FOLDERS) {
    for (const name of (await ifThere(disk.list(join(vault, folder)))) ?? []) {
      const [, id, kind, more] = NAME.exec(name) ?? [];
      if (id === undefined) continue;
      const path = join(vault, folder, name);
      const sealed = await keyOf(path, kind === 'json' ? recordKey : journalKey, disk);
      if (sealed === 'nothing sealed') continue;
      const role = more !== undefined ? 'copy' : kind === 'json' ? 'record' : 'journal';
      files.push({ path, id, folder, role, key: sealed });
    }
  }
  return files;
}

/** What a file tells. One that the disk does not give tells nothing, and must not keep the others from being opened. */
async function keyOf(
  path: string,
  read: (content: Buffer) => KeyName | null | 'nothing sealed',
  disk: Disk,
): Promise<KeyName | null | 'nothing sealed'> {
  try {
    const content = await ifThere(disk.readFile(path));
    return content === null ? 'nothing sealed' : read(content);
  } catch {
    // Loading the records reports it, with the system's own words.
    return null;
  }
}

function recordKey(content: Buffer): KeyName | null {
  const checked = readCheckedJson(content.toString('utf8'));
  const key = checked.kind === 'whole' ? keyOfRecord.safeParse(checked.value).data : undefined;
  return key === undefined ? null : { scheme: key.scheme, keyring: key.keyring };
}

function journalKey(content: Buffer): KeyName | null | 'nothing sealed' {
  const journal = readJournalFile(content);
  if (journal.stage === 'reserved' || journal.stage === 'sent') return 'nothing sealed';
  return journal.stage === 'received' ? { scheme: journal.sealed.scheme, keyring: journal.sealed.keyring } : null;
}

/**
 * Drops the copies beside records that are sealed by the present key and were opened at this start, where a copy is under another.
 * What was kept aside as damaged or locked stays. Throws file errors.
 * @param isPresent whether this is the key that seals now
 * @param opened ids of the records that were opened at this start
 * @returns what is still under another key, or does not tell
 */
export async function dropOldCopies(
  vault: string,
  isPresent: (key: KeyName) => boolean,
  opened: ReadonlySet<string>,
  disk: Disk,
): Promise<readonly SealedFile[]> {
  const present = ({ key }: SealedFile): boolean => key !== null && isPresent(key);
  const files = await sealedFiles(vault, disk);
  const readBack = new Set(
    files.filter((file) => file.role === 'record' && present(file) && opened.has(file.id)).map(({ path }) => path),
  );
  const old = files.filter(({ path, key }) => key !== null && !isPresent(key) && isBeside(path, readBack));
  for (const { path } of old) await ifThere(disk.unlink(path));
  for (const folder of new Set(old.map(({ path }) => dirname(path)))) await disk.syncFolder(folder);
  return files.filter((file) => !present(file) && !old.includes(file));
}

function isBeside(path: string, records: ReadonlySet<string>): boolean {
  return path.endsWith(previousOf('')) && records.has(path.slice(0, -previousOf('').length));
}
