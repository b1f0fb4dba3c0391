/** For tests: replies put together from their parts and read, and what was met in them. */
import { catalogue, parseProvider, type Provider } from '../../providers';
import { readTokenReply, type ReplyContext } from '../token-reply';
import type { RawReply, ServerError, TokenReply, TokenSet } from '../types';

/** When every reply here was asked for and came, ms since the epoch. */
export const sentAt = 1_700_000_000_000;
export const receivedAt = sentAt + 900;

const context: ReplyContext = {
  endpoint: 'https://api.kaixin001.com/oauth2/access_token',
  grant: 'authorization_code',
};

/** A provider of the catalogue. */
export function fromCatalogue(id: string): Provider {
  const found = catalogue().find((candidate) => candidate.id === id);
  if (!found) throw new Error(`no provider ${id}`);
  return found;
}

/** A provider with nothing but `patch` in its file. */
export function providerWith(patch: Record<string, unknown>): Provider {
  const file = { version: 1, id: 'acme', name: 'Acme', endpoints: {}, grants: { authorization_code: {} }, ...patch };
  const parsed = parseProvider(JSON.stringify(file));
  if (parsed.kind === 'invalid') throw new Error(JSON.stringify(parsed.problems));
  return parsed.provider;
}

/** How a reply came, where it matters: 200, as JSON, from the standard provider, to a code. */
export interface Sent {
  readonly status?: number;
  readonly headers?: Record<string, string>;
  readonly from?: Provider;
  readonly context?: Partial<ReplyContext>;
}

/** Reads a body; an object is written as JSON. */
export function read(body: string | Uint8Array | object, sent: Sent = {}): TokenReply {
  const text = typeof body === 'string' || body instanceof Uint8Array ? body : JSON.stringify(body);
  const reply: RawReply = {
    status: sent.status ?? 200,
    headers: sent.headers ?? { 'content-type': 'application/json' },
    body: typeof text === 'string' ? Buffer.from(text) : text,
    sentAt,
    receivedAt,
  };
  return readTokenReply(reply, sent.from ?? fromCatalogue('standard'), { ...context, ...sent.context });
}

export function tokensOf(reply: TokenReply): TokenSet {
  if (reply.kind !== 'tokens') throw new Error(`expected tokens, got ${JSON.stringify(reply)}`);
  return reply.tokens;
}

export function errorOf(reply: TokenReply): ServerError {
  if (reply.kind !== 'error') throw new Error(`expected an error, got ${JSON.stringify(reply)}`);
  return reply.error;
}

/** `tag | seen | done` of every deviation. */
export function met(reply: TokenReply): string[] {
  if (reply.kind === 'unreadable') return [];
  const deviations = reply.kind === 'tokens' ? reply.tokens.deviations : reply.deviations;
  return deviations.map(({ tag, seen, done }) => `${tag} | ${seen} | ${done}`);
}
