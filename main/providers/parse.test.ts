import { describe, expect, it } from 'vitest';
import { parseProvider } from './parse';

/** A provider file with only what is needed, changed by `patch`. */
function file(patch: Record<string, unknown> = {}): string {
  return JSON.stringify({
    version: 1,
    id: 'acme',
    name: 'Acme',
    endpoints: {},
    grants: { authorization_code: {} },
    ...patch,
  });
}

function problemsOf(json: string): string[] {
  const parsed = parseProvider(json);
  return parsed.kind === 'ok' ? [] : parsed.problems.map(({ path, reason }) => `${path} | ${reason}`);
}

const form = (fields: unknown[], more: Record<string, unknown> = {}): Record<string, unknown> => ({
  grants: { password: { fields, ...more } },
});

describe('a provider file', () => {
  it('needs no more than version, id, name, endpoints and a grant, and gets all defaults', () => {
    const parsed = parseProvider(file());
    expect(parsed).toMatchObject({
      kind: 'ok',
      provider: {
        client_authentication: 'client_secret_post',
        authorize: { redirect_uri: 'send', pkce: 'S256' },
        reply: { token_type: 'Bearer', scope_separator: ' ' },
        error: { code: 'error', classes: { sign_in_needed: [] } },
      },
    });
  });

  it.each([
    ['a missing name', { name: undefined }, 'name | is missing: add a text'],
    ['a number for a text', { id: 5 }, 'id | must be a text, not a number'],
    ['an id with capitals', { id: 'Acme' }, 'id | must be made of lower-case letters, digits and hyphens, 40 at most'],
    ['a newer version', { version: 2 }, 'version | must be 1'],
    ['a misspelt key', { endpoint: {} }, 'endpoint | is not known here: did you mean "endpoints"?'],
    [
      'an unknown choice',
      { client_authentication: 'basic' },
      'client_authentication | must be one of "client_secret_post", "client_secret_basic", "client_secret_jwt", "private_key_jwt", "none"',
    ],
    [
      'a relative endpoint',
      { endpoints: { token: '/token' } },
      'endpoints.token | must be an absolute URL that starts with https:// (http:// for a loopback host)',
    ],
    [
      'an http endpoint',
      { endpoints: { token: 'http://acme.example/token' } },
      'endpoints.token | must be https; http is taken for loopback hosts only (localhost, 127.0.0.1, [::1])',
    ],
    [
      'a host that only looks local',
      { endpoints: { token: 'http://localhost.evil.com/' } },
      'endpoints.token | must be https; http is taken for loopback hosts only (localhost, 127.0.0.1, [::1])',
    ],
    [
      'an endpoint with a fragment',
      { endpoints: { authorize: 'https://acme.example/#a' } },
      'endpoints.authorize | must be an absolute URL without spaces, "#" or a user name in it',
    ],
    [
      'an API call over http, which would carry the token',
      { token_in_api_call: { example_url: 'http://acme.example/me' } },
      'token_in_api_call.example_url | must be https; http is taken for loopback hosts only (localhost, 127.0.0.1, [::1])',
    ],
    ['a field without name', form([{ label: 'x' }]), 'grants.password.fields[0].name | is missing: add a text'],
    [
      'a field that stands twice',
      form([{ name: 'a' }, { name: 'a' }]),
      'grants.password.fields[1].name | is there twice: "a" must be unique in this grant',
    ],
    [
      'a field that Latchkey sends itself',
      form([{ name: 'client_secret' }]),
      'grants.password.fields[0].name | "client_secret" is sent by Latchkey itself: remove the field',
    ],
    [
      'a field that is a fixed parameter too',
      form([{ name: 'a' }], { params: { a: '1' } }),
      'grants.password.params.a | is a field of this grant too: keep one of the two',
    ],
    [
      'an identity field that is no field',
      form([{ name: 'a' }, { name: 'b' }], { identity_field: 'c' }),
      'grants.password.identity_field | must name a field of this grant: a, b',
    ],
    [
      'a secret identity',
      form([{ name: 'a', secret: true }], { identity_field: 'a' }),
      'grants.password.identity_field | must not name a secret field: the identity is shown',
    ],
    [
      'a code grant with fields',
      { grants: { authorization_code: { fields: [{ name: 'a' }] } } },
      'grants.authorization_code.fields | must be left out: authorization_code asks the user for nothing',
    ],
    [
      'no grant to connect with',
      { grants: { refresh_token: {} } },
      'grants | has no grant to connect with: add one, for example "authorization_code": {}',
    ],
    [
      'a refresh endpoint without its grant',
      { endpoints: { refresh: 'https://acme.example/' } },
      'endpoints.refresh | is of no use without the grant refresh_token: add "refresh_token": {} to grants',
    ],
    [
      'a fixed state',
      { authorize: { params: { state: '1' } } },
      'authorize.params.state | is sent by Latchkey itself: remove it',
    ],
    [
      'two rules for the refresh token',
      { reply: { refresh_expires: { after_access: 1, after_issue: 1 } } },
      'reply.refresh_expires.after_issue | contradicts after_access: keep one of the two',
    ],
    [
      'an empty rule for the refresh token',
      { reply: { refresh_expires: {} } },
      'reply.refresh_expires | is empty: give field, after_access or after_issue, or leave it out',
    ],
    [
      'a fraction of a second',
      { reply: { default_expires_in: 1.5 } },
      'reply.default_expires_in | must be a whole number',
    ],
    [
      'a pattern with one group',
      { error: { pattern: '^(\\d+)' } },
      'error.pattern | has 1 groups: it needs two, (code) and (text); write other groups as (?:…)',
    ],
    [
      'an action on any host',
      { actions: [{ when: 'a', equals: 1, url: 'b', hosts: ['*.com'], reason: 'bind_account' }] },
      'actions[0].hosts[0] | must be a host in lower case such as "example.com", or "*.example.com" for its subdomains; no scheme, port or path',
    ],
    [
      'an action without hosts',
      { actions: [{ when: 'a', equals: 1, url: 'b', hosts: [], reason: 'bind_account' }] },
      'actions[0].hosts | needs at least 1 entry',
    ],
    [
      'a variable that is not described',
      { endpoints: { token: 'https://{shop}.acme.example/' } },
      'endpoints.token | {shop} is not described: add "shop" to variables',
    ],
    [
      'a variable in a host without a list of hosts',
      { endpoints: { token: 'https://{shop}.acme.example/' }, variables: { shop: {} } },
      'variables.shop.hosts | is needed, because the variable stands in the host of an endpoint',
    ],
    [
      'any host from a callback',
      { variables: { shop: { hosts: ['*'], from_callback: 'server' } } },
      'variables.shop.hosts[0] | must be a host in lower case such as "example.com", or "*.example.com" for its subdomains; "*" only where the user types the value',
    ],
    [
      'a pattern that can take for ever',
      { variables: { shop: { pattern: '(a+)+' } } },
      'variables.shop.pattern | repeats a group, which can take for ever: repeat single characters or classes only',
    ],
    [
      'a placeholder without a value',
      { token_request: { params: { a: '{tenant}' } } },
      'token_request.params.a | {tenant} has no value here: it may be {client_id}',
    ],
    [
      'a renamed parameter that is never sent',
      { token_request: { rename: { clientid: 'x' } } },
      'token_request.rename.clientid | is not a parameter that Latchkey sends: it may be grant_type, client_id, client_secret, code, redirect_uri, code_verifier, refresh_token, client_assertion, client_assertion_type, scope, access_token, device_code, assertion, subject_token, subject_token_type, actor_token, actor_token_type, requested_token_type, audience, resource',
    ],
    [
      'a header of the connection',
      { token_request: { headers: { Host: 'x' } } },
      'token_request.headers.Host | is a header that a file cannot set: remove it',
    ],
    [
      'a header with a line end',
      { token_request: { headers: { 'X-App': 'a\r\nHost: b' } } },
      'token_request.headers.X-App | must be one line: remove the line end',
    ],
    [
      'a hook without its field',
      { hooks: { sign_token_request: 'alipay_rsa2' } },
      'hooks.sign_token_request | needs the client field private_key: add it to client_fields',
    ],
    [
      'a later exchange that is not described',
      { grants: { authorization_code: { followed_by: 'long' } } },
      'grants.authorization_code.followed_by | must name a grant of this file that has "sends"',
    ],
    [
      'a key that is no plain name',
      { grants: { 'urn:x y': { fields: 1 }, authorization_code: {} } },
      'grants["urn:x y"].fields | must be a list, not a number: put it into [ ]',
    ],
    [
      'DPoP by algorithms that nobody here speaks',
      { dpop: { use: 'required', algorithms: ['ES256K'] } },
      'dpop.algorithms | must name one that Latchkey speaks: ES256, ES384, ES512, EdDSA, RS256, RS384, RS512, PS256, PS384, PS512',
    ],
    [
      'assertions for an issuer that it does not name',
      { client_assertion: { audience: 'issuer' } },
      'client_assertion.audience | needs the issuer: add "issuer"',
    ],
  ])('with %s is refused by path and fix', (_what, patch, problem) => {
    expect(problemsOf(file(patch))).toEqual([problem]);
  });

  it('lists every problem at once', () => {
    expect(problemsOf(file({ id: 5, version: 2, extra: 1 }))).toHaveLength(3);
  });

  it.each([
    ['a comma too many', '{\n  "version": 1,\n}', 'line 2, column 15: a comma too many before "}": remove it'],
    ['a comma too few', '{\n  "version": 1\n  "id": "a"\n}', 'line 3, column 3: expected a comma or "}" here'],
    ['no quotes around a key', '{ version: 1 }', 'line 1, column 3: expected a key in double quotes here'],
    [
      'single quotes',
      '{ "id": \'a\' }',
      'line 1, column 9: expected a value here: a text in double quotes, a number, true, false, null, { or [',
    ],
    [
      'an open text',
      '{ "id": "a\n}',
      'line 1, column 9: a text that begins here is not closed on its line: add the closing quote',
    ],
    [
      'a lone backslash',
      '{ "pattern": "\\d" }',
      'line 1, column 15: a backslash that starts no escape: write \\\\ for a backslash',
    ],
    ['a key twice', '{\n "id": "a",\n "id": "b" }', 'line 3, column 2: the key "id" stands here twice: remove one'],
    ['a prototype key', '{ "__proto__": {} }', 'line 1, column 3: the key "__proto__" is not allowed'],
    ['an early end', '{ "id": ', 'line 1, column 9: the file ends too early: a value or a closing bracket is missing'],
    ['something after its end', '{} {}', 'line 1, column 4: nothing may follow the closing brace: remove it'],
    ['a colon too few', '{ "id" 1 }', 'line 1, column 8: expected a colon after the key'],
    [
      'a number that JSON does not have',
      '[01]',
      'line 1, column 2: expected a value here: a text in double quotes, a number, true, false, null, { or [',
    ],
    ['nothing in it', '', 'line 1, column 1: the file is empty: begin with { "version": 1, … }'],
    ['bottomless lists', '['.repeat(10_000), 'line 1, column 66: is nested too deep: 64 levels at most'],
  ])('with %s is refused by line and column', (_what, json, reason) => {
    expect(problemsOf(json)).toEqual([` | ${reason}`]);
  });

  it('is an object', () => {
    expect(problemsOf('[]')).toEqual([' | must be an object { … }, not a list']);
    expect(problemsOf('null')).toEqual([' | must be an object { … }, not null']);
  });
});
