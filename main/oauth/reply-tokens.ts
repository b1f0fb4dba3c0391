/**
 * The token set in the fields of a reply (RFC 6749 section 5.1), wherever the provider's file says that they stand. A reply may hold
 * several sets, for example a bot's and its user's: none is lost.
 */
import { grantKind, type FieldPath, type Provider } from '../providers';
import { deviation } from './deviation';
import { readAccessExpiry, readRefreshExpiry } from './reply-expiry';
import { jwtClaims } from './jwt';
import { describe, isFields, show, textOf, type ReplyFields } from './reply-fields';
import { firstAt, pathsOf, textAt, valueAt, withStandard } from './reply-path';
import { readScope } from './scope';
import { Secret } from './secret';
import { plainText } from './server-text';
import { ISSUED_TYPE } from './token-exchange';
import type { Deviation, EpochMs, Expiry, RawReply, TokenSet } from './types';

/** Longest identity or extra value kept, in characters; some are URLs. */
const longestWord = 300;

/** An object of the reply that may hold tokens. */
export interface TokenPlace {
  readonly fields: ReplyFields;
  /** Its path; empty for the top. */
  readonly root: string;
}

/** What was asked, as far as the tokens depend on it. */
export interface TokenQuestion {
  readonly reply: RawReply;
  readonly provider: Provider;
  /** The name of the grant that was sent. */
  readonly grant: string;
  /** With a proof (RFC 9449). */
  readonly dpop: boolean;
}

/** The objects of a reply that may hold its tokens: those that the provider's file names, then the top. */
export function tokenPlaces(fields: ReplyFields, provider: Provider): readonly TokenPlace[] {
  const { root, also } = provider.reply;
  const roots = root === undefined ? [] : pathsOf(root);
  return [
    ...placesAt(fields, roots),
    { fields, root: '' },
    ...placesAt(
      fields,
      also.map((entry) => entry.root),
    ),
  ];
}

function placesAt(fields: ReplyFields, roots: readonly string[]): TokenPlace[] {
  return roots.flatMap((root) => {
    const value = valueAt(fields, root);
    return isFields(value) ? [{ fields: value, root }] : [];
  });
}

/** Is there something where the access token should be, usable or not? */
export function hasTokenField({ fields }: TokenPlace, provider: Provider): boolean {
  return firstAt(fields, withStandard(provider.reply.fields.access_token, 'access_token')) !== null;
}

/** Reads every set of tokens; the first is the one that was asked for. Empty where there is no usable access token. */
export function readTokenSets(
  top: ReplyFields,
  question: TokenQuestion,
  met: readonly Deviation[],
): readonly { readonly place: TokenPlace; readonly tokens: TokenSet }[] {
  const { also } = question.provider.reply;
  const found = tokenPlaces(top, question.provider).flatMap((place) => {
    const tokens = readTokens(place, top, question, met);
    return tokens === null ? [] : [{ place, tokens }];
  });
  return found.filter(({ place }, index) => index === 0 || also.some(({ root }) => root === place.root));
}

