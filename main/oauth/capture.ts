/**
 * One request and what came back, as people may read and pass it on: every header and parameter by name, with masks in the place of
 * whatever opens something. Made at once after the answer came, and nothing of what is masked is kept.
 *
 * SECURITY: masked thrice. By name (readable.ts): of a request only harmless parameters are readable. By look: long runs and JWTs. By
 * value: what is known to be secret, and whatever was masked in the request, is found in everything else however it is encoded there.
 */
import { bodyOf, type CapturedBody } from './captured-body';
import { maskKnown, maskOf, type KnownSecret } from './known-secrets';
import {
  isHuman,
  isReadableParameter,
  isReadableReplyHeader,
  isReadableRequestHeader,
  maskTokens,
  readableField,
  type AnswerAbout,
} from './readable';
import { Secret } from './secret';
import type { EpochMs, TokenRequest, TransportResult } from './types';

export type CapturedPair = readonly [name: string, value: string];

/** What was sent. Values are masked. */
export interface CapturedRequest {
  readonly method: TokenRequest['method'];
  /** Without its query. */
  readonly url: string;
  readonly query: readonly CapturedPair[];
  readonly headers: readonly CapturedPair[];
  /** Parameters of a form, or the members of a JSON object. */
  readonly body: readonly CapturedPair[];
  readonly encoding: 'form' | 'json' | 'none';
}

export type CapturedAnswer =
  | ({
      readonly kind: 'reply';
      readonly status: number;
      readonly headers: readonly CapturedPair[];
      readonly at: EpochMs;
    } & CapturedBody)
  | { readonly kind: 'not_sent' | 'lost'; readonly reason: string; readonly detail: string; readonly at: EpochMs };

/** One request of an attempt, with its answer. */
export interface CapturedStep {
  readonly at: EpochMs;
  readonly request: CapturedRequest;
  readonly answer: CapturedAnswer;
}

export interface CaptureContext {
  /** When the request went out, where the answer does not say. */
  readonly sentAt: EpochMs;
  /** When it was over. */
  readonly endedAt: EpochMs;
  /** `client_id` as the provider issued it: readable under whatever name. */
  readonly clientId: string;
  /** What is secret of the account and of its client. */
  readonly secrets: readonly Secret[];
  readonly about: AnswerAbout;
}

const LONGEST_VALUE = 600;
const MOST_PAIRS = 40;

export function captureStep(request: TokenRequest, result: TransportResult, context: CaptureContext): CapturedStep {
  const found: KnownSecret[] = context.secrets.flatMap((secret) => parts(secret.reveal()));
  const hide = (value: string, human: boolean): string => {
    found.push({ value, human });
    return maskOf(value, human);
  };
  const parameters = (pairs: readonly CapturedPair[]): readonly CapturedPair[] =>
    pairs.slice(0, MOST_PAIRS).map(([name, value]) => {
      const plain = value === context.clientId || value === '' || isReadableParameter(name);
      return [name, plain ? maskTokens(value) : hide(value, isHuman(name))];
    });

  const url = new URL(request.url);
  const query = [...url.searchParams, ...new URLSearchParams(request.query.reveal())];
  const body = bodyPairs(request);
  const sent: CapturedRequest = {
    method: request.method,
    url: `${url.origin}${maskTokens(url.pathname)}`,
    query: parameters(query),
    headers: Object.entries(request.headers)
      .slice(0, MOST_PAIRS)
      .map(([name, value]) => [name, requestHeader(name, value, hide)]),
    body: parameters(body.pairs),
    encoding: body.encoding,
  };
  // Only now all that was masked is known.
  const mask = maskKnown(found.filter(({ value }) => value !== context.clientId));
  const clean = (pairs: readonly CapturedPair[]): readonly CapturedPair[] =>
    pairs.map(([name, value]) => [cut(mask(name)), cut(mask(value))]);
  return {
    at: result.kind === 'reply' ? result.reply.sentAt : context.sentAt,
    request: {
      ...sent,
      url: mask(sent.url),
      query: clean(sent.query),
      headers: clean(sent.headers),
      body: clean(sent.body),
    },
    answer: answerOf(result, context, mask),
  };
}

function answerOf(
  result: TransportResult,
  { about, endedAt }: CaptureContext,
  mask: (text: string) => string,
): CapturedAnswer {
  if (result.kind !== 'reply') {
    return { kind: result.kind, reason: result.reason, detail: cut(mask(maskTokens(result.detail))), at: endedAt };
  }
  const { status, headers, body, receivedAt } = result.reply;
  const shown = Object.entries(headers)
    .slice(0, MOST_PAIRS)
    .map(([name, value]): CapturedPair => [cut(mask(name)), cut(mask(replyHeader(name, mask(value))))]);
  const read = bodyOf(body, headers['content-type'] ?? '', mask, about);
  return { kind: 'reply', status, headers: shown, at: receivedAt, ...read };
}

function requestHeader(name: string, value: Secret | string, hide: (value: string, human: boolean) => string): string {
  const text = value instanceof Secret ? value.reveal() : value;
  if (isReadableRequestHeader(name)) return maskTokens(text);
  const [, scheme, rest] = /^([A-Za-z][\w-]{1,20}) +(.+)$/s.exec(text) ?? [];
  if (name !== 'authorization' || scheme === undefined || rest === undefined) return hide(text, false);
  // What a Basic header ends in is the end of the client secret.
  return `${scheme} ${hide(rest, scheme.toLowerCase() === 'basic')}`;
}

function replyHeader(name: string, value: string): string {
  if (name === 'location') return locationText(value);
  if (name.includes('cookie')) return '••••';
  return isReadableReplyHeader(name) ? maskTokens(value) : readableField(name, value, 'tokens');
}

/** Where a redirect leads, with its parameters masked. */
function locationText(value: string): string {
  const [address = '', ...rest] = value.split(/[?#]/);
  return `${maskTokens(address)}${rest.length > 0 ? '?••••' : ''}`;
}

function bodyPairs({ body, headers }: TokenRequest): {
  readonly pairs: readonly CapturedPair[];
  readonly encoding: CapturedRequest['encoding'];
} {
  const text = body.reveal();
  if (text === '') return { pairs: [], encoding: 'none' };
  if (String(headers['content-type'] ?? '').includes('json')) {
    const value: unknown = JSON.parse(text);
    const members = typeof value === 'object' && value !== null ? Object.entries(value) : [];
    return { pairs: members.flatMap(([name, each]) => flat(name, each)), encoding: 'json' };
  }
  return { pairs: [...new URLSearchParams(text)], encoding: 'form' };
}

function flat(name: string, value: unknown): readonly CapturedPair[] {
  if (Array.isArray(value)) return value.flatMap((each) => flat(name, each));
  return [[name, typeof value === 'string' ? value : JSON.stringify(value)]];
}

/** A private key is known by what is private in it. */
function parts(value: string): readonly KnownSecret[] {
  const whole = { value, human: false };
  if (!value.startsWith('{')) return [whole];
  const members = ['d', 'p', 'q', 'dp', 'dq', 'qi', 'k'].flatMap((name) => {
    const part = new RegExp(`"${name}"\\s*:\\s*"([^"]+)"`).exec(value)?.[1];
    return part === undefined ? [] : [{ value: part, human: false }];
  });
  return [whole, ...members];
}

function cut(text: string): string {
  return text.length > LONGEST_VALUE ? `${text.slice(0, LONGEST_VALUE)}…` : text;
}
