/**
 * The one builder of calls with a token: userinfo (OpenID Connect Core section 5.3), introspection (RFC 7662), revocation (RFC 7009),
 * each as the provider's file has it.
 *
 * SECURITY: the URL was filled in and its host checked (providers/calls.ts) before anything secret is put together here. Secrets go into
 * the query only where the file says that the server takes them nowhere else.
 */
import { Fault } from '../fault';
import {
  checkEndpoint,
  fillText,
  placeholdersOf,
  type CallName,
  type Provider,
  type ProviderCalls,
} from '../providers';
import { plainTerms } from './client-assertion';
import { clientCredentials, type ClientCredentials } from './client-authentication';
import { dpopProof, isSenderConstrained } from './dpop';
import { hookedClientSecret } from './hooks';
import { formText, shapeOf, type Parameter } from './request-shape';
import { Secret } from './secret';
import { wayOf, type TokenClient } from './token-request';
import type { EpochMs, TokenRequest, TokenSet } from './types';

export type TokenHint = 'access_token' | 'refresh_token';

export interface ServerCallInput {
  readonly provider: Provider;
  readonly call: ProviderCalls[CallName];
  /** `call.url` with its values, checked. */
  readonly url: string;
  /** How the client proves itself; its `tokenEndpoint` is not used. */
  readonly client: TokenClient;
  readonly tokens: Pick<TokenSet, 'accessToken' | 'refreshToken' | 'tokenType' | 'dpopKey'>;
  /** What `{token}` stands for. */
  readonly concerned: TokenHint;
  /** Whether the server is told which of the two it is (RFC 7009 section 2.1). */
  readonly hinted: boolean;
  /** What the server wants in a proof, where the token is bound to a key (RFC 9449 section 9); null: nothing yet. */
  readonly nonce: string | null;
  /** By the server's clock as far as it is known. */
  readonly now: EpochMs;
}

export type ServerCallRequest =
  | { readonly kind: 'request'; readonly request: TokenRequest }
  /** A parameter needs a value that the account does not have, by its name. */
  | { readonly kind: 'missing'; readonly name: string };

/** Does the call speak of one token, so that it is made for each? */
export function namesOneToken(call: ProviderCalls[CallName]): boolean {
  return [...Object.values(call.params), ...Object.values(call.headers)].some((text) => text.includes('{token}'));
}

/**
 * Builds the request.
 * @throws Fault `endpoint_invalid` or `endpoint_not_https` where the URL was not checked before
 */
export function buildServerCall(input: ServerCallInput): ServerCallRequest {
  const { provider, call, client, tokens, now } = input;
  // SECURITY: checked here again, because from here on a secret is on its way.
  const endpoint = checkEndpoint(input.url);
  if (endpoint.kind === 'refused') throw new Fault(`endpoint_${endpoint.reason}`, 'the endpoint of a call was refused');
  const secret = hookedClientSecret(provider, client.clientId, client.fields ?? {}, now) ?? client.clientSecret;
  const values = valuesOf(input, secret);
  const api = call.authenticate === 'token' ? provider.token_in_api_call : null;

  const params = fillAll({ ...api?.params, ...call.params }, values);
  const headers = fillAll({ ...api?.headers, ...call.headers }, values);
  if (params.kind === 'missing') return params;
  if (headers.kind === 'missing') return headers;

  const credentials = credentialsOf(input, secret);
  const parameters: Parameter[] = [...params.entries];
  if (input.hinted && isStandardToken(call)) parameters.push(['token_type_hint', input.concerned]);
  const token = api === null ? noToken : tokenPlace(api, tokens);
  for (const [name, value] of [...credentials.parameters, ...token.parameters]) {
    if (!parameters.some(([other]) => other === name)) parameters.push([name, value]);
  }
  const own = headers.entries.map(([name, value]): [string, Secret] => [name.toLowerCase(), new Secret(value)]);
  const proof = api === null ? {} : proofOf(input, endpoint.url);
  const sent = { ...credentials.headers, ...token.headers, ...Object.fromEntries(own), ...proof };
  const signed = credentials.signed || Object.hasOwn(proof, 'dpop');
  const request = { ...encode(endpoint.url, call, parameters, token.query, sent), ...wayOf(client) };
  return { kind: 'request', request: signed ? { ...request, signedAt: now } : request };
}

/** A token that is bound to a key is of use only with a proof (RFC 9449 section 7.1). */
function proofOf({ tokens, call, nonce, now }: ServerCallInput, url: string): Readonly<Record<string, Secret>> {
  const { dpopKey: key, accessToken } = tokens;
  if (key === null || !isSenderConstrained(tokens)) return {};
  return { dpop: dpopProof({ key, method: call.method, url, nonce, accessToken, now }) };
}

