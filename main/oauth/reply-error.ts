/**
 * The error a reply reports, in whatever shape, and its class: the RFC's (RFC 6749 section 5.2), one the provider's file describes, or
 * the HTTP status where the body has none.
 */
import { compileErrorPattern, longestMatchedText, type Provider } from '../providers';
import { deviation } from './deviation';
import { describe, isFields, show, textOf, valueOf, type ReplyFields } from './reply-fields';
import { pathsOf, textAt, valueAt } from './reply-path';
import { readRetryAfter } from './retry-after';
import type { Secret } from './secret';
import { serverText } from './server-text';
import type { Deviation, RawReply, ServerError, ServerErrorClass } from './types';

/** An error found in a body. Codes and text are the server's and not yet fit to be shown. */
export interface ReportedError {
  /** The first is shown; all are looked up in the classes. Empty where there is none. */
  readonly codes: readonly string[];
  readonly text: string | null;
  readonly deviations: readonly Deviation[];
}

/** What servers write into an error field to say that there is no error; `0000` is such a zero, too. */
const noError = /^(?:|0+|ok|success|none|null|nil|undefined|n\/a|no[ _-]?error|false)$/i;

/**
 * Finds the error in a body, null where there is none. Looked at: the provider's own fields, then `error`, then `error_code`, which
 * several servers send beside or instead of it; at the top and in the objects that may hold tokens. A success condition that is not met
 * is an error too, whatever else the body has.
 */
export function reportedError(fields: ReplyFields, provider: Provider): ReportedError | null {
  const named = pathsOf(provider.error.code);
  const roots = provider.reply.root === undefined ? [] : pathsOf(provider.reply.root);
  const usual = ['error', 'error_code'].flatMap((name) => [name, ...roots.map((root) => `${root}.${name}`)]);
  const found = [...new Set([...named, ...usual])]
    .map((name) => ({ name, value: valueAt(fields, name) }))
    .filter(({ name, value }) => isError(value) && !meansSuccess(name, value, fields, provider));
  const [first] = found;
  const failure = unmetCondition(fields, provider);
  if (first === undefined) return failure;
  const read = readErrorValue(first.name, first.value, provider);
  const others = found.slice(1).flatMap(({ value }) => codeOf(value) ?? []);
  const shaped =
    named.includes('error') || first.name === 'error' || first.name === 'error_code' || read.deviations.length > 0
      ? []
      : [deviation('error_shape', '6749-5.2', `error in ${first.name}`, 'read_as_documented')];
  const described = textAt(fields, provider.error.description) ?? textOf(fields, 'error_description');
  const beside = described ?? textAt(fields, usualTexts);
  return {
    codes: [...new Set([...read.codes, ...others])],
    // Words in the place of a code, such as "Bad Request", say less than the text beside them.
    text: read.codes.length === 0 ? (described ?? joined(read.text, beside)) : (read.text ?? beside),
    deviations: [...read.deviations, ...shaped],
  };
}

/** The text for people where no error is named: where the file has it, else where servers usually have it. */
export function wordsIn(fields: ReplyFields, provider: Provider): string | null {
  return textAt(fields, provider.error.description) ?? textAt(fields, ['error_description', ...usualTexts]);
}

/**
 * The error of a reply whose status alone says that it is one, under the names that are usual where not RFC 6749 section 5.2's: Okta's
 * `errorCode`, Apigee's `ErrorCode` and `fault`, lists of errors.
 */
export function unnamedError(fields: ReplyFields, provider: Provider): ReportedError {
  const code = usualCodes.map((name) => codeOf(valueAt(fields, name))).find((found) => found !== null);
  return { codes: code === undefined || code === null ? [] : [code], text: wordsIn(fields, provider), deviations: [] };
}

/** Beside error_description; RFC 9457 has detail and title. */
const usualTexts = [
  'message',
  'msg',
  'error_message',
  'errorMessage',
  'error_msg',
  'errmsg',
  'errorSummary',
  'detail',
  'reason',
  'description',
  'hint',
  'Message',
  'Error',
  'fault.faultstring',
  'fault.message',
  'errors.0.message',
  'errors.0.detail',
  'title',
  // FastAPI's and NestJS's, and those who wrap every answer.
  'detail.error_description',
  'detail.message',
  'detail.0.msg',
  'message.0',
  'errors.0',
  'data.error_description',
  'data.message',
];

