/** For tests: token requests as lines of a table, whole and readable, secrets included. All values are fake. */
import { verify } from 'node:crypto';
import { fillEndpoint, grantKind, variableValues, type Provider, type ProviderGrant } from '../../providers';
import { scopeIsParameter } from '../assertion';
import { createAuthorization } from '../authorize-request';
import { requestUrl } from '../request-shape';
import { Secret } from '../secret';
import { buildTokenRequest, type TokenClient, type TokenGrant } from '../token-request';
import type { TokenRequest } from '../types';
import { ecKey, ecPublicKey, rsaKey, rsaPublicKey } from './keys';

const callbackUrl = 'https://app.example/callback';
const given: Readonly<Record<string, string>> = { shop: 'my-shop', team: 'my-team' };
const now = Date.UTC(2026, 0, 1);

/**
 * Every request that a provider is sent: the authorize URL, and each grant that is a token request.
 *
 * @param captured what the callback brought
 */
export async function requestLines(
  provider: Provider,
  captured: Readonly<Record<string, string>> = {},
): Promise<readonly string[]> {
  const text = [`## ${provider.id}`];
  for (const [name, described] of Object.entries(provider.grants)) {
    if (name === 'authorization_code') text.push(...(await codeLines(provider, captured)));
    else {
      const grant = grantOf(provider, name, described);
      text.push(...(grant === null ? [] : lines(name, requestOf(provider, name, grant, captured))));
    }
  }
  return text;
}

async function codeLines(provider: Provider, captured: Readonly<Record<string, string>>): Promise<readonly string[]> {
  const { url, redirectUri, verifier, state } = await createAuthorization(provider, {
    clientId: 'CLIENT',
    authorizeEndpoint: endpointOf(provider, provider.endpoints.authorize),
    callbackUrl,
    scope: ['a', 'b'],
    clientSecret: provider.client_fields.some(({ secret }) => secret) ? null : new Secret('SECRET'),
    values: variableValues(provider, given, {}),
  });
  const grant: TokenGrant = { kind: 'authorization_code', code: new Secret('CODE'), redirectUri, verifier, state };
  const name = 'authorization_code';
  const challenge = new URL(url).searchParams.get('code_challenge');
  const random: readonly (readonly [string | null | undefined, string])[] = [
    [state.reveal(), 'STATE'],
    [verifier?.reveal(), 'VERIFIER'],
    [challenge, 'CHALLENGE'],
  ];
  // What is random is shown by its name; whether it is as it should be is told by authorize-request.test.ts.
  return ['  authorize', `    ${url}`, ...lines(name, requestOf(provider, name, grant, captured))].map((line) =>
    random.reduce((text, [value, called]) => (value ? text.replaceAll(value, called) : text), line),
  );
}

function endpointOf(provider: Provider, template: string | undefined): string {
  const filled = fillEndpoint(provider, template ?? '', variableValues(provider, given, {}));
  if (filled.kind !== 'ok') throw new Error(`${provider.id}: ${template} is refused: ${filled.reason}`);
  return filled.url;
}

function requestOf(
  provider: Provider,
  name: string,
  grant: TokenGrant,
  captured: Readonly<Record<string, string>>,
): TokenRequest {
  const { endpoints, grants } = provider;
  const own = grants[name]?.endpoint ?? (name === 'refresh_token' ? endpoints.refresh : undefined);
  const key = provider.hooks.client_secret === undefined ? rsaKey : ecKey;
  const values: Record<string, string> = { private_key: key, team_id: 'TEAM', key_id: 'KEY' };
  const client: TokenClient = {
    clientId: 'CLIENT',
    clientSecret: provider.client_fields.some(({ secret }) => secret) ? null : new Secret('SECRET'),
    authentication: provider.client_authentication,
    tokenEndpoint: endpointOf(provider, own ?? endpoints.token),
    callbackUrl,
    scope: ['a', 'b'],
    fields: Object.fromEntries(
      provider.client_fields.map((field) => [field.name, new Secret(values[field.name] ?? '')]),
    ),
    values: { ...captured, ...variableValues(provider, given, {}) },
  };
  return buildTokenRequest({ provider, client, grant, now });
}

/** Null for what is sent by other means than a token request alone. */
function grantOf(provider: Provider, name: string, described: ProviderGrant): TokenGrant | null {
  if (name === 'refresh_token') return { kind: 'refresh_token', refreshToken: new Secret('REFRESH') };
  if (described.sends === 'access_token') return { kind: 'exchange', name, accessToken: new Secret('ACCESS') };
  if (described.sends !== undefined) return null;
  const kind = grantKind(name, described);
  const scope = ['a', 'b'];
  if (kind === 'device_code')
    return { kind: 'parameters', name, grantType: null, parameters: [['device_code', 'DEVICE']], scope: [] };
  if (kind === 'jwt_bearer') {
    const asked = scopeIsParameter(provider, name) ? scope : [];
    return { kind: 'parameters', name, grantType: null, parameters: [['assertion', 'ASSERTION']], scope: asked };
  }
  // What a form is filled in with: each field by its own name.
  const fields = described.fields.map((field) => [field.name, new Secret(field.name.toUpperCase())] as const);
  return { kind: 'form', name, fields: Object.fromEntries(fields), scope };
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

/** Alipay's sign and Apple's client secret differ in every run: verified, they are shown as what they sign. */
function signedForReading(body: string): string {
  return body
    .replace(/(^|&)sign=([^&]+)/, (_all, before: string, value: string) => {
      const pairs = [...new URLSearchParams(body)].filter(([name]) => name !== 'sign');
      const text = pairs
        .map(([name, each]) => `${name}=${each}`)
        .toSorted()
        .join('&');
      const signature = Buffer.from(decodeURIComponent(value), 'base64');
      const right = verify('sha256', Buffer.from(text), rsaPublicKey, signature);
      return `${before}sign=${right ? `RSA2(${text})` : 'WRONG'}`;
    })
    .replace(/client_secret=(eyJ[^&]+)/, (_all, jwt: string) => {
      const [header = '', claims = '', signature = ''] = jwt.split('.');
      const key = { key: ecPublicKey, dsaEncoding: 'ieee-p1363' } as const;
      const right = verify('sha256', Buffer.from(`${header}.${claims}`), key, Buffer.from(signature, 'base64url'));
      const decoded = [header, claims].map((part) => Buffer.from(part, 'base64url').toString());
      return `client_secret=${right ? `ES256(${decoded.join('.')})` : 'WRONG'}`;
    });
}
