/**
 * The reader: from a token endpoint's raw reply to tokens, an error, an action for the user, or "unreadable". Pure, and total: it
 * never throws, because by the time it runs a one-use refresh token is spent.
 *
 * The body decides, not the status and not Content-Type:
 * - An access token and no error are tokens, whatever the status.
 * - An error and an access token together are an error: servers echo the token they refuse, and taking it for a new one would replace a
 *   good one. Fields that say "no error" (`null`, `0`, `"ok"`, …) are no error.
 * - Without either, a status that says "later" (408, 429, 5xx) is an error, and so is every 4xx with a body in words or fields, or with
 *   none. A cut body is never taken for a refusal, because it may have held tokens.
 */
import type { Provider } from '../providers';
import { challengeOf } from './challenge';
import { deviation } from './deviation';
import { findAction } from './reply-action';
import { readBody, type Place } from './reply-body';
import {
  classOf,
  classOfStatus,
  reportedError,
  serverError,
  statusDeviations,
  unnamedError,
  type ReportedError,
} from './reply-error';
import type { ReplyFields } from './reply-fields';
import { firstAt, leafOf, pathsOf } from './reply-path';
import { hasTokenField, readTokenSets, tokenPlaces, type TokenPlace } from './reply-tokens';
import { requestDeviations } from './request-shape';
import { readRetryAfter } from './retry-after';
import type { Secret } from './secret';
import { serverText } from './server-text';
import type { Deviation, RawReply, ServerErrorClass, TokenReply, TokenSet } from './types';

/** What the request was, as far as its reply depends on it. */
export interface ReplyContext {
  /** The token endpoint that was asked. */
  readonly endpoint: string;
  /** The grant's name in the provider's file. */
  readonly grant: string;
  /** The request carried a proof, so the tokens should be bound to its key (RFC 9449 section 5). */
  readonly dpop?: boolean;
  /** What was sent and must not come back in an error's text: passwords, codes, tokens, the client secret. */
  readonly secrets?: readonly Secret[];
}

/** Reads a reply. Never throws. */
export function readTokenReply(reply: RawReply, provider: Provider, context: ReplyContext): TokenReply {
  const names = tokenNames(provider);
  const contentType = Object.hasOwn(reply.headers, 'content-type') ? (reply.headers['content-type'] ?? '') : '';
  const body = readBody(reply.body, contentType, {
    prefix: provider.reply.strip_prefix,
    names: [...names, 'error', 'error_code', ...pathsOf(provider.error.code).map(leafOf)],
  });
  switch (body.kind) {
    case 'fields':
      return readFields({ reply, provider, context }, body.fields, body.place, body.deviations);
    case 'page':
      return unreadable(reply, 'page');
    case 'empty': {
      // RFC 6749 section 5.2: a client that was refused with its Authorization header is told so by this status and that header.
      const challenge = reply.status === 401 ? challengeOf(reply) : null;
      const { code = null, text = null } = challenge ?? {};
      const reported = { ...noneReported, codes: code === null ? [] : [code], text };
      if (challenge !== null || classOfStatus(reply.status))
        return errorReply({ reply, provider, context }, reported, []);
      // Glewlwyd refuses a dead refresh token and a wrong secret with a bare 400 or 403: a refusal, and nobody can say of what.
      return reply.status >= 400
        ? errorReply({ reply, provider, context }, reported, [], 'request_refused')
        : unreadable(reply, 'empty');
    }
    case 'garbled': {
      const object = body.text.includes('{');
      const mayHoldTokens =
        names.some((name) => body.text.includes(name)) || (object && classOfStatus(reply.status) === null);
      if (mayHoldTokens || reply.status < 400)
        return unreadable(reply, namesValue(body.text, names) ? 'tokens' : 'garbled');
      return errorReply({ reply, provider, context }, { ...noneReported, text: object ? null : body.text }, []);
    }
  }
}

interface Question {
  readonly reply: RawReply;
  readonly provider: Provider;
  readonly context: ReplyContext;
}

const noneReported: ReportedError = { codes: [], text: null, deviations: [] };

/** What an access token may be called in a reply. */
function tokenNames(provider: Provider): readonly string[] {
  return [...new Set(['access_token', ...pathsOf(provider.reply.fields.access_token).map(leafOf)])];
}

