import { describe, expect, it } from 'vitest';
import { draftAuthorization } from './authorize-request';
import { buildPushedRequest, readPushedReply } from './pushed-request';
import { Secret } from './secret';
import { newSigningKey } from './signing-key';
import { openJwt } from './testing/jwt';
import { fromCatalogue, providerWith } from './testing/read';
import type { TokenClient } from './token-request';

const now = 1_700_000_000_000;
const endpoint = 'https://login.acme.example/par';
const standard = fromCatalogue('standard');
const client: TokenClient = {
  clientId: 'my client',
  clientSecret: new Secret('s3cret'),
  authentication: 'client_secret_basic',
  tokenEndpoint: 'https://login.acme.example/token',
};
const parameters = [
  ['response_type', 'code'],
  ['client_id', 'my client'],
  ['redirect_uri', 'https://c.example/cb'],
  ['state', 'S'],
] as const;

describe('a pushed request', () => {
  const push = (own: Partial<TokenClient> = {}, proof: { key: Secret; nonce: string | null } | null = null) =>
    buildPushedRequest({ provider: standard, client: { ...client, ...own }, endpoint, parameters, proof, now });

  it('holds what the URL would, by POST, with the client’s proof (RFC 9126 section 2.1)', () => {
    const request = push();
    expect(request).toMatchObject({ url: endpoint, method: 'POST' });
    expect(request.body.reveal()).toBe(
      'response_type=code&client_id=my+client&redirect_uri=https%3A%2F%2Fc.example%2Fcb&state=S',
    );
    expect((request.headers['authorization'] as Secret).reveal()).toBe(`Basic ${btoa('my%20client:s3cret')}`);
  });

  it('has client_id once, whatever the method', () => {
    for (const authentication of ['client_secret_post', 'client_secret_jwt', 'none'] as const) {
      expect(new URLSearchParams(push({ authentication }).body.reveal()).getAll('client_id')).toEqual(['my client']);
    }
  });

  it('is proved by assertion and DPoP alike, the assertion for the server and not for this endpoint', async () => {
    const key = await newSigningKey('ES256');
    const request = push(
      { authentication: 'private_key_jwt', clientKey: key.jwk, clientSecret: null },
      { key: key.jwk, nonce: 'n' },
    );
    const assertion = new URLSearchParams(request.body.reveal()).get('client_assertion') ?? '';
    expect(openJwt(assertion, key.publicJwk).claims).toMatchObject({ aud: 'https://login.acme.example/token' });
    const proof = openJwt((request.headers['dpop'] as Secret).reveal(), key.publicJwk).claims;
    expect(proof).toMatchObject({ htm: 'POST', htu: endpoint, nonce: 'n' });
  });

  it('is not sent over http', () => {
    const input = { provider: standard, client, parameters, proof: null, now };
    expect(() => buildPushedRequest({ ...input, endpoint: 'http://login.acme.example/par' })).toThrow('refused');
  });
});

it('the browser then carries client_id and the reference only (RFC 9126 section 4)', async () => {
  const draft = await draftAuthorization(
    providerWith({ authorize: { rename: { client_id: 'appid' }, params: { x: 'y' }, fragment: 'end' } }),
    {
      clientId: 'my client',
      authorizeEndpoint: 'https://a.example/authorize?tenant=1',
      callbackUrl: 'https://c.example/cb',
      scope: ['read'],
    },
  );
  const { url, state, verifier } = draft.byReference('urn:ietf:params:oauth:request_uri:abc');
  expect(url).toBe(
    'https://a.example/authorize?tenant=1&appid=my%20client&request_uri=urn%3Aietf%3Aparams%3Aoauth%3Arequest_uri%3Aabc#end',
  );
  expect(draft.parameters.map(([name]) => name)).toContain('state');
  expect({ state, verifier }).toEqual({ state: draft.authorization.state, verifier: draft.authorization.verifier });
});

describe('the reply to it', () => {
  const answer = (body: string | object, status = 201, headers: Record<string, string> = {}) =>
    readPushedReply(
      {
        status,
        headers,
        body: Buffer.from(typeof body === 'string' ? body : JSON.stringify(body)),
        sentAt: now,
        receivedAt: now,
      },
      standard,
      [new Secret('s3cret')],
    );

  it.each<[string, string | object, number, object]>([
    ['as the RFC has it', { request_uri: 'urn:a', expires_in: 90 }, 201, { requestUri: 'urn:a', until: now + 90_000 }],
    ['with 200, and the lifetime as text', { request_uri: 'urn:a', expires_in: '90' }, 200, { until: now + 90_000 }],
    ['without lifetime', { request_uri: 'urn:a' }, 201, { until: null }],
    ['as a form', 'request_uri=urn%3Aa&expires_in=5', 200, { requestUri: 'urn:a', until: now + 5000 }],
    ['with a trailing comma', '{"request_uri":"urn:a",}', 201, { requestUri: 'urn:a' }],
  ])('is read %s', (_how, body, status, wanted) => {
    expect(answer(body, status)).toMatchObject({ kind: 'pushed', ...wanted });
  });

  it.each<[string, string | object, number, object]>([
    [
      'the RFC’s',
      { error: 'invalid_request', error_description: 'no such callback' },
      400,
      { class: 'request_refused', code: 'invalid_request', text: 'no such callback' },
    ],
    ['of the client', { error: 'invalid_client' }, 401, { class: 'client_rejected' }],
    ['under another name', { message: 'no such callback' }, 400, { code: 'http_400', text: 'no such callback' }],
    ['under HTTP 200', { error: 'invalid_scope' }, 200, { class: 'scope_refused' }],
    ['beside a reference', { error: 'invalid_request', request_uri: 'urn:a' }, 201, { code: 'invalid_request' }],
    ['without words', '', 503, { class: 'server_unavailable', code: 'http_503' }],
    ['without words, by Glewlwyd 2.7.5', '', 403, { class: 'request_refused', code: 'http_403', text: null }],
    [
      'that echoes a secret',
      { error: 'invalid_client', error_description: 's3cret is wrong' },
      401,
      { text: '… is wrong' },
    ],
  ])('an error is told: %s', (_how, body, status, error) => {
    expect(answer(body, status)).toMatchObject({ kind: 'error', error });
  });

  it('an error is told: of the client, by the status and its header alone', () => {
    const reply = answer('', 401, { 'www-authenticate': 'Basic realm="par"' });
    expect(reply).toMatchObject({ kind: 'error', error: { class: 'client_rejected', code: 'http_401' } });
  });

  it.each<[string, string, number]>([
    ['a page', '<!doctype html><title>Not here</title>', 404],
    ['a page that holds a reference', '<!doctype html><script>{"request_uri":"urn:a"}</script>', 200],
    ['a redirect', '', 302],
    ['nothing', '', 201],
    ['something else', '{"ok":true}', 200],
    ['a reference with a line break', '{"request_uri":"urn:a\\nb"}', 201],
    ['words', 'created', 201],
  ])('is no answer: %s', (_what, body, status) => {
    expect(answer(body, status)).toEqual({ kind: 'unreadable', status });
  });
});
