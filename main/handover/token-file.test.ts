import { execFileSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { parse, stringify } from 'yaml';
import { account, client, tokens } from '../accounts/fakes';
import type { Account } from '../accounts';
import { Secret } from '../oauth';
import { catalogue } from '../providers';
import { readForeign } from './foreign/read-foreign';
import { AUTHORIZE, read, TOKEN } from './testing/told';
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
  'insomnia_environment_4',
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

  it('encodes a token in a query where Postman would leave it as it is, and the server take "+" for a space', () => {
    expect(json([sheet('kaixin001', 'a+b%2F/=&')], 'postman_collection').auth).toMatchObject({
      type: 'apikey',
      apikey: [{ value: 'access_token' }, { value: 'a%2Bb%252F/=&' }, { value: 'query' }],
    });
    expect(json([sheet('github', 'a+b%2F')], 'postman_collection').auth.oauth2).toContainEqual({
      key: 'accessToken',
      value: 'a+b%2F',
      type: 'string',
    });
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
  for (const token of ['two\nlines', "'''a", "a'''"])
    expect(tokenFile([sheet('github', token)], 'bruno_environment', NOW)).toBeNull();
});

describe('an Insomnia environment', () => {
  it('is a file of format 5, with the tokens where Insomnia does not sync or export them', () => {
    const written = text([sheet('github', 'gh-token')], 'insomnia_environment');
    const parsed = parse(written);
    expect(parsed).toMatchObject({
      type: 'environment.insomnia.rest/5.0',
      schema_version: '5.1',
      name: 'Latchkey: me (until 2026-01-02T04:04Z)',
      meta: { id: expect.stringMatching(/^wrk_[0-9a-f]{32}$/), created: NOW, modified: NOW },
      environments: {
        name: 'Base Environment',
        data: {},
        subEnvironments: [
          {
            meta: { isPrivate: true },
            data: { GITHUB_ACCESS_TOKEN: 'gh-token', GITHUB_ACCESS_TOKEN_EXPIRES_AT: '2026-01-02T04:04:05.000Z' },
          },
        ],
      },
    });
    const { meta, subEnvironments } = parsed.environments;
    expect(new Set([parsed.meta.id, meta.id, subEnvironments[0].meta.id]).size).toBe(3);
    expect(tokenFile(two, 'insomnia_environment', NOW)).toMatchObject({
      name: 'latchkey-github.insomnia.yaml',
      ending: 'yaml',
    });
  });

  it.each([
    'yes',
    '1e5',
    '0x1f',
    '0123',
    'null',
    '~',
    '2026-01-02',
    '-',
    'a: b #c',
    '"q\\n',
    '!!x',
    '&a',
    '*a',
    'two\nlines',
    'x'.repeat(4000),
  ])('keeps the token %j as it is, for readers of YAML 1.1 as for those of 1.2', (token) => {
    const written = text([sheet('github', token)], 'insomnia_environment');
    for (const version of ['1.1', '1.2'] as const)
      expect(parse(written, { version }).environments.subEnvironments[0].data).toEqual({
        GITHUB_ACCESS_TOKEN: token,
        GITHUB_ACCESS_TOKEN_EXPIRES_AT: '2026-01-02T04:04:05.000Z',
      });
  });

  it('is read back by the importer: it has no client, and the one that Insomnia’s user added is found beside the tokens', () => {
    const written = text(two, 'insomnia_environment');
    expect(read(written)).toBe('no_client');
    const file = parse(written);
    file.environments.data = { client_id: 'mine', token_url: TOKEN, authorize_url: AUTHORIZE };
    expect(read(stringify(file))).toMatchObject({
      kind: 'insomnia_export',
      clients: [{ clientId: 'mine', token: TOKEN, authorize: AUTHORIZE }],
    });
  });

  it('is an export of format 4 for an older Insomnia', () => {
    const written = text([sheet('github', 'gh-token')], 'insomnia_environment_4');
    expect(JSON.parse(written)).toMatchObject({
      _type: 'export',
      __export_format: 4,
      resources: [
        { _type: 'workspace', scope: 'environment', parentId: null },
        { _type: 'environment', parentId: expect.stringMatching(/^wrk_/), data: { GITHUB_ACCESS_TOKEN: 'gh-token' } },
      ],
    });
    expect(read(written)).toBe('no_client');
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
