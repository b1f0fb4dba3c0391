import { describe, expect, it } from 'vitest';
import { stringify } from 'yaml';
import { AUTHORIZE, client, read, TOKEN } from '../testing/told';

describe('Insomnia', () => {
  const authentication = {
    type: 'oauth2',
    grantType: 'authorization_code',
    authorizationUrl: AUTHORIZE,
    accessTokenUrl: '{{ _.api.token }}',
    clientId: '{{ clientId }}',
    clientSecret: 's3cr3t',
    redirectUrl: 'https://app.example/cb',
    scope: 'read write',
    credentialsInBody: false,
    usePkce: true,
    pkceMethod: 'S256',
    resource: 'https://api.example/',
    tokenPrefix: '{% now %}',
  };
  const expected = {
    kind: 'insomnia_export',
    clients: [
      {
        ...client,
        name: 'Me',
        authentication: 'client_secret_basic',
        pkce: 'S256',
        resources: ['https://api.example/'],
        leftOut: [expect.stringMatching(/authentication\.tokenPrefix: no_value$/)],
      },
    ],
  };
  const data = { api: { token: TOKEN }, clientId: 'my-client' };

  it('gives the client of an export of format 4', () => {
    const text = JSON.stringify({
      _type: 'export',
      __export_format: 4,
      resources: [
        { _id: 'wrk_1', _type: 'workspace', name: 'W' },
        { _id: 'env_1', _type: 'environment', data },
        { _id: 'req_1', _type: 'request', name: 'Me', authentication },
      ],
    });
    expect(read(text)).toMatchObject(expected);
    // It could be had as YAML as well.
    expect(read(stringify(JSON.parse(text)))).toMatchObject(expected);
  });

  it('gives the client of an export of format 5, in YAML', () => {
    const auth = Object.entries(authentication).map(([name, value]) => `        ${name}: ${JSON.stringify(value)}`);
    const text = [
      'type: collection.insomnia.rest/5.0',
      'schema_version: "5.1"',
      'name: W',
      'collection:',
      '  - name: Folder',
      '    children:',
      '    - name: Me',
      '      url: https://api.example/me',
      '      authentication:',
      ...auth,
      'environments:',
      '  name: Base Environment',
      '  data:',
      '    clientId: my-client',
      '    api:',
      `      token: ${TOKEN}`,
    ].join('\n');
    expect(read(text)).toMatchObject(expected);
  });

  it('mixes no values of two environments: the secret of one would be sent with the id of another', () => {
    const auth = {
      type: 'oauth2',
      grantType: 'client_credentials',
      accessTokenUrl: '{{ _.host }}/token',
      clientId: '{{ _.id }}',
      clientSecret: '{{ _.secret }}',
    };
    const environment = (_id: string, parentId: string, name: string, values: object) => ({
      _type: 'environment',
      _id,
      parentId,
      name,
      data: values,
    });
    const base = { host: 'https://id.example' };
    const [dev, prod] = [{ id: 'dev', secret: 's3cr3t' }, { id: 'prod' }];
    const four = JSON.stringify({
      _type: 'export',
      resources: [
        environment('env_d', 'env_b', 'Dev', dev),
        environment('env_p', 'env_b', 'Prod', prod),
        environment('env_b', 'wrk_1', 'Base', base),
        { _type: 'request', name: 'Me', authentication: auth },
      ],
    });
    const five = JSON.stringify({
      type: 'collection.insomnia.rest/5.0',
      collection: [{ name: 'Me', authentication: auth }],
      environments: {
        data: base,
        subEnvironments: [
          { name: 'Dev', data: dev },
          { name: 'Prod', data: prod },
        ],
      },
    });
    for (const text of [four, five]) {
      expect(read(text)).toMatchObject({
        clients: [
          { name: 'Me (Dev)', token: TOKEN, clientId: 'dev', clientSecret: 's3cr3t' },
          {
            name: 'Me (Prod)',
            token: TOKEN,
            clientId: 'prod',
            leftOut: [expect.stringMatching('clientSecret: no_value')],
          },
        ],
      });
      expect(JSON.stringify(read(text)).match(/s3cr3t/g)).toHaveLength(1);
    }
    const variables = JSON.stringify({
      type: 'environment.insomnia.rest/5.0',
      environments: {
        data: { token_url: TOKEN },
        subEnvironments: [
          { name: 'Dev', data: { client_id: 'dev', client_secret: 's3cr3t' } },
          { name: 'Prod', data: { client_id: 'prod' } },
        ],
      },
    });
    expect(read(variables)).toMatchObject({
      clients: [
        { name: 'Dev', token: TOKEN, clientId: 'dev', clientSecret: 's3cr3t' },
        { name: 'Prod', token: TOKEN, clientId: 'prod' },
      ],
    });
  });

  it('a YAML text that grows without end, or has a tag of its own, gives no more than its text', () => {
    const bomb = [
      'type: collection.insomnia.rest/5.0',
      'a: &a [x,x,x,x,x,x,x,x,x]',
      ...'bcdefghi'.split('').map((name, index) => `${name}: &${name} [${`*${'abcdefgh'[index]},`.repeat(9)}]`),
    ].join('\n');
    expect(read(bomb)).toBe('unknown');
    expect(read('type: !!js/function "x"\nname: W')).toBe('unknown');
  });
});
