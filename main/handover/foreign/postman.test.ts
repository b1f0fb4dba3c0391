import { describe, expect, it } from 'vitest';
import { attributes, AUTHORIZE, client, read, TOKEN } from '../testing/told';

const postmanAuth = {
  type: 'oauth2',
  oauth2: attributes({
    grant_type: 'authorization_code_with_pkce',
    authUrl: AUTHORIZE,
    accessTokenUrl: '{{host}}/token',
    clientId: '{{client_id}}',
    clientSecret: 's3cr3t',
    redirect_uri: 'https://app.example/cb',
    scope: 'read write',
    client_authentication: 'header',
    challengeAlgorithm: 'S256',
    tokenName: 'mine',
    addTokenTo: 'header',
    headerPrefix: 'Token',
    useBrowser: true,
    state: 'abc',
    accessToken: 'ya29.secret',
    audience: 'https://api.example',
  }),
};

describe('a Postman collection', () => {
  const collection = (part: object) =>
    JSON.stringify({
      info: { name: 'My API', schema: 'https://schema.getpostman.com/json/collection/v2.1.0/collection.json' },
      item: [],
      ...part,
    });

  it('gives the client of its authorization, with variables filled in, and says what it leaves out', () => {
    const variable = [
      { key: 'host', value: 'https://id.example' },
      { key: 'client_id', value: 'my-client' },
    ];
    const event = [{ listen: 'prerequest', script: { exec: ['pm.sendRequest("https://evil.example")'] } }];
    expect(read(collection({ auth: postmanAuth, variable, event }))).toEqual({
      kind: 'postman_collection',
      leftOut: ['event: script'],
      clients: [
        {
          ...client,
          name: 'My API',
          authentication: 'client_secret_basic',
          pkce: 'S256',
          leftOut: [
            'auth.oauth2.headerPrefix: unknown',
            'auth.oauth2.accessToken: not_taken',
            'auth.oauth2.audience: unknown',
          ],
        },
      ],
    });
  });

  it('gives the further parameters of the authorize URL, and says which others there are', () => {
    const sent = (key: string, more: object = {}) => ({ key, value: key.toUpperCase(), enabled: true, ...more });
    const oauth2 = [
      ...attributes({ authUrl: AUTHORIZE, clientId: '{{id}}' }),
      { key: 'authRequestParams', value: [sent('access_type'), sent('off', { enabled: false })] },
      { key: 'tokenRequestParams', value: [sent('aud', { send_as: 'request_body' })] },
    ];
    const variable = [
      { key: 'id', value: 'another', disabled: true },
      { key: 'id', value: 'my-client' },
      { key: 'id', value: 'a third', disabled: true },
    ];
    expect(read(collection({ auth: { type: 'oauth2', oauth2 }, variable }))).toMatchObject({
      clients: [
        {
          clientId: 'my-client',
          params: { access_type: 'ACCESS_TYPE' },
          leftOut: ['auth.oauth2.tokenRequestParams.aud: not_taken'],
        },
      ],
    });
  });

  it.each([
    ['a text', { mode: 'raw', raw: 'grant_type=client_credentials&scope=a+b' }, 'https://id.example/token'],
    [
      'parts',
      {
        mode: 'formdata',
        formdata: [
          { key: 'grant_type', value: 'client_credentials', type: 'text' },
          { key: 'scope', value: 'a b', type: 'text' },
          { key: 'client_id', value: 'old', disabled: true },
        ],
      },
      { protocol: 'https', host: ['id', 'example'], path: ['token'] },
    ],
  ])('has a token request whose form is %s, with its client in a header', (_name, body, url) => {
    const header = [{ key: 'authorization', value: `Basic ${Buffer.from('my-client:s3cr3t').toString('base64')}` }];
    expect(
      read(collection({ item: [{ name: 'Token', request: { method: 'POST', url, header, body } }] })),
    ).toMatchObject({
      clients: [
        {
          token: TOKEN,
          clientId: 'my-client',
          clientSecret: 's3cr3t',
          scope: 'a b',
          authentication: 'client_secret_basic',
        },
      ],
    });
  });

  it('is searched to its last folder; the same client counts once; other authorizations are listed', () => {
    const request = (auth: object) => ({ name: 'one', request: { method: 'GET', url: 'https://api.example', auth } });
    const item = [
      { name: 'folder', auth: { type: 'bearer', bearer: [] }, item: [request(postmanAuth), request(postmanAuth)] },
      { name: 'other', item: [request({ type: 'oauth2', oauth2: attributes({ clientId: 'second' }) })] },
    ];
    const variable = [{ key: 'client_id', value: 'my-client' }];
    expect(read(collection({ item, variable }))).toMatchObject({
      clients: [
        {
          clientId: 'my-client',
          leftOut: expect.arrayContaining(['item[0].item[0].request.auth.oauth2.accessTokenUrl: no_value']),
        },
        { clientId: 'second' },
      ],
      leftOut: ['item[0].auth.bearer: unknown'],
    });
  });

  it('in the older form, and a request that asks for a token by itself', () => {
    const auth = { type: 'oauth2', oauth2: { clientId: 'older', accessTokenUrl: TOKEN } };
    const urlencoded = attributes({ grant_type: 'client_credentials', scope: 'all' });
    const basic = { type: 'basic', basic: attributes({ username: 'id', password: 'pw:1' }) };
    const item = [
      {
        name: 'Get token',
        request: { method: 'POST', url: { raw: TOKEN }, auth: basic, body: { mode: 'urlencoded', urlencoded } },
      },
    ];
    expect(read(collection({ auth, item }))).toMatchObject({
      clients: [
        { clientId: 'older', token: TOKEN },
        {
          name: 'Get token',
          clientId: 'id',
          clientSecret: 'pw:1',
          grant: 'client_credentials',
          scope: 'all',
          authentication: 'client_secret_basic',
        },
      ],
    });
  });

  it.each([
    [
      'in its address',
      { method: 'GET', url: { raw: `${TOKEN}?grant_type=client_credentials&client_id={{id}}&scope=a%20b` } },
    ],
    [
      'in JSON',
      {
        url: TOKEN,
        body: { mode: 'raw', raw: '{"grant_type":"client_credentials","client_id":"{{id}}","scope":"a b","x":{}}' },
      },
    ],
  ])('a request that asks for a token %s counts too', (_where, request) => {
    // In older exports a variable has no key, and its id is its name.
    const variable = [{ id: 'id', value: 'my-client' }];
    expect(read(collection({ item: [{ name: 'Get token', request }], variable }))).toMatchObject({
      clients: [{ name: 'Get token', grant: 'client_credentials', token: TOKEN, clientId: 'my-client', scope: 'a b' }],
    });
  });

  it('keeps its PKCE method, wherever it stands in the list', () => {
    const auth = {
      type: 'oauth2',
      oauth2: attributes({ challengeAlgorithm: 'plain', grant_type: 'authorization_code_with_pkce', clientId: 'a' }),
    };
    expect(read(collection({ auth }))).toMatchObject({ clients: [{ pkce: 'plain' }] });
  });

  it('whose variables go in a circle has no value for them', () => {
    const variable = [
      { key: 'a', value: '{{b}}' },
      { key: 'b', value: '{{a}}' },
    ];
    const auth = { type: 'oauth2', oauth2: attributes({ clientId: '{{a}}', accessTokenUrl: TOKEN }) };
    expect(read(collection({ auth, variable }))).toMatchObject({
      clients: [{ leftOut: ['auth.oauth2.clientId: no_value'] }],
    });
  });

  it('without an OAuth client is told apart from a text that is none', () => {
    expect(read(collection({}))).toBe('no_client');
    expect(read('{"a":1}')).toBe('unknown');
  });
});

