/**
 * The authorization response (RFC 6749 sections 4.1.2 and 4.1.2.1): what arrived at the callback, judged against the request.
 *
 * Not by oauth4webapi's validateAuthResponse: it demands an issuer, where most providers have none; it looks at the query only, not at a
 * form body; a wrong state, a wrong issuer and a repeated parameter all throw the same code, which the user is to see apart; and it
 * refuses an error without state, which real servers send. The rules below are the same ones, in the same order.
 */
import { compileErrorPattern, longestMatchedText, parseUrl } from '../providers';
import type { Authorization } from './authorize-request';
import { matchesIssuer } from './issuer';
import { Secret } from './secret';
import { plainText, serverText } from './server-text';

/** Where the response arrived; `formBody` is the body of a form_post (OAuth 2.0 Form Post Response Mode), decoded as UTF-8. */
export type CallbackArrival = string | { readonly url: string; readonly formBody: string };

export type CallbackReply =
  | {
      readonly kind: 'code';
      readonly code: Secret;
      /** The parameters that the provider's file wants kept, by name. */
      readonly captured: Readonly<Record<string, string>>;
    }
  /** The implicit grant's answer (RFC 6749 section 4.2.2): `fragment` is to be read as a form-encoded token reply. */
  | {
      readonly kind: 'tokens';
      readonly fragment: Secret;
      readonly captured: Readonly<Record<string, string>>;
    }
  | {
      readonly kind: 'failed';
      readonly code:
        | 'sign_in_denied'
        | 'state_mismatch'
        | 'issuer_mismatch'
        | 'issuer_missing'
        | 'callback_malformed'
        | 'callback_unsigned'
        | 'authorize_refused';
      /** The server's own error code. */
      readonly serverCode: string | null;
      /** The server's own text, or what is malformed; free of secrets. */
      readonly detail: string | null;
    };

/** Longest captured value, in characters. */
const longestCaptured = 300;

type Failure = Extract<CallbackReply, { kind: 'failed' }>;

/** Most bytes of parameters taken. The largest known codes (Microsoft's) are under 2 KiB; tokens that list a user's roles are far longer. */
const mostParameters = 8 * 1024;
const mostWithTokens = 64 * 1024;

/** The RFC's names (RFC 6749 section 4.1.2), and Kaixin001's `error_code`. */
const standardNames: NonNullable<Authorization['names']> = {
  code: ['code'],
  state: 'state',
  error: ['error', 'error_code'],
  description: ['error_description'],
  denied: [],
  capture: [],
  issuer: 'optional',
};

/** Where servers put their words besides (Facebook); read to be shown only. */
const otherDescriptions = ['error_message', 'error_msg', 'error_reason'];

/** The user said no. `login_denied` is Kaixin001's word for a cancelled login. */
const denials = new Set(['access_denied', 'login_denied']);

/**
 * Reads the response. Never throws.
 *
 * - What holds neither a code nor an error is no answer, whatever else it holds.
 * - Parameters are taken from query, fragment and form body alike; one that stands twice is refused (RFC 6749 section 3.1), an empty
 *   one counts as left out (same section).
 * - `state` must be ours where there is a code. An error without state is believed: it carries nothing that could be injected, all
 *   it can do is end the attempt, and a page that can navigate to the callback can do that anyway.
 * - Tokens count where they were asked for and in the fragment only, which no server sees; there no parameter may stand twice.
 * - `iss` must be the provider's issuer where both are there, and a code without it is not taken where the provider promises it (RFC
 *   9207 section 2.4).
 * - Where the provider signs its callback, a code without a correct signature is not taken.
 */
