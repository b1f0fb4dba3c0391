import { describe, expect, it } from 'vitest';
import { networkKey, proxyAddress, SYSTEM_NETWORK, trustKey } from './network-profile';

describe('the address of a proxy', () => {
  it.each([
    ['http://proxy.example:3128', 'http://proxy.example:3128'],
    ['http://proxy.example/', 'http://proxy.example:80'],
    ['https://proxy.example', 'https://proxy.example:443'],
    ['socks5://127.0.0.1', 'socks5://127.0.0.1:1080'],
    ['http://[::1]:8080', 'http://[::1]:8080'],
  ])('%s is %s', (text, address) => expect(proxyAddress(text)).toBe(address));

  it.each([
    'proxy.example:3128',
    'ftp://proxy.example',
    'socks4://proxy.example',
    'http://me:secret@proxy.example:3128',
    'http://proxy.example/path',
    'http://proxy.example?x',
    'socks5://a;https=b:1',
    'socks5://a,b:1',
    'http://a b',
    '',
    `http://${'a'.repeat(300)}`,
  ])('is not %s', (text) => expect(proxyAddress(text)).toBeNull());
});

it('tells profiles apart by proxy, certificates and trust', () => {
  const profiles = [
    SYSTEM_NETWORK,
    { ...SYSTEM_NETWORK, proxy: { kind: 'direct' } as const },
    { ...SYSTEM_NETWORK, proxy: { kind: 'fixed', url: 'http://a:1' } as const },
    { ...SYSTEM_NETWORK, extraCa: 'pem' },
    { ...SYSTEM_NETWORK, trustLoopback: true },
  ];
  expect(new Set(profiles.map(networkKey)).size).toBe(profiles.length);
  expect(new Set(profiles.map(trustKey)).size).toBe(3);
});
