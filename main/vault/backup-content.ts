/**
 * What is sealed in a backup file, as JSON: accounts and clients exactly as their records hold them (codec.ts), provider files as their
 * text. An entry that cannot be read, because a newer Latchkey wrote it or somebody made it up, costs itself and no other.
 */
import { z } from 'zod';
import type { Backup, UnreadableEntry } from '../accounts/backup';
import { LARGEST_FILE } from '../providers';
import { accountCodec, clientCodec, type RecordCodec } from './codec';
import { parseJson } from './checked-json';
import { isSafeId } from './file-names';

const content = z.looseObject({
  createdAt: z.number(),
  moved: z.boolean(),
  accounts: z.array(z.unknown()),
  clients: z.array(z.unknown()),
  providers: z.array(z.unknown()),
});
const providerFile = z.strictObject({
  id: z.string(),
  // A larger one would be no provider in the folder.
  text: z.string().refine((text) => Buffer.byteLength(text) <= LARGEST_FILE),
});
/** What an entry that cannot be read may be called. */
const named = z.looseObject({
  label: z.string().optional(),
  clientId: z.string().optional(),
  id: z.string().optional(),
});

/** Null where a record breaks its own type. SECURITY: seal it. */
export function writeBackupContent({ createdAt, moved, accounts, clients, providers }: Backup): string | null {
  const records = {
    accounts: accounts.map((account) => accountCodec.encode(account)),
    clients: clients.map((client) => clientCodec.encode(client)),
  };
  if ([...records.accounts, ...records.clients].includes(null)) return null;
  return JSON.stringify({ createdAt, moved, ...records, providers });
}

/** Null where this is not what {@link writeBackupContent} wrote. */
export function readBackupContent(text: string): Backup | null {
  const read = content.safeParse(parseJson(text)).data;
  if (read === undefined) return null;
  const unreadable: UnreadableEntry[] = [];
  const readable = <T>(
    what: UnreadableEntry['what'],
    entries: readonly unknown[],
    decode: (entry: unknown) => T | null,
  ) =>
    entries.flatMap((entry) => {
      const value = decode(entry);
      if (value !== null) return [value];
      const { label, clientId, id } = named.safeParse(entry).data ?? {};
      unreadable.push({ what, name: label ?? clientId ?? id ?? null });
      return [];
    });
  return {
    createdAt: read.createdAt,
    moved: read.moved,
    accounts: readable('account', read.accounts, decodeOwn(accountCodec)),
    clients: readable('client', read.clients, decodeOwn(clientCodec)),
    providers: readable('provider', read.providers, (entry) => providerFile.safeParse(entry).data ?? null),
    unreadable,
  };
}

/** SECURITY: an id names a file, and what is for practice is never exported: an entry with either wrong is made up. */
function decodeOwn<T extends { readonly id: string; readonly practice: boolean | string | null }, F>(
  codec: RecordCodec<T, F>,
): (entry: unknown) => T | null {
  return (entry) => {
    const value = codec.decode(entry);
    return value === null || !isSafeId(value.id) || (value.practice !== null && value.practice !== false)
      ? null
      : value;
  };
}