const usualCodes = [
  'errorCode',
  'ErrorCode',
  'errcode',
  'code',
  'fault.detail.errorcode',
  'fault.code',
  'errors.0.code',
  'errors.0.errorType',
  'errors.0.errorCode',
  'errors.0',
  'detail.error',
  'data.error',
];

function joined(first: string | null, second: string | null): string | null {
  return first === null || second === null || first === second ? (first ?? second) : `${first}: ${second}`;
}

/**
 * A value that the file lists as success is no error in the same field; nor is one in a field of the server's own where the reply says in so
 * many words that it worked (Youzan: `"success": true, "code": 200`). What stands in `error` stays one.
 */
function meansSuccess(name: string, value: unknown, fields: ReplyFields, { reply }: Provider): boolean {
  if (reply.success === undefined) return false;
  if (reply.success.field === name) return isOneOf(value, reply.success.equals);
  return name !== 'error' && isOneOf(valueAt(fields, reply.success.field), reply.success.equals);
}

function unmetCondition(fields: ReplyFields, provider: Provider): ReportedError | null {
  const { success } = provider.reply;
  const value = success === undefined ? undefined : valueAt(fields, success.field);
  if (success === undefined || value === undefined || isOneOf(value, success.equals)) return null;
  return {
    codes: [],
    text: textAt(fields, provider.error.description),
    deviations: [deviation('error_shape', '6749-5.2', `${success.field}: ${show(value)}`, 'read_as_error')],
  };
}

function isOneOf(value: unknown, values: readonly (string | number | boolean)[]): boolean {
  return !isFields(value) && !Array.isArray(value) && values.some((wanted) => String(wanted) === String(value));
}

/**
 * The error as it is acted on and shown, whichever endpoint reported it.
 *
 * @param secrets what was sent and must not come back in its code or text
 */
export function serverError(
  reply: RawReply,
  provider: Provider,
  { codes, text }: Pick<ReportedError, 'codes' | 'text'>,
  secrets: readonly Secret[] = [],
  errorClass: ServerErrorClass = classOf(codes, reply.status, provider, text),
): ServerError {
  return {
    class: errorClass,
    code: serverText(codes[0] ?? '', 100, secrets) || `http_${reply.status}`,
    text: serverText(text ?? '', undefined, secrets) || null,
    status: reply.status,
    retryAt: readRetryAfter(reply),
  };
}

/**
 * How an error is to be taken. What the provider's file says of its codes comes first, then what it says of words in the text, then the
 * RFC's codes, then the status.
 *
 * @param codes the server's codes, the most telling first
 * @param text for people; null where there is none
 */
export function classOf(
  codes: readonly string[],
  status: number,
  provider: Provider,
  text: string | null = null,
): ServerErrorClass {
  const { classes, texts } = provider.error;
  // Words may be known with their code: "Token has expired" says something else of a client's proof (invalid_client) than of a grant.
  const words = text === null ? '' : [text, ...codes.map((code) => `${code}: ${text}`)].join('\n').toLowerCase();
  const described =
    classIn(classes, (known) => codes.includes(known)) ??
    classIn(texts, (known) => words.includes(known.toLowerCase()));
  if (described !== null) return described;
  for (const code of codes) {
    const standard = standardCodes.get(code.toLowerCase());
    if (standard) return standard;
  }
  return classOfStatus(status) ?? (codes.length === 0 && status === 401 ? 'client_rejected' : 'request_refused');
}

function classIn(sorted: Provider['error']['classes'], applies: (known: string) => boolean): ServerErrorClass | null {
  if (sorted.sign_in_needed.some(applies)) return 'sign_in_needed';
  if (sorted.misconfigured.some(applies)) return 'client_rejected';
  if (sorted.not_permitted.some(applies)) return 'not_permitted';
  if (sorted.scope.some(applies)) return 'scope_refused';
  if (sorted.rate_limited.some(applies)) return 'rate_limited';
  return sorted.retry.some(applies) ? 'server_unavailable' : null;
}

/**
 * RFC 6749 sections 5.2 and 4.1.2.1, as far as a code tells more than "refused"; those by which OpenID Connect asks for the user
 * (Core section 3.1.2.6) and what RFC 6750 says of a token, which some servers send at the token endpoint as well.
 */
