/**
 * Back to the token set before, by hand: the present one and the one before change places, as a new generation. Nothing is sent and
 * nothing is lost: doing it twice is doing nothing.
 */
import type { Account, AccountId, Revocation } from './account';
import type { AccountBook } from './book';
import type { History } from './history';
import type { Now, RotationJournal, SaveResult } from './ports';
import type { Refresher } from './refresh';

export type RestoreOutcome =
  | { readonly kind: 'restored' }
  | { readonly kind: 'refused'; readonly reason: 'not_found' | 'locked' | 'nothing_before' | 'refreshing' }
  | { readonly kind: 'not_saved'; readonly save: Extract<SaveResult, { kind: 'failed' }> };

export interface RestoreDependencies {
  readonly book: AccountBook;
  readonly journal: RotationJournal;
  readonly refresher: Refresher;
  readonly now: Now;
  /** Where it is told what happened. Left out: nowhere. */
  readonly history?: History;
}

export function restorePrevious(deps: RestoreDependencies, id: AccountId): Promise<RestoreOutcome> {
  // A refresh that is on its way brings tokens that follow the present ones: they must find them in place.
  const restored = deps.refresher.alone(id, () => swap(deps, id));
  return restored ?? Promise.resolve({ kind: 'refused', reason: 'refreshing' });
}

async function swap({ book, journal, now, history }: RestoreDependencies, id: AccountId): Promise<RestoreOutcome> {
  const account = book.findOpen(id);
  if (account === undefined) return { kind: 'refused', reason: book.find(id) === undefined ? 'not_found' : 'locked' };
  if (account.previous === null) return { kind: 'refused', reason: 'nothing_before' };
  // The journal holds the reply with tokens that are in memory only, and finds it again by its name alone.
  const written = await book.write(id);
  if (written.kind === 'failed') return { kind: 'not_saved', save: written };
  // Reserving keeps aside a reply that nobody could read yet: with the next generation it would count as done with.
  const { grantId, generation } = account;
  const reserved = await journal.reserve({ accountId: id, grantId, generation, at: now() });
  if (reserved.kind === 'failed') return { kind: 'not_saved', save: reserved };
  await journal.clear(id);
  const saved = await book.change(id, (current) =>
    current.previous === null
      ? null
      : {
          ...current,
          tokens: current.previous,
          previous: current.tokens,
          revoked: revocationOfPrevious(current),
          previousRevoked: current.revoked,
          generation: current.generation + 1,
          problem: null,
          restoredAt: now(),
        },
  );
  if (saved.kind === 'saved') history?.happened(id, { kind: 'restored', generation: generation + 1 });
  return saved.kind === 'saved' ? { kind: 'restored' } : { kind: 'not_saved', save: saved };
}

/**
 * What was revoked of the token set before: what is known of it; else what ended its whole grant, for a server ends all tokens of a
 * grant with its refresh token (RFC 7009 section 2.1). Without a refresh since it was connected, the set before is of another grant.
 */
function revocationOfPrevious({ revoked, previousRevoked, refreshedAt }: Account): Revocation | null {
  const grantEnded = revoked?.refreshToken === true && refreshedAt !== null;
  return previousRevoked ?? (grantEnded ? revoked : null);
}
