import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { createAuthorization } from './authorize-request';
import { fromCatalogue, providerWith } from './testing/read';

const client = {
  clientId: 'CLIENT_ID',
  authorizeEndpoint: 'https://a.example/authorize',
  callbackUrl: 'http://127.0.0.1:3000/cb?a=b',
  scope: ['basic', 'user_photo'],
};

describe('the authorize URL', () => {
  it('of SinaApp is the one of its document: no redirect_uri, no scope, no PKCE', async () => {
    const authorization = await createAuthorization(fromCatalogue('sinaapp'), {
      ...client,
      authorizeEndpoint: 'https://api.sinaapp.com/oauth2/authorize',
      callbackUrl: 'http://death.sinaapp.com/sae_callback.php',
    });
    const state = authorization.state.reveal();
    expect(authorization.url).toBe(
      `https://api.sinaapp.com/oauth2/authorize?response_type=code&client_id=CLIENT_ID&state=${state}`,
    );
    expect(authorization).toMatchObject({
      verifier: null,
      redirectUri: null,
      callbackUrl: 'http://death.sinaapp.com/sae_callback.php',
      issuer: null,
    });
  });

  it('has a nonce where openid is asked for of a server whose id tokens can be checked, and none otherwise', async () => {
    const asking = (scope: string[], id = 'google') => createAuthorization(fromCatalogue(id), { ...client, scope });
    const openid = await asking(['openid', 'email']);
    expect(new URL(openid.url).searchParams.get('nonce')).toBe(openid.nonce);
    expect(openid.nonce).toMatch(/^[\w-]{43}$/);
    expect((await asking(['openid'])).nonce).not.toBe(openid.nonce);
    expect(await asking(['email'])).toMatchObject({ nonce: null });
    // DingTalk has a scope of that name, and no OpenID Connect.
    for (const id of ['dingtalk', 'standard']) expect(await asking(['openid'], id)).toMatchObject({ nonce: null });
  });

  it('of a standard server has redirect_uri, scope and an S256 challenge', async () => {
    const authorization = await createAuthorization(fromCatalogue('standard'), client);
    const query = Object.fromEntries(new URL(authorization.url).searchParams);
    expect(query).toEqual({
      response_type: 'code',
      client_id: 'CLIENT_ID',
      redirect_uri: 'http://127.0.0.1:3000/cb?a=b',
      scope: 'basic user_photo',
      state: authorization.state.reveal(),
      code_challenge: createHash('sha256')
        .update(authorization.verifier?.reveal() ?? '')
        .digest('base64url'),
      code_challenge_method: 'S256',
    });
    expect(authorization.redirectUri).toBe(client.callbackUrl);
    expect(authorization.url).toContain('scope=basic%20user_photo');
    expect(authorization.url).not.toContain(authorization.verifier?.reveal());
  });

  it('leaves out an empty scope', async () => {
    const { url } = await createAuthorization(fromCatalogue('standard'), { ...client, scope: [] });
    expect(new URL(url).searchParams.has('scope')).toBe(false);
  });

  it('keeps the query of the endpoint and replaces what is sent anyway', async () => {
    const { url, state } = await createAuthorization(
      providerWith({ authorize: { redirect_uri: 'omit', pkce: 'off', params: { prompt: 'select account' } } }),
      {
        ...client,
        authorizeEndpoint: 'https://a.example/authorize?tenant=a%2Bb&state=1&client_id=other&x=~',
        clientId: 'a+b&c',
        scope: [],
      },
    );
    expect(url).toBe(
      `https://a.example/authorize?tenant=a%2Bb&x=~&response_type=code&client_id=a%2Bb%26c&state=${state.reveal()}&prompt=select%20account`,
    );
  });

  it('joins scopes with the separator of the provider', async () => {
    const { url } = await createAuthorization(providerWith({ reply: { scope_separator: ',' } }), client);
    expect(new URL(url).searchParams.get('scope')).toBe('basic,user_photo');
  });

  it('has a new state and a new verifier every time', async () => {
    const [a, b] = await Promise.all([
      createAuthorization(fromCatalogue('standard'), client),
      createAuthorization(fromCatalogue('standard'), client),
    ]);
    expect(a.state.equals(b.state)).toBe(false);
    expect(a.verifier?.reveal()).toMatch(/^[\w-]{43}$/);
    expect(a.verifier?.reveal()).not.toBe(b.verifier?.reveal());
  });

  it('carries issuer and error pattern for the judgement of the answer', async () => {
    const authorization = await createAuthorization(
      providerWith({ issuer: 'https://a.example', error: { pattern: '^(\\d+):(.*)$' } }),
      client,
    );
    expect(authorization).toMatchObject({ issuer: 'https://a.example', errorPattern: '^(\\d+):(.*)$' });
  });

  it.each([
    [{ authorizeEndpoint: 'http://a.example/authorize' }, 'endpoint_not_https'],
    [{ authorizeEndpoint: 'a.example' }, 'endpoint_invalid'],
    [{ callbackUrl: 'javascript:alert(1)' }, 'callback_invalid'],
  ])('is not built from %j', async (patch, code) => {
    await expect(createAuthorization(fromCatalogue('standard'), { ...client, ...patch })).rejects.toMatchObject({
      code,
    });
  });
});