const standardCodes: ReadonlyMap<string, ServerErrorClass> = new Map([
  ['invalid_grant', 'sign_in_needed'],
  ['invalid_client', 'client_rejected'],
  ['unauthorized_client', 'not_permitted'],
  ['invalid_scope', 'scope_refused'],
  ['temporarily_unavailable', 'server_unavailable'],
  ['server_error', 'server_unavailable'],
  ['interaction_required', 'sign_in_needed'],
  ['login_required', 'sign_in_needed'],
  ['consent_required', 'sign_in_needed'],
  // RFC 6750 section 3.1; UAA and Spring's first server say it of a refresh token that has ended or was revoked.
  ['invalid_token', 'sign_in_needed'],
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

/**
 * Fields of a list or an object tell as well: PHP writes `[]` for none, TikTok `{"code": "ok", "message": "", …}`. To take one for an error
 * would drop the tokens beside it.
 */
function isError(value: unknown): boolean {
  if (value === undefined || value === null || value === false || value === 0) return false;
  if (typeof value === 'string') return !noError.test(value.trim());
  if (Array.isArray(value)) return value.length > 0;
  if (!isFields(value)) return true;
  const told = innerCodes.map((name) => valueOf(value, name)).filter((inner) => inner !== undefined && inner !== null);
  // Not into objects once more: a hostile reply is as deep as it likes.
  return told.length === 0 ? Object.keys(value).length > 0 : told.some((inner) => isFields(inner) || isError(inner));
}

/** Under which names an error that is an object has its code, the most telling first. */
const innerCodes = ['code', 'error', 'error_code', 'type', 'status'];

function readErrorValue(name: string, value: unknown, provider: Provider): ReportedError {
  if (typeof value === 'string') return readErrorText(name, value.trim(), provider);
  const odd = deviation(
    'error_shape',
    '6749-5.2',
    `${name}: ${describe(value)}`,
    isFields(value) ? 'read_inner_fields' : Array.isArray(value) ? 'read_as_list' : 'read_as_text',
  );
  if (Array.isArray(value)) {
    // What comes after the first is shown with it, and not acted on.
    const read = Array.isArray(value[0]) ? null : readErrorValue(name, value[0], provider);
    const rest = value.slice(1, 10).filter((entry): entry is string => typeof entry === 'string');
    return { codes: read?.codes ?? [], text: [read?.text ?? [], ...rest].flat().join(' ') || null, deviations: [odd] };
  }
  if (!isFields(value)) return { codes: listed(codeOf(value)), text: null, deviations: [odd] };
  const inner = (names: readonly string[]): string | null =>
    names.reduce<string | null>((text, key) => text ?? textOf(value, key), null);
  const code = inner(innerCodes);
  const text = inner(['message', 'error_description', 'description', 'msg', 'text']);
  return { codes: listed(codeOf(code)), text, deviations: [odd] };
}

/** One text: a code, or code and text as the provider's pattern tells, or only words. */
function readErrorText(name: string, value: string, provider: Provider): ReportedError {
  const { pattern } = provider.error;
  const match = pattern === undefined ? null : compileErrorPattern(pattern)?.exec(value.slice(0, longestMatchedText));
  if (match) {
    const odd = deviation('error_shape', '6749-5.2', `${name}: code and text in one field`, 'read_by_pattern');
    return { codes: listed(codeOf(match[1])), text: match[2]?.trim() || null, deviations: [odd] };
  }
  const code = codeOf(value);
  if (code !== null) return { codes: [code], text: null, deviations: [] };
  return {
    codes: [],
    text: value,
    deviations: [deviation('error_shape', '6749-5.2', `${name}: words instead of a code`, 'read_as_text')],
  };
}

function listed(code: string | null): readonly string[] {
  return code === null ? [] : [code];
}

/** A value that can be a code: a number, or one short word in the RFC's characters (RFC 6749 section 5.2, but no spaces). */
function codeOf(value: unknown): string | null {
  if (typeof value === 'number') return String(value);
  return typeof value === 'string' && /^[\x21\x23-\x5b\x5d-\x7e]{1,100}$/.test(value) ? value : null;
}