function valuesOf(input: ServerCallInput, secret: Secret | null): Readonly<Record<string, string>> {
  const { client, tokens, concerned } = input;
  const { accessToken, refreshToken } = tokens;
  const token = concerned === 'access_token' ? accessToken : refreshToken;
  const fields = Object.entries(client.fields ?? {}).map(([name, value]) => [name, value.reveal()]);
  return {
    ...client.values,
    ...Object.fromEntries(fields),
    client_id: client.clientId,
    access_token: accessToken.reveal(),
    ...(secret === null ? {} : { client_secret: secret.reveal() }),
    ...(refreshToken === null ? {} : { refresh_token: refreshToken.reveal() }),
    ...(token === null ? {} : { token: token.reveal() }),
  };
}

type Filled =
  | { readonly kind: 'filled'; readonly entries: readonly Parameter[] }
  | { readonly kind: 'missing'; readonly name: string };

function fillAll(texts: Readonly<Record<string, string>>, values: Readonly<Record<string, string>>): Filled {
  const entries: Parameter[] = [];
  for (const [name, text] of Object.entries(texts)) {
    const value = fillText(text, values);
    if (value === null) {
      return { kind: 'missing', name: placeholdersOf(text).find((each) => !Object.hasOwn(values, each)) ?? name };
    }
    entries.push([name, value]);
  }
  return { kind: 'filled', entries };
}

/** RFC 7009 section 2.1 and RFC 7662 section 2.1: one token, under this name, and nothing of the dialect's own. */
function isStandardToken({ params }: ProviderCalls[CallName]): boolean {
  return params['token'] === '{token}' && Object.keys(params).length === 1;
}

function credentialsOf({ provider, call, client, now }: ServerCallInput, secret: Secret | null): ClientCredentials {
  const { clientId, clientKey = null, assertion = plainTerms(client.tokenEndpoint) } = client;
  const identity = { clientId, clientSecret: secret, clientKey, assertion };
  switch (call.authenticate) {
    case 'client': {
      // As at the token endpoint (RFC 7009 section 2.1, RFC 7662 section 2.1).
      const shape = shapeOf(provider, 'authorization_code');
      const method = shape.client_authentication ?? client.authentication;
      const { headers, parameters, signed } = clientCredentials(method, identity, now, shape);
      const renamed = parameters.map(([name, value]): Parameter => [shape.rename[name] ?? name, value]);
      return { headers, parameters: renamed, signed };
    }
    case 'basic':
      return clientCredentials('client_secret_basic', identity, now);
    case 'token':
    case 'none':
      return { headers: {}, parameters: [], signed: false };
  }
}

interface TokenPlace {
  readonly headers: Readonly<Record<string, Secret>>;
  readonly parameters: readonly Parameter[];
  /** What goes into the query whatever the encoding. */
  readonly query: readonly Parameter[];
}

const noToken: TokenPlace = { headers: {}, parameters: [], query: [] };

/** Where API calls of the provider carry the access token (RFC 6750 section 2). */
function tokenPlace(api: Provider['token_in_api_call'], tokens: ServerCallInput['tokens']): TokenPlace {
  const token = tokens.accessToken.reveal();
  switch (api.in) {
    case 'query':
      return { ...noToken, query: [[api.name ?? 'access_token', token]] };
    case 'body':
      return { ...noToken, parameters: [[api.name ?? 'access_token', token]] };
    case 'header': {
      const type = tokens.tokenType.toLowerCase() === 'bearer' ? 'Bearer' : tokens.tokenType;
      const word = isSenderConstrained(tokens) ? 'DPoP' : (api.scheme ?? type);
      const name = (api.name ?? 'Authorization').toLowerCase();
      return { ...noToken, headers: { [name]: new Secret(word === '' ? token : `${word} ${token}`) } };
    }
  }
}

function encode(
  url: string,
  call: ProviderCalls[CallName],
  parameters: readonly Parameter[],
  query: readonly Parameter[],
  headers: Readonly<Record<string, Secret>>,
): TokenRequest {
  const inQuery = call.method === 'GET' || call.encoding === 'query';
  const body = inQuery ? [] : parameters;
  const json = call.encoding === 'json';
  const text = body.length === 0 ? '' : json ? JSON.stringify(Object.fromEntries(body)) : formText(body);
  const contentType = json ? 'application/json' : 'application/x-www-form-urlencoded';
  return {
    url,
    method: call.method,
    headers: { accept: 'application/json', ...(text === '' ? {} : { 'content-type': contentType }), ...headers },
    query: new Secret(formText([...query, ...(inQuery ? parameters : [])]).replaceAll('+', '%20')),
    body: new Secret(text),
  };
}
