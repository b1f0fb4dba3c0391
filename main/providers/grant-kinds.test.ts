import { describe, expect, it } from 'vitest';
import { catalogue } from './catalogue';
import { grantKind, grantTypeOf, signInGrant } from './grant-kinds';
import { parseProvider } from './parse';
import type { Provider } from './schema';

function providerOf(grants: Record<string, unknown>): Provider {
  const parsed = parseProvider(JSON.stringify({ version: 1, id: 'acme', name: 'Acme', endpoints: {}, grants }));
  if (parsed.kind === 'invalid') throw new Error(JSON.stringify(parsed.problems));
  return parsed.provider;
}

const urn = 'urn:ietf:params:oauth:grant-type:';

describe('the kind of a grant', () => {
  it.each<[string, Record<string, unknown>, string, string]>([
    ['authorization_code', {}, 'authorization_code', 'authorization_code'],
    ['client_credentials', {}, 'form', 'client_credentials'],
    ['password', { fields: [{ name: 'username' }] }, 'form', 'password'],
    ['device_code', {}, 'device_code', `${urn}device_code`],
    ['device_code', { grant_type: 'device_code' }, 'device_code', 'device_code'],
    ['tv', { grant_type: `${urn}device_code` }, 'device_code', `${urn}device_code`],
    ['token_exchange', {}, 'token_exchange', `${urn}token-exchange`],
    ['on_behalf_of', { grant_type: `${urn}token-exchange` }, 'token_exchange', `${urn}token-exchange`],
    ['jwt_bearer', {}, 'jwt_bearer', `${urn}jwt-bearer`],
    ['jwt_bearer', { fields: [{ name: 'assertion', secret: true }] }, 'form', `${urn}jwt-bearer`],
    ['anything', { free_parameters: true }, 'free', 'anything'],
    ['long_lived', { sends: 'access_token' }, 'step', 'long_lived'],
    ['constructor', {}, 'form', 'constructor'],
  ])('%s %j is %s, sent as %s', (name, grant, kind, type) => {
    const described = providerOf({ [name]: grant, authorization_code: {} }).grants[name];
    if (described === undefined) throw new Error('no grant');
    expect([grantKind(name, described), grantTypeOf(name, described)]).toEqual([kind, type]);
  });
});

describe('the sign-in page', () => {
  it('gives a code wherever it can; tokens at once only to clients that have no other way', () => {
    const both = providerOf({ authorization_code: {}, implicit: {} });
    expect([signInGrant(both, true), signInGrant(both, false)]).toEqual(['authorization_code', 'authorization_code']);
    const byKind = providerOf({ authorization_code: { clients: 'confidential' }, implicit: { clients: 'public' } });
    expect([signInGrant(byKind, true), signInGrant(byKind, false)]).toEqual(['implicit', 'authorization_code']);
    expect(signInGrant(providerOf({ implicit: {} }), false)).toBe('implicit');
    expect(signInGrant(providerOf({ client_credentials: {} }), false)).toBeNull();
  });

  it('of every provider in the catalogue gives a code, or there is none', () => {
    for (const provider of catalogue()) expect(signInGrant(provider, false)).not.toBe('implicit');
  });
});

it('the standard provider speaks every standard grant, the code first', () => {
  const standard = catalogue().find(({ id }) => id === 'standard');
  expect(Object.entries(standard?.grants ?? {}).map(([name, grant]) => `${name}: ${grantKind(name, grant)}`)).toEqual([
    'authorization_code: authorization_code',
    'refresh_token: refresh_token',
    'device_code: device_code',
    'client_credentials: form',
    'password: form',
    'jwt_bearer: jwt_bearer',
    'token_exchange: token_exchange',
    'other_grant: free',
  ]);
});

it('a file that would keep a secret, or mixes typed parameters with fields, is refused with the place and the reason', () => {
  const problems = (grant: unknown): string[] => {
    const parsed = parseProvider(
      JSON.stringify({ version: 1, id: 'acme', name: 'Acme', endpoints: {}, grants: { x: grant } }),
    );
    return parsed.kind === 'ok' ? [] : parsed.problems.map(({ path, reason }) => `${path} | ${reason}`);
  };
  expect(problems({ fields: [{ name: 'pin', secret: true }], repeatable: true })).toEqual([
    'grants.x.repeatable | must be left out: a secret field is never kept',
  ]);
  expect(problems({ fields: [{ name: 'a' }], free_parameters: true })).toEqual([
    'grants.x.free_parameters | must be left out: this grant has fields',
  ]);
});

it('a file may say how the parameters of these grants are called', () => {
  const grants = {
    device_code: { grant_type: 'device_code', request: { rename: { device_code: 'code' } } },
    token_exchange: { request: { rename: { subject_token: 'token' }, omit: ['subject_token_type'] } },
    jwt_bearer: { params: { audience: 'x' } },
  };
  expect(Object.keys(providerOf(grants).grants)).toHaveLength(3);
});
