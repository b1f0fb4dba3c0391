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

/** A failure that may be over at the next attempt, without anybody's doing. */
export function isPassing(problem: RefreshProblem): boolean {
  switch (problem.kind) {
    case 'not_sent':
    case 'not_from_server':
    case 'lost':
      return true;
    case 'uncertain':
      return false;
    case 'server':
      switch (problem.error.class) {
        case 'rate_limited':
        case 'server_unavailable':
          return true;
        case 'sign_in_needed':
        case 'client_rejected':
        case 'not_permitted':
        case 'scope_refused':
        case 'request_refused':
          return false;
      }
  }
}

/**
 * Whether an account's doubt outlives a new failure: one that says nothing of the refresh token answers nothing. Otherwise a token that
 * may be spent would be called safe, and be sent by itself.
 */
export function staysInDoubt({ problem }: Account, failure: RefreshProblem): boolean {
  return problem?.kind === 'uncertain' && isPassing(failure);
}

/**
 * Whether an account's refresh token is to be sent once more at a start: its provider allows it, and no reply is kept that may hold
 * the tokens.
 */
export function mayRepeat({ problem }: Account, provider: Provider | undefined): boolean {
  return (
    problem?.kind === 'uncertain' &&
    problem.reason !== 'unreadable' &&
    provider?.refresh.after_lost_reply === 'retry_once'
  );
}
