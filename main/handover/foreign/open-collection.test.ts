import { describe, expect, it } from 'vitest';
import { AUTHORIZE, client, read, TOKEN } from '../testing/told';

/** An authorization as Bruno 4 writes it. */
const auth = `  auth:
    type: oauth2
    flow: authorization_code
    authorizationUrl: ${AUTHORIZE}
    accessTokenUrl: "{{base}}/token"
    callbackUrl: https://app.example/cb
    credentials:
      clientId: my-client
      clientSecret: "{{secret}}"
      placement: body
    additionalParameters:
      authorizationRequest:
        - name: audience
          placement: query
          value: https://api.example
        - name: X-Tenant
          placement: header
          value: t
      accessTokenRequest:
        - name: assertion_hint
          placement: body
          value: h
    scope: read write
    pkce: {}
    tokenConfig:
      id: credentials
      placement:
        header: Bearer
      source: access_token
    settings:
      autoFetchToken: true
      autoRefreshToken: false
`;
const variables = (indent: string) =>
  `${indent}variables:\n${indent}  - name: base\n${indent}    value: https://id.example\n`;
const { clientSecret: _secret, ...rest } = client;
const found = (where: string) => ({
  ...rest,
  name: 'My API',
  pkce: 'S256',
  authentication: 'client_secret_post',
  params: { audience: 'https://api.example' },
  leftOut: [
    `${where}.credentials.clientSecret: no_value`,
    `${where}.additionalParameters.authorizationRequest.X-Tenant: not_taken`,
    `${where}.additionalParameters.accessTokenRequest.assertion_hint: not_taken`,
  ],
});

describe('a file of Bruno in YAML', () => {
  it('gives the client of a collection, of a folder and of a request', () => {
    const scripts = '  scripts:\n    - type: before-request\n      code: x()\n';
    expect(
      read(`opencollection: 1.0.0\n\ninfo:\n  name: My API\n\nrequest:\n${auth}${variables('  ')}${scripts}`),
    ).toEqual({
      kind: 'bruno_collection',
      clients: [found('request.auth')],
      leftOut: ['request.scripts: script'],
    });
    expect(read(`info:\n  name: My API\n  type: folder\n  seq: 1\n\nrequest:\n${auth}${variables('  ')}`)).toEqual({
      kind: 'bruno_file',
      clients: [found('request.auth')],
      leftOut: [],
    });
    const request = (runtime: string) =>
      `info:\n  name: My API\n  type: http\n\nhttp:\n  method: GET\n  url: "{{base}}/me"\n${runtime}`;
    expect(read(request(`${auth}\nruntime:\n${variables('  ')}${scripts}`))).toEqual({
      kind: 'bruno_file',
      clients: [found('http.auth')],
      leftOut: ['runtime.scripts: script'],
    });
    // As the first releases had it.
    expect(read(request(`\nruntime:\n${auth}${variables('  ')}`))).toMatchObject({ clients: [found('runtime.auth')] });
    expect(read(request('  auth: inherit\n'))).toBe('no_client');
  });

  it('says how PKCE was chosen, or that it was turned off', () => {
    const pkce = (text: string) => read(`opencollection: 1.0.0\nrequest:\n${auth.replace('pkce: {}', text)}`);
    expect(pkce('pkce:\n      disabled: true')).toMatchObject({ clients: [{ pkce: 'off' }] });
    expect(pkce('pkce:\n      method: plain')).toMatchObject({ clients: [{ pkce: 'plain' }] });
    expect(pkce('state: x')).not.toMatchObject({ clients: [{ pkce: expect.any(String) }] });
  });

  it('gives the client of an environment, without what is turned off, and says which secrets it only names', () => {
    const environment = `name: Dev
color: "#fff"
variables:
  - name: client_id
    value: my-client
  - name: token_url
    value:
      type: string
      data: ${TOKEN}
  - name: scope
    value:
      - title: one
        value: no
      - title: two
        selected: true
        value: read
  - name: client_id
    value: old
    disabled: true
  - secret: true
    name: client_secret
externalSecrets:
  type: hashicorp-vault-cloud
  variables:
    - name: api_key
      path: a/b
`;
    expect(read(environment)).toEqual({
      kind: 'bruno_file',
      clients: [{ name: 'Dev', clientId: 'my-client', token: TOKEN, scope: 'read' }],
      leftOut: ['client_secret: no_value', 'api_key: no_value'],
    });
  });

  it('may hold the whole collection: each request has the values of its own folders, and of one environment', () => {
    const request = (name: string, own: string) => `      - info:
          name: ${name}
          type: http
        http:
          method: POST
          url: '{{base}}/token'
          body:
            type: form-urlencoded
            data:
              - name: grant_type
                value: client_credentials
              - name: scope
                value: '{{scope}}'
              - name: client_id
                value: off
                disabled: true
          auth:
            type: basic
            username: '{{id}}'
            password: '{{secret}}'
${own}`;
    const text = `opencollection: 1.0.0
info:
  name: My API
config:
  environments:
    - name: Dev
      variables:
        - name: id
          value: dev
        - name: secret
          value: s3cr3t
    - name: Prod
      variables:
        - name: id
          value: prod
        - name: secret
          secret: true
request:
  variables:
    - name: base
      value: https://id.example
    - name: scope
      value: no
items:
  - info:
      name: F
      type: folder
    request:
      variables:
        - name: scope
          value: all
    items:
${request('A', '')}${request('B', '        runtime:\n          variables:\n            - name: id\n              value: own\n')}  - info:
      name: C
      type: http
    http:
      method: GET
      url: '{{base}}/me'
      auth:
        type: bearer
        token: x
bundled: true
`;
    const leftOut = [expect.stringMatching('client_secret: no_value')];
    const told = { token: TOKEN, scope: 'all', grant: 'client_credentials', authentication: 'client_secret_basic' };
    expect(read(text)).toEqual({
      kind: 'bruno_collection',
      clients: [
        { ...told, name: 'A (Dev)', clientId: 'dev', clientSecret: 's3cr3t' },
        { ...told, name: 'A (Prod)', clientId: 'prod', leftOut },
        { ...told, name: 'B (Dev)', clientId: 'own', clientSecret: 's3cr3t' },
        { ...told, name: 'B (Prod)', clientId: 'own', leftOut },
      ],
      leftOut: ['items[1].http.auth.bearer: unknown'],
    });
  });
});

describe('environments that Bruno exported as JSON', () => {
  const variable = (name: string, value: string) => ({
    name,
    value,
    type: 'text',
    enabled: true,
    secret: value === '',
  });
  const dev = { name: 'Dev', variables: [variable('client_id', 'dev'), variable('client_secret', '')] };
  const info = { type: 'bruno-environment', exportedUsing: 'Bruno/v4.0.0' };

  it('give the client of each', () => {
    expect(read(JSON.stringify({ ...dev, info }))).toMatchObject({
      kind: 'bruno_file',
      clients: [{ name: 'Dev', clientId: 'dev' }],
      leftOut: ['client_secret: no_value'],
    });
    const prod = {
      name: 'Prod',
      variables: [variable('client_id', 'prod'), { ...variable('scope', 'x'), enabled: false }],
    };
    expect(read(JSON.stringify({ info, environments: [dev, prod] }))).toEqual({
      kind: 'bruno_file',
      clients: [
        { name: 'Dev', clientId: 'dev' },
        { name: 'Prod', clientId: 'prod' },
      ],
      leftOut: ['Dev.client_secret: no_value'],
    });
  });
});