function readTokens(
  { fields, root }: TokenPlace,
  top: ReplyFields,
  { reply, provider, grant, dpop }: TokenQuestion,
  met: readonly Deviation[],
): TokenSet | null {
  const names = provider.reply.fields;
  const access = readToken(fields, names.access_token, 'access_token');
  if (access.token === null) return null;
  const given = readToken(fields, names.refresh_token, 'refresh_token');
  const exchanged = isExchange(provider, grant);
  const type = readTokenType(fields, provider, { dpop, exchanged });
  const accessExpiry = readAccessExpiry(fields, provider, reply.sentAt, access.token);
  const refresh = withOwnRefresh(given, access.token, provider);
  const refreshExpiry = readRefreshEnd(fields, provider, reply.sentAt, given, refresh.token, accessExpiry.expiry);
  const scope = readScope(fields, provider);
  const spent =
    refresh.token === null && grant === 'refresh_token' && provider.refresh.token === 'one_use'
      ? [deviation('refresh_not_returned', '9700-4.14.2', 'refresh_token: none', 'kept_previous')]
      : [];
  const nested =
    root === '' ? [] : [deviation('nested_response', '6749-5.1', `tokens in ${root}`, 'read_as_documented')];
  return {
    accessToken: access.token,
    refreshToken: refresh.token,
    dpopKey: null,
    tokenType: type.tokenType,
    scope: scope.scope,
    issuedAt: reply.sentAt,
    accessExpiry: accessExpiry.expiry,
    refreshExpiry: refreshExpiry.expiry,
    identity: provider.reply.identity === undefined ? null : wordAt(provider.reply.identity, fields, top, provider),
    extras: { ...(exchanged ? issuedType(fields) : {}), ...readExtras(fields, top, provider) },
    idToken: readIdToken(fields) ?? readIdToken(top),
    nonce: null,
    deviations: [
      ...met,
      ...nested,
      ...access.deviations,
      ...type.deviations,
      ...accessExpiry.deviations,
      ...scope.deviations,
      ...given.deviations,
      ...refreshExpiry.deviations,
      ...spent,
    ],
  };
}

/** Kept as it is, to be checked later: it tells who signed in, and no API call needs it. */
function readIdToken(fields: ReplyFields): Secret | null {
  const text = textOf(fields, 'id_token');
  return text === null || jwtClaims(text) === null ? null : new Secret(text);
}

function readRefreshEnd(
  fields: ReplyFields,
  provider: Provider,
  sentAt: EpochMs,
  given: ReadToken,
  refresh: Secret | null,
  access: Expiry,
): { readonly expiry: Expiry; readonly deviations: readonly Deviation[] } {
  if (given.token !== null) return readRefreshExpiry(fields, provider, access, sentAt);
  return { expiry: refresh === null ? { kind: 'unknown' } : access, deviations: [] };
}

/** Where the server exchanges the access token itself for the next one, that is what a refresh will send. */
function withOwnRefresh(given: ReadToken, access: Secret, provider: Provider): { readonly token: Secret | null } {
  if (given.token !== null || provider.grants['refresh_token']?.sends !== 'access_token') return given;
  return { token: access };
}

/** A text of the reply, looked for beside the token first, fit to be shown. */
function wordAt(path: FieldPath, fields: ReplyFields, top: ReplyFields, provider: Provider, name = ''): string | null {
  const text = textAt(fields, path) ?? textAt(top, path);
  if (text === null) return null;
  const encoded = [name, ...pathsOf(path)].some((one) => provider.reply.url_decode.includes(one));
  return plainText(encoded ? urlDecode(text) : text, longestWord) || null;
}

function readExtras(fields: ReplyFields, top: ReplyFields, provider: Provider): Readonly<Record<string, string>> {
  const entries = Object.entries(provider.reply.extras).flatMap(([name, path]) => {
    const text = wordAt(path, fields, top, provider, name);
    return text === null ? [] : [[name, text] as const];
  });
  return Object.fromEntries(entries);
}

function urlDecode(text: string): string {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '));
  } catch {
    // A lone "%": then it was not encoded after all.
    return text;
  }
}

interface ReadToken {
  readonly token: Secret | null;
  readonly deviations: readonly Deviation[];
}

/** What programs write where they have none; taken for a refresh token it would replace a good one. */
const noToken = /^(?:null|undefined|none|nil)$/i;

/**
 * A token: a text of visible characters (RFC 6749 appendix A.12). White space around it is cut off, a whole number is read as text;
 * an empty one counts as absent. Characters outside ASCII are kept: the token may still work in a query. Control characters and
 * U+FFFD cannot be part of any token: something was damaged on the way.
 */
