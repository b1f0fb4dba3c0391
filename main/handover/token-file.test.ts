import { execFileSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { account, client, tokens } from '../accounts/fakes';
import type { Account } from '../accounts';
import { Secret } from '../oauth';
import { catalogue } from '../providers';
import { readForeign } from './foreign/read-foreign';
import { tokenFile, type TokenFileFormat } from './token-file';
import type { TokenSheet } from './token-sheet';

const NOW = Date.UTC(2026, 0, 2, 3, 4, 5);
const END = NOW + 3_600_000;

function sheet(providerId: string, token: string, part: Partial<Account> = {}): TokenSheet {
  const accessExpiry = { kind: 'at', at: END, source: 'expires_in' } as const;
  return {
    account: account({
      id: `${providerId}-1`,
      providerId,
      label: 'me',
      tokens: tokens({ accessToken: new Secret(token), accessExpiry }),
      ...part,
    }),
    provider: catalogue().find(({ id }) => id === providerId),
    client: client({ providerId, callbackUrl: 'https://app.example/cb', scope: 'user' }),
  };
}

const text = (sheets: readonly TokenSheet[], format: TokenFileFormat): string =>
  tokenFile(sheets, format, NOW)?.content.reveal() ?? '';
const json = (sheets: readonly TokenSheet[], format: TokenFileFormat) => JSON.parse(text(sheets, format));

const two = [sheet('github', 'gh-token'), sheet('github', 'gh-other', { id: 'second', label: 'me' })];
const formats = [
  'postman_environment',
  'postman_collection',
  'bruno_environment',
  'bruno_secret',
  'insomnia_environment',
  'dotenv',
] as const;

describe('a file for another tool', () => {
  it.each(formats)('as %s holds the access tokens and no other secret', (format) => {
    const written = text(two, format);
    for (const token of ['gh-token', 'gh-other']) expect(written.includes(token)).toBe(format !== 'bruno_secret');
    for (const secret of ['my-client-secret', two[0]?.account.tokens.refreshToken?.reveal() ?? 'refresh'])
      expect(written).not.toContain(secret);
    expect(written.includes('2026-01-02T04:04:05.000Z')).toBe(true);
  });

  it('is named after its provider, where there is one', () => {
    expect(tokenFile(two, 'postman_collection', NOW)).toMatchObject({
      name: 'latchkey-github.postman_collection.json',
      ending: 'json',
    });
    expect(tokenFile([...two, sheet('gitee', 'x')], 'dotenv', NOW)).toMatchObject({
      name: 'latchkey.env',
      ending: 'env',
    });
  });

  it.each(formats)('as %s is not written with a token that would be taken for a template', (format) => {
    const file = tokenFile([sheet('github', 'a{{b}}')], format, NOW);
    expect(file === null).toBe(format !== 'dotenv');
    expect(tokenFile([sheet('github', '{% file "/etc/passwd" %}')], format, NOW) === null).toBe(format !== 'dotenv');
  });
});

it('a Postman environment has a secret variable for each token', () => {
  expect(json(two, 'postman_environment')).toMatchObject({
    name: 'Latchkey: 2 (until 2026-01-02T04:04Z)',
    _postman_variable_scope: 'environment',
    values: [
      { key: 'GITHUB_ME_ACCESS_TOKEN', value: 'gh-token', type: 'secret', enabled: true },
      { key: 'GITHUB_ME_ACCESS_TOKEN_EXPIRES_AT', type: 'default' },
      { key: 'GITHUB_ME_ACCESS_TOKEN_2', value: 'gh-other', type: 'secret', enabled: true },
      { key: 'GITHUB_ME_ACCESS_TOKEN_2_EXPIRES_AT', type: 'default' },
    ],
  });
});

describe('a Postman collection', () => {
  it('is authorized by one account, and is read back as its client', () => {
    const written = text([sheet('github', 'gh-token')], 'postman_collection');
    const parsed = JSON.parse(written);
    expect(parsed.info.schema).toBe('https://schema.getpostman.com/json/collection/v2.1.0/collection.json');
    expect(parsed.item).toEqual([
      {
        name: 'https://api.github.com/user',
        request: { method: 'GET', header: [], url: 'https://api.github.com/user' },
      },
    ]);
    expect(parsed.auth.oauth2).toContainEqual({ key: 'accessToken', value: 'gh-token', type: 'string' });
    expect(readForeign(written)).toMatchObject({
      kind: 'read',
      found: {
        clients: [
          {
            authorize: 'https://github.com/login/oauth/authorize',
            token: 'https://github.com/login/oauth/access_token',
            clientId: 'my-client',
            callbackUrl: 'https://app.example/cb',
            scope: 'user',
            pkce: 'S256',
          },
        ],
      },
    });
  });

  it('has a folder for each of several accounts', () => {
    const parsed = json(two, 'postman_collection');
    expect(parsed.auth).toEqual({ type: 'noauth' });
    expect(parsed.item).toMatchObject([
      { name: 'me', auth: { type: 'oauth2' } },
      { name: 'me', auth: { type: 'oauth2' } },
    ]);
  });

  it('carries a token where its provider wants it', () => {
    const auth = (id: string) => json([sheet(id, 'tok')], 'postman_collection').auth;
    expect(auth('shopify')).toEqual({
      type: 'apikey',
      apikey: [
        { key: 'key', value: 'X-Shopify-Access-Token', type: 'string' },
        { key: 'value', value: 'tok', type: 'string' },
        { key: 'in', value: 'header', type: 'string' },
      ],
    });
    expect(auth('kaixin001').oauth2).toContainEqual({ key: 'addTokenTo', value: 'queryParams', type: 'string' });
  });
});

it('a Bruno environment has a variable for each token; with names only, the tokens stay away', () => {
  const one = [sheet('github', 'gh-token')];
  expect(text(one, 'bruno_environment')).toBe(
    'vars {\n  GITHUB_ACCESS_TOKEN: gh-token\n  GITHUB_ACCESS_TOKEN_EXPIRES_AT: 2026-01-02T04:04:05.000Z\n}\n',
  );
  expect(text(one, 'bruno_secret')).toBe(
    'vars {\n  GITHUB_ACCESS_TOKEN_EXPIRES_AT: 2026-01-02T04:04:05.000Z\n}\nvars:secret [\n  GITHUB_ACCESS_TOKEN\n]\n',
  );
  expect(tokenFile([sheet('github', 'two\nlines')], 'bruno_environment', NOW)).toBeNull();
});

it('an Insomnia environment is an export of format 4', () => {
  expect(json([sheet('github', 'gh-token')], 'insomnia_environment')).toMatchObject({
    _type: 'export',
    __export_format: 4,
    resources: [
      { _type: 'workspace', scope: 'environment', parentId: null },
      { _type: 'environment', parentId: expect.stringMatching(/^wrk_/), data: { GITHUB_ACCESS_TOKEN: 'gh-token' } },
    ],
  });
});

it('a .env file is read by a shell, whatever a label says', () => {
  const sheets = [sheet('github', "it's", { label: 'a\ntouch /tmp/latchkey-was-here' })];
  const printed = execFileSync('sh', ['-c', `${text(sheets, 'dotenv')}printf %s "$GITHUB_ACCESS_TOKEN"`], {
    encoding: 'utf8',
  });
  expect(printed).toBe("it's");
  expect(text(sheets, 'dotenv').split('\n')).toHaveLength(3);
});