function readFields(question: Question, fields: ReplyFields, place: Place, met: readonly Deviation[]): TokenReply {
  const { reply, provider, context } = question;
  const reported = reportedError(fields, provider);
  const asked = { reply, provider, grant: context.grant, dpop: context.dpop ?? false };
  const sets = readTokenSets(fields, asked, [...met, ...requestDeviations(provider, context.grant)]);
  const [first, ...others] = sets;
  if (first && !reported && believable(first.place, place, reply.status, provider)) {
    const labelOf = ({ root }: TokenPlace) => provider.reply.also.find((entry) => entry.root === root)?.label ?? root;
    return {
      kind: 'tokens',
      tokens: withHttpDeviations(first.tokens, reply),
      also: others.map((set) => ({ label: labelOf(set.place), tokens: set.tokens })),
    };
  }
  if (place === 'in_page') return unreadable(reply, 'page');
  const action = first ? null : findAction(fields, provider, context.endpoint);
  if (action?.kind === 'action')
    return { kind: 'action', action: action.action, deviations: [...met, ...action.deviations] };
  if (action?.kind === 'refused') {
    const refusal = { codes: ['action_url_refused'], text: null, deviations: action.deviations };
    return errorReply(question, refusal, met, 'request_refused');
  }
  if (reported) {
    const both = first ? [deviation('error_with_token', '6749-5.2', 'error and access_token', 'read_as_error')] : [];
    return errorReply(question, { ...reported, deviations: [...reported.deviations, ...both] }, met);
  }
  const hasToken = tokenPlaces(fields, provider).some((one) => hasTokenField(one, provider));
  if (reply.status < 400 || hasToken) return unreadable(reply, hasToken ? 'tokens' : 'garbled');
  const unnamed = unnamedError(fields, provider);
  const { codes, text } = unnamed;
  const sorted = classOf(codes, reply.status, provider, text);
  // A code that nobody knows says less than the status.
  return errorReply(
    question,
    unnamed,
    met,
    sorted === 'request_refused' ? classOf([], reply.status, provider) : sorted,
  );
}

/** Fields that stand among other text are tokens only if they are a whole token reply: a page's script may hold a token of its own. */
function believable({ fields }: TokenPlace, place: Place, status: number, provider: Provider): boolean {
  if (place === 'alone') return true;
  const { token_type: type, refresh_token: refresh } = provider.reply.fields;
  const names = [type, refresh, 'expires_in', ...provider.reply.expires.map(({ field }) => field)];
  return status < 400 && names.some((path) => firstAt(fields, path) !== null);
}

function errorReply(
  question: Question,
  reported: ReportedError,
  met: readonly Deviation[],
  errorClass?: ServerErrorClass,
): TokenReply {
  const { reply, provider, context } = question;
  return {
    kind: 'error',
    error: serverError(reply, provider, reported, context.secrets, errorClass),
    deviations: [...met, ...reported.deviations, ...statusDeviations(reply.status)],
  };
}

/** Is one of the names followed by a value, as in JSON, a form or XML? Words such as "invalid access_token" are no token. */
function namesValue(text: string, names: readonly string[]): boolean {
  return names.some((name) =>
    text
      .split(name)
      .slice(1)
      .some((rest) => /^['"]?\s{0,9}[:=>]\s{0,9}[^\s<]/.test(rest.slice(0, 40))),
  );
}

function unreadable(reply: RawReply, looksLike: Extract<TokenReply, { kind: 'unreadable' }>['looksLike']): TokenReply {
  return { kind: 'unreadable', looksLike, status: reply.status, retryAt: readRetryAfter(reply) };
}

/** RFC 6749 section 5.1: tokens come with status 200 as application/json. */
function withHttpDeviations(tokens: TokenSet, reply: RawReply): TokenSet {
  const deviations = [...tokens.deviations];
  if (reply.status !== 200)
    deviations.push(deviation('token_http_status', '6749-5.1', `HTTP ${reply.status}`, 'read_as_success'));
  const header = Object.hasOwn(reply.headers, 'content-type') ? reply.headers['content-type'] : undefined;
  const mediaType = header?.split(';')[0]?.trim().toLowerCase() ?? '';
  const asForm = tokens.deviations.some(({ tag }) => tag === 'form_encoded_response');
  if (mediaType !== 'application/json' && !asForm) {
    const seen = mediaType === '' ? 'none' : serverText(mediaType, 60);
    deviations.push(deviation('content_type_odd', '6749-5.1', `Content-Type: ${seen}`, 'ignored'));
  }
  return { ...tokens, deviations };
}
