import { describe, expect, it } from 'vitest';
import { checkProvider, discoveredFile, idFor } from '../providers';
import { discover, metadataUrls, readIssuer } from './discovery';
import { matchesIssuer } from './issuer';
import type { TransportResult } from './types';

function reply(body: unknown, status = 200, headers: Record<string, string> = {}): TransportResult {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  return {
    kind: 'reply',
    reply: { status, headers, body: new TextEncoder().encode(text), sentAt: 0, receivedAt: 0 },
  };
}

/** A web server that has these documents, and remembers what was asked. */
function web(documents: Record<string, TransportResult>) {
  const asked: string[] = [];
  const send = async ({ url }: { readonly url: string }): Promise<TransportResult> => {
    asked.push(url);
    return documents[url] ?? reply('<h1>Not found</h1>', 404);
  };
  return { asked, send };
}

const issuer = 'https://id.example/tenants/a';
const sound = { issuer, authorization_endpoint: 'https://id.example/auth', token_endpoint: 'https://id.example/token' };

describe('what is pasted', () => {
  it.each([
    ['https://id.example', 'https://id.example'],
    [' https://id.example/ ', 'https://id.example'],
    ['id.example/tenants/a', 'https://id.example/tenants/a'],
    ['https://id.example/tenants/a/', 'https://id.example/tenants/a/'],
    ['https://id.example/tenants/a/.well-known/openid-configuration', 'https://id.example/tenants/a'],
    ['https://id.example/.well-known/oauth-authorization-server/tenants/a', 'https://id.example/tenants/a'],
    ['https://id.example/.well-known/openid-configuration', 'https://id.example'],
    ['127.0.0.1:3000', 'http://127.0.0.1:3000'],
    ['localhost:3000/x', 'http://localhost:3000/x'],
  ])('%s is the issuer %s', (text, expected) => {
    expect(readIssuer(text)).toMatchObject({ kind: 'ok', question: { issuer: expected } });
  });

  it.each([
    ['http://id.example', 'not_https'],
    ['ftp://id.example', 'not_https'],
    ['javascript://id.example', 'not_https'],
    ['', 'invalid'],
    ['two words', 'invalid'],
    ['https://user:word@id.example', 'invalid'],
    ['https://id.example#part', 'invalid'],
    ['https://id.example?x=1', 'invalid'],
  ])('%s is refused: %s', (text, reason) => {
    expect(readIssuer(text)).toEqual({ kind: 'refused', reason });
  });

  it('is looked for where OpenID Connect and RFC 8414 put it, and first where it was pasted', () => {
    expect(metadataUrls('https://id.example')).toEqual([
      'https://id.example/.well-known/openid-configuration',
      'https://id.example/.well-known/oauth-authorization-server',
      'https://id.example/.well-known/openid-configuration/',
    ]);
    const pasted = 'https://id.example/.well-known/oauth-authorization-server/tenants/a';
    expect(readIssuer(pasted)).toMatchObject({
      question: {
        urls: [
          pasted,
          'https://id.example/tenants/a/.well-known/openid-configuration',
          'https://id.example/.well-known/openid-configuration/tenants/a',
          'https://id.example/tenants/a/.well-known/oauth-authorization-server',
          'https://id.example/tenants/a/.well-known/openid-configuration/',
        ],
      },
    });
  });
});

