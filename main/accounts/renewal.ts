/**
 * How an account gets new tokens, derived from its facts: by its refresh token, by asking for the same grant again, or only by its
 * user. Status, schedule, queue and the screen all ask here. Pure.
 */
import type { Account } from './account';

export type Renewal =
  /** RFC 6749 section 6. The refresh token may be good for one use. */
  | 'refresh_token'
  /** Nothing is spent by it: a lost reply costs nothing, and asking once more is always safe. */
  | 'same_grant'
  /** Nothing is left to renew it with but its user. */
  | 'sign_in';

/**
 * Asking for the same grant again comes first where it needs nothing but the client: a refresh token beside it (RFC 6749 section 4.4.3
 * advises against one) would only be something to lose. An exchanged token is renewed by its own refresh token for as long as the server
 * takes it, because its subject may be gone by then.
 */
export function renewalOf({ tokens, recipe, problem }: Pick<Account, 'tokens' | 'recipe' | 'problem'>): Renewal {
  const refused = problem?.kind === 'server' && problem.error.class === 'sign_in_needed';
  if (recipe !== null && (recipe.kind !== 'token_exchange' || tokens.refreshToken === null || refused))
    return 'same_grant';
  return tokens.refreshToken === null ? 'sign_in' : 'refresh_token';
}
