/**
 * The one builder of token requests (RFC 6749 sections 4.1.3, 4.3.2, 4.5 and 6): every grant, refresh included, is authenticated and
 * encoded alike.
 *
 * How a provider departs from the RFCs here, its file says (request-shape.ts); what a file cannot say, a hook does (hooks/).
 */
import { Fault } from '../fault';
import { checkEndpoint, grantTypeOf, type Provider, type ProviderGrant, type Values } from '../providers';
import { plainTerms, type AssertionTerms } from './client-assertion';
import { clientCredentials, type ClientAuthenticationMethod } from './client-authentication';
import { proofHeader } from './dpop';
import { NO_EXTRAS, type ExtraParameters } from './extra-parameters';
import { hookedClientSecret, signedParameters, type ClientFields } from './hooks';
import { encodeRequest, shapeOf, wireParameters, type Parameter } from './request-shape';
import { scopeText } from './scope';
import { Secret } from './secret';
import type { EpochMs, NetworkProfile, TokenRequest } from './types';

/** What a token request says about the client. */
export interface TokenClient {
  readonly clientId: string;
  /** Null for a public client. */
  readonly clientSecret: Secret | null;
  readonly authentication: ClientAuthenticationMethod;
  /** Its private key, for `private_key_jwt`. */
  readonly clientKey?: Secret | null;
  /** What its assertions say, where it signs them; for the token endpoint where left out. */
  readonly assertion?: AssertionTerms;
  /** Where the request goes: the token endpoint, or for a refresh the provider's own refresh endpoint if it has one. */
  readonly tokenEndpoint: string;
  /** For providers that want it on refresh too. */
  readonly callbackUrl?: string | null;
  /** For providers that want it on refresh too. */
  readonly scope?: readonly string[];
  /** What the provider's file asks for besides id and secret, by name. */
  readonly fields?: ClientFields;
  /** Values of the provider's variables, and what the account's replies brought (`extras`). */
  readonly values?: Values;
  /** What the user adds to token requests and to refreshes. */
  readonly extras?: { readonly token: ExtraParameters; readonly refresh: ExtraParameters };
  /** The way to the server; the system's where left out. */
  readonly network?: NetworkProfile;
  /** The client's record id. */
  readonly owner?: string;
}

/** What is exchanged for tokens. */
export type TokenGrant =
  | {
      readonly kind: 'authorization_code';
      readonly code: Secret;
      /** As it was in the authorization request; null where none was sent. */
      readonly redirectUri: string | null;
      readonly verifier: Secret | null;
      /** Of the authorization request, for providers that want it here too. */
      readonly state?: Secret;
    }
  | { readonly kind: 'refresh_token'; readonly refreshToken: Secret }
  /** A grant that exchanges an access token for another one. */
  | { readonly kind: 'exchange'; readonly name: string; readonly accessToken: Secret }
  | {
      readonly kind: 'form';
      /** The grant's name in the provider's file. */
      readonly name: string;
      /** What the user filled in, by the names of the grant's fields. */
      readonly fields: Readonly<Record<string, Secret>>;
      /** Left out of the request where empty. */
      readonly scope: readonly string[];
    }
  /** A grant whose parameters its own file in this folder knows, or that the user typed (RFC 6749 section 4.5). */
  | {
      readonly kind: 'parameters';
      /** The grant's name in the provider's file. */
      readonly name: string;
      /** Null: as the provider's file has it. */
      readonly grantType: string | null;
      /** One that stands twice is sent twice, as RFC 8693 section 2.1 has `resource` and `audience`. */
      readonly parameters: readonly (readonly [name: string, value: Secret | string])[];
      readonly scope: readonly string[];
    }
  /** No grant yet: asks for the codes of RFC 8628 section 3.1. */
  | { readonly kind: 'device_authorization'; readonly name: string; readonly scope: readonly string[] };

export interface TokenRequestInput {
  readonly provider: Provider;
  readonly client: TokenClient;
  readonly grant: TokenGrant;
  /** The key that the tokens are bound to, and the nonce the server wants in the proof (RFC 9449 section 5); null: no proof. */
  readonly proof?: { readonly key: Secret; readonly nonce: string | null } | null;
  /** Ms since the epoch, by the server's clock as far as it is known; for what is signed. */
  readonly now?: EpochMs;
}

/**
 * Builds a token request: POST, a form, `Accept: application/json`, unless the provider's file has it otherwise.
 *
 * The order of parameters means nothing to servers; it follows the providers' documents so that a request can be laid beside them.
 *
 * @throws Fault `endpoint_invalid` or `endpoint_not_https` where the endpoint was not checked before; `invalid_input` where the provider
 * does not speak the grant, or the fields are not those of the grant
 */
