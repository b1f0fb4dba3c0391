/** What a look for metadata and a registration show of themselves: what was asked and said, and nothing that opens anything. */
import { expect, test } from 'vitest';
import { captureStep, type CaptureContext } from './capture';
import type { AnswerAbout } from './readable';
import { Secret } from './secret';
import type { TokenRequest, TransportResult } from './types';

const ACCESS = 'CANARY/access+0123456789abcdef==';
const REFRESH = 'canary-refresh-9876543210fedcba';
const JWT = 'eyJhbGciOiJub25lIn0.eyJjYW5hcnkiOiJqd3QifQ.Y2FuYXJ5LXNpZ25hdHVyZQ';

const context: CaptureContext = { sentAt: 1000, endedAt: 1500, clientId: '', secrets: [], about: 'tokens' };
const request: TokenRequest = {
  url: 'https://id.example/.well-known/openid-configuration',
  method: 'GET',
  headers: {},
  query: new Secret(''),
  body: new Secret(''),
};

function reply(body: object, headers: Record<string, string> = {}, status = 200): TransportResult {
  return {
    kind: 'reply',
    reply: {
      status,
      headers: { 'content-type': 'application/json', ...headers },
      body: new TextEncoder().encode(JSON.stringify(body)),
      sentAt: 1000,
      receivedAt: 1200,
    },
  };
}

function textOf(result: TransportResult, about: AnswerAbout): string {
  const { answer } = captureStep(request, result, { ...context, about });
  return answer.kind === 'reply' ? answer.text : answer.detail;
}

test('of a server’s metadata shows what it names, and still nothing that looks like a token', () => {
  const metadata = {
    issuer: 'https://id.example/tenants/acme-production',
    token_endpoint: 'https://id.example/oauth2/token',
    authorization_endpoint: 'https://id.example/oauth2/authorize?display=page',
    token_endpoint_auth_methods_supported: ['client_secret_basic', 'private_key_jwt'],
    jwks_uri: 'https://id.example/keys',
    require_pushed_authorization_requests: true,
    mtls_endpoint_aliases: { token_endpoint: 'https://mtls.id.example/oauth2/token' },
  };
  expect(JSON.parse(textOf(reply(metadata), 'metadata'))).toEqual(metadata);
  const hostile = { access_token: ACCESS, api_key: 'short1', service_url: `https://a.example/${JWT}`, note: REFRESH };
  const shown = textOf(reply(hostile), 'metadata');
  for (const secret of [ACCESS, 'short1', JWT, REFRESH]) expect(shown).not.toContain(secret);
  expect(textOf(reply(metadata), 'tokens')).not.toContain('/oauth2/token');
});

test('of a registration shows what was asked and refused, and neither the token it was asked with nor what was given', () => {
  const asked: TokenRequest = {
    ...request,
    url: 'https://as.example/register',
    headers: { 'content-type': 'application/json', authorization: new Secret('Bearer initial-1') },
    body: new Secret(
      JSON.stringify({
        client_name: 'Latchkey',
        redirect_uris: ['http://127.0.0.1/callback'],
        grant_types: ['authorization_code', 'refresh_token'],
        token_endpoint_auth_method: 'private_key_jwt',
        dpop_bound_access_tokens: true,
        jwks: { keys: [{ kty: 'EC', x: 'a-public-x-1234567890' }] },
      }),
    ),
  };
  const refused = captureStep(
    asked,
    reply({ error: 'invalid_redirect_uri', error_description: 'initial-1 may not use http' }, {}, 400),
    { ...context, secrets: [] },
  );
  expect(refused.request.body).toEqual([
    ['client_name', 'Latchkey'],
    ['redirect_uris', 'http://127.0.0.1/callback'],
    ['grant_types', 'authorization_code'],
    ['grant_types', 'refresh_token'],
    ['token_endpoint_auth_method', 'private_key_jwt'],
    ['dpop_bound_access_tokens', 'true'],
    ['jwks', expect.stringMatching(/^••••/)],
  ]);
  expect(refused.answer).toMatchObject({ text: expect.stringContaining('"invalid_redirect_uri"') });
  expect(JSON.stringify(refused)).not.toContain('initial-1');
  const given = {
    client_id: 'given',
    client_secret: 'cs1',
    client_secret_expires_at: 0,
    registration_access_token: 'rat-abc-1',
    registration_client_uri: 'https://as.example/register/given?t=rat-abc-1',
    token_endpoint_auth_method: 'client_secret_basic',
    message: 'keep rat-abc-1',
  };
  const done = JSON.stringify(
    captureStep(asked, reply(given, {}, 201), { ...context, secrets: [new Secret('rat-abc-1')] }),
  );
  for (const secret of ['cs1', 'rat-abc-1', 'initial-1']) expect(done).not.toContain(secret);
  for (const readable of ['client_secret_basic', 'given']) expect(done).toContain(readable);
});
