import { describe, expect, it } from 'vitest';
import { catalogue, checkProvider } from '../../providers';
import type { FoundClient } from './found-client';
import { foundClient } from './found-client';
import { foreignProviderFile } from './foreign-provider';
import { knownProvider } from './known-provider';

const found = (values: Record<string, string>): FoundClient =>
  foundClient(
    '',
    '',
    Object.entries(values).map(([name, value]) => ({ name, value })),
    (text) => text,
  );
const known = (authorize: string, token = '') => {
  const match = knownProvider(found({ authUrl: authorize, tokenUrl: token }), catalogue());
  return match === null ? null : [match.provider.id, match.variables];
};

describe('a provider is known by its endpoints', () => {
  it.each([
    ['https://github.com/login/oauth/authorize', 'https://github.com/login/oauth/access_token', 'github', {}],
    ['https://GITHUB.com/login/oauth/authorize?prompt=x', '', 'github', {}],
    ['', 'https://api.sinaapp.com/oauth2/access_token', 'sinaapp', {}],
    ['https://gitlab.com/oauth/authorize', 'https://gitlab.com/oauth/token', 'gitlab', { host: 'gitlab.com' }],
    [
      'https://login.microsoftonline.com/my-tenant/oauth2/v2.0/authorize',
      'https://login.microsoftonline.com/my-tenant/oauth2/v2.0/token',
      'microsoft',
      { login_host: 'login.microsoftonline.com', tenant: 'my-tenant' },
    ],
  ])('%s %s', (authorize, token, id, variables) => {
    expect(known(authorize, token)).toEqual([id, variables]);
  });

  it.each([
    ['https://github.com.evil.example/login/oauth/authorize', ''],
    ['https://evil.example/login/oauth/authorize', 'https://evil.example/oauth/token'],
    ['http://github.com/login/oauth/authorize', ''],
    ['https://github.com/login/oauth/authorize/x', ''],
  ])('but not by its path, or half of its host: %s %s', (authorize, token) => {
    expect(known(authorize, token)).toBeNull();
  });
});

describe('the file of a provider that is not known', () => {
  const file = (values: Record<string, string>) =>
    foreignProviderFile(
      { id: 'acme', name: 'Acme', authorize: values['authUrl'] ?? null, token: values['tokenUrl'] ?? null },
      found(values),
    );

  it.each([
    [{ authUrl: 'https://a.example/authorize', tokenUrl: 'https://a.example/token', clientSecret: 'x' }],
    [{ authUrl: 'https://a.example/authorize', pkce: 'false', scope: 'a b' }],
    [{ tokenUrl: 'https://a.example/token', grant_type: 'client_credentials', client_authentication: 'header' }],
    [{ tokenUrl: 'https://a.example/token', grant_type: 'password' }],
    [{ authUrl: 'https://a.example/authorize', grant_type: 'implicit' }],
  ])('passes the checks of every file: %o', (values) => {
    expect(checkProvider(file(values)).kind).toBe('ok');
  });

  it('says how the client proves itself, and what PKCE it knows', () => {
    expect(file({ tokenUrl: 'https://a.example/token', client_authentication: 'header', pkce: 'false' })).toMatchObject(
      {
        client_authentication: 'client_secret_basic',
        authorize: { pkce: 'off' },
      },
    );
  });
});
