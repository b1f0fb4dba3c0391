import { describe, expect, it } from 'vitest';
import { checkIdToken, type IdTokenQuestion } from './id-token';
import { Secret } from './secret';
import { keyShelf } from './server-keys';
import { atHash, Documents, signed, signedBySecret, signingKey, unsigned } from './testing/id-tokens';

const now = Date.now();
const seconds = Math.floor(now / 1000);
const jwksUrl = 'https://id.example/jwks';
const key = signingKey('one');
const stranger = signingKey('one');
const claims = {
  iss: 'https://id.example',
  sub: 'user-1',
  aud: 'my-client',
  iat: seconds,
  exp: seconds + 300,
  nonce: 'n',
  email: 'user@example.com',
};

function setUp() {
  const documents = new Documents();
  documents.at.set(jwksUrl, { keys: [key.jwk] });
  const shelf = keyShelf(documents.send);
  const ask = (idToken: Secret, part: Partial<IdTokenQuestion> = {}) =>
    checkIdToken({
      idToken,
      accessToken: new Secret('access'),
      issuer: 'https://id.example',
      clientId: 'my-client',
      clientSecret: new Secret('a client secret'),
      nonce: 'n',
      nonceMayMiss: false,
      algorithms: null,
      unsigned: 'refused',
      keys: shelf.at(jwksUrl),
      subjectBefore: null,
      arrivedAt: now,
      now,
      ...part,
    });
  return { documents, ask };
}

