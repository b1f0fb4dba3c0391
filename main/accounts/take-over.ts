/**
 * Tokens that came when another account was connected again, and the decision whose they are. They are on disk as an account of their
 * own before anybody is asked, so that nothing is lost whatever happens meanwhile.
 *
 * Moving them into the other account is two writes: into the other one, then the removal of the first. A grant id that both have tells
 * that the second write is missing ({@link finishTakeOvers}).
 */
import type { Account, AccountId, Client } from './account';
import type { AccountBook } from './book';
import type { History } from './history';
import { canTellIdentity, tellsUnasked, type Identity } from './identity';
import type { RotationJournal, SaveResult } from './ports';
import type { Provider } from '../providers';
import type { Refresher } from './refresh';

export type TakeOverOutcome =
  /** The account that has the tokens now. */
  | { readonly kind: 'done'; readonly accountId: AccountId }
  | { readonly kind: 'refused'; readonly reason: 'not_found' | 'refreshing' }
  | { readonly kind: 'not_saved'; readonly save: Extract<SaveResult, { kind: 'failed' }> };

export interface TakeOverDependencies {
  readonly book: AccountBook;
  readonly journal: RotationJournal;
  readonly refresher: Refresher;
  readonly identity: Identity;
  /** Where it is told what happened. Left out: nowhere. */
  readonly history?: History;
}

/** What connecting asks when it cannot tell from the reply who has signed in. */
export interface Confirmation {
  canTell(provider: Provider, client: Client): boolean;
  /** Asks the server; gives the account that has the tokens then. The tokens are on disk when it is called. */
  confirm(id: AccountId): Promise<AccountId>;
  /** Tokens of a new grant are kept; not waited for. */
  arrived(id: AccountId, provider: Provider): void;
}

export function confirmation(deps: TakeOverDependencies, report: (error: unknown) => void): Confirmation {
  const { book, identity, refresher } = deps;
  const settle = async (id: AccountId): Promise<AccountId> => {
    const answer = await identity.ask(id);
    const account = book.findOpen(id);
    const other = account?.meantFor?.accountId;
    const before = other === undefined ? null : (book.findOpen(other)?.profile?.id ?? null);
    const now = answer.kind === 'told' ? answer.profile.id : null;
    if (account === undefined || before === null || now === null) return id;
    if (now === before) {
      const moved = await move(deps, account);
      return moved.kind === 'done' ? moved.accountId : id;
    }
    await book.change(id, (current) =>
      current.meantFor === null ? null : { ...current, meantFor: { ...current.meantFor, why: 'somebody_else' } },
    );
    return id;
  };
  return {
    canTell: canTellIdentity,
    // Nobody refreshes the new tokens while they may change their place.
    confirm: (id) => refresher.alone(id, () => settle(id)) ?? Promise.resolve(id),
    arrived(id, provider) {
      const account = book.findOpen(id);
      if (account === undefined || !tellsUnasked(account, provider)) return;
      // Asked already where it had to be confirmed.
      const asked = (account.profile?.at ?? -Infinity) >= account.connectedAt;
      if (!asked && identity.problemOf(id) === null) identity.ask(id).catch(report);
    },
  };
}

/** The user's word on tokens that are kept apart: an account of its own, or the same person after all. */
export async function decideIdentity(
  deps: TakeOverDependencies,
  id: AccountId,
  choice: 'keep' | 'replace',
): Promise<TakeOverOutcome> {
  const account = deps.book.findOpen(id);
  if (account === undefined || account.meantFor === null) return { kind: 'refused', reason: 'not_found' };
  if (choice === 'keep') {
    const saved = await deps.book.change(id, (current) => ({ ...current, meantFor: null }));
    if (saved.kind === 'saved') deps.history?.happened(id, { kind: 'kept_apart' });
    return saved.kind === 'saved' ? { kind: 'done', accountId: id } : { kind: 'not_saved', save: saved };
  }
  const moved = deps.refresher.alone(id, async () => {
    const current = deps.book.findOpen(id);
    return current === undefined ? ({ kind: 'refused', reason: 'not_found' } as const) : move(deps, current);
  });
  return moved ?? { kind: 'refused', reason: 'refreshing' };
}

async function move({ book, journal, history }: TakeOverDependencies, from: Account): Promise<TakeOverOutcome> {
  const into = from.meantFor === null ? undefined : book.findOpen(from.meantFor.accountId);
  if (into === undefined) return { kind: 'refused', reason: 'not_found' };
  let isThere = false;
  const saved = await book.change(into.id, (current) => {
    isThere = true;
    return {
      ...from,
      id: current.id,
      label: current.label,
      automatic: current.automatic,
      marks: current.marks,
      identity: from.identity ?? current.identity,
      profile: from.profile ?? current.profile,
      meantFor: null,
      generation: current.generation + 1,
      previous: current.tokens,
      previousRevoked: current.revoked,
    };
  });
  if (saved.kind === 'failed') return { kind: 'not_saved', save: saved };
  // Removed in this very moment: the tokens stay where they are.
  if (!isThere) return { kind: 'refused', reason: 'not_found' };
  history?.happened(into.id, { kind: 'taken_over' });
  await journal.clear(into.id);
  const removed = await takeAway(book, from.id);
  return removed.kind === 'saved' ? { kind: 'done', accountId: into.id } : { kind: 'not_saved', save: removed };
}

/** Finishes what an earlier run began: an account whose tokens are in the one they were meant for already is taken away. */
export async function finishTakeOvers(book: AccountBook): Promise<void> {
  for (const stored of book.all()) {
    if (stored.state !== 'open' || stored.account.meantFor === null) continue;
    const into = book.findOpen(stored.account.meantFor.accountId);
    if (into !== undefined && into.grantId === stored.account.grantId) await takeAway(book, stored.account.id);
  }
}

/** One that cannot be erased now is marked and out of sight: two accounts with the same refresh token would send it twice. */
async function takeAway(book: AccountBook, id: AccountId): Promise<SaveResult> {
  const removed = await book.remove(id);
  return removed.kind === 'saved' ? removed : book.setAside(id);
}
