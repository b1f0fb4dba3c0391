/**
 * The one builder of token requests (RFC 6749 sections 4.1.3, 4.3.2, 4.5 and 6): every grant, refresh included, is authenticated and
 * encoded alike.
 *
 * SECURITY: secrets go into the body or the Authorization header, never into the URL, whatever a provider's own examples show.
 */
import { Fault } from '../fault';
import { checkEndpoint, type Provider, type ProviderGrant } from '../providers';
import { clientCredentials, type ClientAuthenticationMethod } from './client-authentication';
import { scopeText } from './scope';
import { Secret } from './secret';
import type { TokenRequest } from './types';

/** What a token request says about the client. */
export interface TokenClient {
  readonly clientId: string;
  /** Null for a public client. */
  readonly clientSecret: Secret | null;
  readonly authentication: ClientAuthenticationMethod;
  /** Where the request goes: the token endpoint, or for a refresh the provider's own refresh endpoint if it has one. */
  readonly tokenEndpoint: string;
}

/** What is exchanged for tokens. */
export type TokenGrant =
  | {
      readonly kind: 'authorization_code';
      readonly code: Secret;
      /** As it was in the authorization request; null where none was sent. */
      readonly redirectUri: string | null;
      readonly verifier: Secret | null;
    }
  | { readonly kind: 'refresh_token'; readonly refreshToken: Secret }
  | {
      readonly kind: 'form';
      /** The grant's name in the provider's file. */
      readonly name: string;
      /** What the user filled in, by the names of the grant's fields. */
      readonly fields: Readonly<Record<string, Secret>>;
      /** Left out of the request where empty. */
      readonly scope: readonly string[];
    };

export interface TokenRequestInput {
  readonly provider: Provider;
  readonly client: TokenClient;
  readonly grant: TokenGrant;
}

/**
 * Builds a token request: POST, a form, `Accept: application/json`.
 *
 * The order of parameters means nothing to servers; it follows the providers' documents so that a request can be laid beside them.
 *
 * @throws Fault `endpoint_invalid` or `endpoint_not_https` where the endpoint was not checked before; `invalid_input` where the provider
 * does not speak the grant, or the fields are not those of the grant
 */
export function buildTokenRequest({ provider, client, grant }: TokenRequestInput): TokenRequest {
  // SECURITY: checked here again, because from here on a secret is on its way.
  const endpoint = checkEndpoint(client.tokenEndpoint);
  if (endpoint.kind === 'refused') throw new Fault(`endpoint_${endpoint.reason}`, 'the token endpoint was refused');
  const name = grant.kind === 'form' ? grant.name : grant.kind;
  const described = Object.hasOwn(provider.grants, name) ? provider.grants[name] : undefined;
  if (!described) throw new Fault('invalid_input', `${provider.id} does not speak the grant ${name}`);
  const credentials = clientCredentials(client.authentication, client.clientId, client.clientSecret);
  const grantType: Parameter = ['grant_type', described.grant_type ?? name];
  const parameters = [
    ...parametersOf(provider, grant, described, grantType, credentials.parameters),
    ...Object.entries(described.params),
  ];
  return {
    url: endpoint.url,
    method: 'POST',
    headers: {
      accept: 'application/json',
      'content-type': 'application/x-www-form-urlencoded',
      ...credentials.headers,
    },
    body: new Secret(new URLSearchParams(parameters.map(([parameter, value]) => [parameter, value])).toString()),
  };
}

type Parameter = readonly [name: string, value: string];

function parametersOf(
  provider: Provider,
  grant: TokenGrant,
  described: ProviderGrant,
  grantType: Parameter,
  client: readonly Parameter[],
): readonly Parameter[] {
  switch (grant.kind) {
    case 'authorization_code': {
      const parameters: Parameter[] = [['code', grant.code.reveal()], ...client, grantType];
      if (grant.redirectUri !== null) parameters.push(['redirect_uri', grant.redirectUri]);
      if (grant.verifier !== null) parameters.push(['code_verifier', grant.verifier.reveal()]);
      return parameters;
    }
    case 'refresh_token':
      return [['refresh_token', grant.refreshToken.reveal()], ...client, grantType];
    case 'form': {
      const scope = scopeText(grant.scope, provider);
      return [
        grantType,
        ...fieldParameters(grant.fields, described),
        ...client,
        ...(scope === '' ? [] : [['scope', scope] as const]),
      ];
    }
  }
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