describe('an id token', () => {
  it('that is right tells who signed in', async () => {
    const { ask } = setUp();
    expect(await ask(signed({ ...claims, at_hash: atHash('access') }, key))).toEqual({
      kind: 'valid',
      subject: 'user-1',
      name: 'user@example.com',
      origin: 'keys',
      deviations: [],
    });
  });

  it.each(['ES256', 'PS256'] as const)('signed by %s is taken where the server says that it uses it', async (alg) => {
    const { ask, documents } = setUp();
    const other = signingKey('other', alg);
    documents.at.set(jwksUrl, { keys: [key.jwk, other.jwk] });
    expect(await ask(signed(claims, other), { algorithms: [alg] })).toMatchObject({ kind: 'valid' });
    expect(await ask(signed(claims, other))).toMatchObject({ kind: 'failed', reason: 'algorithm' });
  });

  const bent: readonly (readonly [string, Record<string, unknown>, string])[] = [
    ['of another issuer', { iss: 'https://evil.example' }, 'issuer'],
    ['for another client', { aud: 'another-client' }, 'audience'],
    ['for others besides, without azp', { aud: ['my-client', 'another-client'] }, 'audience'],
    ['for others besides, with their azp', { aud: ['my-client', 'other'], azp: 'other' }, 'audience'],
    ['that has ended', { exp: seconds - 120 }, 'expired'],
    ['that is dated in the future', { iat: seconds + 600 }, 'issued_later'],
    ['that is not good yet', { nbf: seconds + 600 }, 'issued_later'],
    ['with another nonce', { nonce: 'another' }, 'nonce'],
    ['without nonce', { nonce: undefined }, 'nonce'],
    ['without sub', { sub: undefined }, 'malformed'],
    ['without exp', { exp: undefined }, 'malformed'],
    ['with an exp that is a text', { exp: String(seconds + 300) }, 'malformed'],
    ['of another access token', { at_hash: atHash('another') }, 'at_hash'],
    ['with an at_hash that is none', { at_hash: 7 }, 'at_hash'],
  ];
  it.each(bent)('%s fails', async (_name, part, reason) => {
    expect(await setUp().ask(signed({ ...claims, ...part }, key))).toMatchObject({ kind: 'failed', reason });
  });

  it('with a signature of somebody else fails, and so does one that was changed', async () => {
    const { ask } = setUp();
    expect(await ask(signed(claims, stranger))).toMatchObject({ kind: 'failed', reason: 'signature' });
    const [header, , signature] = signed(claims, key).reveal().split('.');
    const forged = Buffer.from(JSON.stringify({ ...claims, sub: 'admin' })).toString('base64url');
    expect(await ask(new Secret(`${header}.${forged}.${signature}`))).toMatchObject({ reason: 'signature' });
  });

  it('without a signature is refused, unless the provider’s file takes it', async () => {
    const { ask } = setUp();
    expect(await ask(unsigned(claims))).toMatchObject({ kind: 'failed', reason: 'algorithm' });
    expect(await ask(unsigned(claims), { unsigned: 'taken' })).toMatchObject({ kind: 'valid', origin: 'connection' });
  });

  it('may be signed with the client secret, and not with the server’s public key as if it were one', async () => {
    const { ask } = setUp();
    expect(await ask(signedBySecret(claims, 'a client secret'))).toMatchObject({ kind: 'valid', origin: 'secret' });
    expect(await ask(signedBySecret(claims, JSON.stringify(key.jwk)))).toMatchObject({ reason: 'signature' });
    expect(await ask(signedBySecret(claims, 'a client secret'), { clientSecret: null })).toMatchObject({
      kind: 'failed',
    });
    expect(await ask(signedBySecret(claims, 'a client secret'), { algorithms: ['RS256'] })).toMatchObject({
      reason: 'algorithm',
    });
  });

  it('is believed for where it came from, where the server’s keys are not known', async () => {
    expect(await setUp().ask(signed(claims, stranger), { keys: null })).toMatchObject({
      kind: 'valid',
      origin: 'connection',
    });
  });

  it('is judged by the server’s clock at the moment it came', async () => {
    const { ask } = setUp();
    const old = signed({ ...claims, iat: seconds - 7200, exp: seconds - 6900 }, key);
    expect(await ask(old)).toMatchObject({ reason: 'expired' });
    expect(await ask(old, { arrivedAt: now - 7_190_000 })).toMatchObject({ kind: 'valid' });
    const ahead = signed({ ...claims, iat: seconds + 3600, exp: seconds + 3900 }, key);
    expect(await ask(ahead, { arrivedAt: now + 3_600_000 })).toMatchObject({ kind: 'valid' });
  });

  it('of another user than before fails', async () => {
    const { ask } = setUp();
    expect(await ask(signed(claims, key), { subjectBefore: 'user-1', nonce: null })).toMatchObject({ kind: 'valid' });
    expect(await ask(signed(claims, key), { subjectBefore: 'user-2', nonce: null })).toMatchObject({
      reason: 'subject',
    });
  });

  it('may lack its nonce where the provider’s file says so, which is listed; a wrong one is wrong all the same', async () => {
    const { ask } = setUp();
    expect(await ask(signed({ ...claims, nonce: undefined }, key), { nonceMayMiss: true })).toMatchObject({
      kind: 'valid',
      deviations: [{ tag: 'nonce_missing' }],
    });
    expect(await ask(signed({ ...claims, nonce: 'x' }, key), { nonceMayMiss: true })).toMatchObject({
      reason: 'nonce',
    });
  });

  it('of a server that leaves its tenant open is compared with its own tenant', async () => {
    const { ask } = setUp();
    const issuer = 'https://login.example/{tenantid}/v2.0';
    const of = (iss: string, tid?: string) => ask(signed({ ...claims, iss, tid }, key), { issuer });
    expect(await of('https://login.example/t-1/v2.0', 't-1')).toMatchObject({
      kind: 'valid',
      deviations: [{ tag: 'issuer_template' }],
    });
    expect(await of('https://login.example/t-1/v2.0', 't-2')).toMatchObject({ reason: 'issuer' });
    expect(await of('https://evil.example/t-1/v2.0', 't-1')).toMatchObject({ reason: 'issuer' });
  });

  it.each(['', 'a.b', 'a.b.c', `${Buffer.from('{}').toString('base64url')}.e30.x`, 'e30.e30.e30.e30.e30'])(
    'that is none (%s) fails and throws nothing',
    async (text) => {
      expect(await setUp().ask(new Secret(text))).toMatchObject({ kind: 'failed', reason: 'malformed' });
    },
  );
});

describe('the server’s keys', () => {
  it('are fetched once, and once more for a key that is not among them', async () => {
    const { ask, documents } = setUp();
    await ask(signed(claims, key));
    await ask(signed(claims, key));
    expect(documents.asked).toEqual([jwksUrl]);
    const next = signingKey('two');
    documents.at.set(jwksUrl, { keys: [key.jwk, next.jwk] });
    expect(await ask(signed(claims, next))).toMatchObject({ kind: 'valid' });
    expect(documents.asked).toEqual([jwksUrl, jwksUrl]);
    expect(await ask(signed(claims, signingKey('three')))).toMatchObject({ kind: 'failed', reason: 'key' });
  });

  it('that cannot be fetched leave the id token unchecked', async () => {
    const { ask, documents } = setUp();
    documents.at.delete(jwksUrl);
    expect(await ask(signed(claims, key))).toMatchObject({ kind: 'unchecked', reason: 'keys_unreachable' });
    documents.at.set(jwksUrl, { keys: 'none' });
    expect(await ask(signed(claims, key))).toMatchObject({ kind: 'unchecked', reason: 'keys_unreachable' });
    documents.at.set(jwksUrl, { keys: [key.jwk] });
    expect(await ask(signed(claims, key))).toMatchObject({ kind: 'valid' });
  });
});
