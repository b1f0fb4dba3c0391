/** What a refresh needs, what it offers and how it ends; refresh.ts does it. */
import type { ServerHints } from '../oauth';
import type { Provider } from '../providers';
import type { AccountId, Client, RefreshProblem } from './account';
import type { AccountBook } from './book';
import type { Asker, Errand } from './history';
import type { DamagedRecord, Now, RotationJournal, SaveResult, SendTokenRequest } from './ports';
import type { PreparedRefresh } from './refresh-request';

/** What became of a refresh. */
export type RefreshOutcome =
  | { readonly kind: 'refreshed' }
  /** New tokens arrived and are in memory, but could not be written yet. */
  | { readonly kind: 'refreshed_unsaved'; readonly save: Extract<SaveResult, { kind: 'failed' }> }
  /** The attempt failed; the reason is recorded with the account. */
  | { readonly kind: 'failed'; readonly problem: RefreshProblem }
  /** Nothing was sent. */
  | Extract<PreparedRefresh, { kind: 'refused' }>
  | { readonly kind: 'not_keepable'; readonly save: Extract<SaveResult, { kind: 'failed' }> }
  /** The account was connected again or removed meanwhile. */
  | { readonly kind: 'overtaken' };

export interface RefreshDependencies {
  readonly book: AccountBook;
  readonly journal: RotationJournal;
  readonly send: SendTokenRequest;
  readonly hints: ServerHints;
  readonly now: Now;
  readonly findClient: (id: string) => Client | undefined;
  readonly findProvider: (id: string) => Provider | undefined;
  /** Called when an account's refresh begins and ends. */
  readonly activityChanged: (id: AccountId) => void;
  /** Told of every refresh that was sent or read here, after its outcome is kept. */
  readonly finished?: (errand: Errand, outcome: RefreshOutcome) => void;
}

/** A refresh is always some account's. */
export type RefreshErrand = Errand & { readonly accountId: AccountId };

export interface Refresher {
  /**
   * Refreshes an account, or joins the refresh that is on its way.
   * @param again send the refresh token of an uncertain account once more, as its user decided
   * @param insist send it although the provider's file advises against it, as its user decided
   * @param by who asks; `you` where left out
   */
  refresh(id: AccountId, again: boolean, insist?: boolean, by?: Asker): Promise<RefreshOutcome>;
  isRefreshing(id: AccountId): boolean;
  /** Runs `work` while no refresh of the account is under way, and holds off one asked meanwhile; null where one is. */
  alone<T>(id: AccountId, work: () => Promise<T>): Promise<T> | null;
  /** Resolves when what makes {@link Refresher.alone} answer null is over. */
  whenIdle(id: AccountId): Promise<unknown>;
  /**
   * Finishes what an earlier run left in the journal; to be called once, before any refresh. `toRepeat` names the accounts in doubt
   * whose provider allows the same refresh token to be sent once more (repeats.ts does).
   * @param unread accounts whose records are there and could not be read; their journals are left alone
   * @param older accounts whose record was damaged, so that the one before was loaded: its refresh token may be spent
   */
  recover(
    unread: ReadonlySet<AccountId>,
    older: readonly AccountId[],
  ): Promise<{ readonly toRepeat: readonly AccountId[]; readonly damaged: readonly DamagedRecord[] }>;
  /** Resolves when no refresh is on its way. */
  settled(): Promise<void>;
}
