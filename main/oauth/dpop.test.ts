import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { draftAuthorization } from './authorize-request';
import { dpopProof, dpopThumbprint, isSenderConstrained } from './dpop';
import { Secret } from './secret';
import { serverHints, sendSigned, wantsSigningAgain } from './server-hints';
import { newSigningKey } from './signing-key';
import { openJwt } from './testing/jwt';
import { fromCatalogue, met, providerWith, read, tokensOf } from './testing/read';
import { buildTokenRequest } from './token-request';
import type { RawReply, TokenRequest } from './types';

const now = 1_700_000_000_000;
const key = await newSigningKey('ES256');
const url = 'https://api.acme.example/v1/me?page=2#top';

describe('a proof', () => {
  const open = (more: object = {}) => {
    const input = { key: key.jwk, method: 'GET', url, nonce: null, accessToken: null, now, ...more };
    return openJwt(dpopProof(input).reveal(), key.publicJwk);
  };

  it('names the request without query and fragment, and carries the public key (RFC 9449 section 4.2)', () => {
    const { header, claims } = open();
    expect(header).toEqual({ typ: 'dpop+jwt', alg: 'ES256', jwk: key.bareJwk });
    expect(claims).toEqual({
      iat: 1_700_000_000,
      jti: expect.any(String) as string,
      htm: 'GET',
      htu: 'https://api.acme.example/v1/me',
    });
  });

  it('holds nothing private', () => {
    const { d } = JSON.parse(key.jwk.reveal()) as { d: string };
    const proof = dpopProof({ key: key.jwk, method: 'GET', url, nonce: null, accessToken: null, now }).reveal();
    const text = proof
      .split('.')
      .map((part) => Buffer.from(part, 'base64url').toString())
      .join();
    expect(text).not.toContain(d);
    expect(Object.keys(key.bareJwk)).toEqual(['crv', 'kty', 'x', 'y']);
  });

  it('carries the nonce, and for API calls the hash of the token', () => {
    const { claims } = open({ nonce: 'n-1', accessToken: new Secret('Kz~8mXK1EalYznwH-LC-1fBAo.4Ljp~zsPE_NeO.gxU') });
    // The token and its hash stand in RFC 9449 section 7.1.
    expect(claims).toMatchObject({ nonce: 'n-1', ath: 'fUHyO2r2Z3DZ53EsNrWBb0xWXoaNy59IiKCAqksmQEo' });
  });

  it('is good once: no two are alike', () => {
    expect(open().claims['jti']).not.toBe(open().claims['jti']);
  });
});

it('the thumbprint is SHA-256 over the public members in their order (RFC 7638)', () => {
  const { crv, kty, x, y } = key.bareJwk;
  const text = JSON.stringify({ crv, kty, x, y });
  expect(dpopThumbprint(key.jwk)).toBe(createHash('sha256').update(text).digest('base64url'));
});

it('an authorization request names the key its code is bound to (RFC 9449 section 10)', async () => {
  const client = {
    clientId: 'c',
    authorizeEndpoint: 'https://a.example/authorize',
    callbackUrl: 'https://c.example/cb',
    scope: [],
  };
  const bound = await draftAuthorization(fromCatalogue('standard'), { ...client, dpopKey: key.jwk });
  expect(new URL(bound.authorization.url).searchParams.get('dpop_jkt')).toBe(key.thumbprint);
  expect(bound.authorization.dpopKey).toBe(key.jwk);
  const plain = await draftAuthorization(fromCatalogue('standard'), client);
  expect(plain.authorization.url).not.toContain('dpop_jkt');
});

describe('a reply to a request with a proof', () => {
  const answered = (type: string) =>
    read({ access_token: 'a', token_type: type, expires_in: 60 }, { context: { dpop: true } });

  it('is in order when the token is bound', () => {
    expect(met(answered('DPoP'))).toEqual([]);
    expect(isSenderConstrained({ ...tokensOf(answered('dpop')), dpopKey: key.jwk })).toBe(true);
  });

  it('that gives a plain token is taken, and told as a departure', () => {
    expect(met(answered('Bearer'))).toEqual(['dpop_ignored | token_type: Bearer | kept']);
    expect(tokensOf(answered('Bearer')).tokenType).toBe('Bearer');
    expect(isSenderConstrained({ ...tokensOf(answered('Bearer')), dpopKey: key.jwk })).toBe(false);
  });

  it('without a proof, DPoP is unusual as before', () => {
    expect(met(read({ access_token: 'a', token_type: 'DPoP', expires_in: 60 }))).toEqual([
      'token_type_odd | token_type: DPoP | kept',
    ]);
  });
});

const TOKEN_ENDPOINT = 'https://login.acme.example/token?tenant=1';

function tokenRequest(nonce: string | null, at = now, dpop = true): TokenRequest {
  return buildTokenRequest({
    provider: providerWith({
      endpoints: { token: TOKEN_ENDPOINT },
      grants: { authorization_code: {}, refresh_token: {} },
    }),
    client: { clientId: 'c', clientSecret: null, authentication: 'none', tokenEndpoint: TOKEN_ENDPOINT },
    grant: { kind: 'refresh_token', refreshToken: new Secret('R') },
    proof: dpop ? { key: key.jwk, nonce } : null,
    now: at,
  });
}

