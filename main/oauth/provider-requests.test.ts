/**
 * What is sent to every provider of the catalogue, grant by grant, in one table: testing/provider-requests.txt. All values are fake and stand
 * there in clear and whole, so that the table can be laid beside the providers' documents. Signatures differ in every run: they are
 * verified here, and stand there as what they sign.
 */
import { verify } from 'node:crypto';
import { expect, it, vi } from 'vitest';
import { catalogue, fillEndpoint, variableValues, type Provider, type ProviderGrant } from '../providers';
import { createAuthorization } from './authorize-request';
import { requestUrl } from './request-shape';
import { Secret } from './secret';
import { ecKey, ecPublicKey, rsaKey, rsaPublicKey } from './testing/keys';
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
const providers = catalogue().filter(({ id }) => id !== 'standard');

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

function requestOf(provider: Provider, name: string, grant: TokenGrant): TokenRequest {
  const { endpoints, grants } = provider;
  const own = grants[name]?.endpoint ?? (name === 'refresh_token' ? endpoints.refresh : undefined);
  return buildTokenRequest({ provider, client: clientOf(provider, own ?? endpoints.token), grant, now });
}

/** A request as it goes out. */
function lines(what: string, request: TokenRequest): string[] {
  const headers = Object.entries(request.headers).map(
    ([name, value]) => `${name}: ${readable(value instanceof Secret ? value.reveal() : value)}`,
  );
  const body = request.body.reveal();
  return [
    `  ${what}`,
    `    ${request.method} ${requestUrl(request)}`,
    ...headers.map((header) => `    ${header}`),
    ...(body === '' ? [] : [`    ${signedForReading(body)}`]),
  ];
}

function readable(header: string): string {
  return header.startsWith('Basic ') ? `Basic base64(${Buffer.from(header.slice(6), 'base64').toString()})` : header;
}

/** Alipay's sign and Apple's client secret as what they sign. */
function signedForReading(body: string): string {
  return body
    .replace(/(^|&)sign=([^&]+)/, (_all, before: string, value: string) => {
      const pairs = [...new URLSearchParams(body)].filter(([name]) => name !== 'sign');
      const text = pairs
        .map(([name, each]) => `${name}=${each}`)
        .toSorted()
        .join('&');
      const signature = Buffer.from(decodeURIComponent(value), 'base64');
      expect(verify('sha256', Buffer.from(text), rsaPublicKey, signature)).toBe(true);
      return `${before}sign=RSA2(${text})`;
    })
    .replace(/client_secret=(eyJ[^&]+)/, (_all, jwt: string) => {
      const [header = '', claims = '', signature = ''] = jwt.split('.');
      const key = { key: ecPublicKey, dsaEncoding: 'ieee-p1363' } as const;
      expect(verify('sha256', Buffer.from(`${header}.${claims}`), key, Buffer.from(signature, 'base64url'))).toBe(true);
      const decoded = [header, claims].map((part) => Buffer.from(part, 'base64url').toString());
      return `client_secret=ES256(${decoded.join('.')})`;
    });
}

/** What a form is filled in with: each field by its own name. */
function filledIn({ fields }: ProviderGrant): Record<string, Secret> {
  return Object.fromEntries(fields.map(({ name }) => [name, new Secret(name.toUpperCase())]));
}

it('every request to every provider is the one in the table', async () => {
  const table = await Promise.all(
    providers.map(async (provider) => {
      const text = [`## ${provider.id}`];
      for (const [name, described] of Object.entries(provider.grants)) {
        if (name === 'authorization_code') {
          const { url, redirectUri, verifier } = await createAuthorization(provider, {
            clientId: 'CLIENT',
            authorizeEndpoint: endpointOf(provider, provider.endpoints.authorize),
            callbackUrl,
            scope: ['a', 'b'],
            clientSecret: provider.client_fields.length > 0 ? null : new Secret('SECRET'),
            values: variableValues(provider, given, {}),
          });
          const code: TokenGrant = { kind: 'authorization_code', code: new Secret('CODE'), redirectUri, verifier };
          text.push('  authorize', `    ${url}`, ...lines(name, requestOf(provider, name, code)));
        } else {
          const grant = grantOf(name, described);
          text.push(...(grant === null ? [] : lines(name, requestOf(provider, name, grant))));
        }
      }
      return text.join('\n');
    }),
  );
  expect(providers).toHaveLength(40);
  await expect(`${table.join('\n\n')}\n`).toMatchFileSnapshot('./testing/provider-requests.txt');
});

/** Null for what is sent by other means than a token request alone. */
function grantOf(name: string, described: ProviderGrant): TokenGrant | null {
  if (name === 'refresh_token') return { kind: 'refresh_token', refreshToken: new Secret('REFRESH') };
  if (described.sends === 'access_token') return { kind: 'exchange', name, accessToken: new Secret('ACCESS') };
  if (described.sends !== undefined || name === 'device_code') return null;
  return { kind: 'form', name, fields: filledIn(described), scope: ['a', 'b'] };
}