export function readCallback(arrival: CallbackArrival, authorization: Authorization): CallbackReply {
  const { url: address, formBody } = typeof arrival === 'string' ? { url: arrival, formBody: '' } : arrival;
  const url = parseUrl(address);
  if (url === null) return malformed('not a URL');
  const implicit = authorization.implicit === true;
  const most = implicit ? mostWithTokens : mostParameters;
  if (Buffer.byteLength(url.search) + Buffer.byteLength(url.hash) + Buffer.byteLength(formBody) > most)
    return malformed(`more than ${most} bytes of parameters`);
  const texts = [url.search, url.hash.slice(1), formBody];
  const all = texts.flatMap((text) => [...new URLSearchParams(text)]);
  const names = { ...(authorization.names ?? standardNames), ...(implicit ? { code: [] } : {}) };
  const inFragment = [...new URLSearchParams(url.hash.slice(1))];
  const token = implicit ? inFragment.find(([name, value]) => name === 'access_token' && value !== '')?.[1] : undefined;
  // Others are ignored, as RFC 6749 section 4.1.2 demands.
  const known = [
    ...names.code,
    names.state,
    'iss',
    ...names.error,
    ...names.description,
    ...otherDescriptions,
    'error_uri',
    ...names.capture,
  ];
  const looked = implicit ? [...known, ...inFragment.map(([name]) => name)] : known;
  const repeated = looked.find((name) => all.filter(([other]) => other === name).length > 1);
  if (repeated !== undefined) return malformed(`the parameter ${repeated} stands twice`);
  const parameters = new Map(all.filter(([name, value]) => known.includes(name) && value !== ''));
  const first = (wanted: readonly string[]): string | undefined => wanted.find((name) => parameters.has(name));

  const error = first(names.error) !== undefined;
  const code = token ?? wholeCode(texts, first(names.code));
  if (!error && code === undefined) return malformed(`neither ${implicit ? 'a token' : 'a code'} nor an error`);
  const state = parameters.get(names.state);
  // Not in constant time: the value has 256 random bits and is good for one comparison, so there is nothing to learn from its time.
  if (state === undefined ? !error : !authorization.state.equals(new Secret(state))) return failed('state_mismatch');
  const issuer = parameters.get('iss');
  if (issuer !== undefined && authorization.issuer !== null && !matchesIssuer(authorization.issuer, issuer))
    return failed('issuer_mismatch');
  if (issuer === undefined && authorization.issuerRequired === true && !error) return failed('issuer_missing');
  if (error || code === undefined) return refusal(parameters, names, authorization.errorPattern);
  if (authorization.verify && !authorization.verify(all)) return failed('callback_unsigned');
  const kept = names.capture.flatMap((name) => {
    const value = parameters.get(name);
    return value === undefined ? [] : [[name, plainText(value, longestCaptured)]];
  });
  const captured = Object.fromEntries(kept);
  return implicit
    ? { kind: 'tokens', fragment: new Secret(url.hash.slice(1)), captured }
    : { kind: 'code', code: new Secret(code), captured };
}

/**
 * The code with its "+": a server that puts base64 into the address without encoding it means "+", which a form reads as a space. No code
 * has a space in it.
 */
function wholeCode(texts: readonly string[], name: string | undefined): string | undefined {
  const values = texts.flatMap((text) => new URLSearchParams(text.replaceAll('+', '%2B')).getAll(name ?? ''));
  return values.find((value) => value !== '');
}

/** An error response: the RFC's `error` and `error_description`, or code and text in one field beside Kaixin001's `error_code`. */
function refusal(
  parameters: ReadonlyMap<string, string>,
  names: NonNullable<Authorization['names']>,
  pattern: string | null,
): Failure {
  const value = (wanted: readonly string[]): string | null =>
    wanted.map((name) => parameters.get(name)).find((found) => found !== undefined) ?? null;
  const error = value(names.error);
  const split =
    pattern === null || error === null ? null : compileErrorPattern(pattern)?.exec(error.slice(0, longestMatchedText));
  const serverCode = split?.[1] ?? error;
  const detail = split?.[2] ?? value(names.description) ?? value(otherDescriptions);
  const denied = serverCode !== null && (denials.has(serverCode) || names.denied.includes(serverCode));
  return {
    kind: 'failed',
    code: denied ? 'sign_in_denied' : 'authorize_refused',
    serverCode: serverCode === null ? null : serverText(serverCode, 100),
    detail: detail === null ? null : serverText(detail),
  };
}

function malformed(detail: string): Failure {
  return { kind: 'failed', code: 'callback_malformed', serverCode: null, detail };
}

function failed(code: 'state_mismatch' | 'issuer_mismatch' | 'issuer_missing' | 'callback_unsigned'): Failure {
  return { kind: 'failed', code, serverCode: null, detail: null };
}
