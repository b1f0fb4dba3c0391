/**
 * Every call with a token that a file of the catalogue describes, in one table: testing/provider-calls.txt. All values are fake and stand
 * there in clear, so that the table can be laid beside the providers' documents.
 */
import { expect, it } from 'vitest';
import { catalogue, fillCall, variableValues, type CallName, type Provider } from '../providers';
import { requestUrl } from './request-shape';
import { Secret } from './secret';
import { buildServerCall } from './server-call';
import { ecKey } from './testing/keys';
import type { TokenRequest } from './types';

const given: Readonly<Record<string, string>> = { shop: 'my-shop', team: 'my-team' };
const names: readonly CallName[] = ['userinfo', 'introspect', 'revoke'];

function requestOf(provider: Provider, name: CallName): TokenRequest | null {
  const call = provider[name];
  if (call === undefined) return null;
  const extras = Object.fromEntries(
    [...Object.keys(provider.reply.extras), ...Object.keys(provider.introspect?.extras ?? {})].map((extra) => [
      extra,
      extra === 'instance_url' ? 'https://na1.my.salesforce.com' : extra.toUpperCase(),
    ]),
  );
  const values = { ...extras, ...variableValues(provider, given, {}), client_id: 'CLIENT' };
  const filled = fillCall(provider, call, values);
  if (filled.kind !== 'ok') throw new Error(`${provider.id} ${name}: ${JSON.stringify(filled)}`);
  const fields: Record<string, string> = { private_key: ecKey, team_id: 'TEAM', key_id: 'KEY' };
  const built = buildServerCall({
    provider,
    call,
    url: filled.url,
    client: {
      clientId: 'CLIENT',
      clientSecret: provider.client_fields.length > 0 ? null : new Secret('SECRET'),
      authentication: provider.client_authentication,
      tokenEndpoint: '',
      fields: Object.fromEntries(
        provider.client_fields.map((field) => [field.name, new Secret(fields[field.name] ?? '')]),
      ),
      values,
    },
    tokens: { accessToken: new Secret('ACCESS'), refreshToken: new Secret('REFRESH'), tokenType: 'bearer' },
    concerned: name === 'revoke' ? 'refresh_token' : 'access_token',
    hinted: true,
    now: Date.UTC(2026, 0, 1),
  });
  if (built.kind !== 'request') throw new Error(`${provider.id} ${name} lacks ${built.name}`);
  return built.request;
}

function lines(what: string, request: TokenRequest): string[] {
  const headers = Object.entries(request.headers)
    .filter(([name]) => name !== 'accept')
    .map(([name, value]) => `${name}: ${readable(value instanceof Secret ? value.reveal() : value)}`);
  const body = request.body.reveal();
  return [
    `  ${what.padEnd(10)} ${request.method} ${requestUrl(request)}`,
    ...headers.map((header) => `             ${header}`),
    ...(body === '' ? [] : [`             ${body.replace(/(client_secret=eyJ.{4})[^&]+/, '$1…')}`]),
  ];
}

function readable(header: string): string {
  return header.startsWith('Basic ') ? `Basic base64(${Buffer.from(header.slice(6), 'base64').toString()})` : header;
}

it('every call with a token to every provider is the one in the table', async () => {
  const table = catalogue().flatMap((provider) => {
    const calls = names.flatMap((name) => {
      const request = requestOf(provider, name);
      return request === null ? [] : lines(name, request);
    });
    return calls.length === 0 ? [] : [[`## ${provider.id}`, ...calls].join('\n')];
  });
  await expect(`${table.join('\n\n')}\n`).toMatchFileSnapshot('./testing/provider-calls.txt');
});
