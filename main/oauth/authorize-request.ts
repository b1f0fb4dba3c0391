/**
 * The authorization request (RFC 6749 section 4.1.1) with PKCE (RFC 7636) where the provider takes it. What is secret of it, `state` and
 * the verifier, lives in memory for as long as the attempt.
 */
import {
  calculatePKCECodeChallenge,
  generateRandomCodeVerifier,
  generateRandomNonce,
  generateRandomState,
} from 'oauth4webapi';
import { Fault } from '../fault';
import { checkEndpoint, type Provider, type Values } from '../providers';
import { checkCallbackUrl } from './callback-url';
import { dpopThumbprint } from './dpop';
import type { ExtraParameters } from './extra-parameters';
import { callbackCheck, type CallbackCheck } from './hooks';
import { wireParameters, type Parameter } from './request-shape';
import { scopeText } from './scope';
import { Secret } from './secret';

/** What the request says about the client. */
export interface AuthorizeClient {
  readonly clientId: string;
  /** Checked before by `checkEndpoint`. Its query is kept (RFC 6749 section 3.1). */
  readonly authorizeEndpoint: string;
  /** Checked before by `checkCallbackUrl`. */
  readonly callbackUrl: string;
  /** Left out of the request where empty. */
  readonly scope: readonly string[];
  /** Null for a public client; signs nothing here, but some callbacks are checked by it. */
  readonly clientSecret?: Secret | null;
  /** The key that the code is to be bound to (RFC 9449 section 10); none where left out. */
  readonly dpopKey?: Secret | null;
  /** Values of the provider's variables and of its client fields that are no secrets. */
  readonly values?: Values;
  /** What the page gives: a code, or tokens at once (RFC 6749 section 4.2, legacy). A code where left out. */
  readonly grant?: 'authorization_code' | 'implicit';
  /** What the user adds. */
  readonly extra?: ExtraParameters;
  /** The page is to ask who signs in, as the provider's file says. */
  readonly anotherUser?: boolean;
}

/** One authorization request on its way, with what its answer is judged by. */
export interface Authorization {
  /** What to open. Holds `state` and the challenge, no secret of the client. */
  readonly url: string;
  readonly state: Secret;
  /** To be sent with the code; null where the provider takes no PKCE. */
  readonly verifier: Secret | null;
  /** As sent; null where the provider takes none. The token request must repeat it exactly (RFC 6749 section 4.1.3). */
  readonly redirectUri: string | null;
  /** As sent by its thumbprint; the token request must be proved by it. */
  readonly dpopKey?: Secret | null;
  /** Where the answer will arrive. */
  readonly callbackUrl: string;
  /** Compared with `iss` (RFC 9207); null where it is not known. */
  readonly issuer: string | null;
  /** The provider promises `iss` in its answer; one without it is not taken. */
  readonly issuerRequired?: boolean;
  /** What the id token must repeat (OpenID Connect Core section 3.1.2.1); null where none was sent. */
  readonly nonce?: string | null;
  /** How the provider writes code and text into one error field; null where it does not. */
  readonly errorPattern: string | null;
  /** The names of what arrives; the RFC's where left out. */
  readonly names?: Provider['callback'];
  /** Tokens are to come in the fragment (RFC 6749 section 4.2.2) instead of a code. */
  readonly implicit?: boolean;
  /** What the callback's parameters must pass as a whole, where the provider signs them. */
  readonly verify?: CallbackCheck | null;
}

/** An authorization request that may go by its parameters, in the URL, or by a reference to them (RFC 9126). */
export interface AuthorizationDraft {
  /** With all parameters in its URL. */
  readonly authorization: Authorization;
  /** The parameters, to be pushed. */
  readonly parameters: readonly Parameter[];
  /** With nothing but `client_id` and the reference in its URL (RFC 9126 section 4). */
  byReference(requestUri: string): Authorization;
}

/** An authorization request whose parameters go in its URL; see {@link draftAuthorization}. */
export async function createAuthorization(provider: Provider, client: AuthorizeClient): Promise<Authorization> {
  return (await draftAuthorization(provider, client)).authorization;
}

/**
 * Builds an authorization request with fresh random values.
 *
 * @throws Fault `endpoint_invalid`, `endpoint_not_https`, `callback_invalid` where the caller did not check its input
 */
