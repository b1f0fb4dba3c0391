/**
 * Replies to a refresh that were kept because nobody could read them: to be looked at, masked, and to be read again, after an update
 * or with a mended provider file. Reading again sends nothing.
 */
import { maskedText, readTokenReply, type EpochMs } from '../oauth';
import type { Provider } from '../providers';
import type { Account, AccountId, Client } from './account';
import type { AccountBook } from './book';
import type { RotationJournal, SaveResult, UnreadReply } from './ports';
import type { Refresher } from './refresh';
import { renewalReading, renewedAccount } from './renewal-request';
import { belongsTo } from './rotation-rules';

/** A kept reply as a window may see it. */
export interface MaskedReply {
  readonly at: EpochMs;
  readonly status: number;
  readonly contentType: string | null;
  /** What may be a token is masked. */
  readonly text: string;
}

export type ReadAgainOutcome =
  /** It held tokens after all, and they are saved. */
  | { readonly kind: 'read' }
  | { readonly kind: 'read_unsaved'; readonly save: Extract<SaveResult, { kind: 'failed' }> }
  /** It is as unreadable as before, or the provider's file is gone. */
  | { readonly kind: 'unreadable' }
  /** No reply is kept for the account's present tokens. */
  | { readonly kind: 'nothing_kept' }
  | { readonly kind: 'refused'; readonly reason: 'not_found' | 'locked' | 'refreshing' };

export interface UnreadReader {
  /** The newest reply that is kept for the account's present tokens; null where there is none. */
  look(id: AccountId): Promise<MaskedReply | null>;
  readAgain(id: AccountId): Promise<ReadAgainOutcome>;
}

export interface UnreadReaderDependencies {
  readonly book: AccountBook;
  readonly journal: RotationJournal;
  readonly refresher: Pick<Refresher, 'alone' | 'isRefreshing'>;
  readonly findClient: (id: string) => Client | undefined;
  readonly findProvider: (id: string) => Provider | undefined;
}

export function unreadReader(deps: UnreadReaderDependencies): UnreadReader {
  const { book, journal } = deps;

  async function keptFor(account: Account): Promise<readonly UnreadReply[]> {
    return (await journal.unread(account.id)).filter(({ entry }) => belongsTo(account, entry));
  }

  async function readAgain(id: AccountId): Promise<ReadAgainOutcome> {
    const account = book.findOpen(id);
    if (account === undefined) return { kind: 'refused', reason: book.find(id) === undefined ? 'not_found' : 'locked' };
    const kept = await keptFor(account);
    if (kept.length === 0) return { kind: 'nothing_kept' };
    const client = deps.findClient(account.clientId);
    const provider = deps.findProvider(account.providerId);
    if (provider === undefined) return { kind: 'unreadable' };
    for (const unread of kept) {
      const read = readTokenReply(unread.reply, provider, renewalReading(account, provider, client));
      if (read.kind !== 'tokens') continue;
      const saved = await book.record(
        id,
        (current) =>
          belongsTo(current, unread.entry)
            ? renewedAccount(current, unread.entry, unread.reply, read.tokens, provider)
            : null,
        () => {
          // Written late, with a refresh under way by then: its reservation has kept this reply aside.
          if (unread.current && !deps.refresher.isRefreshing(id)) void journal.clear(id);
        },
      );
      return saved.kind === 'saved' ? { kind: 'read' } : { kind: 'read_unsaved', save: saved };
    }
    return { kind: 'unreadable' };
  }

  return {
    async look(id) {
      const account = book.findOpen(id);
      const [newest] = account === undefined ? [] : await keptFor(account);
      if (newest === undefined) return null;
      const { receivedAt, status, headers } = newest.reply;
      return { at: receivedAt, status, contentType: headers['content-type'] ?? null, text: maskedText(newest.reply) };
    },
    // A refresh that began meanwhile would have its journal cleared.
    readAgain: (id) =>
      deps.refresher.alone(id, () => readAgain(id)) ?? Promise.resolve({ kind: 'refused', reason: 'refreshing' }),
  };
}
