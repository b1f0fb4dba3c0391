import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { fillCall, standardCall, type CallName, type ProviderCalls } from '../providers';
import { requestUrl } from './request-shape';
import { Secret } from './secret';
import { buildServerCall, type ServerCallInput } from './server-call';
import { newSigningKey } from './signing-key';
import { openJwt } from './testing/jwt';
import { fromCatalogue, providerWith } from './testing/read';
import type { TokenClient } from './token-request';
import type { NetworkProfile, TokenRequest } from './types';

const standard = fromCatalogue('standard');

function build(call: ProviderCalls[CallName], more: Partial<ServerCallInput> = {}): TokenRequest {
  const built = buildServerCall({
    provider: standard,
    call,
    url: call.url,
    client: {
      clientId: 'me',
      clientSecret: new Secret('secret:1'),
      authentication: 'client_secret_basic',
      tokenEndpoint: '',
    },
    tokens: {
      accessToken: new Secret('ACCESS'),
      refreshToken: new Secret('REFRESH'),
      dpopKey: null,
      tokenType: 'bearer',
    },
    concerned: 'access_token',
    hinted: true,
    nonce: null,
    now: 0,
    ...more,
  });
  if (built.kind !== 'request') throw new Error(`lacks ${built.name}`);
  return built.request;
}

const plainHeaders = (request: TokenRequest) =>
  Object.fromEntries(
    Object.entries(request.headers).map(([name, value]) => [name, value instanceof Secret ? value.reveal() : value]),
  );

describe('a call as the standards have it', () => {
  it('revokes by RFC 7009: the token, which of the two it is, the client as at the token endpoint', () => {
    const request = build(standardCall('revoke', 'https://as.example/revoke'), { concerned: 'refresh_token' });
    expect(request.method).toBe('POST');
    expect(request.body.reveal()).toBe('token=REFRESH&token_type_hint=refresh_token');
    expect(plainHeaders(request)).toMatchObject({
      authorization: `Basic ${Buffer.from('me:secret:1').toString('base64')}`,
      'content-type': 'application/x-www-form-urlencoded',
    });
  });

  it('goes the way of its client, whichever call it is', () => {
    const network: NetworkProfile = {
      proxy: { kind: 'fixed', url: 'http://127.0.0.1:3128' },
      extraCa: null,
      trustLoopback: false,
    };
    const client: TokenClient = {
      clientId: 'me',
      clientSecret: null,
      authentication: 'none',
      tokenEndpoint: '',
      network,
      owner: 'client-1',
    };
    for (const name of ['userinfo', 'introspect', 'revoke'] as const) {
      expect(build(standardCall(name, 'https://as.example/call'), { client })).toMatchObject({
        network,
        owner: 'client-1',
      });
    }
  });

  it('leaves the hint out when it is told to', () => {
    const request = build(standardCall('revoke', 'https://as.example/revoke'), { hinted: false });
    expect(request.body.reveal()).toBe('token=ACCESS');
  });

  it('asks who the user is by GET, with the token as a Bearer header and nothing in the URL', () => {
    const request = build(standardCall('userinfo', 'https://as.example/me'));
    expect(request.method).toBe('GET');
    expect(requestUrl(request)).toBe('https://as.example/me');
    expect(plainHeaders(request)).toEqual({ accept: 'application/json', authorization: 'Bearer ACCESS' });
  });

  it('sends the client_id of a public client along', () => {
    const request = build(standardCall('introspect', 'https://as.example/introspect'), {
      client: { clientId: 'me', clientSecret: null, authentication: 'none', tokenEndpoint: '' },
    });
    expect(request.body.reveal()).toBe('token=ACCESS&token_type_hint=access_token&client_id=me');
  });

  it('names the value that an account lacks instead of sending half a request', () => {
    const qq = fromCatalogue('qq');
    const built = buildServerCall({
      provider: qq,
      call: qq.userinfo!,
      url: qq.userinfo!.url,
      client: { clientId: 'me', clientSecret: null, authentication: 'none', tokenEndpoint: '' },
      tokens: { accessToken: new Secret('ACCESS'), refreshToken: null, dpopKey: null, tokenType: 'Bearer' },
      concerned: 'access_token',
      hinted: false,
      nonce: null,
      now: 0,
    });
    expect(built).toEqual({ kind: 'missing', name: 'openid' });
  });

  it('refuses an address that may not be sent a secret, whoever let it through', () => {
    const call = standardCall('userinfo', 'https://as.example/me');
    expect(() => build(call, { url: 'http://as.example/me' })).toThrow(
      expect.objectContaining({ code: 'endpoint_not_https' }),
    );
  });
});

describe('the address of a call', () => {
  const provider = providerWith({
    variables: { shop: { hosts: ['*.shops.example'] } },
    reply: { extras: { instance: 'instance' } },
    userinfo: { url: 'https://{instance}/me/{client_id}', hosts: ['*.example.com'] },
    revoke: { url: 'https://{shop}.shops.example/revoke' },
  });

  it('is filled with what a server told, within the hosts of the file', () => {
    const values = { instance: 'https://na1.example.com', client_id: 'a/b' };
    expect(fillCall(provider, provider.userinfo!, values)).toEqual({
      kind: 'ok',
      url: 'https://na1.example.com/me/a%2Fb',
    });
  });

  it.each(['evil.example', 'example.com.evil.example', 'evil.example/x?', 'a@evil.example', 'evil.example#'])(
    'is refused at %s',
    (instance) => {
      expect(fillCall(provider, provider.userinfo!, { instance, client_id: 'me' })).toEqual({ kind: 'refused' });
    },
  );

  it('says which value is missing', () => {
    expect(fillCall(provider, provider.userinfo!, { client_id: 'me' })).toEqual({ kind: 'missing', name: 'instance' });
  });

  it('holds variables to their pattern and their hosts', () => {
    expect(fillCall(provider, provider.revoke!, { shop: 'mine' })).toMatchObject({ kind: 'ok' });
    expect(fillCall(provider, provider.revoke!, { shop: 'mine.evil.example/' })).toEqual({ kind: 'refused' });
  });

  it('must have hosts in the file where a server decides it', () => {
    expect(() =>
      providerWith({ reply: { extras: { instance: 'i' } }, userinfo: { url: 'https://{instance}/me' } }),
    ).toThrow('userinfo.hosts');
  });
});

it('carries a token that is bound to a key as DPoP, with a proof for this address and this token (RFC 9449 section 7.1)', async () => {
  const { jwk, publicJwk } = await newSigningKey('ES256');
  const tokens = { accessToken: new Secret('ACCESS'), refreshToken: null, dpopKey: jwk, tokenType: 'DPoP' };
  const request = build(standardCall('userinfo', 'https://as.example/me?x=1'), { tokens, nonce: 'n', hinted: false });
  const headers = plainHeaders(request);
  expect(headers['authorization']).toBe('DPoP ACCESS');
  expect(openJwt(headers['dpop'] ?? '', publicJwk).claims).toMatchObject({
    htm: 'GET',
    htu: 'https://as.example/me',
    nonce: 'n',
    ath: createHash('sha256').update('ACCESS').digest('base64url'),
  });
  const plain = build(standardCall('userinfo', 'https://as.example/me'), {
    tokens: { ...tokens, tokenType: 'Bearer' },
  });
  expect(plainHeaders(plain)).toMatchObject({ authorization: 'Bearer ACCESS' });
  expect(plain.headers).not.toHaveProperty('dpop');
});