describe('discovery', () => {
  const question = { issuer, urls: metadataUrls(issuer) };

  it.each(metadataUrls(issuer))('finds the document at %s', async (url) => {
    const { send, asked } = web({ [url]: reply(sound) });
    expect(await discover(send, question)).toMatchObject({ kind: 'found', issuer, url, template: false });
    expect(asked.at(-1)).toBe(url);
  });

  it('names both issuers where the document is another’s', async () => {
    const { send } = web({ [question.urls[0]!]: reply({ ...sound, issuer: 'https://evil.example' }) });
    expect(await discover(send, question)).toMatchObject({
      kind: 'failed',
      problem: { code: 'issuer_differs', asked: issuer, found: 'https://evil.example' },
    });
  });

  it('takes a slash at the end for the same issuer, and the document’s for the right one', async () => {
    const { send } = web({ [question.urls[0]!]: reply({ ...sound, issuer: `${issuer}/` }) });
    expect(await discover(send, question)).toMatchObject({ kind: 'found', issuer: `${issuer}/` });
  });

  it('takes Microsoft’s template for a known departure, and no other template', async () => {
    const microsoft = 'https://login.microsoftonline.com/common/v2.0';
    const asked = { issuer: microsoft, urls: metadataUrls(microsoft) };
    const open = 'https://login.microsoftonline.com/{tenantid}/v2.0';
    const found = await discover(web({ [asked.urls[0]!]: reply({ ...sound, issuer: open }) }).send, asked);
    expect(found).toMatchObject({ kind: 'found', issuer: open, template: true });
    for (const other of [
      'https://evil.example/{tenantid}/v2.0',
      'https://login.microsoftonline.com/{tid}/v2.0',
      '{tenantid}',
    ]) {
      const refused = await discover(web({ [asked.urls[0]!]: reply({ ...sound, issuer: other }) }).send, asked);
      expect(refused).toMatchObject({ kind: 'failed', problem: { code: 'issuer_differs' } });
    }
  });

  it('follows no redirect, and says where it leads', async () => {
    const { send, asked } = web({ [question.urls[0]!]: reply('', 302, { location: 'https://elsewhere.example/x' }) });
    expect(await discover(send, question)).toMatchObject({
      kind: 'failed',
      problem: { code: 'redirected', found: 'https://elsewhere.example/x' },
    });
    expect(asked.every((url) => url.startsWith('https://id.example/'))).toBe(true);
  });

  it('finds what Django OAuth Toolkit 1.7 has behind a slash only, to which Django redirects', async () => {
    const [usual = ''] = question.urls;
    const moved = reply('', 301, { location: new URL(`${usual}/`).pathname });
    const { send } = web({ [usual]: moved, [`${usual}/`]: reply(sound) });
    expect(await discover(send, question)).toMatchObject({ kind: 'found', issuer, url: `${usual}/` });
  });

  it.each(['[]', 'null', '<html></html>', '{"issuer": "https://id', '"text"', ''])(
    'takes %s for no document',
    async (body) => {
      const { send } = web({ [question.urls[0]!]: reply(body) });
      expect(await discover(send, question)).toMatchObject({ kind: 'failed', problem: { code: 'unreadable' } });
    },
  );

  it('says that there is none where there is none, and stops where nothing answers', async () => {
    expect(await discover(web({}).send, question)).toMatchObject({ kind: 'failed', problem: { code: 'not_found' } });
    const down: TransportResult = { kind: 'not_sent', reason: 'unreachable', detail: 'ERR_CONNECTION_REFUSED' };
    const { send, asked } = web(Object.fromEntries(question.urls.map((url) => [url, down])));
    expect(await discover(send, question)).toEqual({ kind: 'transport', result: down });
    expect(asked).toHaveLength(1);
  });
});

