/**
 * What a reply to a call with a token says, in whatever shape: read by the same tolerant reader as token replies. The body decides before
 * the status does: servers report errors under 200. Never throws.
 */
import type { CallName, Provider, ProviderCalls } from '../providers';
import { challengeOf } from './challenge';
import { jwtClaims } from './jwt';
import { readBody } from './reply-body';
import { reportedError, serverError, wordsIn } from './reply-error';
import type { ReplyFields } from './reply-fields';
import { leafOf, pathsOf, textAt, valueAt } from './reply-path';
import type { Secret } from './secret';
import type { RawReply, ServerError } from './types';

export type CallReply =
  /** It worked; `fields` is empty where the body is (RFC 7009 section 2.2). */
  | { readonly kind: 'done'; readonly fields: ReplyFields }
  | { readonly kind: 'error'; readonly error: ServerError }
  /** Not the endpoint's own answer, or none that can be read. */
  | { readonly kind: 'unreadable'; readonly looksLike: 'page' | 'garbled' | 'redirect'; readonly status: number };

/** What the file says about the reply. */
export type CallExpectation = Pick<ProviderCalls[CallName], 'success'>;

/**
 * What servers write where nothing need be said: Dropbox answers `null`, others `OK`, `true` or `[]`. RFC 7009 section 2.2 has the body
 * ignored, but a page in between answers 200 as well, and some servers tell errors under it.
 */
const nothingMore = /^"?(?:null|true|\[\s*\]|ok|done|success(?:ful)?|revoked|)"?[.!]?$/i;

/**
 * @param call whose `success`, where it has one, must be met
 * @param secrets what must not show in an error's text
 * @param name which call it was: a revocation need not bring anything
 */
export function readCallReply(
  reply: RawReply,
  provider: Provider,
  call: CallExpectation,
  secrets: readonly Secret[],
  name?: CallName,
): CallReply {
  const { status } = reply;
  // SECURITY: a redirect is not followed; what it says is not the endpoint's answer.
  if (status >= 300 && status < 400) return { kind: 'unreadable', looksLike: 'redirect', status };
  const contentType = Object.hasOwn(reply.headers, 'content-type') ? (reply.headers['content-type'] ?? '') : '';
  const body = readBody(reply.body, contentType, {
    prefix: provider.reply.strip_prefix,
    names: ['error', 'error_code', 'active', 'sub', 'id', ...pathsOf(provider.error.code).map(leafOf)],
  });
  const question = { reply, provider, call, secrets };
  switch (body.kind) {
    case 'fields':
      return body.place === 'in_page'
        ? { kind: 'unreadable', looksLike: 'page', status }
        : judge(question, body.fields);
    case 'empty':
      return judge(question, {});
    case 'page':
      return { kind: 'unreadable', looksLike: 'page', status };
    case 'garbled': {
      // OpenID Connect Core section 5.3.2 and RFC 9701 allow a signed answer. It came over TLS; nothing is decided by its signature.
      const claims = jwtClaims(body.text.trim());
      if (claims !== null) return judge(question, claims);
      if (name === 'revoke' && nothingMore.test(body.text)) return judge(question, {});
      if (status >= 400) return errorReply(question, [], body.text);
      return { kind: 'unreadable', looksLike: 'garbled', status };
    }
  }
}

interface Question {
  readonly reply: RawReply;
  readonly provider: Provider;
  readonly call: CallExpectation;
  readonly secrets: readonly Secret[];
}

function judge(question: Question, fields: ReplyFields): CallReply {
  const { reply, provider, call } = question;
  const reported = reportedError(fields, provider);
  const words = () => wordsIn(fields, provider);
  if (reported !== null) return errorReply(question, reported.codes, reported.text);
  if (reply.status >= 400) {
    const { code = null, text = null } = challengeOf(reply) ?? {};
    return errorReply(question, code === null ? [] : [code], text ?? words());
  }
  if (call.success !== undefined && !isMet(call.success, fields)) {
    const code = textAt(fields, call.success.field);
    return errorReply(question, code === null ? [] : [code], words());
  }
  return { kind: 'done', fields };
}

function isMet({ field, equals }: NonNullable<CallExpectation['success']>, fields: ReplyFields): boolean {
  const value = valueAt(fields, field);
  return (
    (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') &&
    equals.some((wanted) => String(wanted) === String(value))
  );
}

function errorReply({ reply, provider, secrets }: Question, codes: readonly string[], text: string | null): CallReply {
  return { kind: 'error', error: serverError(reply, provider, { codes, text }, secrets) };
}
