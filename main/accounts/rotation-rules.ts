/** Two rules of the rotation that need nothing but facts. */
import type { TransportResult } from '../oauth';
import type { Account, RefreshProblem } from './account';
import type { RotationEntry } from './ports';

/**
 * A reply counts only for the grant whose refresh token was sent, and only once. A generation older than the one that was sent means
 * that the account's record was damaged and the one before it was loaded: the reply is newer still, and all there is.
 */
export function belongsTo(account: Account, entry: RotationEntry): boolean {
  return account.grantId === entry.grantId && account.generation <= entry.generation;
}

/**
 * What a request that brought no reply means for the account.
 * @param spends whether the request may have spent something that is good for one use
 */
export function transportProblem(
  result: Exclude<TransportResult, { kind: 'reply' }>,
  at: number,
  spends: boolean,
): RefreshProblem {
  return result.kind === 'not_sent'
    ? { kind: 'not_sent', at, reason: result.reason, detail: result.detail }
    : { kind: spends ? 'uncertain' : 'lost', at, reason: result.reason, detail: result.detail };
}
