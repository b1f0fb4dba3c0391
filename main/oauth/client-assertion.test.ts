import { createHmac } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { plainTerms, type AssertionTerms } from './client-assertion';
import { Secret } from './secret';
import { signJwt } from './signed-jwt';
import { newSigningKey, readSigningKey } from './signing-key';
import { openJwt, RSA_JWK } from './testing/jwt';
import { fromCatalogue } from './testing/read';
import { buildTokenRequest, type TokenClient, type TokenGrant } from './token-request';

const now = 1_700_000_000_000;
const client: TokenClient = {
  clientId: 'my client',
  clientSecret: new Secret('s3cr€t'),
  authentication: 'client_secret_jwt',
  tokenEndpoint: 'https://login.acme.example/token',
};
const grants: readonly TokenGrant[] = [
  { kind: 'authorization_code', code: new Secret('CODE'), redirectUri: null, verifier: null },
  { kind: 'refresh_token', refreshToken: new Secret('REFRESH') },
];

function bodyOf(own: Partial<TokenClient>, grant: TokenGrant): URLSearchParams {
  const request = buildTokenRequest({ provider: fromCatalogue('standard'), client: { ...client, ...own }, grant, now });
  expect(request.headers).not.toHaveProperty('authorization');
  expect(request.signedAt).toBe(now);
  return new URLSearchParams(request.body.reveal());
}

describe.each(grants)('at the token endpoint, for $kind', (grant) => {
  it('client_secret_jwt sends an assertion by the secret, and never the secret', () => {
    const body = bodyOf({}, grant);
    expect(body.get('client_assertion_type')).toBe('urn:ietf:params:oauth:client-assertion-type:jwt-bearer');
    expect(body.get('client_id')).toBe('my client');
    expect(body.has('client_secret')).toBe(false);
    const [head = '', claims = '', signature] = (body.get('client_assertion') ?? '').split('.');
    expect(signature).toBe(createHmac('sha256', 's3cr€t').update(`${head}.${claims}`).digest('base64url'));
    expect(JSON.parse(Buffer.from(claims, 'base64url').toString())).toEqual({
      iat: 1_700_000_000,
      exp: 1_700_000_060,
      jti: expect.stringMatching(/^[\w-]{22}$/) as string,
      iss: 'my client',
      sub: 'my client',
      aud: 'https://login.acme.example/token',
    });
  });

  it.each(['ES256', 'PS256', 'EdDSA'] as const)(
    'private_key_jwt sends one that the public key verifies: %s',
    async (algorithm) => {
      const key = await newSigningKey(algorithm);
      const assertion: AssertionTerms = { ...plainTerms('https://issuer.example'), keyId: 'known-there' };
      const own = { authentication: 'private_key_jwt' as const, clientSecret: null, clientKey: key.jwk, assertion };
      const { header, claims } = openJwt(bodyOf(own, grant).get('client_assertion') ?? '', key.publicJwk);
      expect(header).toEqual({ typ: 'JWT', kid: 'known-there', alg: algorithm });
      expect(claims).toMatchObject({ iss: 'my client', sub: 'my client', aud: 'https://issuer.example' });
    },
  );

  it('each assertion is good once: no two have the same jti', () => {
    const made = [1, 2].map(() => bodyOf({}, grant).get('client_assertion'));
    expect(made[0]).not.toBe(made[1]);
  });
});

it('without a key, private_key_jwt is a public client: no half of a proof is sent', () => {
  const own = { authentication: 'private_key_jwt' as const, clientSecret: null };
  const request = buildTokenRequest({
    provider: fromCatalogue('standard'),
    client: { ...client, ...own },
    grant: { kind: 'refresh_token', refreshToken: new Secret('R') },
    now,
  });
  expect(request.body.reveal()).toBe('refresh_token=R&client_id=my+client&grant_type=refresh_token');
  expect(request.signedAt).toBeUndefined();
});

it('signs to the letter: RS256 with a fixed key, and x5t#S256 where there is a certificate', () => {
  const key = new Secret(JSON.stringify(RSA_JWK));
  const claims = { iss: 'a', jti: 'fixed' };
  const golden = signJwt(key, { typ: 'JWT', 'x5t#S256': 'thumb' }, claims, now).reveal();
  expect(golden.split('.').slice(0, 2)).toEqual([
    Buffer.from('{"typ":"JWT","x5t#S256":"thumb","alg":"RS256"}').toString('base64url'),
    Buffer.from('{"iat":1700000000,"exp":1700000060,"jti":"fixed","iss":"a"}').toString('base64url'),
  ]);
  // RSASSA-PKCS1-v1_5 has no randomness: the same twice, and the public key agrees.
  expect(signJwt(key, { typ: 'JWT', 'x5t#S256': 'thumb' }, claims, now).reveal()).toBe(golden);
  expect(openJwt(golden, RSA_JWK).claims).toMatchObject(claims);
});

it('a key that cannot do what the header asks for is a fault, not a wrong signature', () => {
  const key = new Secret(JSON.stringify(RSA_JWK));
  expect(() => signJwt(key, { alg: 'ES256' }, {}, now)).toThrow('does not fit');
  expect(() => signJwt(new Secret('nothing'), {}, {}, now)).toThrow('unreadable');
  expect(readSigningKey(key.reveal()).kind).toBe('key');
});
