/** How the tokens of a refresh take the place of the ones before: merged, never replaced wholesale. */
import type { Expiry, TokenSet } from './types';

/**
 * Merges the tokens of a refresh into those before.
 *
 * - A refresh token, a scope and an identity that the reply leaves out stay as they were (RFC 6749 sections 5.1 and 6). That holds for
 *   one-use refresh tokens too: if the old one is spent, the next refresh says so, and until then nothing is lost.
 * - A kept refresh token keeps its own end. This is so as well where the provider documents that a refresh token outlives the access
 *   token by some time: the rule speaks of the two tokens of one reply, and a server that gave no new refresh token has said nothing
 *   about the old one. Taking the earlier end asks the user to act too soon at worst, never too late.
 * - The same refresh token given once more counts as kept, unless the reply itself says how long it lives.
 * - Deviations are those of the new reply.
 *
 * @param previous the tokens whose refresh token was sent
 * @param next the tokens of the reply
 * @param extend whether a refresh moves the end of the refresh token (`refresh.extends` of the provider's file); where not, the earlier of
 * the two ends counts
 */
export function mergeTokens(previous: TokenSet, next: TokenSet, extend = true): TokenSet {
  const given = next.refreshToken;
  return {
    ...next,
    refreshToken: given ?? previous.refreshToken,
    refreshExpiry:
      given === null ? previous.refreshExpiry : extend ? refreshExpiry(previous, next) : unmovedExpiry(previous, next),
    scope: next.scope ?? previous.scope,
    identity: next.identity ?? previous.identity,
    extras: { ...previous.extras, ...next.extras },
    // A refresh need not bring one (OpenID Connect Core section 12.2).
    idToken: next.idToken ?? previous.idToken,
    nonce: next.idToken === null ? previous.nonce : next.nonce,
  };
}

function refreshExpiry(previous: TokenSet, next: TokenSet): Expiry {
  const repeated = next.refreshToken !== null && previous.refreshToken?.equals(next.refreshToken) === true;
  const said = next.refreshExpiry.kind !== 'unknown' && next.refreshExpiry.source === 'provider_field';
  return repeated && !said && previous.refreshExpiry.kind !== 'unknown' ? previous.refreshExpiry : next.refreshExpiry;
}

function unmovedExpiry(previous: TokenSet, next: TokenSet): Expiry {
  const [before, after] = [previous.refreshExpiry, refreshExpiry(previous, next)];
  if (before.kind !== 'at') return before.kind === 'unknown' ? after : before;
  return after.kind === 'at' && after.at < before.at ? after : before;
}