const proofOf = (request: TokenRequest) => openJwt((request.headers['dpop'] as Secret).reveal(), key.publicJwk).claims;

function reply(status: number, body: object, headers: Record<string, string> = {}): RawReply {
  return { status, headers, body: Buffer.from(JSON.stringify(body)), sentAt: now, receivedAt: now };
}

it('a token request carries its proof in the header DPoP', () => {
  expect(proofOf(tokenRequest('n'))).toMatchObject({
    htm: 'POST',
    htu: 'https://login.acme.example/token',
    nonce: 'n',
  });
  expect(tokenRequest(null, now, false).headers).not.toHaveProperty('dpop');
});

describe('what servers tell in passing', () => {
  it('is kept by origin: the latest nonce, and the time on their clock', () => {
    const hints = serverHints();
    hints.learn(TOKEN_ENDPOINT, reply(200, {}, { 'dpop-nonce': 'n1', date: new Date(now + 90_000).toUTCString() }));
    hints.learn(TOKEN_ENDPOINT, reply(200, {}, { 'dpop-nonce': 'n2' }));
    expect(hints.nonce('https://login.acme.example/par')).toBe('n2');
    expect(hints.nonce('https://other.example/token')).toBeNull();
    expect(hints.now(TOKEN_ENDPOINT, now, -5)).toBe(now + 90_000);
    expect(hints.now('https://other.example/', now, -5000)).toBe(now - 5000);
  });

  it.each(['two, of them', 'a"b', ' ', 'ä', 'x'.repeat(1025)])('a nonce that is none is not taken: %j', (nonce) => {
    const hints = serverHints();
    hints.learn(TOKEN_ENDPOINT, reply(400, {}, { 'dpop-nonce': nonce }));
    expect(hints.nonce(TOKEN_ENDPOINT)).toBeNull();
  });
});

describe('a request is signed once more', () => {
  const late = { date: new Date(now + 3_600_000).toUTCString() };
  it.each<[string, boolean, TokenRequest, RawReply]>([
    ['for a nonce', true, tokenRequest(null), reply(400, { error: 'use_dpop_nonce' }, { 'dpop-nonce': 'n' })],
    [
      'for a nonce of an API',
      true,
      tokenRequest(null),
      reply(401, {}, { 'dpop-nonce': 'n', 'www-authenticate': 'DPoP realm="x", error="use_dpop_nonce"' }),
    ],
    ['for a nonce that is not there', false, tokenRequest(null), reply(400, { error: 'use_dpop_nonce' })],
    [
      'that had no proof',
      false,
      tokenRequest(null, now, false),
      reply(400, { error: 'use_dpop_nonce' }, { 'dpop-nonce': 'n' }),
    ],
    ['for a clock that is far off', true, tokenRequest(null), reply(400, { error: 'invalid_dpop_proof' }, late)],
    [
      'for a clock that is about right',
      false,
      tokenRequest(null),
      reply(400, { error: 'invalid_dpop_proof' }, { date: new Date(now).toUTCString() }),
    ],
    ['where the server tells no time', false, tokenRequest(null), reply(400, { error: 'invalid_dpop_proof' })],
    [
      'for a grant that is dead',
      false,
      tokenRequest(null),
      reply(400, { error: 'invalid_grant' }, { ...late, 'dpop-nonce': 'n' }),
    ],
    [
      'for tokens',
      false,
      tokenRequest(null),
      reply(200, { access_token: 'a', error: 'use_dpop_nonce' }, { 'dpop-nonce': 'n' }),
    ],
  ])('%s: %s', (_why, again, request, answer) => {
    expect(wantsSigningAgain(request, answer)).toBe(again);
  });

  it('and never a third time', async () => {
    const asked: TokenRequest[] = [];
    const refusal = reply(400, { error: 'use_dpop_nonce' }, { 'dpop-nonce': 'n-1' });
    const send = async (request: TokenRequest) => {
      asked.push(request);
      return { kind: 'reply' as const, reply: refusal };
    };
    const deps = { send, hints: serverHints(), now: () => now };
    const result = await sendSigned(deps, TOKEN_ENDPOINT, (moment) => tokenRequest(moment.nonce, moment.now));
    expect(result).toEqual({ kind: 'reply', reply: refusal });
    expect(asked.map((request) => proofOf(request)['nonce'])).toEqual([undefined, 'n-1']);
    expect(proofOf(asked[0]!)['jti']).not.toBe(proofOf(asked[1]!)['jti']);
  });

  it('with the time on the server’s clock, where ours is an hour behind', async () => {
    const times: unknown[] = [];
    const send = async (request: TokenRequest) => {
      const { iat } = proofOf(request);
      times.push(iat);
      const good = iat === Math.floor(now / 1000) + 3600;
      return {
        kind: 'reply' as const,
        reply: good ? reply(200, { access_token: 'a' }, late) : reply(400, { error: 'invalid_dpop_proof' }, late),
      };
    };
    const deps = { send, hints: serverHints(), now: () => now };
    const result = await sendSigned(deps, TOKEN_ENDPOINT, (moment) => tokenRequest(moment.nonce, moment.now));
    expect(result).toMatchObject({ kind: 'reply', reply: { status: 200 } });
    expect(times).toHaveLength(2);
  });
});
