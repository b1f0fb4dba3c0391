import { expect, it } from 'vitest';
import { PLAIN_OPTIONS } from './client-options';
import { networkProblem, withProxyAddress } from './network-rules';

const CA = '-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n';
const options = (network: Partial<typeof PLAIN_OPTIONS.network>) => ({
  ...PLAIN_OPTIONS,
  network: { ...PLAIN_OPTIONS.network, ...network },
});

it.each([
  ['proxy.example:3128', null],
  ['http://proxy.example', 'http://proxy.example:80'],
  ['socks5://127.0.0.1:1080', 'socks5://127.0.0.1:1080'],
  ['http://ada:secret@proxy.example:3128', null],
  ['http://a.example;https=b.example', null],
])('a proxy %s is kept as the address that is used, and refused where it is none', (url, kept) => {
  const entered = withProxyAddress(options({ proxy: { kind: 'fixed', url } }));
  expect(entered.network.proxy).toEqual({ kind: 'fixed', url: kept ?? url });
  expect(networkProblem(entered)).toEqual(
    kept === null ? { code: 'proxy_invalid', field: 'network.proxy' } : undefined,
  );
});

it.each([
  [null, undefined],
  [CA, undefined],
  ['not a certificate', { code: 'ca_invalid', field: 'network.extraCa' }],
])('certificates (%s) are some', (extraCa, problem) => {
  expect(networkProblem(options({ extraCa }))).toEqual(problem);
});
