/**
 * Calls to a server with an account's token: which there are for a client, and one call from request to answer. What comes of an answer is
 * decided by those who asked (identity.ts, introspect.ts, revoke.ts). A call changes nothing by itself.
 */
import {
  buildServerCall,
  clockOffset,
  readCallReply,
  sendSigned,
  type LostReason,
  type NotSentReason,
  type ReplyFields,
  type Secret,
  type ServerError,
  type ServerHints,
  type SigningMoment,
  type TokenHint,
  type TokenSet,
} from '../oauth';
import { fillCall, standardCall, type CallName, type Provider, type ProviderCalls } from '../providers';
import type { Client } from './account';
import { clientForRequest, valuesOf } from './endpoints';
import type { Errand, History } from './history';
import { secretsOfClient, secretsOfTokens } from './own-secrets';
import type { Now, SendTokenRequest } from './ports';

/** Why a call brought nothing. */
export type CallProblem =
  /** The provider's file describes no such call, and the client has no endpoint of its own. */
  | { readonly kind: 'no_endpoint' }
  /** What a server or a form gave does not lead to a host that the file lists. */
  | { readonly kind: 'endpoint_refused' }
  /** The call needs a value that the account does not have. */
  | { readonly kind: 'missing'; readonly name: string }
  | { readonly kind: 'transport'; readonly reason: NotSentReason | LostReason; readonly detail: string }
  | { readonly kind: 'server'; readonly error: ServerError }
  | { readonly kind: 'unreadable'; readonly looksLike: 'page' | 'garbled' | 'redirect'; readonly status: number }
  /** The answer names nobody. */
  | { readonly kind: 'nobody' }
  /** The answer names another person than before. */
  | { readonly kind: 'another'; readonly before: string; readonly now: string };

export type CallOutcome =
  | {
      readonly kind: 'done';
      readonly fields: ReplyFields;
      /** When it was asked, ms since the epoch. */
      readonly sentAt: number;
      /** How far the server's clock was ahead of ours, milliseconds; null where it sent no Date. */
      readonly clockOffset: number | null;
    }
  | { readonly kind: 'failed'; readonly problem: CallProblem; readonly clockOffset: number | null };

export interface CallDependencies {
  readonly send: SendTokenRequest;
  readonly hints: ServerHints;
  readonly now: Now;
  /** Where it is told what happened. Left out: nowhere. */
  readonly history?: History;
}

/** Whom a call goes to, and for which tokens. */
export interface CallSubject {
  readonly provider: Provider;
  readonly client: Client;
  readonly tokens: TokenSet;
  /** What the call is made for. */
  readonly errand: Errand;
}

const ownEndpoint = { userinfo: 'userinfo', introspect: 'introspection', revoke: 'revocation' } as const;

/**
 * The call of a client: to its own endpoint where it has one, else as the provider's file has it. Null where there is none.
 *
 * SECURITY: a client with a token endpoint of its own speaks to another server than the file's; its tokens are not sent to the file's.
 */
export function callOf<N extends CallName>(name: N, provider: Provider, client: Client): ProviderCalls[N] | null {
  const calls: { readonly [K in CallName]?: ProviderCalls[K] | undefined } = provider;
  const described = calls[name];
  const own = client.endpoints[ownEndpoint[name]];
  if (own !== undefined) return { ...(described ?? standardCall(name, own)), url: own };
  const elsewhere = client.endpoints.token !== undefined && client.endpoints.token !== provider.endpoints.token;
  return described === undefined || elsewhere ? null : described;
}

/** Makes a call. Never throws. */
export async function makeCall(
  { send, hints, now, history }: CallDependencies,
  name: CallName,
  { provider, client, tokens, errand }: CallSubject,
  about: { readonly concerned: TokenHint; readonly hinted: boolean } = { concerned: 'access_token', hinted: false },
): Promise<CallOutcome> {
  const failed = (problem: CallProblem): CallOutcome => ({ kind: 'failed', problem, clockOffset: null });
  const call = callOf(name, provider, client);
  if (call === null) return failed({ kind: 'no_endpoint' });
  const values = { ...valuesOf(provider, client, tokens.extras), client_id: client.clientId };
  const filled = fillCall(provider, call, values);
  if (filled.kind === 'missing') return failed(filled);
  if (filled.kind === 'refused') return failed({ kind: 'endpoint_refused' });
  const build = (moment: SigningMoment) =>
    buildServerCall({
      provider,
      call,
      url: filled.url,
      client: clientForRequest(provider, client, filled.url, tokens.extras),
      tokens,
      ...about,
      ...moment,
    });
  const built = build({ now: now(), nonce: null });
  if (built.kind === 'missing') return failed(built);
  const result = await sendSigned({ send: (message) => send(message, errand), hints, now }, filled.url, (moment) => {
    const again = build(moment);
    return again.kind === 'request' ? again.request : built.request;
  });
  if (result.kind !== 'reply') {
    history?.concluded(errand, 'failed');
    return failed({ kind: 'transport', reason: result.reason, detail: result.detail });
  }
  const { reply } = result;
  const read = readCallReply(reply, provider, call, secretsOf(client, tokens), name);
  const offset = clockOffset(reply);
  history?.concluded(errand, read.kind === 'done' ? 'done' : 'failed');
  if (read.kind === 'done') return { kind: 'done', fields: read.fields, sentAt: reply.sentAt, clockOffset: offset };
  const problem: CallProblem = read.kind === 'error' ? { kind: 'server', error: read.error } : read;
  return { kind: 'failed', problem, clockOffset: offset };
}

/** What must not show in anything that a server says. */
export function secretsOf(client: Client, tokens: TokenSet): readonly Secret[] {
  return [...secretsOfTokens(tokens), ...secretsOfClient(client)];
}
