/** A token as JSON: the names of RFC 6749 section 5.1, with an absolute end. SECURITY: no refresh token. */
import type { Account } from '../accounts';

export interface TokenJson {
  readonly account: string;
  readonly provider: string;
  readonly access_token: string;
  readonly token_type: string;
  readonly scope?: string;
  /** ISO 8601, UTC; left out where it is not known, null where it never ends. */
  readonly expires_at?: string | null;
}

export function tokenJson({ label, providerId, tokens }: Account): TokenJson {
  const { accessToken, tokenType, scope, accessExpiry } = tokens;
  return {
    account: label,
    provider: providerId,
    access_token: accessToken.reveal(),
    token_type: tokenType,
    ...(scope === null ? {} : { scope: scope.join(' ') }),
    ...(accessExpiry.kind === 'unknown' ? {} : { expires_at: isoOf(accessExpiry) }),
  };
}

/** When a token ends, for people and programs alike; null for never. */
function isoOf(expiry: { readonly kind: 'at'; readonly at: number } | { readonly kind: 'never' }): string | null {
  return expiry.kind === 'never' ? null : new Date(expiry.at).toISOString();
}