function readToken(fields: ReplyFields, path: FieldPath, standard: 'access_token' | 'refresh_token'): ReadToken {
  const tag = standard === 'access_token' ? 'token_odd' : 'refresh_token_odd';
  const found = firstAt(fields, withStandard(path, standard));
  if (found === null) return { token: null, deviations: [] };
  const { name, value } = found;
  if (typeof value === 'number' && Number.isSafeInteger(value)) {
    return {
      token: new Secret(String(value)),
      deviations: [deviation(tag, '6749-5.1', `${name}: number`, 'read_as_text')],
    };
  }
  const text = typeof value === 'string' ? value.trim() : '';
  const isWord = noToken.test(text);
  if (text === '' || isWord || /[\p{Cc}\p{Cs}\uFFFD]/u.test(text)) {
    const seen = text === '' ? describe(value) : isWord ? show(text) : 'damaged';
    return { token: null, deviations: [deviation(tag, '6749-5.1', `${name}: ${seen}`, 'taken_as_absent')] };
  }
  const deviations: Deviation[] =
    name === standard ? [] : [deviation('field_rename', '6749-5.1', `${standard} as ${name}`, 'read_as_documented')];
  if (text !== value) deviations.push(deviation(tag, '6749-A.12', `${name}: white space around it`, 'trimmed'));
  if (!/^[\x20-\x7e]*$/.test(text))
    deviations.push(deviation(tag, '6749-A.12', `${name}: characters outside ASCII`, 'kept'));
  return { token: new Secret(text), deviations };
}

function isExchange({ grants }: Provider, name: string): boolean {
  const grant = Object.hasOwn(grants, name) ? grants[name] : undefined;
  return grant !== undefined && grantKind(name, grant) === 'token_exchange';
}

/** What kind of token was issued (RFC 8693 section 2.2.1). */
function issuedType(fields: ReplyFields): Readonly<Record<string, string>> {
  const text = textOf(fields, ISSUED_TYPE);
  return text === null ? {} : { [ISSUED_TYPE]: plainText(text, longestWord) };
}

/** `token_type` is REQUIRED, and "Bearer" in any case (RFC 6749 section 7.1, RFC 6750); servers leave it out all the same. */
function readTokenType(
  fields: ReplyFields,
  provider: Provider,
  { dpop, exchanged }: { readonly dpop: boolean; readonly exchanged: boolean },
): { tokenType: string; deviations: readonly Deviation[] } {
  const documented = provider.reply.token_type;
  const value = firstAt(fields, withStandard(provider.reply.fields.token_type, 'token_type'))?.value;
  if (value === undefined) {
    return {
      tokenType: documented,
      deviations: [deviation('token_type_missing', '6749-5.1', 'token_type: none', 'assumed_documented_type')],
    };
  }
  // A type is one short word (RFC 6749 appendix A.13); it goes into a header, so nothing else may.
  const name = typeof value === 'string' ? value.trim() : '';
  if (!/^[\w.-]{1,40}$/.test(name)) {
    return {
      tokenType: documented,
      deviations: [deviation('token_type_odd', '6749-5.1', `token_type: ${show(value)}`, 'assumed_documented_type')],
    };
  }
  const type = name.toLowerCase();
  // Apigee's word for Bearer, which its own API calls do not take.
  if (/^bearer[_-]?token$/.test(type)) {
    return {
      tokenType: documented,
      deviations: [deviation('token_type_odd', '6749-5.1', `token_type: ${name}`, 'assumed_documented_type')],
    };
  }
  if (dpop && type !== 'dpop') {
    // The server took no notice of the proof: the token works without one, for everybody.
    return { tokenType: name, deviations: [deviation('dpop_ignored', '9449-5', `token_type: ${name}`, 'kept')] };
  }
  // RFC 8693 section 2.2.1: N_A where what was issued is no access token.
  const usual = dpop || ['bearer', documented.toLowerCase(), ...(exchanged ? ['n_a'] : [])].includes(type);
  return {
    tokenType: name,
    deviations: usual ? [] : [deviation('token_type_odd', '6749-5.1', `token_type: ${name}`, 'kept')],
  };
}
