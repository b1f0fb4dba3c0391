/**
 * What a user pastes after signing in somewhere else: the final address of the browser, or the code alone. Here it is only told what it
 * is; an address is then judged as every callback is (callback.ts).
 */
import { parseUrl } from '../providers';
import type { Authorization } from './authorize-request';
import { matchesCallback } from './callback-url';
import { Secret } from './secret';

export type PastedCallback =
  /** To be read by `readCallback`, which checks `state`. */
  | { readonly kind: 'address'; readonly url: string }
  /** No `state` came with it, so nobody can tell which attempt it belongs to (RFC 6749 section 10.12): its user has to say so. */
  | { readonly kind: 'bare_code'; readonly code: Secret }
  | {
      readonly kind: 'refused';
      /**
       * `sign_in_page`: the address of the page that was opened, so the sign-in is not finished; `other_address`: neither that nor the
       * callback; `no_answer`: no address, and nothing that could be a code.
       */
      readonly reason: 'sign_in_page' | 'other_address' | 'no_answer';
    };

/** Longest text taken, in characters; larger than what `readCallback` takes. */
const longestPasted = 16_384;
/** The longest code known (Microsoft's) has under 2,000 characters. RFC 6749 appendix A.11: printable ASCII. */
const bareCode = /^[\x21-\x7e]{4,4096}$/;

/** @param text as pasted; quotes, angle brackets and white space around it do not matter */
export function readPasted(text: string, authorization: Authorization): PastedCallback {
  const pasted = text.trim().replace(/^["'<]+|["'>]+$/g, '');
  if (pasted === '' || pasted.length > longestPasted) return { kind: 'refused', reason: 'no_answer' };
  const callback = authorization.redirectUri ?? authorization.callbackUrl;
  const address = addressOf(pasted, callback);
  if (address === null) {
    const code = withoutName(pasted, authorization.names?.code ?? ['code']);
    return bareCode.test(code)
      ? { kind: 'bare_code', code: new Secret(code) }
      : { kind: 'refused', reason: 'no_answer' };
  }
  if (matchesCallback(callback, address)) return { kind: 'address', url: address };
  return { kind: 'refused', reason: isSignInPage(address, authorization.url) ? 'sign_in_page' : 'other_address' };
}

/** The text as an absolute address: as it is, with the scheme that browsers hide, or as the parameters alone. Null for a code. */
function addressOf(text: string, callback: string): string | null {
  // A code may hold colons too, so what stands before one must be a scheme that leads somewhere.
  if (/^https?:\/\//i.test(text)) return parseUrl(text)?.href ?? null;
  const [scheme = ''] = callback.split(':');
  if (text.toLowerCase().startsWith(`${scheme.toLowerCase()}:`)) return parseUrl(text)?.href ?? null;
  const parameters = /^[?#]?([\w.-]+=[^\s]*&[^\s]*)$/.exec(text)?.[1];
  if (parameters !== undefined && !text.includes('/')) return withQuery(callback, parameters);
  return /^[\w.[\]:-]+\/[^\s]*\?[^\s]*=/.test(text) ? (parseUrl(`${scheme}://${text}`)?.href ?? null) : null;
}

/** `code=abc`, picked out of an address: the name is not part of the code, and what stands there is encoded. */
function withoutName(text: string, names: readonly string[]): string {
  const [, name = '', value = ''] = /^[?#]?([\w.-]+)=([^&=]+=*)$/.exec(text) ?? [];
  if (!names.includes(name)) return text;
  return new URLSearchParams(`v=${value.replaceAll('+', '%2B')}`).get('v') ?? text;
}

function withQuery(callback: string, parameters: string): string {
  return `${callback}${callback.includes('?') ? '&' : '?'}${parameters}`;
}

function isSignInPage(address: string, authorizeUrl: string): boolean {
  const [shown, asked] = [parseUrl(address), parseUrl(authorizeUrl)];
  return shown !== null && asked !== null && shown.host === asked.host;
}
