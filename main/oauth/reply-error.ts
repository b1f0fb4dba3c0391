/**
 * The error a reply reports, in whatever shape, and its class: the RFC's (RFC 6749 section 5.2), one the provider's file describes, or
 * the HTTP status where the body has none.
 */
import { compileErrorPattern, longestMatchedText, type Provider } from '../providers';
import { deviation } from './deviation';
import { describe, isFields, textOf, valueOf, type ReplyFields } from './reply-fields';
import type { Deviation, ServerErrorClass } from './types';

/** An error found in a body. `code` and `text` are the server's and not yet fit to be shown. */
export interface ReportedError {
  readonly code: string | null;
  readonly text: string | null;
  readonly deviations: readonly Deviation[];
}

/** What servers write into an error field to say that there is no error. */
const noError = new Set(['', '0', 'ok', 'success', 'none', 'null', 'false']);

/**
 * Finds the error in a body, null where there is none. Looked at: the provider's own field, then `error`, then `error_code`, which
 * several servers send beside or instead of it.
 */
export function reportedError(fields: ReplyFields, provider: Provider): ReportedError | null {
  const names = [...new Set([provider.error.code, 'error', 'error_code'])].filter((name) =>
    isError(valueOf(fields, name)),
  );
  const [first] = names;
  if (first === undefined) return null;
  const found = readErrorValue(first, valueOf(fields, first), provider);
  return {
    code:
      found.code ?? names.slice(1).reduce<string | null>((code, name) => code ?? codeOf(valueOf(fields, name)), null),
    text: found.text ?? textOf(fields, provider.error.description) ?? textOf(fields, 'error_description'),
    deviations: found.deviations,
  };
}

/**
 * How an error is to be taken. The provider's own classes come first, then the RFC's codes, then the status.
 *
 * @param code the server's code, null where it gave none
 */
export function classOf(code: string | null, status: number, provider: Provider): ServerErrorClass {
  if (code !== null) {
    const { classes } = provider.error;
    if (classes.sign_in_needed.includes(code)) return 'sign_in_needed';
    if (classes.misconfigured.includes(code)) return 'client_rejected';
    if (classes.scope.includes(code)) return 'scope_refused';
    if (classes.retry.includes(code)) return 'server_unavailable';
    const standard = standardCodes.get(code.toLowerCase());
    if (standard) return standard;
  }
  return classOfStatus(status) ?? (code === null && status === 401 ? 'client_rejected' : 'request_refused');
}

/** RFC 6749 sections 5.2 and 4.1.2.1, as far as a code tells more than "refused". */
const standardCodes: ReadonlyMap<string, ServerErrorClass> = new Map([
  ['invalid_grant', 'sign_in_needed'],
  ['invalid_client', 'client_rejected'],
  ['unauthorized_client', 'not_permitted'],
  ['invalid_scope', 'scope_refused'],
  ['temporarily_unavailable', 'server_unavailable'],
  ['server_error', 'server_unavailable'],
]);

/**
 * What a status says by itself (RFC 9110 section 15, RFC 6585 section 4): to come back later, or nothing. 401 is left to
 * {@link classOf}: at a token endpoint it is reserved for client authentication (RFC 6749 section 5.2), so without any code it means that.
 */
export function classOfStatus(status: number): 'server_unavailable' | 'rate_limited' | null {
  if (status === 429) return 'rate_limited';
  return status === 408 || status >= 500 ? 'server_unavailable' : null;
}

/** The departures of an error's HTTP status from RFC 6749 section 5.2: 400, or 401. 408, 429 and 5xx are HTTP's own. */
export function statusDeviations(status: number): Deviation[] {
  if (status === 400 || status === 401 || classOfStatus(status) !== null) return [];
  const tag = status < 400 ? 'error_http_200' : status === 403 ? 'error_http_403' : 'error_http_status';
  return [deviation(tag, '6749-5.2', `HTTP ${status}`, 'read_as_error')];
}

function isError(value: unknown): boolean {
  if (value === undefined || value === null || value === false || value === 0) return false;
  return typeof value !== 'string' || !noError.has(value.trim().toLowerCase());
}

function readErrorValue(name: string, value: unknown, provider: Provider): ReportedError {
  if (typeof value === 'string') return readErrorText(name, value.trim(), provider);
  const odd = deviation(
    'error_shape',
    '6749-5.2',
    `${name}: ${describe(value)}`,
    isFields(value) ? 'read_inner_fields' : 'read_as_text',
  );
  if (!isFields(value)) return { code: codeOf(value), text: null, deviations: [odd] };
  const inner = (names: readonly string[]): string | null =>
    names.reduce<string | null>((text, key) => text ?? textOf(value, key), null);
  const code = inner(['code', 'error', 'error_code', 'type', 'status']);
  const text = inner(['message', 'error_description', 'description', 'msg', 'text']);
  return { code: codeOf(code), text, deviations: [odd] };
}

/** One text: a code, or code and text as the provider's pattern tells, or only words. */
function readErrorText(name: string, value: string, provider: Provider): ReportedError {
  const { pattern } = provider.error;
  const match = pattern === undefined ? null : compileErrorPattern(pattern)?.exec(value.slice(0, longestMatchedText));
  if (match) {
    const odd = deviation('error_shape', '6749-5.2', `${name}: code and text in one field`, 'read_by_pattern');
    return { code: codeOf(match[1]), text: match[2]?.trim() || null, deviations: [odd] };
  }
  const code = codeOf(value);
  if (code !== null) return { code, text: null, deviations: [] };
  return {
    code: null,
    text: value,
    deviations: [deviation('error_shape', '6749-5.2', `${name}: words instead of a code`, 'read_as_text')],
  };
}

/** A value that can be a code: a number, or one short word in the RFC's characters (RFC 6749 section 5.2, but no spaces). */
function codeOf(value: unknown): string | null {
  if (typeof value === 'number') return String(value);
  return typeof value === 'string' && /^[\x21\x23-\x5b\x5d-\x7e]{1,100}$/.test(value) ? value : null;
}
