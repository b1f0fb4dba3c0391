import { expect, test } from 'vitest';
import { account, tokens } from '../accounts/fakes';
import { Secret } from '../oauth';
import { claimsView } from './claims';

const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
const jwt = (header: object, claims: object) => `${part(header)}.${part(claims)}.c2lnbmF0dXJl`;
const ofToken = (token: string) => claimsView(account({ tokens: tokens({ accessToken: new Secret(token) }) })).access;

test('all claims of a JWT are shown, those that people look for first, times as points of time, nested values as they are', () => {
  const token = jwt(
    { alg: 'ES256', kid: 'k1' },
    {
      zz: { roles: ['a', { deep: true }] },
      exp: 1_700_000_000,
      sub: 'ada',
      aud: ['a', 'b'],
      iss: 'https://as.example',
      n: null,
    },
  );
  expect(ofToken(token)).toEqual({
    kind: 'jwt',
    header: [
      { name: 'alg', value: 'ES256', time: null },
      { name: 'kid', value: 'k1', time: null },
    ],
    claims: [
      { name: 'iss', value: 'https://as.example', time: null },
      { name: 'sub', value: 'ada', time: null },
      { name: 'aud', value: ['a', 'b'], time: null },
      { name: 'exp', value: 1_700_000_000, time: 1_700_000_000_000 },
      { name: 'zz', value: { roles: ['a', { deep: true }] }, time: null },
      { name: 'n', value: null, time: null },
    ],
  });
  const shown = JSON.stringify(ofToken(token));
  for (const piece of token.split('.')) expect(shown).not.toContain(piece);
});

test('a time is told however it is written, and nothing else is taken for one; a long id keeps its last digits', () => {
  const claims =
    '{"exp":"1700000000","nbf":1e21,"iat":-5,"updated_at":1700000000123,"sub":12345678901234567890,"aud":"\\"1234567890123456789"}';
  const token = `${part({ alg: 'none' })}.${Buffer.from(claims).toString('base64url')}.c2ln`;
  const shown = ofToken(token);
  const told = shown.kind === 'jwt' ? shown.claims.map(({ name, value, time }) => [name, time ?? value]) : [];
  expect(Object.fromEntries(told)).toEqual({
    exp: 1_700_000_000_000,
    nbf: 1e21,
    iat: -5000,
    updated_at: 1_700_000_000_123,
    sub: '12345678901234567890',
    aud: '"1234567890123456789',
  });
});

test('a token that stands within a token is masked, and so is what is named a secret', () => {
  const inner = jwt({ alg: 'none' }, { canary: 1 });
  const shown = JSON.stringify(
    ofToken(jwt({}, { act: { subject_token: 'canary-0123456789abcdef', other: inner }, client_secret: 'canary-2' })),
  );
  expect(shown).not.toContain('canary');
  expect(shown).not.toContain(inner);
  expect(shown).toContain('••••cdef#');
});

test('what is opaque or encrypted says so, and no id token is none', () => {
  expect(ofToken('opaque-token')).toEqual({ kind: 'opaque', length: 12 });
  expect(ofToken('a.b.c')).toEqual({ kind: 'opaque', length: 5 });
  expect(ofToken(`${part({ alg: 'RSA-OAEP', enc: 'A256GCM' })}.a.b.c.d`)).toMatchObject({ kind: 'encrypted' });
  expect(claimsView(account()).id).toEqual({ kind: 'none' });
});

test('claims of a hostile token are bounded', () => {
  let deep: object = { end: 1 };
  for (let n = 0; n < 50; n += 1) deep = { deep };
  const many = Object.fromEntries(Array.from({ length: 500 }, (_, n) => [`c${n}`, 'x'.repeat(50)]));
  const shown = ofToken(jwt({}, { ...many, deep, exp: 1e300, long: 'y'.repeat(5000) }));
  expect(shown.kind === 'jwt' && shown.claims.length).toBe(100);
  expect(JSON.stringify(shown).length).toBeLessThan(20_000);
});

test('numbers with a point or an exponent are read as they are, however many digits they have', () => {
  const claims =
    '{"score":0.30000000000000004,"far":-1.5e300,"plain":12345678901234567.5,"id":90071992547409931,"say":"\\"0.30000000000000004"}';
  const token = `${part({ alg: 'none' })}.${Buffer.from(claims).toString('base64url')}.c2lnbmF0dXJl`;
  const shown = ofToken(token);
  if (shown?.kind !== 'jwt') throw new Error('not read as a JWT');
  expect(Object.fromEntries(shown.claims.map(({ name, value }) => [name, value]))).toEqual({
    score: 0.300_000_000_000_000_04,
    far: -1.5e300,
    plain: 12_345_678_901_234_568,
    id: '90071992547409931',
    say: '"0.30000000000000004',
  });
});
