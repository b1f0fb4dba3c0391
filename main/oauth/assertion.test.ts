import { createPublicKey, verify } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { assertionProblem, scopeIsParameter, signAssertion, type AssertionRecipe } from './assertion';
import { Secret } from './secret';
import { ecKey, ecPublicKey, rsaKey, rsaPublicKey } from './testing/keys';
import { fromCatalogue, providerWith } from './testing/read';

const now = Date.UTC(2026, 0, 1);
const plain: AssertionRecipe = {
  key: new Secret(rsaKey),
  algorithm: null,
  keyId: null,
  issuer: null,
  subject: null,
  audience: null,
  lifetime: null,
  claims: '',
};
const context = {
  provider: fromCatalogue('standard'),
  grant: 'jwt_bearer',
  clientId: 'CLIENT',
  tokenEndpoint: 'https://s.example/token',
  scope: ['read', 'write'],
  now,
};

function sign(part: Partial<AssertionRecipe>, more: Partial<typeof context> = {}) {
  const jwt = signAssertion({ ...plain, ...part }, { ...context, ...more }).reveal();
  const [header = '', claims = '', signature = ''] = jwt.split('.');
  const read = (text: string) => JSON.parse(Buffer.from(text, 'base64url').toString()) as Record<string, unknown>;
  return {
    header: read(header),
    claims: read(claims),
    signed: Buffer.from(`${header}.${claims}`),
    signature: Buffer.from(signature, 'base64url'),
  };
}

describe('an assertion', () => {
  it('says what RFC 7523 section 3 wants, in the client’s name, to the token endpoint, for five minutes', () => {
    const { header, claims, signed, signature } = sign({ subject: 'ada' });
    expect(header).toMatchObject({ alg: 'RS256', typ: 'JWT' });
    expect(claims).toEqual({
      iss: 'CLIENT',
      sub: 'ada',
      aud: 'https://s.example/token',
      iat: now / 1000,
      exp: now / 1000 + 300,
      jti: expect.any(String) as unknown,
    });
    expect(
      verify('sha256', signed, createPublicKey(rsaPublicKey.export({ type: 'spki', format: 'pem' })), signature),
    ).toBe(true);
  });

  it('is signed as the key is, or as it is told', () => {
    const ec = sign({ key: new Secret(ecKey) });
    expect(ec.header).toMatchObject({ alg: 'ES256' });
    expect(verify('sha256', ec.signed, { key: ecPublicKey, dsaEncoding: 'ieee-p1363' }, ec.signature)).toBe(true);
    expect(sign({ algorithm: 'PS256' }).header).toMatchObject({ alg: 'PS256' });
  });

  it('takes key, key id and issuer from a service account’s file', () => {
    const pem = `-----BEGIN PRIVATE KEY-----\n${rsaKey}\n-----END PRIVATE KEY-----\n`;
    const file = { type: 'service_account', private_key_id: 'k1', private_key: pem, client_email: 'robot@example' };
    const { header, claims } = sign({ key: new Secret(JSON.stringify(file)) });
    expect(header).toMatchObject({ kid: 'k1' });
    expect(claims).toMatchObject({ iss: 'robot@example' });
    expect(claims).not.toHaveProperty('sub');
    expect(sign({ key: new Secret(JSON.stringify(file)), keyId: 'own', issuer: 'me' })).toMatchObject({
      header: { kid: 'own' },
      claims: { iss: 'me' },
    });
  });

  it('follows the provider’s file: audience, lifetime, the scope as a claim', () => {
    const provider = providerWith({
      grants: { jwt_bearer: { assertion: { audience: 'https://login.example', scope: 'claim', lifetime: 60 } } },
    });
    expect(sign({}, { provider }).claims).toMatchObject({
      aud: 'https://login.example',
      scope: 'read write',
      exp: now / 1000 + 60,
    });
    expect(scopeIsParameter(provider, 'jwt_bearer')).toBe(false);
    expect(scopeIsParameter(context.provider, 'jwt_bearer')).toBe(true);
    expect(sign({ audience: 'x', lifetime: 10 }, { provider }).claims).toMatchObject({
      aud: 'x',
      exp: now / 1000 + 10,
    });
  });

  it('has the claims that were typed in the place of its own', () => {
    expect(sign({ claims: '{"aud": ["a", "b"], "act": {"sub": "x"}}' }).claims).toMatchObject({
      aud: ['a', 'b'],
      act: { sub: 'x' },
    });
  });

  it.each<[string, Partial<AssertionRecipe>, string | null]>([
    ['all is well', {}, null],
    ['no key', { key: new Secret('words') }, 'key'],
    ['half a key', { key: new Secret(rsaKey.slice(0, 300)) }, 'key'],
    ['a file without a key', { key: new Secret('{"type":"service_account"}') }, 'key'],
    ['an algorithm of another key', { algorithm: 'ES256' }, 'algorithm'],
    ['claims that are a list', { claims: '[]' }, 'claims'],
    ['claims that are no JSON', { claims: '{scope}' }, 'claims'],
  ])('tells what is wrong with it: %s', (_what, part, problem) => {
    expect(assertionProblem({ ...plain, ...part })).toBe(problem);
  });

  it('prints neither its key nor itself', () => {
    expect(JSON.stringify([plain, signAssertion(plain, context)])).not.toMatch(/MII|eyJ/);
  });
});
