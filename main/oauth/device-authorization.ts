/**
 * The device authorization response (RFC 8628 section 3.2): the codes, where the user enters them and how often to ask. Read as
 * tolerantly as token replies are; never throws.
 */
import { checkEndpoint, isLoopbackHost, parseUrl, type FieldPath, type Provider } from '../providers';
import { deviation } from './deviation';
import { readBody } from './reply-body';
import { reportedError, serverError, unnamedError, type ReportedError } from './reply-error';
import type { ReplyFields } from './reply-fields';
import { firstAt, pathsOf } from './reply-path';
import { Secret } from './secret';
import { plainText } from './server-text';
import type { Deviation, EpochMs, RawReply, ServerError } from './types';

/** What the user and the polling need. */
export interface DeviceCodes {
  /** SECURITY: whoever has it gets the tokens once the user has agreed. */
  readonly deviceCode: Secret;
  readonly userCode: string;
  readonly verificationUri: string;
  /** With the code filled in; null where the server gave none. */
  readonly completeUri: string | null;
  /** What the server wants people to be told; null for nothing. */
  readonly message: string | null;
  readonly expiresAt: EpochMs;
  /** Milliseconds between two requests. */
  readonly interval: number;
  readonly deviations: readonly Deviation[];
}

export type DeviceReply =
  | { readonly kind: 'codes'; readonly codes: DeviceCodes }
  | { readonly kind: 'error'; readonly error: ServerError }
  /** The page on which the code is to be entered is not one that may be opened. */
  | { readonly kind: 'refused'; readonly host: string }
  | { readonly kind: 'unreadable'; readonly looksLike: 'page' | 'garbled' | 'empty' };

/** Names that servers use beside the RFC's: Google and Microsoft of old have verification_url, Facebook code. */
const alsoKnown = {
  device_code: ['deviceCode', 'code'],
  user_code: ['userCode'],
  verification_uri: ['verification_url', 'verificationUri', 'verificationUrl'],
  verification_uri_complete: ['verification_url_complete', 'verificationUriComplete'],
  expires_in: ['expiresIn'],
  interval: [],
  message: [],
} as const;

type Field = keyof typeof alsoKnown;

/** Longest code and message shown, in characters. */
const longestCode = 60;
const longestMessage = 300;
/** Seconds. A server may say a thousandth of one, and would be asked a thousand times a second. */
const shortestInterval = 1;
/** A server that wants to be asked less often than this is asked as often all the same: the code would end meanwhile. */
const longestInterval = 60;

/** Reads the reply. @param secrets what was sent and must not come back in an error's text */
export function readDeviceReply(reply: RawReply, provider: Provider, secrets: readonly Secret[]): DeviceReply {
  const refused = (reported: Pick<ReportedError, 'codes' | 'text'>): DeviceReply => ({
    kind: 'error',
    error: serverError(reply, provider, reported, secrets),
  });
  const own = pathsOf(provider.device.fields.device_code ?? 'device_code');
  const body = readBody(reply.body, reply.headers['content-type'] ?? '', {
    prefix: provider.reply.strip_prefix,
    names: ['device_code', 'user_code', 'error', 'error_code', ...own],
  });
  if (body.kind !== 'fields') {
    if (reply.status < 400 || body.kind === 'page')
      return { kind: 'unreadable', looksLike: body.kind === 'garbled' ? 'garbled' : body.kind };
    return refused({ codes: [], text: null });
  }
  const reported = reportedError(body.fields, provider);
  if (reported !== null) return refused(reported);
  const codes = readCodes(reply, provider, body.fields, body.deviations);
  if (codes === null) {
    return reply.status < 400
      ? { kind: 'unreadable', looksLike: 'garbled' }
      : refused(unnamedError(body.fields, provider));
  }
  const page = verificationUrl(codes.verificationUri);
  if (page === null) return { kind: 'refused', host: plainText(codes.verificationUri, longestCode) };
  const complete = codes.completeUri === null ? null : verificationUrl(codes.completeUri);
  return { kind: 'codes', codes: { ...codes, verificationUri: page, completeUri: complete } };
}

/**
 * A page that may be opened in the system's browser; null where it may not.
 * SECURITY: the address is the server's. https, or http on this machine: nothing that starts a program or reads a file.
 */
export function verificationUrl(text: string): string | null {
  const checked = checkEndpoint(text.split('#')[0] ?? '');
  const url = parseUrl(text);
  if (checked.kind === 'refused' || url === null) return null;
  return url.protocol === 'https:' || isLoopbackHost(url.hostname) ? url.href : null;
}

function readCodes(
  reply: RawReply,
  provider: Provider,
  fields: ReplyFields,
  met: readonly Deviation[],
): DeviceCodes | null {
  const { device } = provider;
  const deviations: Deviation[] = [...met];
  const find = (name: Field): unknown => {
    const found = firstAt(fields, placesOf(name, device.fields[name]));
    if (found !== null && found.name !== name)
      deviations.push(deviation('field_rename', '8628-3.2', `${name} as ${found.name}`, 'read_as_documented'));
    return found?.value;
  };
  const word = (name: Field): string => {
    const value = find(name);
    return typeof value === 'string' ? value.trim() : typeof value === 'number' ? String(value) : '';
  };
  const length = (name: 'expires_in' | 'interval'): number => {
    const value = find(name);
    const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
    const usable = typeof number === 'number' && Number.isFinite(number) && number > 0;
    if (typeof value === 'string' && usable)
      deviations.push(deviation('expires_string', '8628-3.2', `${name}: text`, 'read_as_number'));
    if (!usable && (name === 'expires_in' || value !== undefined))
      deviations.push(deviation('no_expiry', '8628-3.2', `${name}: not usable`, 'documented_lifetime'));
    return usable ? number : device[name];
  };
  const deviceCode = word('device_code');
  const userCode = plainText(word('user_code'), longestCode);
  const verificationUri = word('verification_uri');
  const completeUri = word('verification_uri_complete');
  if (deviceCode === '' || userCode === '' || verificationUri === '') return null;
  if (reply.status !== 200)
    deviations.push(deviation('token_http_status', '8628-3.2', `HTTP ${reply.status}`, 'read_as_success'));
  return {
    deviceCode: new Secret(deviceCode),
    userCode,
    verificationUri,
    completeUri: completeUri === '' ? null : completeUri,
    message: plainText(word('message'), longestMessage) || null,
    expiresAt: reply.sentAt + length('expires_in') * 1000,
    interval: Math.min(Math.max(length('interval'), shortestInterval), longestInterval) * 1000,
    deviations,
  };
}

function placesOf(name: Field, own: FieldPath | undefined): FieldPath {
  return [...(own === undefined ? [] : pathsOf(own)), name, ...alsoKnown[name]];
}