describe('the file that is made of the metadata', () => {
  const place = { id: 'id-example', source: 'https://id.example/.well-known/openid-configuration', notes: [] };

  it('has all that a whole document says, and passes the checks of every file', () => {
    const made = discoveredFile(
      {
        ...sound,
        jwks_uri: 'https://id.example/jwks',
        registration_endpoint: 'https://id.example/register',
        revocation_endpoint: 'https://id.example/revoke',
        introspection_endpoint: 'https://id.example/introspect',
        userinfo_endpoint: 'https://id.example/me',
        device_authorization_endpoint: 'https://id.example/device',
        scopes_supported: ['openid', 'email', 'offline_access', 'api'],
        grant_types_supported: [
          'authorization_code',
          'client_credentials',
          'password',
          'urn:ietf:params:oauth:grant-type:device_code',
        ],
        token_endpoint_auth_methods_supported: ['private_key_jwt', 'client_secret_post'],
        code_challenge_methods_supported: ['S256', 'plain'],
        id_token_signing_alg_values_supported: ['RS256', 'ES256', 'none'],
        authorization_response_iss_parameter_supported: true,
      },
      place,
    );
    if (made.kind !== 'ok') throw new Error(made.field);
    const parsed = checkProvider(made.file);
    if (parsed.kind !== 'ok') throw new Error(JSON.stringify(parsed.problems));
    expect(parsed.provider).toMatchObject({
      id: 'id-example',
      name: 'id.example/tenants/a',
      issuer,
      endpoints: {
        authorize: 'https://id.example/auth',
        token: 'https://id.example/token',
        device_authorization: 'https://id.example/device',
        discovery: place.source,
        jwks: 'https://id.example/jwks',
        registration: 'https://id.example/register',
      },
      client_authentication: 'client_secret_post',
      default_scope: 'openid email offline_access',
      scopes: ['openid', 'email', 'offline_access', 'api'],
      authorize: { pkce: 'S256' },
      callback: { issuer: 'required' },
      id_token: { algorithms: ['RS256', 'ES256'], nonce: 'required', unsigned: 'refused' },
      revoke: { url: 'https://id.example/revoke' },
      introspect: { url: 'https://id.example/introspect' },
      userinfo: { url: 'https://id.example/me', identity: 'sub' },
    });
    expect(Object.keys(parsed.provider.grants)).toEqual([
      'authorization_code',
      'refresh_token',
      'client_credentials',
      'device_code',
      'password',
    ]);
  });

  it('of the least document has the RFC’s defaults', () => {
    const made = discoveredFile(sound, place);
    expect(made).toMatchObject({
      kind: 'ok',
      file: { client_authentication: 'client_secret_basic', grants: { authorization_code: {}, refresh_token: {} } },
    });
  });

  it.each([
    ['token_endpoint', 'http://id.example/token'],
    ['authorization_endpoint', 'javascript:alert(1)'],
    ['jwks_uri', 'file:///etc/passwd'],
    ['registration_endpoint', 'https://user@id.example/'],
    ['userinfo_endpoint', 'data:text/html,x'],
    ['revocation_endpoint', 'http://10.0.0.1/'],
  ])('is not made where %s is %s', (field, value) => {
    expect(discoveredFile({ ...sound, [field]: value }, place)).toMatchObject({
      kind: 'refused',
      reason: 'endpoint',
      field,
    });
  });

  it('is not made without a token endpoint', () => {
    expect(discoveredFile({ issuer, authorization_endpoint: 'https://id.example/auth' }, place)).toEqual({
      kind: 'refused',
      reason: 'incomplete',
      field: 'token_endpoint',
    });
  });

  it('takes nothing over from a hostile document but short texts under known names', () => {
    const hostile = JSON.parse(
      JSON.stringify({
        ...sound,
        scopes_supported: Array.from({ length: 100_000 }, (_, index) => `s${index}`),
        grant_types_supported: [{ toString: 'x' }, 'authorization_code', 7, null],
        token_endpoint_auth_methods_supported: 'client_secret_post',
        id_token_signing_alg_values_supported: ['x'.repeat(10_000), 'RS256', 'a\nb'],
        constructor: { prototype: { polluted: true } },
        client_authentication: 'none',
        hooks: { client_secret: 'apple_jwt' },
      }).replace('{', '{"__proto__":{"polluted":true},'),
    ) as Record<string, unknown>;
    const made = discoveredFile(hostile, place);
    if (made.kind !== 'ok') throw new Error(made.field);
    expect(checkProvider(made.file).kind).toBe('ok');
    expect(made.file).toMatchObject({
      client_authentication: 'client_secret_basic',
      id_token: { algorithms: ['RS256'] },
    });
    expect(made.file['scopes']).toHaveLength(100);
    expect(made.file['hooks']).toBeUndefined();
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
  });

  it('does not ask Atlassian for openid, which it lists and refuses', () => {
    const made = discoveredFile(
      { ...sound, issuer: 'https://auth.atlassian.com', scopes_supported: ['openid', 'offline_access'] },
      place,
    );
    expect(made).toMatchObject({ kind: 'ok', file: { default_scope: 'offline_access' } });
  });

  it('has an id of its own', () => {
    expect(idFor(issuer, () => true)).toBe('id-example-tenants-a');
    expect(idFor(issuer, (id) => id.endsWith('-3'))).toBe('id-example-tenants-a-3');
    expect(idFor('https://例え.example', () => true)).toBe('xn-r8jz45g-example');
    expect(idFor(`https://${'a'.repeat(60)}.example`, () => true)).toHaveLength(36);
  });
});

it.each([
  ['https://id.example', 'https://id.example', true],
  ['https://id.example', 'https://id.example/', false],
  ['https://m.example/{tenantid}/v2.0', 'https://m.example/9188040d-6c67/v2.0', true],
  ['https://m.example/{tenantid}/v2.0', 'https://m.example/a/b/v2.0', false],
  ['https://m.example/{tenantid}/v2.0', 'https://m.example//v2.0', false],
  ['{tenantid}', 'https://evil.example', false],
])('the issuer %s matches %s: %s', (expected, given, matches) => {
  expect(matchesIssuer(expected, given)).toBe(matches);
});
