/** Rules of the rotation that need nothing but facts. */
import { mergeTokens, type TokenSet, type TransportResult } from '../oauth';
import type { Provider } from '../providers';
import type { Account, RefreshProblem } from './account';
import type { RotationEntry } from './ports';

/**
 * A reply counts only for the grant whose refresh token was sent, and only once. A generation older than the one that was sent means
 * that the account's record was damaged and the one before it was loaded: the reply is newer still, and all there is.
 */
export function belongsTo(account: Account, entry: RotationEntry): boolean {
  return account.grantId === entry.grantId && account.generation <= entry.generation;
}

/** The tokens of a refresh in the place of the ones before, and how often the refresh token itself was renewed by then. */
export function renewed(
  account: Account,
  next: TokenSet,
  { refresh }: Pick<Provider, 'refresh'>,
): Pick<Account, 'tokens' | 'renewals'> {
  const tokens = mergeTokens(account.tokens, next, refresh.extends);
  const before = account.tokens.refreshToken;
  const another = before !== null && tokens.refreshToken !== null && !before.equals(tokens.refreshToken);
  return { tokens, renewals: account.renewals + (another ? 1 : 0) };
}

/** What a request that brought no reply means for the account. */
export function transportProblem(result: Exclude<TransportResult, { kind: 'reply' }>, at: number): RefreshProblem {
  return result.kind === 'not_sent'
    ? { kind: 'not_sent', at, reason: result.reason, detail: result.detail }
    : { kind: 'uncertain', at, reason: result.reason, detail: result.detail };
}
