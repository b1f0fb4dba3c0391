/** Which way of proving itself a client's token endpoint takes: the methods to try, in the order in which they are likely. */
import { probeMethods, type Probe } from '../oauth';
import type { Provider } from '../providers';
import type { Client, ClientAuthentication } from './account';
import { clientForRequest, tokenEndpoint } from './endpoints';
import type { Now, SendTokenRequest } from './ports';

/** What a client can do with what it has; it may need nothing of it. */
function methodsOf({ clientSecret, key }: Client): readonly ClientAuthentication[] {
  return [
    ...(key === null ? [] : (['private_key_jwt'] as const)),
    ...(clientSecret === null ? [] : (['client_secret_basic', 'client_secret_post', 'client_secret_jwt'] as const)),
    'none',
  ];
}

/** Null where there is no token endpoint. Nothing is kept, and nothing that could be burned is sent. */
export async function findMethod(
  send: SendTokenRequest,
  now: Now,
  provider: Provider,
  client: Client,
): Promise<Probe | null> {
  const endpoint = tokenEndpoint(provider, client, 'authorization_code');
  if (endpoint === undefined) return null;
  const methods = methodsOf(client).toSorted((a, b) => likely(b, provider) - likely(a, provider));
  return probeMethods(send, { provider, client: clientForRequest(provider, client, endpoint), methods, now });
}

function likely(method: ClientAuthentication, provider: Provider): number {
  return method !== 'none' && method === provider.client_authentication ? 1 : 0;
}
