import { describe, expect, it } from 'vitest';
import { requestUrl } from './request-shape';
import { Secret } from './secret';
import { fromCatalogue, providerWith } from './testing/read';
import { buildTokenRequest, type TokenClient, type TokenGrant } from './token-request';

const sinaapp: TokenClient = {
  clientId: 'CLIENT_ID',
  clientSecret: new Secret('CLIENT_SECRET'),
  authentication: 'client_secret_post',
  tokenEndpoint: 'https://api.sinaapp.com/oauth2/access_token',
};
const kaixin001: TokenClient = {
  clientId: 'Va5yQRHlA4Fq4eR3LT0vuXV4',
  clientSecret: new Secret('0rDSjzQ20XUj5itV7WRtznPQSzr5pVw2'),
  authentication: 'client_secret_post',
  tokenEndpoint: 'https://api.kaixin001.com/oauth2/access_token',
};
const standard: TokenClient = {
  clientId: 'my client:1',
  clientSecret: new Secret('pass+word/=~é'),
  authentication: 'client_secret_basic',
  tokenEndpoint: 'http://127.0.0.1:3000/token?tenant=1',
};
const code: TokenGrant = {
  kind: 'authorization_code',
  code: new Secret('1ac849866e7ccca8ed69fc179223aba112e2a531'),
  redirectUri: null,
  verifier: null,
};

function form(name: string, fields: Record<string, string>, scope: string[] = []): TokenGrant {
  return {
    kind: 'form',
    name,
    fields: Object.fromEntries(Object.entries(fields).map(([field, value]) => [field, new Secret(value)])),
    scope,
  };
}

function headersOf(headers: Readonly<Record<string, Secret | string>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name, value instanceof Secret ? value.reveal() : value]),
  );
}

