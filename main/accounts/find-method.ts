/** Which way of proving itself a client's token endpoint takes: the methods to try, in the order in which they are likely. */
import { probeMethods, type Probe } from '../oauth';
import type { Provider } from '../providers';
import type { Client, ClientAuthentication } from './account';
import { clientForRequest, tokenEndpoint } from './endpoints';
import type { SendTokenRequest } from './ports';

/** A client with a secret may need none; one without has no choice. */
const withSecret: readonly ClientAuthentication[] = ['client_secret_basic', 'client_secret_post', 'none'];

/** Null where there is no token endpoint. Nothing is kept, and nothing that could be burned is sent. */
export async function findMethod(send: SendTokenRequest, provider: Provider, client: Client): Promise<Probe | null> {
  const endpoint = tokenEndpoint(provider, client, 'authorization_code');
  if (endpoint === undefined) return null;
  const methods =
    client.clientSecret === null
      ? (['none'] as const)
      : withSecret.toSorted((a, b) => likely(b, provider) - likely(a, provider));
  return probeMethods(send, { provider, client: clientForRequest(provider, client, endpoint), methods });
}

function likely(method: ClientAuthentication, provider: Provider): number {
  return method !== 'none' && method === provider.client_authentication ? 1 : 0;
}
