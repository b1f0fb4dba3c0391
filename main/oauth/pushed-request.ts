/**
 * Pushed authorization requests (RFC 9126): the parameters go to the server by POST, with the client's proof, and the browser carries
 * a reference to them. Nothing of them can be read or changed on the way through the browser.
 */
import { checkEndpoint, type Provider } from '../providers';
import { Fault } from '../fault';
import { challengeOf } from './challenge';
import { plainTerms } from './client-assertion';
import { clientCredentials } from './client-authentication';
import { proofHeader } from './dpop';
import { readBody } from './reply-body';
import { classOfStatus, reportedError, serverError, unnamedError } from './reply-error';
import { textOf, type ReplyFields } from './reply-fields';
import { pathsOf, textAt } from './reply-path';
import { encodeRequest, shapeOf, type FullShape, type Parameter } from './request-shape';
import type { Secret } from './secret';
import { wayOf, type TokenClient } from './token-request';
import type { EpochMs, RawReply, ServerError, TokenRequest } from './types';

export interface PushedRequestInput {
  readonly provider: Provider;
  /** Its `tokenEndpoint` is only what assertions may name; the request goes to `endpoint`. */
  readonly client: TokenClient;
  /** The pushed authorization request endpoint. */
  readonly endpoint: string;
  /** As they would stand in the authorize URL. */
  readonly parameters: readonly Parameter[];
  readonly proof: { readonly key: Secret; readonly nonce: string | null } | null;
  /** Ms since the epoch, by the server's clock as far as it is known. */
  readonly now: EpochMs;
}

/**
 * Builds the request (RFC 9126 section 2.1).
 * @throws Fault `endpoint_invalid` or `endpoint_not_https` where the endpoint was not checked before
 */
export function buildPushedRequest(input: PushedRequestInput): TokenRequest {
  const { provider, client, parameters, proof, now } = input;
  // SECURITY: the client's secret may go with it.
  const endpoint = checkEndpoint(input.endpoint);
  if (endpoint.kind === 'refused')
    throw new Fault(`endpoint_${endpoint.reason}`, 'the endpoint of pushed requests was refused');
  const { clientId, clientSecret, clientKey = null, assertion = plainTerms(client.tokenEndpoint) } = client;
  const shape = shapeOf(provider, 'authorization_code');
  const credentials = clientCredentials(
    shape.client_authentication ?? client.authentication,
    { clientId, clientSecret, clientKey, assertion },
    now,
    shape,
  );
  const proving = credentials.parameters.filter(([name]) => !parameters.some(([other]) => other === name));
  const headers = { ...credentials.headers, ...proofHeader(proof, 'POST', endpoint.url, now) };
  const plain: FullShape = { ...shape, method: 'POST', encoding: 'form', in_query: [], headers: {} };
  return {
    ...encodeRequest(endpoint.url, [...parameters, ...proving], plain, headers, {}),
    ...(proof !== null || credentials.signed ? { signedAt: now } : {}),
    ...wayOf(client),
  };
}

export type PushedReply =
  | {
      readonly kind: 'pushed';
      readonly requestUri: string;
      /** Until when the page must have been opened, ms since the epoch; null where the server did not say. */
      readonly until: EpochMs | null;
    }
  | { readonly kind: 'error'; readonly error: ServerError }
  /** A page, a redirect, nothing, or something that is no answer to this request. */
  | { readonly kind: 'unreadable'; readonly status: number };

/** Longest reference taken, in characters. */
const longestReference = 2048;

/**
 * Reads the reply (RFC 9126 section 2.2). Never throws. The body decides: 200 is taken as 201, `expires_in` as a text or not at all.
 * @param secrets what was sent and must not come back in an error's text
 */
export function readPushedReply(reply: RawReply, provider: Provider, secrets: readonly Secret[]): PushedReply {
  const { status } = reply;
  const names = ['request_uri', 'error', 'error_code'];
  const body = readBody(reply.body, reply.headers['content-type'] ?? '', { names });
  if (status >= 300 && status < 400) return { kind: 'unreadable', status };
  if (body.kind === 'fields' && body.place !== 'in_page') {
    const reported =
      reportedError(body.fields, provider) ?? (status >= 400 ? unnamedError(body.fields, provider) : null);
    const requestUri = referenceIn(body.fields, provider);
    if (reported === null && requestUri !== null && status < 400)
      return { kind: 'pushed', requestUri, until: untilOf(body.fields, reply) };
    if (reported !== null) {
      return { kind: 'error', error: serverError(reply, provider, reported, secrets) };
    }
  }
  const refused = status === 401 && challengeOf(reply) !== null ? 'client_rejected' : null;
  // Glewlwyd says no to an unknown callback or a wrong secret by 403 alone.
  const wordless = status >= 400 && body.kind === 'empty' ? 'request_refused' : null;
  const known = classOfStatus(status) ?? refused ?? wordless;
  if (known === null || body.kind === 'page') return { kind: 'unreadable', status };
  return { kind: 'error', error: serverError(reply, provider, { codes: [], text: null }, secrets, known) };
}

function referenceIn(fields: ReplyFields, { reply }: Provider): string | null {
  const roots = reply.root === undefined ? [] : pathsOf(reply.root);
  const text = textAt(fields, ['request_uri', ...roots.map((root) => `${root}.request_uri`)]);
  return text !== null && text.length <= longestReference && /^[\x21-\x7e]+$/.test(text) ? text : null;
}

function untilOf(fields: ReplyFields, { sentAt }: RawReply): EpochMs | null {
  const seconds = Number(textOf(fields, 'expires_in') ?? Number.NaN);
  return Number.isFinite(seconds) && seconds > 0 ? sentAt + seconds * 1000 : null;
}
