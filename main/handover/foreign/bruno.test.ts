import { describe, expect, it } from 'vitest';
import { AUTHORIZE, client, read, TOKEN } from '../testing/told';

describe('Bruno', () => {
  it('reads values of several lines, quoted names, and says which secrets an environment only names', () => {
    const text = `auth:oauth2 {\r\n  authorization_url: ${AUTHORIZE}\r\n  client_id: '''\r\n    my-client\r\n  '''\r\n  scope: '''\r\n    read\r\n    write\r\n  '''\r\n}\r\n`;
    expect(read(text)).toMatchObject({ clients: [{ clientId: 'my-client', scope: 'read write' }] });
    const environment = `vars {\n  client_id: my-client\n  "token url": ${TOKEN}\n}\nvars:secret [\n  client_secret,\n  ~old\n]\n`;
    expect(read(environment)).toMatchObject({
      clients: [{ clientId: 'my-client', token: TOKEN }],
      leftOut: ['vars:secret.client_secret: no_value'],
    });
  });

  it('gives the client of a .bru file', () => {
    const text = `meta {
  name: Login
  type: http
}

get {
  url: {{base}}/me
  auth: oauth2
}

auth:oauth2 {
  grant_type: authorization_code
  callback_url: https://app.example/cb
  authorization_url: ${AUTHORIZE}
  access_token_url: {{base}}/token
  refresh_token_url:
  client_id: my-client
  client_secret: {{process.env.SECRET}}
  scope: read write
  pkce: true
  credentials_placement: body
  credentials_id: credentials
  token_source: access_token
  token_placement: header
  token_header_prefix: Bearer
  auto_fetch_token: true
}

vars:pre-request {
  base: https://id.example
  ~old: https://old.example
}

script:pre-request {
  const fs = require('fs');
  if (x) {
  }
}
`;
    const { clientSecret: _secret, ...rest } = client;
    expect(read(text)).toEqual({
      kind: 'bruno_file',
      leftOut: ['script:pre-request: script'],
      clients: [
        {
          ...rest,
          name: 'Login',
          pkce: 'S256',
          authentication: 'client_secret_post',
          leftOut: ['auth:oauth2.client_secret: no_value'],
        },
      ],
    });
  });

  it('gives the client of an environment, whose secrets are not in it', () => {
    const text =
      "vars {\n  client_id: my-client\n  token_url: '''\n    https://id.example/token\n  '''\n}\nvars:secret [\n  client_secret,\n  password\n]\n";
    expect(read(text)).toMatchObject({ kind: 'bruno_file', clients: [{ clientId: 'my-client', token: TOKEN }] });
  });

  it('gives the clients of a collection that was exported as JSON', () => {
    const oauth2 = {
      grantType: 'client_credentials',
      accessTokenUrl: '{{t}}',
      clientId: 'a',
      clientSecret: 'b',
      credentialsPlacement: 'basic_auth_header',
    };
    const text = JSON.stringify({
      name: 'B',
      version: '1',
      items: [
        {
          type: 'folder',
          name: 'f',
          items: [
            { type: 'http-request', name: 'r', request: { auth: { mode: 'oauth2', oauth2 }, script: { req: 'x()' } } },
          ],
        },
      ],
      environments: [{ name: 'Local', variables: [{ name: 't', value: TOKEN, enabled: true }] }],
    });
    expect(read(text)).toEqual({
      kind: 'bruno_collection',
      clients: [
        {
          name: 'r',
          grant: 'client_credentials',
          token: TOKEN,
          clientId: 'a',
          clientSecret: 'b',
          authentication: 'client_secret_basic',
        },
      ],
      leftOut: ['items[0].items[0].request.script: script'],
    });
  });

  it('mixes no values of two environments, knows the variables of the collection, and says which secrets are not in it', () => {
    const oauth2 = {
      grantType: 'client_credentials',
      accessTokenUrl: '{{token}}',
      clientId: '{{id}}',
      clientSecret: '{{secret}}',
    };
    const variable = (name: string, value: string) => ({ name, value, enabled: true, secret: name === 'secret' });
    const text = JSON.stringify({
      name: 'B',
      version: '1',
      items: [{ name: 'r', request: { vars: { req: [variable('id', 'own')] }, auth: { mode: 'oauth2', oauth2 } } }],
      environments: [
        { name: 'Dev', variables: [variable('id', 'dev'), variable('secret', 's3cr3t')] },
        { name: 'Prod', variables: [variable('id', 'prod'), variable('secret', '')] },
      ],
      root: {
        request: { vars: { req: [variable('token', TOKEN), variable('id', 'no')] }, auth: { mode: 'oauth2', oauth2 } },
      },
    });
    const leftOut = [expect.stringMatching('clientSecret: no_value')];
    expect(read(text)).toMatchObject({
      clients: [
        { name: 'B (Dev)', token: TOKEN, clientId: 'dev', clientSecret: 's3cr3t' },
        { name: 'B (Prod)', token: TOKEN, clientId: 'prod', leftOut },
        { name: 'r (Dev)', token: TOKEN, clientId: 'own', clientSecret: 's3cr3t' },
        { name: 'r (Prod)', token: TOKEN, clientId: 'own', leftOut },
      ],
    });
  });

  it('takes the further parameters of the sign-in page over, and says which others there are', () => {
    const part = (name: string, pairs: string) => `\nauth:oauth2:additional_params:${name} {\n${pairs}}\n`;
    const text = `auth:oauth2 {\n  authorization_url: ${AUTHORIZE}\n  client_id: {{id}}\n}\n${part('auth_req:queryparams', '  audience: {{id}}\n  code_challenge: x\n  ~off: x\n')}${part('auth_req:headers', '  X-Tenant: t\n')}${part('access_token_req:body', '  hint: x\n')}vars:pre-request {\n  id: my-client\n}\n`;
    const names = ['auth_req:queryparams.code_challenge', 'auth_req:headers.X-Tenant', 'access_token_req:body.hint'];
    expect(read(text)).toMatchObject({
      clients: [
        {
          clientId: 'my-client',
          params: { audience: 'my-client' },
          leftOut: names.map((name) => `auth:oauth2:additional_params:${name}: not_taken`),
        },
      ],
      leftOut: [],
    });
    const param = (name: string, sendIn: string, enabled = true) => ({ name, value: 'v', sendIn, enabled });
    const additionalParameters = {
      authorization: [param('audience', 'queryparams'), param('off', 'queryparams', false), param('X-T', 'headers')],
      token: [param('hint', 'body')],
    };
    const oauth2 = { authorizationUrl: AUTHORIZE, clientId: 'my-client', additionalParameters };
    const item = { name: 'r', request: { auth: { mode: 'oauth2', oauth2 } } };
    const where = 'items[0].request.auth.oauth2.additionalParameters';
    expect(read(JSON.stringify({ name: 'B', version: '1', items: [item] }))).toMatchObject({
      clients: [
        {
          params: { audience: 'v' },
          leftOut: [`${where}.authorization.X-T: not_taken`, `${where}.token.hint: not_taken`],
        },
      ],
    });
  });

  it('gives the client of a request that asks for a token by itself', () => {
    const text = `meta {\n  name: Ask\n}\n\npost {\n  url: {{base}}/token\n  body: formUrlEncoded\n  auth: basic\n}\n\nauth:basic {\n  username: my-client\n  password: s3:cr3t\n}\n\nbody:form-urlencoded {\n  grant_type: client_credentials\n  ~scope: x\n}\n\nvars:pre-request {\n  base: https://id.example\n}\n`;
    const asked = {
      name: 'Ask',
      grant: 'client_credentials',
      token: TOKEN,
      clientId: 'my-client',
      clientSecret: 's3:cr3t',
    };
    expect(read(text)).toEqual({
      kind: 'bruno_file',
      clients: [{ ...asked, authentication: 'client_secret_basic' }],
      leftOut: [],
    });
    const form = { mode: 'formUrlEncoded', formUrlEncoded: [{ name: 'grant_type', value: 'client_credentials' }] };
    const json = { mode: 'json', json: '{"grant_type":"client_credentials"}' };
    for (const body of [form, json]) {
      const basic = { username: 'my-client', password: 's3:cr3t' };
      const request = { url: TOKEN, method: 'POST', body, auth: { mode: 'basic', basic } };
      expect(read(JSON.stringify({ name: 'B', version: '1', items: [{ name: 'Ask', request }] }))).toMatchObject({
        clients: [asked],
        leftOut: [],
      });
    }
  });

  it('gives a request the variables of its folders, from the inside out', () => {
    const vars = (...pairs: readonly (readonly [string, string])[]) => ({
      req: pairs.map(([name, value]) => ({ name, value, enabled: true })),
    });
    const oauth2 = { accessTokenUrl: '{{t}}', clientId: '{{id}}', scope: '{{s}}' };
    const request = { auth: { mode: 'oauth2', oauth2 }, vars: vars(['s', 'request']) };
    const inner = {
      name: 'inner',
      root: { request: { vars: vars(['id', 'inner'], ['s', 'inner']) } },
      items: [{ request }],
    };
    const outer = { name: 'outer', root: { request: { vars: vars(['id', 'outer'], ['t', TOKEN]) } }, items: [inner] };
    const environments = [{ name: 'Dev', variables: [{ name: 't', value: 'https://no.example' }] }];
    expect(read(JSON.stringify({ name: 'B', version: '1', items: [outer], environments }))).toMatchObject({
      clients: [{ token: TOKEN, clientId: 'inner', scope: 'request' }],
    });
  });
});
