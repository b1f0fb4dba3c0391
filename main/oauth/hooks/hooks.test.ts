import { createHmac, verify } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { createAuthorization, type Authorization } from '../authorize-request';
import { readCallback } from '../callback';
import { Secret } from '../secret';
import { ecKey, ecPublicKey, rsaKey, rsaPublicKey } from '../testing/keys';
import { fromCatalogue } from '../testing/read';
import { buildTokenRequest, type TokenClient } from '../token-request';
import { wrongHookField } from '.';

const now = Date.UTC(2026, 0, 31, 20, 5, 6);
const code = { kind: 'authorization_code', code: new Secret('CODE'), redirectUri: null, verifier: null } as const;

function client(id: string, fields: Record<string, string>): TokenClient {
  const provider = fromCatalogue(id);
  return {
    clientId: 'CLIENT',
    clientSecret: null,
    authentication: provider.client_authentication,
    tokenEndpoint: provider.endpoints.token ?? '',
    fields: Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, new Secret(value)])),
  };
}

function sent(id: string, fields: Record<string, string>): URLSearchParams {
  const request = buildTokenRequest({ provider: fromCatalogue(id), client: client(id, fields), grant: code, now });
  return new URLSearchParams(request.body.reveal());
}

describe('a request to Alipay', () => {
  it('is signed over its sorted parameters, with the time in Shanghai', () => {
    const body = sent('alipay', { private_key: rsaKey });
    expect(body.get('timestamp')).toBe('2026-02-01 04:05:06');
    const text = [
      'app_id=CLIENT',
      'charset=utf-8',
      'code=CODE',
      'format=JSON',
      'grant_type=authorization_code',
      'method=alipay.system.oauth.token',
      'sign_type=RSA2',
      'timestamp=2026-02-01 04:05:06',
      'version=1.0',
    ].join('&');
    const signature = Buffer.from(body.get('sign') ?? '', 'base64');
    expect(verify('sha256', Buffer.from(text), rsaPublicKey, signature)).toBe(true);
    expect(body.has('client_secret')).toBe(false);
  });

  it('is not built without a key that fits', () => {
    expect(() => sent('alipay', { private_key: ecKey })).toThrow(expect.objectContaining({ code: 'key_invalid' }));
  });
});

describe('a request to Apple', () => {
  it('has a client secret signed with ES256, for five minutes', () => {
    const body = sent('apple', { private_key: ecKey, team_id: 'TEAM', key_id: 'KEY' });
    const [header = '', claims = '', signature = ''] = (body.get('client_secret') ?? '').split('.');
    const parsed = (part: string): unknown => JSON.parse(Buffer.from(part, 'base64url').toString());
    expect(parsed(header)).toEqual({ alg: 'ES256', kid: 'KEY', typ: 'JWT' });
    const issued = now / 1000;
    expect(parsed(claims)).toEqual({
      iss: 'TEAM',
      iat: issued,
      exp: issued + 300,
      aud: 'https://appleid.apple.com',
      sub: 'CLIENT',
    });
    const key = { key: ecPublicKey, dsaEncoding: 'ieee-p1363' } as const;
    expect(verify('sha256', Buffer.from(`${header}.${claims}`), key, Buffer.from(signature, 'base64url'))).toBe(true);
  });
});

describe('a private key', () => {
  const wrong = (id: string, key: string) => wrongHookField(fromCatalogue(id), { private_key: new Secret(key) });

  it('is taken as PEM, on one line, and as base64 alone', () => {
    expect(wrong('apple', ecKey)).toBeNull();
    expect(wrong('apple', ecKey.replaceAll('\n', ''))).toBeNull();
    expect(wrong('apple', ecKey.replaceAll('\n', ' '))).toBeNull();
    expect(wrong('alipay', rsaKey)).toBeNull();
  });

  it.each([
    ['nothing', 'apple', ''],
    ['words', 'apple', 'my key'],
    ['the wrong kind', 'apple', rsaKey],
    ['the wrong kind', 'alipay', ecKey],
    ['half of it', 'alipay', rsaKey.slice(0, 400)],
  ])('is refused where it is %s', (_what, id, key) => {
    expect(wrong(id, key)).toBe('private_key');
  });

  it('is not asked for by others', () => {
    expect(wrongHookField(fromCatalogue('github'), {})).toBeNull();
  });
});

describe('the callback of Shopify', () => {
  const shop = 'my-shop.myshopify.com';
  const secret = 'SHOPIFY-SECRET';

  const begin = (clientSecret: Secret | null): Promise<Authorization> =>
    createAuthorization(fromCatalogue('shopify'), {
      clientId: 'CLIENT',
      authorizeEndpoint: `https://${shop}/admin/oauth/authorize`,
      callbackUrl: 'https://app.example/cb',
      scope: [],
      clientSecret,
    });

  const answer = (authorization: Authorization, change: Record<string, string> = {}): string => {
    const signed = { code: 'CODE', shop, state: authorization.state.reveal(), timestamp: '1700000000' };
    const text = Object.entries(signed)
      .toSorted(([a], [b]) => (a < b ? -1 : 1))
      .map(([name, value]) => `${name}=${value}`)
      .join('&');
    const hmac = createHmac('sha256', secret).update(text).digest('hex');
    return `https://app.example/cb?${new URLSearchParams({ ...signed, hmac, ...change }).toString()}`;
  };

  it('is taken with a correct hmac', async () => {
    const authorization = await begin(new Secret(secret));
    expect(readCallback(answer(authorization), authorization).kind).toBe('code');
  });

  it.each([
    ['a changed code', { code: 'OTHER' }],
    ['another shop', { shop: 'evil.myshopify.com' }],
    ['a wrong hmac', { hmac: '00' }],
    ['an empty hmac', { hmac: '' }],
    ['a parameter more', { extra: '1' }],
  ])('is refused with %s', async (_what, change) => {
    const authorization = await begin(new Secret(secret));
    expect(readCallback(answer(authorization, change), authorization)).toMatchObject({ code: 'callback_unsigned' });
  });

  it('is refused where there is no secret to check it by', async () => {
    const authorization = await begin(null);
    expect(readCallback(answer(authorization), authorization)).toMatchObject({ code: 'callback_unsigned' });
  });
});
