/** What a client's network profile must be before it is kept: a proxy's address as it will be used, and certificates that are some. */
import { proxyAddress } from '../oauth';
import type { ClientOptions } from './client-options';

export interface NetworkProblem {
  readonly code: 'proxy_invalid' | 'ca_invalid';
  readonly field: 'network.proxy' | 'network.extraCa';
}

/** The proxy as it will be used; what is no address stays as it is, to be refused. */
export function withProxyAddress(options: ClientOptions): ClientOptions {
  const { proxy } = options.network;
  if (proxy.kind !== 'fixed') return options;
  return {
    ...options,
    network: { ...options.network, proxy: { ...proxy, url: proxyAddress(proxy.url) ?? proxy.url } },
  };
}

export function networkProblem({ network }: ClientOptions): NetworkProblem | undefined {
  if (network.proxy.kind === 'fixed' && proxyAddress(network.proxy.url) !== network.proxy.url)
    return { code: 'proxy_invalid', field: 'network.proxy' };
  return network.extraCa === null || network.extraCa.includes('-----BEGIN CERTIFICATE-----')
    ? undefined
    : { code: 'ca_invalid', field: 'network.extraCa' };
}
