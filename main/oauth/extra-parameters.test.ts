import { describe, expect, it } from 'vitest';
import { createAuthorization } from './authorize-request';
import { isResourceIndicator, reservedNames, withExtras } from './extra-parameters';
import { Secret } from './secret';
import { fromCatalogue, providerWith } from './testing/read';
import { buildTokenRequest, type TokenClient, type TokenGrant } from './token-request';

const resources = ['https://api.example/a', 'urn:example:b'];
const client: TokenClient = {
  clientId: 'me',
  clientSecret: new Secret('a secret'),
  authentication: 'client_secret_post',
  tokenEndpoint: 'https://t.example/token',
  extras: {
    token: { params: { audience: 'tokens {x}' }, resources },
    refresh: { params: { audience: 'refreshes' }, resources },
  },
};
const code: TokenGrant = { kind: 'authorization_code', code: new Secret('c'), redirectUri: null, verifier: null };
const refresh: TokenGrant = { kind: 'refresh_token', refreshToken: new Secret('r') };

describe('further parameters', () => {
  it('go with the token request and with the refresh, each with its own, and resources with both', () => {
    const provider = fromCatalogue('standard');
    expect(
      [...new URLSearchParams(buildTokenRequest({ provider, client, grant: code }).body.reveal())].slice(-3),
    ).toEqual([
      ['audience', 'tokens {x}'],
      ['resource', 'https://api.example/a'],
      ['resource', 'urn:example:b'],
    ]);
    const body = new URLSearchParams(buildTokenRequest({ provider, client, grant: refresh }).body.reveal());
    expect(body.get('audience')).toBe('refreshes');
    expect(body.getAll('resource')).toEqual(resources);
  });

  it('in a JSON body are a list where a name stands twice, and a text where it does not', () => {
    const provider = providerWith({ token_request: { encoding: 'json' } });
    const sent = (list: string[]): unknown =>
      JSON.parse(
        buildTokenRequest({
          provider,
          client: {
            ...client,
            extras: { token: { params: {}, resources: list }, refresh: { params: {}, resources: [] } },
          },
          grant: code,
        }).body.reveal(),
      );
    expect(sent(resources)).toMatchObject({ resource: resources });
    expect(sent(resources.slice(0, 1))).toMatchObject({ resource: 'https://api.example/a' });
  });

  it('stand in the authorize URL, and never in place of ours', async () => {
    const { url, state } = await createAuthorization(fromCatalogue('standard'), {
      clientId: 'me',
      authorizeEndpoint: 'https://a.example/authorize?resource=old&tenant=1',
      callbackUrl: 'http://127.0.0.1/cb',
      scope: [],
      extra: { params: { login_hint: 'somebody@example.com', state: 'forged' }, resources },
    });
    const query = new URL(url).searchParams;
    expect(query.getAll('state')).toEqual([state.reveal()]);
    expect(query.get('login_hint')).toBe('somebody@example.com');
    expect(query.getAll('resource')).toEqual(resources);
    expect(query.get('tenant')).toBe('1');
  });

  it('take the place of what the provider’s file fixes', () => {
    const extra = { params: { prompt: 'none' }, resources: ['https://a.example'] };
    const fixed = [
      ['prompt', 'consent'],
      ['resource', 'old'],
      ['access_type', 'offline'],
    ] as const;
    expect(withExtras([['client_id', 'me']], fixed, extra)).toEqual([
      ['client_id', 'me'],
      ['access_type', 'offline'],
      ['prompt', 'none'],
      ['resource', 'https://a.example'],
    ]);
  });
});

it('a name that Latchkey sends itself is reserved, under the RFC’s name and under the provider’s', () => {
  const wechat = fromCatalogue('wechat');
  expect(reservedNames(wechat, 'authorize')).toEqual(
    expect.arrayContaining(['client_id', 'appid', 'state', 'resource']),
  );
  expect(reservedNames(wechat, 'token')).toEqual(expect.arrayContaining(['appid', 'secret', 'grant_type']));
  const kaixin = fromCatalogue('kaixin001');
  expect(reservedNames(kaixin, 'token')).toEqual(expect.arrayContaining(['username', 'weibo_uid', 'scope']));
  expect(reservedNames(kaixin, 'refresh')).not.toContain('weibo_uid');
  expect(reservedNames(fromCatalogue('standard'), 'refresh')).not.toContain('scope');
  expect(reservedNames(fromCatalogue('microsoft'), 'refresh')).toContain('scope');
});

it.each([
  ['https://api.example/v1?x=1', true],
  ['urn:example:api', true],
  ['api.example', false],
  ['https://api.example/#part', false],
  ['https://api.example/#', false],
  ['https://api.example/a b', false],
  ['', false],
])('%s as a resource indicator: %s', (text, good) => {
  expect(isResourceIndicator(text)).toBe(good);
});
