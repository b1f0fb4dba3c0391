/**
 * What the accounts service needs from the outside, declared here and implemented in vault/ and desktop/. Hand-written fakes for
 * tests live beside the tests.
 */
import type { EpochMs, RawReply, TokenRequest, TransportResult } from '../oauth';
import type { Account, AccountId, Client, ClientId, StoredAccount } from './account';
import type { AccountHistory, Errand } from './history';

/**
 * Whether something is kept, or why not. `full`: no space left; `locked`: the key is not there; `denied`: the system does not let Latchkey
 * write there; `failed`: anything else, see detail.
 */
export type SaveResult =
  | { readonly kind: 'saved' }
  | { readonly kind: 'failed'; readonly reason: 'full' | 'locked' | 'denied' | 'failed'; readonly detail: string };

/** Whoever wants to see some of many accounts before all are read. */
export interface Watcher<T> {
  /** Ids of those to be read first. */
  readonly first: readonly string[];
  /**
   * Called with what was read since the last call. Not at all where there are few records, or none of the first.
   * @param total how many there are
   */
  readonly read: (some: readonly T[], total: number) => void;
}

/** Durable account records: one sealed file an account, the previous one kept. */
export interface AccountRecords {
  /** Reads every record; what cannot be read is reported, never dropped. What was set aside is erased first, and named. */
  load(watcher?: Watcher<StoredAccount>): Promise<{
    readonly accounts: readonly StoredAccount[];
    readonly damaged: readonly DamagedRecord[];
    readonly erased: readonly AccountId[];
  }>;
  /** Durable when it resolves with `saved`: written in full, synced, read back, renamed. */
  save(account: Account): Promise<SaveResult>;
  /** What another Latchkey has written to the same place since this one read or wrote it; null where nothing, or nothing that opens. */
  changedElsewhere(id: AccountId): Promise<Account | null>;
  remove(id: AccountId): Promise<SaveResult>;
  /** Marks a record as removed, durably: nothing of it changes, and the next load erases it. */
  setAside(id: AccountId): Promise<SaveResult>;
  /** Takes the mark away; the record is there again as it is by now. */
  bringBack(id: AccountId): Promise<SaveResult>;
}

/** Durable client records, sealed alike. */
export interface ClientRecords {
  load(): Promise<{ readonly clients: readonly Client[]; readonly damaged: readonly DamagedRecord[] }>;
  save(client: Client): Promise<SaveResult>;
  remove(id: ClientId): Promise<SaveResult>;
  /** As of accounts. */
  setAside(id: ClientId): Promise<SaveResult>;
  bringBack(id: ClientId): Promise<SaveResult>;
}

/** A record that cannot be used now. `keptAs` is the file name it stays under. */
export interface DamagedRecord {
  readonly kind: 'account' | 'client' | 'journal' | 'history';
  readonly id: string;
  readonly keptAs: string;
  /** `previous_loaded`: the generation before was loaded in its place. */
  readonly outcome: 'previous_loaded' | 'set_aside' | 'locked' | 'newer_version';
  readonly detail: string;
}

/** One refresh on its way: reserved → sent → received → cleared. */
export interface RotationEntry {
  readonly accountId: AccountId;
  readonly grantId: string;
  readonly generation: number;
  readonly at: EpochMs;
}

/** What a journal left behind by an earlier run says. */
export type PendingRotation =
  | { readonly stage: 'reserved'; readonly entry: RotationEntry }
  | { readonly stage: 'sent'; readonly entry: RotationEntry }
  | { readonly stage: 'received'; readonly entry: RotationEntry; readonly reply: RawReply };

/** A kept reply. `current`: it is in the account's journal itself, which {@link RotationJournal.clear} clears. */
export interface UnreadReply {
  readonly entry: RotationEntry;
  readonly reply: RawReply;
  readonly current: boolean;
}

/** The rotation journal, beside the account's record. All steps are durable when they resolve. */
export interface RotationJournal {
  /** Proves that sealing and writing work and reserves space for the reply. If this fails the request must not be sent. */
  reserve(entry: RotationEntry): Promise<SaveResult>;
  /** Written just before the request goes out. */
  markSent(entry: RotationEntry): Promise<SaveResult>;
  /** The sealed raw reply, in the reserved space, before anyone judges it. */
  storeReply(entry: RotationEntry, reply: RawReply): Promise<SaveResult>;
  clear(accountId: AccountId): Promise<SaveResult>;
  /** Replies that are kept because nobody could read them, the newest first. One whose key is not there now is not among them. */
  unread(accountId: AccountId): Promise<readonly UnreadReply[]>;
  /** What earlier runs left, read once at start-up. */
  pending(): Promise<{ readonly rotations: readonly PendingRotation[]; readonly damaged: readonly DamagedRecord[] }>;
}

/** What happened to each account: one sealed record an account, read when it is asked for. */
export interface HistoryRecords {
  /** Null where there is none, or none that can be read; what is damaged is kept aside and reported. */
  read(id: AccountId): Promise<{ readonly history: AccountHistory | null; readonly damaged: DamagedRecord | null }>;
  save(history: AccountHistory): Promise<SaveResult>;
  remove(id: AccountId): Promise<SaveResult>;
  /** Reads them all, which seals by the present key what another one sealed. */
  sealAnew(): Promise<void>;
}

/**
 * Sends a token request exactly once, on a fresh connection.
 * @param errand what it is sent for, where that is to be kept with the account
 */
export type SendTokenRequest = (request: TokenRequest, errand?: Errand) => Promise<TransportResult>;

/** The wall clock. */
export type Now = () => EpochMs;
