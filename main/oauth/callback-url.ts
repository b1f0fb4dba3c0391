/** The redirection endpoint (RFC 6749 section 3.1.2): what may be registered, and whether a navigation has reached it. */
import { hasWhiteSpaceOrControls, parseUrl } from '../providers';

export type CallbackUrlCheck =
  /** `url` is the text as it was given: servers compare redirect_uri as a string (RFC 9700 section 4.1.3). */
  | { readonly kind: 'ok'; readonly url: string }
  | { readonly kind: 'refused'; readonly reason: 'invalid' | 'fragment' | 'scheme' };

/**
 * Schemes that run or show content of their own instead of naming a place to return to.
 * SECURITY: with one of them a "callback" could run script or open our own pages.
 */
const refusedSchemes = new Set([
  'javascript:',
  'vbscript:',
  'data:',
  'file:',
  'blob:',
  'filesystem:',
  'about:',
  'app:',
  'view-source:',
  'chrome:',
  'chrome-extension:',
  'devtools:',
  'ws:',
  'wss:',
]);

/**
 * Judges a callback URL: any absolute URL, custom schemes included (RFC 8252 section 7.1).
 *
 * @returns `invalid`: not an absolute URL, or with white space or credentials in it; `fragment`: RFC 6749 section 3.1.2 forbids it;
 * `scheme`: one that cannot be returned to
 */
export function checkCallbackUrl(text: string): CallbackUrlCheck {
  if (hasWhiteSpaceOrControls(text)) return { kind: 'refused', reason: 'invalid' };
  const url = parseUrl(text);
  if (url === null || url.username !== '' || url.password !== '') return { kind: 'refused', reason: 'invalid' };
  if (refusedSchemes.has(url.protocol)) return { kind: 'refused', reason: 'scheme' };
  if (isWeb(url) && !/^https?:\/\//i.test(text)) return { kind: 'refused', reason: 'invalid' };
  if (text.includes('#')) return { kind: 'refused', reason: 'fragment' };
  return { kind: 'ok', url: text };
}

/**
 * Has a navigation reached the callback? Parsed protocol, host, port and path must be equal, and the registered query, if any,
 * contained (RFC 6749 section 3.1.2 keeps it). Fragments and further parameters do not matter.
 *
 * SECURITY: never by prefix: `http://death.sinaapp.com.evil.com/` and `http://death.sinaapp.com@evil.com/` begin alike.
 *
 * @param registered the callback URL of the client
 * @param navigation the URL that is about to be opened
 */
export function matchesCallback(registered: string, navigation: string): boolean {
  const callback = parseUrl(registered);
  const url = parseUrl(navigation);
  if (callback === null || url === null) return false;
  return (
    callback.protocol === url.protocol &&
    hostOf(callback) === hostOf(url) &&
    callback.port === url.port &&
    pathOf(callback) === pathOf(url) &&
    callback.username === url.username &&
    callback.password === url.password &&
    containsQuery(url.searchParams, callback.searchParams)
  );
}

function isWeb(url: URL): boolean {
  return url.protocol === 'https:' || url.protocol === 'http:';
}

/** URL lowers the case of web hosts only; a host is case-insensitive in every scheme (RFC 3986 section 6.2.2.1). */
function hostOf(url: URL): string {
  return url.hostname.toLowerCase();
}

/**
 * `myapp://cb` has an empty path, and servers that append parameters may write `myapp://cb/?code=…`; for web URLs both are "/" already
 * (RFC 3986 section 6.2.3). `myapp:/cb` and `myapp:///cb` both have no host and the path "/cb".
 */
function pathOf(url: URL): string {
  return url.pathname === '' ? '/' : url.pathname;
}

function containsQuery(query: URLSearchParams, registered: URLSearchParams): boolean {
  return [...new Set(registered.keys())].every((name) => {
    const found = query.getAll(name);
    return registered.getAll(name).every((value) => found.includes(value));
  });
}
