/**
 * "Test connection": whether the hosts of a client's endpoints can be reached by its network profile. Asks each endpoint by GET, with
 * nothing of the client in it, and says what came.
 */
import { Secret, type NetworkProfile, type TokenRequest } from '../oauth';
import type { SendTokenRequest } from '../accounts';
import type { ConnectionCheckView } from '../../preload/contract';
import { errorView } from './ipc';

export interface ConnectionTarget {
  readonly endpoint: ConnectionCheckView['endpoint'];
  readonly url: string;
}

/**
 * @param resolveProxy which proxy the system has for an address, in the form of a PAC file: `DIRECT` or `PROXY host:port`
 */
export function testConnection(
  targets: readonly ConnectionTarget[],
  network: NetworkProfile,
  owner: string | null,
  send: SendTokenRequest,
  resolveProxy: (url: string) => Promise<string>,
): Promise<readonly ConnectionCheckView[]> {
  return Promise.all(
    targets.map(async ({ endpoint, url }): Promise<ConnectionCheckView> => {
      const { host, protocol, origin, pathname } = new URL(url);
      // SECURITY: without the endpoint's query, which may hold what the user pasted.
      const request: TokenRequest = {
        url: origin + pathname,
        method: 'GET',
        headers: { accept: '*/*' },
        query: new Secret(''),
        body: new Secret(''),
        network,
        ...(owner === null ? {} : { owner }),
      };
      const result = await send(request);
      return {
        endpoint,
        host,
        proxy: await proxyFor(url, network, resolveProxy),
        outcome:
          result.kind === 'reply'
            ? { kind: 'reached', status: result.reply.status, encrypted: protocol === 'https:' }
            : { kind: 'failed', error: errorView(result.reason, { detail: result.detail }) },
      };
    }),
  );
}

async function proxyFor(
  url: string,
  { proxy }: NetworkProfile,
  resolveProxy: (url: string) => Promise<string>,
): Promise<string | null> {
  if (proxy.kind === 'fixed') return proxy.url;
  if (proxy.kind === 'direct') return null;
  const [first = 'DIRECT'] = (await resolveProxy(url)).split(';');
  return first.trim() === 'DIRECT' ? null : first.trim().replace(/^[A-Z0-9]+ /, '');
}