describe('a token request', () => {
  it.each<[string, string, TokenClient, TokenGrant, string]>([
    [
      'of SinaApp for a code',
      'sinaapp',
      sinaapp,
      code,
      'code=1ac849866e7ccca8ed69fc179223aba112e2a531&client_id=CLIENT_ID&client_secret=CLIENT_SECRET&grant_type=authorization_code',
    ],
    [
      'of SinaApp for a refresh token',
      'sinaapp',
      sinaapp,
      { kind: 'refresh_token', refreshToken: new Secret('abfd84bf376d88da4efb6e13b853c339b08c7fd9') },
      'refresh_token=abfd84bf376d88da4efb6e13b853c339b08c7fd9&client_id=CLIENT_ID&client_secret=CLIENT_SECRET&grant_type=refresh_token',
    ],
    [
      'of Kaixin001 for a password, as in its document',
      'kaixin001',
      kaixin001,
      form('password', { password: '111111', username: 'json001' }, ['basic']),
      'grant_type=password&username=json001&password=111111&client_id=Va5yQRHlA4Fq4eR3LT0vuXV4&client_secret=0rDSjzQ20XUj5itV7WRtznPQSzr5pVw2&scope=basic',
    ],
    [
      'of Kaixin001 with several scopes and characters that need care',
      'kaixin001',
      kaixin001,
      form('password', { username: 'a b@c.cn', password: '&=+%秘' }, ['basic', 'user_photo', 'basic', '']),
      'grant_type=password&username=a+b%40c.cn&password=%26%3D%2B%25%E7%A7%98&client_id=Va5yQRHlA4Fq4eR3LT0vuXV4&client_secret=0rDSjzQ20XUj5itV7WRtznPQSzr5pVw2&scope=basic+user_photo',
    ],
    [
      'of Kaixin001 for a Tencent token',
      'kaixin001',
      kaixin001,
      form('tencent_token', { tencent_token: 'T', expire: '7776000', openid: 'O' }),
      'grant_type=password&tencent_token=T&expire=7776000&openid=O&client_id=Va5yQRHlA4Fq4eR3LT0vuXV4&client_secret=0rDSjzQ20XUj5itV7WRtznPQSzr5pVw2',
    ],
    [
      'of Kaixin001 for a Weibo uid',
      'kaixin001',
      kaixin001,
      form('weibo_uid', { weibo_uid: '1234567890' }, ['basic']),
      'grant_type=password&weibo_uid=1234567890&client_id=Va5yQRHlA4Fq4eR3LT0vuXV4&client_secret=0rDSjzQ20XUj5itV7WRtznPQSzr5pVw2&scope=basic',
    ],
    [
      'of a standard server for a code with PKCE',
      'standard',
      standard,
      { ...code, code: new Secret('abc'), redirectUri: 'http://127.0.0.1:3000/cb', verifier: new Secret('VERIFIER') },
      'code=abc&grant_type=authorization_code&redirect_uri=http%3A%2F%2F127.0.0.1%3A3000%2Fcb&code_verifier=VERIFIER',
    ],
    [
      'of a public client',
      'standard',
      { ...standard, clientSecret: null },
      { kind: 'refresh_token', refreshToken: new Secret('R') },
      'refresh_token=R&client_id=my+client%3A1&grant_type=refresh_token',
    ],
    [
      'without client authentication although there is a secret',
      'standard',
      { ...standard, authentication: 'none' },
      { kind: 'refresh_token', refreshToken: new Secret('R') },
      'refresh_token=R&client_id=my+client%3A1&grant_type=refresh_token',
    ],
  ])('%s has exactly the body of the document', (_what, id, client, grant, body) => {
    const request = buildTokenRequest({ provider: fromCatalogue(id), client, grant });
    expect(request.body.reveal()).toBe(body);
    expect(request.method).toBe('POST');
    expect(request.url).toBe(client.tokenEndpoint);
  });

  it('with the secret in the body has no Authorization header', () => {
    const { headers } = buildTokenRequest({ provider: fromCatalogue('sinaapp'), client: sinaapp, grant: code });
    expect(headersOf(headers)).toEqual({
      accept: 'application/json',
      'content-type': 'application/x-www-form-urlencoded',
    });
  });

  it('by client_secret_basic encodes in both halves what decodes to something else (RFC 6749 section 2.3.1)', () => {
    const { headers } = buildTokenRequest({ provider: fromCatalogue('standard'), client: standard, grant: code });
    const basic = headersOf(headers).authorization ?? '';
    expect(Buffer.from(basic.replace('Basic ', ''), 'base64').toString()).toBe('my%20client%3A1:pass%2Bword/=~%C3%A9');
    const decoded = (half = ''): string => new URLSearchParams(`v=${half.replaceAll('&', '%26')}`).get('v') ?? '';
    const [id, secret] = Buffer.from(basic.replace('Basic ', ''), 'base64').toString().split(':');
    expect([decoded(id), decoded(secret)]).toEqual(['my client:1', 'pass+word/=~é']);
  });

  it.each(['s-1', 'aGVsbG8/d29ybGQ=', 'Q~8~x.Y', ']T2v6(V{Y!w:NHT>}'])(
    'by client_secret_basic leaves %s alone, for servers that do not decode',
    (secret) => {
      const client = { ...standard, clientId: 'a-b_c.d*e', clientSecret: new Secret(secret) };
      const { headers } = buildTokenRequest({ provider: fromCatalogue('standard'), client, grant: code });
      expect(headersOf(headers).authorization).toBe(`Basic ${Buffer.from(`a-b_c.d*e:${secret}`).toString('base64')}`);
    },
  );

  it('carries the fixed parameters of its grant, and its own grant_type', () => {
    const acme = providerWith({
      reply: { scope_separator: ',' },
      grants: {
        device: {
          grant_type: 'urn:x:device',
          fields: [{ name: 'pin' }, { name: 'note', required: false }],
          params: { lang: 'zh CN' },
        },
      },
    });
    const request = buildTokenRequest({
      provider: acme,
      client: sinaapp,
      grant: form('device', { pin: '1', note: '' }, ['a', 'b']),
    });
    expect(request.body.reveal()).toBe(
      'grant_type=urn%3Ax%3Adevice&pin=1&client_id=CLIENT_ID&client_secret=CLIENT_SECRET&scope=a%2Cb&lang=zh+CN',
    );
  });

  it('is put as the file says: names, encodings, headers, placeholders', () => {
    const acme = providerWith({
      variables: { tenant: {} },
      client_fields: [{ name: 'app_key', secret: true }],
      token_request: {
        encoding: 'json',
        rename: { client_id: 'appId', grant_type: 'type' },
        omit: ['client_secret'],
        params: { resource: 'urn:{tenant}' },
        in_query: ['appId'],
        headers: { 'X-Key': '{app_key}', 'X-Secret': '{client_secret}' },
      },
      grants: { authorization_code: { request: { params: { extra: '{client_id}' } } } },
    });
    const request = buildTokenRequest({
      provider: acme,
      client: { ...sinaapp, values: { tenant: 't1' }, fields: { app_key: new Secret('KEY') } },
      grant: code,
    });
    expect(requestUrl(request)).toBe(`${sinaapp.tokenEndpoint}?appId=CLIENT_ID`);
    expect(JSON.parse(request.body.reveal())).toEqual({
      code: '1ac849866e7ccca8ed69fc179223aba112e2a531',
      type: 'authorization_code',
      resource: 'urn:t1',
      extra: 'CLIENT_ID',
    });
    expect(headersOf(request.headers)).toMatchObject({
      'content-type': 'application/json',
      'x-key': 'KEY',
      'x-secret': 'CLIENT_SECRET',
    });
    expect(JSON.stringify(request)).not.toMatch(/CLIENT_SECRET|KEY"/);
  });

  it('of a public client has a Basic header with an empty password where the file says so', () => {
    const request = buildTokenRequest({
      provider: providerWith({ token_request: { public_client: 'basic' } }),
      client: { ...sinaapp, clientSecret: null },
      grant: code,
    });
    expect(headersOf(request.headers).authorization).toBe(`Basic ${Buffer.from('CLIENT_ID:').toString('base64')}`);
  });

  it('prints no secret', () => {
    const printed = JSON.stringify([
      buildTokenRequest({ provider: fromCatalogue('sinaapp'), client: sinaapp, grant: code }),
      buildTokenRequest({
        provider: fromCatalogue('standard'),
        client: { ...standard, clientSecret: new Secret('CLIENT_SECRET') },
        grant: code,
      }),
    ]);
    expect(printed).not.toMatch(/CLIENT_SECRET|1ac849866e7c|Basic/);
  });

  it.each<[string, Partial<TokenClient>, TokenGrant, string]>([
    [
      'an http endpoint',
      { tokenEndpoint: 'http://api.kaixin001.com/oauth2/access_token' },
      form('weibo_uid', { weibo_uid: '1' }),
      'endpoint_not_https',
    ],
    [
      'an endpoint with a password in it',
      { tokenEndpoint: 'https://a:b@c.example/' },
      form('weibo_uid', { weibo_uid: '1' }),
      'endpoint_invalid',
    ],
    ['an empty field', {}, form('password', { username: 'a', password: '' }), 'invalid_input'],
    ['a missing field', {}, form('password', { username: 'a' }), 'invalid_input'],
    ['a field of another grant', {}, form('weibo_uid', { weibo_uid: '1', password: 'x' }), 'invalid_input'],
    ['a grant that is not spoken', {}, form('device', {}), 'invalid_input'],
    ['a grant named like a method of every object', {}, form('constructor', {}), 'invalid_input'],
    ['a code, which Kaixin001 has no grant for', {}, code, 'invalid_input'],
  ])('is not built from %s', (_what, patch, grant, faultCode) => {
    expect(() =>
      buildTokenRequest({ provider: fromCatalogue('kaixin001'), client: { ...kaixin001, ...patch }, grant }),
    ).toThrow(expect.objectContaining({ code: faultCode }));
  });
});
