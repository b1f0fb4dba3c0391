/**
 * What is sent for every grant under every client authentication, secrets included, in one table: testing/grant-requests.txt. All values
 * are fake and stand there in clear, so that the table can be laid beside the RFCs.
 */
import { expect, it } from 'vitest';
import { createAuthorization } from './authorize-request';
import { requestUrl } from './request-shape';
import { Secret } from './secret';
import { fromCatalogue } from './testing/read';
import { exchangeParameters } from './token-exchange';
import { buildTokenRequest, type TokenClient, type TokenGrant } from './token-request';
import type { TokenRequest } from './types';

const standard = fromCatalogue('standard');
const type = (name: string) => `urn:ietf:params:oauth:token-type:${name}`;

const grants: readonly (readonly [string, TokenGrant])[] = [
  ['RFC 6749 section 4.4', { kind: 'form', name: 'client_credentials', fields: {}, scope: ['read', 'write'] }],
  ['without a scope', { kind: 'form', name: 'client_credentials', fields: {}, scope: [] }],
  [
    'RFC 6749 section 4.3',
    {
      kind: 'form',
      name: 'password',
      fields: { username: new Secret('johndoe'), password: new Secret('A3ddj3w') },
      scope: [],
    },
  ],
  ['RFC 8628 section 3.1', { kind: 'device_authorization', name: 'device_code', scope: ['example_scope'] }],
  [
    'RFC 8628 section 3.4',
    {
      kind: 'parameters',
      name: 'device_code',
      grantType: null,
      parameters: [['device_code', new Secret('GmRhmhcxhwAzkoEqiMEg_DnyEysNkuNhszIySk9eS')]],
      scope: [],
    },
  ],
  [
    'RFC 8693 section 2.1, on behalf of somebody, for two audiences',
    {
      kind: 'parameters',
      name: 'token_exchange',
      grantType: null,
      parameters: exchangeParameters({
        subject: new Secret('accVkjcJyb4BWCxGsndESCJQbdFMogUC5PbRDqceLTC'),
        subjectType: type('access_token'),
        actor: new Secret('ACTOR'),
        actorType: type('jwt'),
        requestedType: type('access_token'),
        audience: ['urn:one', 'urn:two'],
        resource: ['https://backend.example.com/api'],
      }),
      scope: ['read'],
    },
  ],
  [
    'RFC 8693 section 2.1, the least',
    {
      kind: 'parameters',
      name: 'token_exchange',
      grantType: null,
      parameters: exchangeParameters({
        subject: new Secret('SUBJECT'),
        subjectType: type('access_token'),
        actor: null,
        actorType: type('access_token'),
        requestedType: null,
        audience: [],
        resource: [],
      }),
      scope: [],
    },
  ],
  [
    'RFC 7523 section 2.1',
    {
      kind: 'parameters',
      name: 'jwt_bearer',
      grantType: null,
      parameters: [['assertion', new Secret('eyJhbGciOiJFUzI1NiIsImtpZCI6IjE2In0.eyJpc3Mi.J9l-ZhwP')]],
      scope: ['read'],
    },
  ],
  [
    'RFC 6749 section 4.5, typed by hand',
    {
      kind: 'parameters',
      name: 'other_grant',
      grantType: 'urn:ietf:params:oauth:grant-type:saml2-bearer',
      parameters: [
        ['assertion', new Secret('PEFzc2VydGlvbiBJc3N1ZUluc3RhbnQ')],
        ['odd name', 'ä&='],
      ],
      scope: [],
    },
  ],
];

const methods = ['client_secret_basic', 'client_secret_post', 'none'] as const;

function lines(request: TokenRequest): string[] {
  const headers = Object.entries(request.headers).map(([name, value]) => {
    const plain = value instanceof Secret ? value.reveal() : value;
    const basic = plain.startsWith('Basic ');
    return `  ${name}: ${basic ? `Basic base64(${Buffer.from(plain.slice(6), 'base64').toString()})` : plain}`;
  });
  return [`  ${request.method} ${requestUrl(request)}`, ...headers, `  ${request.body.reveal()}`];
}

it('every grant is asked for as in the table, under every client authentication', async () => {
  const table = grants.flatMap(([what, grant]) =>
    methods.map((method) => {
      const client: TokenClient = {
        clientId: 's6BhdRkqt3',
        clientSecret: method === 'none' ? null : new Secret('gX1f+BAt3bV'),
        authentication: method,
        tokenEndpoint: `https://server.example.com/${grant.kind === 'device_authorization' ? 'device' : 'token'}`,
      };
      const request = buildTokenRequest({ provider: standard, client, grant });
      return [`## ${'name' in grant ? grant.name : grant.kind}: ${what} (${method})`, ...lines(request)].join('\n');
    }),
  );
  await expect(`${table.join('\n\n')}\n`).toMatchFileSnapshot('./testing/grant-requests.txt');
});

it('the implicit grant asks for a token, without PKCE', async () => {
  const { url, verifier, implicit } = await createAuthorization(standard, {
    clientId: 's6BhdRkqt3',
    authorizeEndpoint: 'https://server.example.com/authorize',
    callbackUrl: 'https://client.example.com/cb',
    scope: ['read'],
    grant: 'implicit',
  });
  const query = new URL(url).searchParams;
  expect([...query.keys()]).toEqual(['response_type', 'client_id', 'redirect_uri', 'scope', 'state']);
  expect(query.get('response_type')).toBe('token');
  expect([verifier, implicit]).toEqual([null, true]);
});
