/**
 * What is sent to every provider of the catalogue, in one table: testing/provider-requests.txt. All values are fake and stand there in
 * clear, so that the table can be laid beside the providers' documents.
 */
import { expect, it, vi } from 'vitest';
import { catalogue, fillEndpoint, variableValues, type Provider } from '../providers';
import { createAuthorization } from './authorize-request';
import { requestUrl } from './request-shape';
import { Secret } from './secret';
import { ecKey, rsaKey } from './testing/keys';
import { buildTokenRequest, type TokenClient, type TokenGrant } from './token-request';
import type { TokenRequest } from './types';

vi.mock('oauth4webapi', () => ({
  generateRandomState: () => 'STATE',
  generateRandomCodeVerifier: () => 'VERIFIER',
  calculatePKCECodeChallenge: () => Promise.resolve('CHALLENGE'),
}));

const callbackUrl = 'https://app.example/callback';
const given: Readonly<Record<string, string>> = { shop: 'my-shop', team: 'my-team' };
const now = Date.UTC(2026, 0, 1);
const others = catalogue().filter(({ id }) => !['sinaapp', 'kaixin001', 'standard'].includes(id));

function endpointOf(provider: Provider, template: string | undefined): string {
  const filled = fillEndpoint(provider, template ?? '', variableValues(provider, given, {}));
  if (filled.kind !== 'ok') throw new Error(`${provider.id}: ${template} is refused: ${filled.reason}`);
  return filled.url;
}

function clientOf(provider: Provider, template: string | undefined): TokenClient {
  const key = provider.hooks.client_secret === undefined ? rsaKey : ecKey;
  const values: Record<string, string> = { private_key: key, team_id: 'TEAM', key_id: 'KEY' };
  const hooked = provider.client_fields.length > 0;
  return {
    clientId: 'CLIENT',
    clientSecret: hooked ? null : new Secret('SECRET'),
    authentication: provider.client_authentication,
    tokenEndpoint: endpointOf(provider, template),
    callbackUrl,
    scope: ['a', 'b'],
    fields: Object.fromEntries(provider.client_fields.map(({ name }) => [name, new Secret(values[name] ?? '')])),
    values: variableValues(provider, given, {}),
  };
}

function requestOf(provider: Provider, grant: TokenGrant): TokenRequest {
  const { endpoints, grants } = provider;
  const name = grant.kind === 'exchange' ? grant.name : grant.kind;
  const own = grants[name]?.endpoint ?? (name === 'refresh_token' ? endpoints.refresh : undefined);
  return buildTokenRequest({ provider, client: clientOf(provider, own ?? endpoints.token), grant, now });
}

/** A request as it goes out; signatures, which differ in every run or are long, by their beginning. */
function lines(what: string, request: TokenRequest): string[] {
  const headers = Object.entries(request.headers)
    .filter(([name]) => name !== 'accept')
    .map(([name, value]) => `${name}: ${readable(value instanceof Secret ? value.reveal() : value)}`);
  const body = request.body.reveal();
  return [
    `  ${what.padEnd(9)} ${request.method} ${requestUrl(request)}`,
    ...headers.map((header) => `            ${header}`),
    ...(body === ''
      ? []
      : [`            ${body.replace(/(sign=)[^&]+/, '$1…').replace(/(client_secret=eyJ.{4})[^&]+/, '$1…')}`]),
  ];
}

function readable(header: string): string {
  return header.startsWith('Basic ') ? `Basic base64(${Buffer.from(header.slice(6), 'base64').toString()})` : header;
}

it('every request to every provider is the one in the table', async () => {
  const table = await Promise.all(
    others.map(async (provider) => {
      const { url, redirectUri, verifier } = await createAuthorization(provider, {
        clientId: 'CLIENT',
        authorizeEndpoint: endpointOf(provider, provider.endpoints.authorize),
        callbackUrl,
        scope: ['a', 'b'],
        clientSecret: provider.client_fields.length > 0 ? null : new Secret('SECRET'),
        values: variableValues(provider, given, {}),
      });
      const code: TokenGrant = { kind: 'authorization_code', code: new Secret('CODE'), redirectUri, verifier };
      const then = provider.grants['authorization_code']?.followed_by;
      const exchange: TokenGrant[] =
        then === undefined ? [] : [{ kind: 'exchange', name: then, accessToken: new Secret('ACCESS') }];
      return [
        `## ${provider.id}`,
        `  authorize ${url}`,
        ...lines('token', requestOf(provider, code)),
        ...exchange.flatMap((grant) => lines('exchange', requestOf(provider, grant))),
        ...lines('refresh', requestOf(provider, { kind: 'refresh_token', refreshToken: new Secret('REFRESH') })),
      ].join('\n');
    }),
  );
  await expect(`${table.join('\n\n')}\n`).toMatchFileSnapshot('./testing/provider-requests.txt');
});
