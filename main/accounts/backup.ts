/**
 * A backup: accounts, clients and provider files of the user's own, whole, as one value; and what goes into one. Rules:
 * - Nothing for practice, no settings, no journal.
 * - An account brings its client along, a client its provider's file: without them it could not be refreshed elsewhere.
 * - An account goes as it is, with the token set before and with what is uncertain: whatever may still be good is kept.
 */
import type { EpochMs } from '../oauth';
import type { Provider } from '../providers';
import type { Account, AccountId, Client, ClientId } from './account';

export interface Backup {
  readonly createdAt: EpochMs;
  /** Where it was made, automatic refresh of the accounts with one-use refresh tokens was stopped: they move. */
  readonly moved: boolean;
  readonly accounts: readonly Account[];
  readonly clients: readonly Client[];
  readonly providers: readonly ProviderFile[];
  /** Entries of a file that could not be read; none in what is made here. */
  readonly unreadable: readonly UnreadableEntry[];
}

/** A provider file of the user's. */
export interface ProviderFile {
  /** The provider's id, as the text says it too. */
  readonly id: string;
  readonly text: string;
}

export interface UnreadableEntry {
  readonly what: 'account' | 'client' | 'provider';
  readonly name: string | null;
}

/** What the user chose, by ids. */
export interface BackupChoice {
  readonly accountIds: readonly AccountId[];
  readonly clientIds: readonly ClientId[];
  readonly providerIds: readonly string[];
}

/** Everything that could go into a backup. */
export interface BackupSources {
  readonly findAccount: (id: AccountId) => Account | undefined;
  readonly findClient: (id: ClientId) => Client | undefined;
  readonly findProviderFile: (id: string) => ProviderFile | undefined;
}

/** The chosen and what they need. What is not there any more, or is for practice, is left out. */
export function collectBackup(
  sources: BackupSources,
  choice: BackupChoice,
  { createdAt, moved }: Pick<Backup, 'createdAt' | 'moved'>,
): Backup {
  const accounts = found(choice.accountIds, sources.findAccount).filter(({ practice }) => !practice);
  const clientIds = [...choice.clientIds, ...accounts.map(({ clientId }) => clientId)];
  const clients = found(clientIds, sources.findClient).filter(({ practice }) => practice === null);
  const providerIds = [...choice.providerIds, ...[...accounts, ...clients].map(({ providerId }) => providerId)];
  const providers = found(providerIds, sources.findProviderFile);
  return { createdAt, moved, accounts, clients, providers, unreadable: [] };
}

function found<T>(ids: readonly string[], find: (id: string) => T | undefined): readonly T[] {
  return [...new Set(ids)].flatMap((id) => find(id) ?? []);
}

/**
 * The account's refresh token is good for one use, so it works in one place only: as its provider's file says, or, where that does not
 * know, as the last refresh has shown.
 */
export function isOneUse({ tokens, previous, refreshedAt }: Account, provider: Provider | undefined): boolean {
  if (tokens.refreshToken === null) return false;
  const rule = provider?.refresh.token ?? 'unknown';
  if (rule !== 'unknown') return rule === 'one_use';
  const before = previous?.refreshToken ?? null;
  return refreshedAt !== null && before !== null && !before.equals(tokens.refreshToken);
}
