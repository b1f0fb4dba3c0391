/**
 * Which URLs Latchkey may send a secret to. It stands in providers/ because a provider file is checked with it too; oauth/ offers it
 * to the rest of the house.
 */

export type EndpointCheck =
  /** `url` is the endpoint as WHATWG URL writes it; its query is kept. */
  | { readonly kind: 'ok'; readonly url: string }
  | { readonly kind: 'refused'; readonly reason: 'invalid' | 'not_https' };

/**
 * Judges an endpoint URL: https everywhere, http only to this machine.
 *
 * @param text what the user or a provider file says; must be absolute and without white space
 * @returns `invalid`: not an absolute URL, or with a fragment (RFC 6749 sections 3.1 and 3.2) or with credentials in it;
 * `not_https`: any other scheme, or http to a host that is not a loopback address (RFC 6749 section 3.1.2.1, RFC 8252 section 8.3)
 */
export function checkEndpoint(text: string): EndpointCheck {
  // URL drops tabs and line feeds inside a URL and white space around it: what the user sees would not be what is asked.
  if (hasWhiteSpaceOrControls(text)) return { kind: 'refused', reason: 'invalid' };
  const url = parseUrl(text);
  if (url === null) return { kind: 'refused', reason: 'invalid' };
  if (url.protocol !== 'https:' && url.protocol !== 'http:') return { kind: 'refused', reason: 'not_https' };
  // "https:host" and "https:\host" are repaired by URL; refuse what a reader could take for a path.
  if (!/^https?:\/\//i.test(text)) return { kind: 'refused', reason: 'invalid' };
  // `url.hash` is empty for a lone "#", so the text decides.
  if (text.includes('#') || url.username !== '' || url.password !== '') return { kind: 'refused', reason: 'invalid' };
  if (url.protocol === 'http:' && !isLoopbackHost(url.hostname)) return { kind: 'refused', reason: 'not_https' };
  return { kind: 'ok', url: url.href };
}

/**
 * Is this host this machine? Exactly `localhost`, 127.0.0.0/8 and ::1 (RFC 8252 section 7.3).
 *
 * SECURITY: pass `hostname` of a parsed http(s) URL. There WHATWG has turned decimal, hexadecimal and short IPv4 forms and full-width
 * digits into four decimal numbers, so `127.0.0.1.evil.com` cannot pass for an address, and `localhost.` (which a resolver may send
 * out to the network) is not `localhost`. IPv4-mapped IPv6 is not taken for loopback.
 */
export function isLoopbackHost(hostname: string): boolean {
  return hostname === 'localhost' || hostname === '[::1]' || /^127\.\d{1,3}\.\d{1,3}\.\d{1,3}$/.test(hostname);
}

/** Parses an absolute URL; null where it is none. */
export function parseUrl(text: string): URL | null {
  try {
    return new URL(text);
  } catch {
    // URL.canParse is newer than Node 18.17; the exception says no more than "not a URL".
    return null;
  }
}

/** Does the text hold white space or control characters, which URL would silently drop? */
export function hasWhiteSpaceOrControls(text: string): boolean {
  return /[\s\p{Cc}]/u.test(text);
}