export function buildTokenRequest({ provider, client, grant, proof = null, now = 0 }: TokenRequestInput): TokenRequest {
  // SECURITY: checked here again, because from here on a secret is on its way.
  const endpoint = checkEndpoint(client.tokenEndpoint);
  if (endpoint.kind === 'refused') throw new Fault(`endpoint_${endpoint.reason}`, 'the token endpoint was refused');
  const name = 'name' in grant ? grant.name : grant.kind;
  const described = Object.hasOwn(provider.grants, name) ? provider.grants[name] : undefined;
  if (!described) throw new Fault('invalid_input', `${provider.id} does not speak the grant ${name}`);
  const shape = shapeOf(provider, name);
  const fields = client.fields ?? {};
  const secret = hookedClientSecret(provider, client.clientId, fields, now) ?? client.clientSecret;
  const method = shape.client_authentication ?? client.authentication;
  const { clientId, clientKey = null, assertion = plainTerms(client.tokenEndpoint) } = client;
  const credentials = clientCredentials(method, { clientId, clientSecret: secret, clientKey, assertion }, now, shape);
  const grantType: Parameter = ['grant_type', grantTypeOf(name, described)];
  const values = {
    ...client.values,
    ...Object.fromEntries(Object.entries(fields).map(([field, value]) => [field, value.reveal()])),
    client_id: client.clientId,
  };
  const canonical = [
    ...parametersOf(provider, grant, described, grantType, { clientId, parameters: credentials.parameters }),
    ...included(provider, client, grant, shape.include),
  ];
  const extra = client.extras?.[grant.kind === 'refresh_token' ? 'refresh' : 'token'] ?? NO_EXTRAS;
  const wire = wireParameters(canonical, shape, described.params, values, extra);
  const inHeaders = secret === null ? values : { ...values, client_secret: secret.reveal() };
  const headers = { ...credentials.headers, ...proofHeader(proof, shape.method, endpoint.url, now) };
  const signed = proof !== null || credentials.signed;
  return {
    ...encodeRequest(endpoint.url, signedParameters(provider, wire, fields, now), shape, headers, inHeaders),
    ...(signed ? { signedAt: now } : {}),
    ...wayOf(client),
  };
}

/** Which way a client's requests go; to be put into every request to a server of its provider. */
export function wayOf({
  network,
  owner,
}: Pick<TokenClient, 'network' | 'owner'>): Pick<TokenRequest, 'network' | 'owner'> {
  return { ...(network === undefined ? {} : { network }), ...(owner === undefined ? {} : { owner }) };
}

/** What a provider wants with this grant although the RFC does not have it there. */
function included(
  provider: Provider,
  client: TokenClient,
  grant: TokenGrant,
  include: readonly ('redirect_uri' | 'scope' | 'state')[],
): readonly Parameter[] {
  if (grant.kind === 'form' || grant.kind === 'parameters' || grant.kind === 'device_authorization') return [];
  const scope = scopeText(client.scope ?? [], provider);
  const callbackUrl = client.callbackUrl ?? '';
  const sent = grant.kind === 'authorization_code' && grant.redirectUri !== null;
  const state = grant.kind === 'authorization_code' ? grant.state : undefined;
  return [
    ...(include.includes('redirect_uri') && callbackUrl !== '' && !sent
      ? [['redirect_uri', callbackUrl] as const]
      : []),
    ...(include.includes('scope') && scope !== '' ? [['scope', scope] as const] : []),
    ...(include.includes('state') && state !== undefined ? [['state', state.reveal()] as const] : []),
  ];
}

function parametersOf(
  provider: Provider,
  grant: TokenGrant,
  described: ProviderGrant,
  grantType: Parameter,
  { clientId, parameters: client }: { readonly clientId: string; readonly parameters: readonly Parameter[] },
): readonly Parameter[] {
  switch (grant.kind) {
    case 'authorization_code': {
      const parameters: Parameter[] = [['code', grant.code.reveal()], ...client, grantType];
      if (grant.redirectUri !== null) parameters.push(['redirect_uri', grant.redirectUri]);
      if (grant.verifier !== null) parameters.push(['code_verifier', grant.verifier.reveal()]);
      return parameters;
    }
    case 'refresh_token':
      // Where the access token is what is exchanged, it is kept in the place of a refresh token.
      return [[described.sends ?? 'refresh_token', grant.refreshToken.reveal()], ...client, grantType];
    case 'exchange':
      return [['access_token', grant.accessToken.reveal()], ...client, grantType];
    case 'form':
      return [
        grantType,
        ...fieldParameters(grant.fields, described),
        ...client,
        ...scopeParameter(grant.scope, provider),
      ];
    case 'parameters':
      return [
        grant.grantType === null ? grantType : ['grant_type', grant.grantType],
        ...grant.parameters.map(([name, value]): Parameter => [name, value instanceof Secret ? value.reveal() : value]),
        ...client,
        ...scopeParameter(grant.scope, provider),
      ];
    case 'device_authorization': {
      // Beside a Basic header, too: Authlib keeps the code for the client_id of the form, and then refuses it to the client.
      const named = client.some(([key]) => key === 'client_id') ? [] : [['client_id', clientId] as const];
      return [...named, ...client, ...scopeParameter(grant.scope, provider)];
    }
  }
}

/** Left out where empty (RFC 6749 section 3.3: the server then takes its default). */
function scopeParameter(scope: readonly string[], provider: Provider): readonly Parameter[] {
  const text = scopeText(scope, provider);
  return text === '' ? [] : [['scope', text]];
}

/** The fields in the order of the provider's file; an empty one is left out (RFC 6749 section 3.2). */
function fieldParameters(fields: Readonly<Record<string, Secret>>, described: ProviderGrant): readonly Parameter[] {
  const unknown = Object.keys(fields).find((name) => !described.fields.some((field) => field.name === name));
  if (unknown !== undefined) throw new Fault('invalid_input', 'a field that this grant does not have');
  return described.fields.flatMap((field): Parameter[] => {
    const value = Object.hasOwn(fields, field.name) ? (fields[field.name]?.reveal() ?? '') : '';
    if (value === '' && field.required) throw new Fault('invalid_input', `the field ${field.name} is empty`);
    return value === '' ? [] : [[field.name, value]];
  });
}
