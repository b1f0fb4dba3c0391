import { describe, expect, it } from 'vitest';
import { attributes, AUTHORIZE, read, TOKEN } from '../testing/told';

describe('a data dump of Postman', () => {
  const oauth = (clientId: string) => ({
    type: 'oauth2',
    oauth2: attributes({ authUrl: AUTHORIZE, accessTokenUrl: '{{base}}/token', clientId, scope: '{{scope}}' }),
  });
  /** Format 1, as Postman's own transformer writes it. */
  const one = {
    id: '84b2b626-d3a6-0f31-c7a0-47733c01d0c2',
    name: 'One',
    auth: oauth('one'),
    events: [{ listen: 'prerequest', script: { exec: ['x()'] } }],
    variables: [
      { id: 'd234c418', key: 'base', value: 'https://id.example' },
      { id: 'd234c419', key: 'scope', value: 'own' },
    ],
    order: [],
    folders: [{ id: 'f', name: 'Folder', order: ['r'], auth: oauth('folder') }],
    requests: [
      {
        id: 'r',
        name: 'Ask',
        url: '{{base}}/token',
        method: 'POST',
        headers: `Authorization: Basic ${Buffer.from('asked:s3cr3t').toString('base64')}`,
        dataMode: 'urlencoded',
        data: [
          { key: 'grant_type', value: 'client_credentials' },
          { key: 'scope', value: 'off', enabled: false },
        ],
      },
      { id: 's', name: 'Raw', url: '{{base}}/token', dataMode: 'raw', rawModeData: 'grant_type=x&client_id=raw' },
      {
        id: 't',
        name: 'Old',
        url: 'https://api.example',
        currentHelper: 'oAuth2',
        helperAttributes: { id: 'oAuth2', accessToken: 'x', authUrl: AUTHORIZE, clientId: 'old' },
      },
    ],
  };
  const two = {
    info: { name: 'Two' },
    item: [],
    auth: oauth('two'),
    variable: [{ key: 'base', value: 'https://b.example' }],
  };

  it('gives the clients of all its collections, each with its own variables', () => {
    const globals = [{ key: 'scope', value: 'global', enabled: true }];
    const text = JSON.stringify({ version: 1, collections: [one, { collection: two }], environments: [], globals });
    const asked = { token: TOKEN, grant: 'client_credentials', authentication: 'client_secret_basic' };
    expect(read(text)).toMatchObject({
      kind: 'postman_collection',
      clients: [
        { name: 'One', clientId: 'one', token: TOKEN, scope: 'own' },
        { name: 'Folder', clientId: 'folder', token: TOKEN },
        { ...asked, name: 'Ask', clientId: 'asked', clientSecret: 's3cr3t' },
        { name: 'Raw', clientId: 'raw', token: TOKEN },
        {
          name: 'Old',
          clientId: 'old',
          leftOut: ['collections[0].item[3].request.auth.oauth2.accessToken: not_taken'],
        },
        { name: 'Two', clientId: 'two', token: 'https://b.example/token', scope: 'global' },
      ],
      leftOut: ['collections[0].event: script'],
    });
    expect(read(JSON.stringify(one))).toMatchObject({ clients: [{ name: 'One' }, {}, {}, {}, {}] });
  });

  it('gives them in each of its environments, whose values go before their own', () => {
    const environment = (name: string, base: string) => ({
      id: name,
      name,
      values: [
        { key: 'base', value: base, enabled: true },
        { key: 'scope', value: 'off', enabled: false },
      ],
    });
    const environments = [environment('Dev', 'https://dev.example'), environment('Prod', 'https://prod.example')];
    expect(read(JSON.stringify({ collections: [two], environments }))).toMatchObject({
      clients: [
        {
          name: 'Two (Dev)',
          token: 'https://dev.example/token',
          leftOut: ['collections[0].auth.oauth2.scope: no_value'],
        },
        { name: 'Two (Prod)', token: 'https://prod.example/token' },
      ],
    });
    const only = { name: 'Dev', values: [{ key: 'client_id', value: 'in-variables' }] };
    expect(read(JSON.stringify({ collections: [{ info: {}, item: [] }], environments: [only] }))).toMatchObject({
      clients: [{ clientId: 'in-variables' }],
    });
  });
});
