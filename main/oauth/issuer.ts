/**
 * Issuer identifiers (RFC 8414 section 2, OpenID Connect Discovery section 3): compared as text, character by character (RFC 9207 section
 * 2.4), but for the one template that is known: Microsoft's `{tenantid}`.
 */

/** Stands in the issuer of Microsoft's metadata where the tenant's id stands in that of its tokens. */
export const tenantPlaceholder = '{tenantid}';

/** @param expected the issuer as known, perhaps with the tenant left open */
export function matchesIssuer(expected: string, issuer: string): boolean {
  if (!expected.includes(tenantPlaceholder)) return expected === issuer;
  const [before = '', after = '', ...more] = expected.split(tenantPlaceholder);
  if (more.length > 0 || !issuer.startsWith(before) || !issuer.endsWith(after)) return false;
  const tenant = issuer.slice(before.length, issuer.length - after.length);
  return issuer.length > before.length + after.length && /^[A-Za-z0-9.-]{1,100}$/.test(tenant);
}
