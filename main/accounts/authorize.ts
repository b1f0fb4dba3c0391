/**
 * The start of a sign-in: the authorization request, with the key its tokens will be bound to, handed to the server first where the client
 * wants it pushed (RFC 9126).
 */
import {
  buildPushedRequest,
  draftAuthorization,
  readPushedReply,
  scopeList,
  sendSigned,
  type Authorization,
  type PushedReply,
  type Secret,
  type TransportResult,
} from '../oauth';
import { newDpopKey, usesPushed } from './client-proof';
import { connectErrand, type ConnectDependencies, type ConnectRequest } from './connect';
import { authorizeValues, clientForRequest, extraParameters, pushedEndpoint, tokenEndpoint } from './endpoints';
import { secretsOfClient } from './own-secrets';

/** Why a pushed request brought no reference. Nothing was granted and nothing is lost. */
export type PushFailure =
  | Exclude<PushedReply, { kind: 'pushed' }>
  | { readonly kind: 'transport'; readonly result: Exclude<TransportResult, { kind: 'reply' }> };

export type Begun =
  | { readonly kind: 'ready'; readonly authorization: Authorization }
  | { readonly kind: 'no_endpoint' }
  | { readonly kind: 'not_pushed'; readonly failure: PushFailure };

export interface AuthorizationWish {
  /** Where the user signs in. */
  readonly authorizeUrl: string;
  /** Where the answer will arrive. */
  readonly callbackUrl: string;
  /** What the page is to give: a code, or tokens at once. */
  readonly grant: 'authorization_code' | 'implicit';
  /** The page is asked not to take the user it knows. */
  readonly anotherUser: boolean;
}

/** Makes the request, and hands it to the server where the client wants it pushed. */
export async function beginAuthorization(
  deps: ConnectDependencies,
  request: ConnectRequest,
  { authorizeUrl, callbackUrl, grant, anotherUser }: AuthorizationWish,
): Promise<Begun> {
  const { provider, client } = request;
  const dpopKey = await newDpopKey(provider, client);
  const draft = await draftAuthorization(provider, {
    clientId: client.clientId,
    authorizeEndpoint: authorizeUrl,
    callbackUrl,
    scope: scopeList(client.scope, provider),
    clientSecret: client.clientSecret,
    dpopKey,
    values: authorizeValues(provider, client),
    grant,
    anotherUser,
    extra: extraParameters(client, 'authorize'),
  });
  if (!usesPushed(provider, client)) return { kind: 'ready', authorization: draft.authorization };
  const endpoint = pushedEndpoint(provider, client);
  if (endpoint === undefined) return { kind: 'no_endpoint' };
  const pushed = await push(deps, request, endpoint, draft.parameters, dpopKey);
  return pushed.kind === 'pushed'
    ? { kind: 'ready', authorization: draft.byReference(pushed.requestUri) }
    : { kind: 'not_pushed', failure: pushed };
}

async function push(
  deps: ConnectDependencies,
  request: ConnectRequest,
  endpoint: string,
  parameters: readonly (readonly [string, string])[],
  dpopKey: Secret | null,
): Promise<PushFailure | Extract<PushedReply, { kind: 'pushed' }>> {
  const { provider, client, accountId } = request;
  const errand = connectErrand(request);
  const result = await sendSigned(
    { ...deps, send: (message) => deps.send(message, errand) },
    endpoint,
    ({ now, nonce }) =>
      buildPushedRequest({
        provider,
        client: clientForRequest(provider, client, tokenEndpoint(provider, client) ?? endpoint),
        endpoint,
        parameters,
        proof: dpopKey === null ? null : { key: dpopKey, nonce },
        now,
      }),
    accountId === null ? null : deps.book.findOpen(accountId)?.clockOffset,
  );
  if (result.kind !== 'reply') {
    deps.history?.concluded(errand, 'failed');
    return { kind: 'transport', result };
  }
  const read = readPushedReply(result.reply, provider, secretsOfClient(client));
  if (read.kind !== 'pushed') deps.history?.concluded(errand, 'failed');
  return read;
}
