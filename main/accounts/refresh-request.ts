/** Everything one refresh needs: found, and built into the request that will be sent; or why it cannot start. */
import type { Account, AccountId } from './account';
import type { AccountBook } from './book';
import { refreshObjection } from './refresh-limits';
import { prepareRenewal, type PreparedRenewal, type RenewalDependencies } from './renewal-request';

export type PreparedRefresh =
  | (Extract<PreparedRenewal, { kind: 'prepared' }> & { readonly account: Account })
  | Extract<PreparedRenewal, { kind: 'refused' }>
  | {
      readonly kind: 'refused';
      readonly reason: 'not_found' | 'locked' | 'uncertain' | 'too_early' | 'burned';
    };

/**
 * @param again even though the account is uncertain
 * @param insist even though the provider's file advises against it
 */
export function prepareRefresh(
  deps: Omit<RenewalDependencies, 'findAccount'> & { readonly book: AccountBook },
  id: AccountId,
  again: boolean,
  insist: boolean,
): PreparedRefresh {
  const { book, now } = deps;
  const stored = book.find(id);
  if (stored === undefined) return { kind: 'refused', reason: 'not_found' };
  if (stored.state === 'locked') return { kind: 'refused', reason: 'locked' };
  const { account } = stored;
  if (account.problem?.kind === 'uncertain' && !again) return { kind: 'refused', reason: 'uncertain' };
  const prepared = prepareRenewal(account, { ...deps, findAccount: (other) => book.findOpen(other) });
  if (prepared.kind === 'refused') return prepared;
  const free = insist || again || !prepared.spends;
  const objection = free ? null : refreshObjection(account, prepared.provider.refresh, now());
  return objection === null ? { ...prepared, account } : { kind: 'refused', reason: objection };
}
