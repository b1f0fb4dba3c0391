/** Servers whose description of themselves departs from the usual, and is theirs all the same. */
import { expect, it } from 'vitest';
import { discoveredFile } from '../providers';
import { discover, metadataUrls, readIssuer } from './discovery';
import type { TransportResult } from './types';

const issuer = 'https://id.example/tenants/a';
const sound = { issuer, authorization_endpoint: 'https://id.example/auth', token_endpoint: 'https://id.example/token' };

/** Has this document at every address. */
const server = (named: string) => (): Promise<TransportResult> =>
  Promise.resolve({
    kind: 'reply',
    reply: {
      status: 200,
      headers: {},
      body: Buffer.from(JSON.stringify({ ...sound, issuer: named })),
      sentAt: 0,
      receivedAt: 0,
    },
  });

it.each(['https://id.example:443/tenants/a', 'https://ID.Example/tenants/a', 'https://id.example:443/tenants/a/'])(
  '%s is the issuer that was typed, as ForgeRock and ADFS write it',
  async (named) => {
    const typed = readIssuer(named);
    expect(typed.kind === 'ok' && typed.question.issuer.replace(/\/$/, '')).toBe(issuer);
    const found = await discover(server(named), { issuer, urls: metadataUrls(issuer) });
    expect(found).toMatchObject({ kind: 'found', issuer: named });
  },
);

it.each(['https://id.example:8443/tenants/a', 'http://id.example/tenants/a', 'https://id.example/Tenants/A'])(
  '%s is another issuer',
  async (named) => {
    const found = await discover(server(named), { issuer, urls: metadataUrls(issuer) });
    expect(found).toMatchObject({ kind: 'failed', problem: { code: 'issuer_differs' } });
  },
);

it('LINE’s metadata leaves out how its secret is taken, and that it signs id tokens', () => {
  const line = { ...sound, issuer: 'https://access.line.me', id_token_signing_alg_values_supported: ['ES256'] };
  const place = { id: 'line', source: 'https://access.line.me/.well-known/openid-configuration', notes: [] };
  expect(discoveredFile(line, place)).toMatchObject({
    kind: 'ok',
    file: { client_authentication: 'client_secret_post', id_token: { algorithms: ['ES256', 'HS256'] } },
  });
});