export async function draftAuthorization(provider: Provider, client: AuthorizeClient): Promise<AuthorizationDraft> {
  const endpoint = checkEndpoint(client.authorizeEndpoint);
  if (endpoint.kind === 'refused') throw new Fault(`endpoint_${endpoint.reason}`, 'the authorize endpoint was refused');
  if (checkCallbackUrl(client.callbackUrl).kind === 'refused')
    throw new Fault('callback_invalid', 'the callback URL was refused');
  const { authorize } = provider;
  const state = generateRandomState();
  const implicit = client.grant === 'implicit';
  // There is no code whose exchange could be bound to this request.
  const usesPkce = !implicit && authorize.pkce !== 'off' && (authorize.pkce_clients === 'all' || !client.clientSecret);
  const verifier = usesPkce ? generateRandomCodeVerifier() : null;
  const inRedirect = authorize.state === 'in_redirect_uri';
  const callbackUrl = inRedirect ? withParameters(client.callbackUrl, [['state', state]]) : client.callbackUrl;
  const redirectUri = authorize.redirect_uri === 'send' ? callbackUrl : null;
  const scope = authorize.scope === 'send' ? scopeText([...authorize.required_scope, ...client.scope], provider) : '';

  const ours: Parameter[] = [
    ['response_type', implicit ? 'token' : authorize.response_type],
    ['client_id', client.clientId],
  ];
  if (redirectUri !== null) ours.push(['redirect_uri', redirectUri]);
  if (scope !== '') ours.push(['scope', scope]);
  if (!inRedirect) ours.push(['state', state]);
  const nonce = wantsNonce(provider, scope) ? generateRandomNonce() : null;
  if (nonce !== null) ours.push(['nonce', nonce]);
  if (verifier !== null) {
    const challenge = authorize.pkce === 'plain' ? verifier : await calculatePKCECodeChallenge(verifier);
    ours.push(['code_challenge', challenge], ['code_challenge_method', authorize.pkce]);
  }
  const { dpopKey = null } = client;
  if (dpopKey !== null) ours.push(['dpop_jkt', dpopThumbprint(dpopKey)]);
  const fixed = client.anotherUser === true ? { ...authorize.params, ...authorize.another_user } : authorize.params;
  const shape = { omit: authorize.omit, rename: authorize.rename, params: fixed };
  const parameters = wireParameters(ours, shape, {}, { ...client.values, client_id: client.clientId }, client.extra);

  const urlWith = (own: readonly Parameter[]): string =>
    withParameters(endpoint.url, own) + (authorize.fragment === undefined ? '' : `#${authorize.fragment}`);
  const idName = Object.hasOwn(authorize.rename, 'client_id') ? (authorize.rename['client_id'] ?? '') : 'client_id';
  const authorization: Authorization = {
    url: urlWith(parameters),
    state: new Secret(state),
    verifier: verifier === null ? null : new Secret(verifier),
    redirectUri,
    dpopKey,
    callbackUrl: client.callbackUrl,
    issuer: provider.issuer ?? null,
    issuerRequired: provider.callback.issuer === 'required' && provider.issuer !== undefined,
    nonce,
    errorPattern: provider.error.pattern ?? null,
    names: provider.callback,
    implicit,
    verify: callbackCheck(provider, client.clientSecret ?? null, endpoint.url),
  };
  return {
    authorization,
    parameters,
    byReference: (requestUri) => ({
      ...authorization,
      url: urlWith([
        [idName, client.clientId],
        ['request_uri', requestUri],
      ]),
    }),
  };
}

/** Where an id token will come that can be checked. Servers that know a scope openid and no OpenID Connect get nothing they do not know. */
function wantsNonce({ issuer, endpoints, authorize }: Provider, scope: string): boolean {
  const checkable = issuer !== undefined || endpoints.discovery !== undefined || endpoints.jwks !== undefined;
  return checkable && scope.split(/[\s,+]/).includes('openid') && !authorize.omit.includes('nonce');
}

/**
 * Adds parameters to an endpoint. Its own query stays as written, except for parameters that we send ourselves: users paste whole
 * authorize URLs, and no parameter may stand twice (RFC 6749 section 3.1).
 */
function withParameters(endpoint: string, parameters: readonly (readonly [string, string])[]): string {
  const ours = new Set(parameters.map(([name]) => name));
  const url = new URL(endpoint);
  const kept = url.search
    .slice(1)
    .split('&')
    .filter((pair) => pair !== '' && ![...new URLSearchParams(pair).keys()].some((name) => ours.has(name)));
  // A space as %20: read alike by form decoders and by plain URI decoders, which leave "+" as it is. A literal "+" is %2B here.
  const added = new URLSearchParams(parameters.map(([name, value]) => [name, value])).toString().replaceAll('+', '%20');
  url.search = [...kept, added].join('&');
  return url.href;
}