describe('a Postman environment', () => {
  const environment = (values: Record<string, string>) =>
    JSON.stringify({
      name: 'Staging',
      values: Object.entries(values).map(([key, value]) => ({ key, value, enabled: true })),
      _postman_variable_scope: 'environment',
    });

  it('gives the client that its names tell', () => {
    const values = {
      baseUrl: 'https://api.example',
      clientId: 'my-client',
      client_secret: 's3cr3t',
      AUTH_URL: AUTHORIZE,
      tokenUrl: TOKEN,
      'redirect-uri': 'https://app.example/cb',
      scope: 'read write',
      access_token: 'x',
    };
    expect(read(environment(values))).toEqual({
      kind: 'postman_environment',
      clients: [{ ...client, grant: undefined, name: 'Staging', leftOut: ['access_token: not_taken'] }].map(
        ({ grant: _grant, ...rest }) => rest,
      ),
      leftOut: ['baseUrl: unknown'],
    });
  });

  it('says which secrets it only names', () => {
    const secret = { key: 'client_secret', value: '', type: 'secret', enabled: true };
    const values = [{ key: 'client_id', value: 'a', enabled: true }, secret, { ...secret, key: 'old', enabled: false }];
    expect(read(JSON.stringify({ name: 'Staging', values }))).toMatchObject({
      clients: [{ clientId: 'a' }],
      leftOut: ['client_secret: no_value'],
    });
  });

  it('gives several, told apart by what stands before their names', () => {
    const values = {
      GITHUB_CLIENT_ID: 'a',
      GITHUB_CLIENT_SECRET: 'b',
      GITLAB_CLIENT_ID: 'c',
      redirect_uri: 'https://x.example/',
    };
    expect(read(environment(values))).toMatchObject({
      clients: [
        { name: 'github', clientId: 'a', clientSecret: 'b', callbackUrl: 'https://x.example/' },
        { name: 'gitlab', clientId: 'c', callbackUrl: 'https://x.example/' },
      ],
    });
  });
});
