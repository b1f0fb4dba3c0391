import { createPrivateKey, generateKeyPairSync, type JsonWebKey, type KeyObject } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { spokenAlgorithms } from '../providers';
import { newSigningKey, readSigningKey, type SigningKey } from './signing-key';
import { RSA_JWK } from './testing/jwt';

const rsa = createPrivateKey({ key: RSA_JWK, format: 'jwk' });
const { privateKey: ec } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
const { privateKey: ed } = generateKeyPairSync('ed25519');

function keyIn(text: string): SigningKey {
  const read = readSigningKey(text);
  if (read.kind === 'refused') throw new Error(read.reason);
  return read.key;
}

const pem = (key: KeyObject, type: 'pkcs8' | 'pkcs1' | 'sec1') => key.export({ format: 'pem', type }).toString();

describe('a private key is read', () => {
  it.each<[string, string, string]>([
    ['PKCS#8, RSA', pem(rsa, 'pkcs8'), 'RS256'],
    ['PKCS#1', pem(rsa, 'pkcs1'), 'RS256'],
    ['PKCS#8, EC', pem(ec, 'pkcs8'), 'ES256'],
    ['SEC 1', pem(ec, 'sec1'), 'ES256'],
    ['PKCS#8, Ed25519', pem(ed, 'pkcs8'), 'EdDSA'],
    ['PEM without line ends', pem(ec, 'pkcs8').replaceAll('\n', ''), 'ES256'],
    ['only the base64 between the lines', pem(ec, 'pkcs8').replace(/-----.*-----/g, ''), 'ES256'],
    ['JWK', JSON.stringify(ec.export({ format: 'jwk' })), 'ES256'],
    ['JWK that says what it is for', JSON.stringify({ ...RSA_JWK, alg: 'PS256' }), 'PS256'],
    ['JWKS of one', JSON.stringify({ keys: [ed.export({ format: 'jwk' })] }), 'EdDSA'],
  ])('%s', (_form, text, algorithm) => {
    expect(keyIn(text).algorithms[0]).toBe(algorithm);
  });

  it('whatever its form, as the same key', () => {
    const forms = [pem(ec, 'pkcs8'), pem(ec, 'sec1'), JSON.stringify(ec.export({ format: 'jwk' }))];
    expect(new Set(forms.map((text) => keyIn(text).thumbprint)).size).toBe(1);
    expect(keyIn(keyIn(forms[0] ?? '').jwk.reveal()).thumbprint).toBe(keyIn(forms[2] ?? '').thumbprint);
  });
});

describe('what is no usable private key is refused with its reason', () => {
  const { privateKey: weak } = generateKeyPairSync('rsa', { modulusLength: 1024 });
  const { privateKey: agreement } = generateKeyPairSync('x25519');
  const encrypted = ec.export({ format: 'pem', type: 'pkcs8', cipher: 'aes-256-cbc', passphrase: 'p' }).toString();
  const { d: _d, ...publicEc } = ec.export({ format: 'jwk' });
  it.each<[string, string, string]>([
    ['nothing', '', 'unreadable'],
    ['words', 'my key, please', 'unreadable'],
    ['broken JSON', '{"kty":"EC"', 'unreadable'],
    ['a JWK with wrong members', '{"kty":"EC","crv":"P-256","x":"a","y":"b","d":"c"}', 'unreadable'],
    ['a symmetric JWK', '{"kty":"oct","k":"c2VjcmV0"}', 'unsupported'],
    ['a public JWK', JSON.stringify(publicEc), 'public'],
    ['a public PEM', '-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----', 'public'],
    ['a certificate alone', '-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----', 'public'],
    ['a key under a passphrase', encrypted, 'encrypted'],
    ['RSA with 1024 bits', pem(weak, 'pkcs8'), 'unsupported'],
    ['a key for agreement only', pem(agreement, 'pkcs8'), 'unsupported'],
  ])('%s', (_what, text, reason) => {
    expect(readSigningKey(text)).toEqual({ kind: 'refused', reason });
  });
});

it.each(spokenAlgorithms)(
  'a new key for %s has its thumbprint as kid, and its public part holds nothing private',
  async (algorithm) => {
    const key = await newSigningKey(algorithm);
    expect(key.algorithms[0]).toBe(algorithm);
    expect(key.publicJwk).toMatchObject({ alg: algorithm, kid: key.thumbprint, use: 'sig' });
    for (const name of ['d', 'p', 'q', 'dp', 'dq', 'qi', 'k']) expect(Object.keys(key.publicJwk)).not.toContain(name);
    const { d } = JSON.parse(key.jwk.reveal()) as JsonWebKey;
    expect(JSON.stringify(key.publicJwk)).not.toContain(d);
  },
);

it('the thumbprint is taken over the public members alone (RFC 7638 section 3.2)', () => {
  const named = keyIn(JSON.stringify({ ...RSA_JWK, kid: 'mine', alg: 'PS512', use: 'sig', extra: 1 }));
  expect(named.bareJwk).toEqual({ e: RSA_JWK.e, kty: 'RSA', n: RSA_JWK.n });
  expect(named.thumbprint).toBe(keyIn(pem(rsa, 'pkcs1')).thumbprint);
  expect(named.keyId).toBe('mine');
});
