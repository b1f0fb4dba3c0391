import { describe, expect, it } from 'vitest';
import { AUTHORIZE, client, read } from '../testing/told';

describe('the address of a sign-in page', () => {
  it('gives the client, and keeps its further parameters', () => {
    const url = `${AUTHORIZE}?response_type=code&client_id=my-client&redirect_uri=https%3A%2F%2Fapp.example%2Fcb&scope=read+write&state=x&nonce=y&code_challenge=z&code_challenge_method=S256&prompt=consent&resource=https%3A%2F%2Fapi.example`;
    const { clientSecret: _secret, token: _token, ...rest } = client;
    expect(read(url)).toEqual({
      kind: 'authorize_url',
      clients: [{ ...rest, pkce: 'S256', params: { prompt: 'consent' }, resources: ['https://api.example'] }],
      leftOut: [],
    });
  });

  it('is known by the names that some providers use, and nothing else is taken for one', () => {
    expect(
      read('https://open.weixin.qq.com/connect/qrconnect?appid=wx1&redirect_uri=https%3A%2F%2Fx.example'),
    ).toMatchObject({
      clients: [{ clientId: 'wx1' }],
    });
    expect(read('https://example.com/?q=1')).toBe('no_client');
  });

  it('may stand in quotes or brackets; a secret in it stays one, and what is for one sign-in only is not taken', () => {
    const url = `${AUTHORIZE}?client_id=my-client&client_secret=s3cr3t&request=eyJ.a.b&id_token_hint=eyJ.c.d&prompt=login#part`;
    for (const text of [url, `"${url}"`, `'${url}'`, `<${url}>`])
      expect(read(text)).toMatchObject({
        clients: [
          {
            clientSecret: 's3cr3t',
            params: { prompt: 'login' },
            leftOut: ['request: not_taken', 'id_token_hint: not_taken'],
          },
        ],
      });
  });
});

function manyClients(): string {
  const item = Array.from({ length: 40_000 }, (_, index) => ({
    auth: { type: 'oauth2', oauth2: { clientId: `c${index}` } },
  }));
  return JSON.stringify({ info: {}, item });
}

function manyFolders(): string {
  const req = Array.from({ length: 2000 }, (_, index) => ({ name: `v${index}`, value: 'x' }));
  const request = { vars: { req }, auth: { mode: 'oauth2', oauth2: { clientId: '{{v1}}' } } };
  let folder: object = { items: Array.from({ length: 20_000 }, () => ({ request: { auth: request.auth } })) };
  for (let depth = 0; depth < 30; depth += 1) folder = { root: { request }, items: [folder] };
  return JSON.stringify({ version: '1', items: [folder] });
}

function manyCollections(): string {
  const variable = Array.from({ length: 20 }, (_, index) => ({ key: `v${index}`, value: 'x' }));
  const collection = { info: {}, item: [{ auth: { type: 'oauth2', oauth2: { scope: '{{v}}' } } }], variable };
  const environments = Array.from({ length: 50 }, () => ({ name: 'e', values: [{ key: 'v', value: 'x' }] }));
  return JSON.stringify({ collections: Array.from({ length: 8000 }, () => collection), environments });
}

function environment(names: readonly string[]): string {
  return JSON.stringify({ name: 'x', values: names.map((key) => ({ key, value: 'v' })) });
}

function bomb(): string {
  const auth = { type: 'oauth2', oauth2: { clientId: '{{a}}'.repeat(10_000) } };
  return JSON.stringify({ info: {}, item: [], variable: [{ key: 'a', value: 'x'.repeat(1_000_000) }], auth });
}

describe('garbage', () => {
  it.each([
    '',
    ' ',
    'hello',
    '{',
    '[1,2]',
    'null',
    '{"info":{},"item":"x"}',
    'vars {',
    'type: 5',
    '\0\0',
    'curl',
    "curl 'https://x",
    '<html>',
  ])('is refused: %j', (text) => {
    expect(['unknown', 'no_client']).toContain(read(text));
  });

  it('that is very deep, very wide or too large is refused in time', () => {
    const deep = `{"info":{},"item":${'[{"item":'.repeat(5000)}[]${'}]'.repeat(5000)}}`;
    expect(read(deep)).toBe('no_client');
    const wide = JSON.stringify({ info: {}, item: Array.from({ length: 100_000 }, () => ({})) });
    expect(read(wide)).toBe('no_client');
    expect(read('x'.repeat(8 * 1024 * 1024 + 1))).toBe('too_large');
  });

  it.each([
    ['has thousands of clients', manyClients()],
    ['has thousands of collections', manyCollections()],
    ['fills a variable in again and again', bomb()],
    ['opens a substitution again and again', `curl ${'$('.repeat(60_000)}`],
    ['opens a text of PowerShell again and again', `curl \`\n${"@'\n".repeat(40_000)}`],
    ['opens a here-document again and again', `curl x ${'<<E\n'.repeat(30_000)}`],
    ['names one client again and again', `vars {\n${'  client_id: a\n'.repeat(300_000)}}\n`],
    ['has one name that is very long', environment([`a${'_'.repeat(2_000_000)}b_client_id`])],
    ['is nothing but brackets', `${'['.repeat(2_000_000)}${']'.repeat(2_000_000)}`],
    ['is YAML with very many names', `type: x\n${Array.from({ length: 150_000 }, (_, n) => `k${n}: v\n`).join('')}`],
    ['is YAML with very many aliases', `type: x\n${'? &a a\n: *a\n'.repeat(20_000)}`],
    ['is YAML within YAML', `type: x\n${'? '.repeat(1_000_000)}`],
    ['has variables in each of many folders', manyFolders()],
    ['has very many blocks', `${'a {\n}\n'.repeat(60_000)}meta {\n}\n`],
  ])('that %s holds nothing up', (_name, text) => {
    // Each of them took minutes, or ended in an exception: the test's own deadline is the measure.
    expect(['string', 'object']).toContain(typeof read(text));
  });

  it('that has very long names shows a window only where they begin', () => {
    const auth = { type: 'oauth2', oauth2: { clientId: 'a', ['x'.repeat(1_000_000)]: 'y' } };
    const told = read(JSON.stringify({ info: {}, item: [], auth }));
    expect(JSON.stringify(told).length).toBeLessThan(1000);
    expect(JSON.stringify(read(environment(['client_id', 'x'.repeat(1_000_000)]))).length).toBeLessThan(1000);
  });

  it('with names of an object’s own parts changes nothing', () => {
    const text =
      '{"info":{"name":"x"},"item":[],"auth":{"type":"oauth2","oauth2":{"__proto__":{"polluted":"1"},"constructor":"x","clientId":"a"}}}';
    expect(read(text)).toMatchObject({ clients: [{ clientId: 'a' }] });
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
  });
});
