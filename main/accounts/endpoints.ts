/** Which endpoint a client uses: its own where the user gave one, the provider's otherwise. */
import type { TokenClient } from '../oauth';
import type { Provider } from '../providers';
import type { Client, ClientAuthentication } from './account';

export function authorizeEndpoint(provider: Provider, client: Client): string | undefined {
  return client.endpoints.authorize ?? provider.endpoints.authorize;
}

export function tokenEndpoint(provider: Provider, client: Client): string | undefined {
  return client.endpoints.token ?? provider.endpoints.token;
}

/** The refresh endpoint; without one of its own, a client that overrides the token endpoint refreshes there too. */
export function refreshEndpoint(provider: Provider, client: Client): string | undefined {
  return client.endpoints.refresh ?? client.endpoints.token ?? provider.endpoints.refresh ?? provider.endpoints.token;
}

/** How the client proves itself: a client without a secret cannot use one (RFC 6749 section 2.1). */
export function authenticationOf(provider: Provider, client: Client): ClientAuthentication {
  return client.clientSecret === null ? 'none' : (client.authentication ?? provider.client_authentication);
}

/** The client as the request builder wants it. */
export function clientForRequest(provider: Provider, client: Client, endpoint: string): TokenClient {
  return {
    clientId: client.clientId,
    clientSecret: client.clientSecret,
    authentication: authenticationOf(provider, client),
    tokenEndpoint: endpoint,
  };
}
