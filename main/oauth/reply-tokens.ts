/** The token set in the fields of a reply (RFC 6749 section 5.1). */
import type { Provider } from '../providers';
import { deviation } from './deviation';
import { readAccessExpiry, readRefreshExpiry } from './reply-expiry';
import { describe, show, textOf, valueOf, type ReplyFields } from './reply-fields';
import { readScope } from './scope';
import { Secret } from './secret';
import { serverText } from './server-text';
import type { Deviation, RawReply, TokenSet } from './types';

/**
 * Reads a token set; null where the fields hold no usable access token.
 *
 * @param grant the name of the grant that was sent
 * @param met the deviations met on the way to these fields
 */
export function readTokens(
  fields: ReplyFields,
  reply: RawReply,
  provider: Provider,
  grant: string,
  met: readonly Deviation[],
): TokenSet | null {
  const access = readToken(fields, 'access_token');
  if (access.token === null) return null;
  const refresh = readToken(fields, 'refresh_token');
  const type = readTokenType(fields, provider);
  const accessExpiry = readAccessExpiry(fields, provider, reply.sentAt);
  const refreshExpiry =
    refresh.token === null
      ? { expiry: { kind: 'unknown' } as const, deviations: [] }
      : readRefreshExpiry(fields, provider, accessExpiry.expiry, reply.sentAt);
  const scope = readScope(fields, provider);
  const identity = provider.reply.identity === undefined ? null : textOf(fields, provider.reply.identity);
  const spent =
    refresh.token === null && grant === 'refresh_token' && provider.refresh.token === 'one_use'
      ? [deviation('refresh_not_returned', '9700-4.14.2', 'refresh_token: none', 'kept_previous')]
      : [];
  return {
    accessToken: access.token,
    refreshToken: refresh.token,
    tokenType: type.tokenType,
    scope: scope.scope,
    issuedAt: reply.sentAt,
    accessExpiry: accessExpiry.expiry,
    refreshExpiry: refreshExpiry.expiry,
    identity: identity === null ? null : serverText(identity),
    deviations: [
      ...met,
      ...access.deviations,
      ...type.deviations,
      ...accessExpiry.deviations,
      ...scope.deviations,
      ...refresh.deviations,
      ...refreshExpiry.deviations,
      ...spent,
    ],
  };
}

interface ReadToken {
  readonly token: Secret | null;
  readonly deviations: readonly Deviation[];
}

/**
 * A token: a text of visible characters (RFC 6749 appendix A.12). White space around it is cut off, a whole number is read as text;
 * an empty one counts as absent. Characters outside ASCII are kept: the token may still work in a query. Control characters and
 * U+FFFD cannot be part of any token: something was damaged on the way.
 */
function readToken(fields: ReplyFields, name: 'access_token' | 'refresh_token'): ReadToken {
  const value = valueOf(fields, name);
  if (value === undefined) return { token: null, deviations: [] };
  const tag = name === 'access_token' ? 'token_odd' : 'refresh_token_odd';
  if (typeof value === 'number' && Number.isSafeInteger(value)) {
    return {
      token: new Secret(String(value)),
      deviations: [deviation(tag, '6749-5.1', `${name}: number`, 'read_as_text')],
    };
  }
  const text = typeof value === 'string' ? value.trim() : '';
  if (text === '' || /[\p{Cc}\p{Cs}\uFFFD]/u.test(text)) {
    return {
      token: null,
      deviations: [
        deviation(tag, '6749-5.1', `${name}: ${text === '' ? describe(value) : 'damaged'}`, 'taken_as_absent'),
      ],
    };
  }
  const deviations: Deviation[] = [];
  if (text !== value) deviations.push(deviation(tag, '6749-A.12', `${name}: white space around it`, 'trimmed'));
  if (!/^[\x20-\x7e]*$/.test(text))
    deviations.push(deviation(tag, '6749-A.12', `${name}: characters outside ASCII`, 'kept'));
  return { token: new Secret(text), deviations };
}

/** `token_type` is REQUIRED, and "Bearer" in any case (RFC 6749 section 7.1, RFC 6750); servers leave it out all the same. */
function readTokenType(
  fields: ReplyFields,
  provider: Provider,
): { tokenType: string; deviations: readonly Deviation[] } {
  const documented = provider.reply.token_type;
  const value = valueOf(fields, 'token_type');
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
  const usual = name.toLowerCase() === 'bearer' || name.toLowerCase() === documented.toLowerCase();
  return {
    tokenType: name,
    deviations: usual ? [] : [deviation('token_type_odd', '6749-5.1', `token_type: ${name}`, 'kept')],
  };
}
