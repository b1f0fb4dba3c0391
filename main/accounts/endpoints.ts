/**
 * Which endpoint a client uses: its own where the user gave one, the provider's otherwise, with the provider's variables filled in and
 * checked. Undefined where there is none, or where a variable does not lead to a host of the provider's.
 */
import { scopeList, type ExtraParameters, type TokenClient } from '../oauth';
import { fillEndpoint, placeholdersOf, variableValues, type Provider, type Values } from '../providers';
import type { Client, ClientAuthentication } from './account';
import { assertionTerms } from './client-proof';
import type { RequestPhase } from './client-options';

/** What the account's replies and callback brought; decides endpoints where a variable comes from the callback. */
type Extras = Values;

/** What decides a client's endpoints. */
export type EndpointClient = Pick<Client, 'endpoints' | 'variables'>;

export function authorizeEndpoint(provider: Provider, client: EndpointClient): string | undefined {
  return client.endpoints.authorize ?? filled(provider, client, provider.endpoints.authorize, {});
}

/** The endpoint of a grant: the token endpoint, or one of the grant's own. */
export function tokenEndpoint(
  provider: Provider,
  client: EndpointClient,
  grant: string | null = null,
  extras: Extras = {},
): string | undefined {
  const own = grant === null ? undefined : provider.grants[grant]?.endpoint;
  if (own !== undefined) return filled(provider, client, own, extras);
  return client.endpoints.token ?? filled(provider, client, provider.endpoints.token, extras);
}

/** Where the codes of RFC 8628 are asked for. */
export function deviceEndpoint(provider: Provider, client: Client): string | undefined {
  return client.endpoints.device ?? filled(provider, client, provider.endpoints.device_authorization, {});
}

/** The refresh endpoint; without one of its own, a client that overrides the token endpoint refreshes there too. */
export function refreshEndpoint(provider: Provider, client: Client, extras: Extras = {}): string | undefined {
  const own = provider.endpoints.refresh ?? provider.grants['refresh_token']?.endpoint ?? provider.endpoints.token;
  return client.endpoints.refresh ?? client.endpoints.token ?? filled(provider, client, own, extras);
}

/** Where authorization requests are pushed (RFC 9126 section 5). */
export function pushedEndpoint(provider: Provider, client: EndpointClient): string | undefined {
  return client.endpoints.pushed ?? filled(provider, client, provider.endpoints.pushed_authorization_request, {});
}

function filled(
  provider: Provider,
  client: EndpointClient,
  template: string | undefined,
  extras: Extras,
): string | undefined {
  if (template === undefined || placeholdersOf(template).length === 0) return template;
  const result = fillEndpoint(provider, template, variableValues(provider, client.variables, extras));
  return result.kind === 'ok' ? result.url : undefined;
}

/** What placeholders of parameters stand for, but for the client's fields: the builder has those. */
export function valuesOf(provider: Provider, client: Client, extras: Extras = {}): Values {
  return { ...extras, ...variableValues(provider, client.variables, extras) };
}

/** How the client proves itself: a client without a secret cannot use one (RFC 6749 section 2.1), unless a hook makes it. */
export function authenticationOf(provider: Provider, client: Client): ClientAuthentication {
  const wanted = client.authentication ?? provider.client_authentication;
  if (wanted === 'private_key_jwt') return client.key === null ? 'none' : wanted;
  const hasSecret = client.clientSecret !== null || provider.hooks.client_secret !== undefined;
  return hasSecret ? wanted : 'none';
}

/** The client as the request builder wants it. */
export function clientForRequest(
  provider: Provider,
  client: Client,
  endpoint: string,
  extras: Extras = {},
): TokenClient {
  return {
    clientId: client.clientId,
    clientSecret: client.clientSecret,
    clientKey: client.key,
    authentication: authenticationOf(provider, client),
    assertion: assertionTerms(provider, client, {
      tokenEndpoint: tokenEndpoint(provider, client, null, extras) ?? endpoint,
      values: valuesOf(provider, client, extras),
    }),
    tokenEndpoint: endpoint,
    callbackUrl: client.callbackUrl,
    scope: scopeList(client.scope, provider),
    fields: client.fields,
    values: valuesOf(provider, client, extras),
    extras: { token: extraParameters(client, 'token'), refresh: extraParameters(client, 'refresh') },
    network: client.options.network,
    owner: client.id,
  };
}

/** What the client's user adds to the requests of a phase. */
export function extraParameters({ options }: Client, phase: RequestPhase): ExtraParameters {
  return { params: options.params[phase], resources: options.resources };
}

/** What placeholders of the authorize URL stand for. SECURITY: a URL is seen by the page, so no secret field is among them. */
export function authorizeValues(provider: Provider, client: Client): Values {
  const open = provider.client_fields.filter(({ secret }) => !secret).map(({ name }) => name);
  const fields = Object.entries(client.fields).filter(([name]) => open.includes(name));
  return {
    ...valuesOf(provider, client),
    ...Object.fromEntries(fields.map(([name, value]) => [name, value.reveal()])),
  };
}
