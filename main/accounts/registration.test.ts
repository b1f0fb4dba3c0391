import { describe, expect, test } from 'vitest';
import { Secret, type TransportResult } from '../oauth';
import { parseProvider, type Provider } from '../providers';
import { clientBook } from './clients';
import { answer, DISK_FULL, FakeClientRecords, FakeServer } from './fakes';
import type { Errand } from './history';
import { registrar } from './registration';

function acme(patch: object = {}): Provider {
  const parsed = parseProvider(
    JSON.stringify({
      version: 1,
      id: 'acme',
      name: 'Acme',
      endpoints: {
        authorize: 'https://id.example/auth',
        token: 'https://id.example/token',
        registration: 'https://id.example/register',
      },
      client_authentication: 'client_secret_basic',
      grants: { authorization_code: {}, refresh_token: {}, client_credentials: {} },
      ...patch,
    }),
  );
  if (parsed.kind === 'invalid') throw new Error('the test’s provider is broken');
  return parsed.provider;
}

function setUp(...answers: readonly TransportResult[]) {
  return setUpAt(acme(), ...answers);
}

function setUpAt(provider: Provider, ...answers: readonly TransportResult[]) {
  const records = new FakeClientRecords();
  const server = new FakeServer(...answers);
  let made = 0;
  const clients = clientBook(
    records,
    (id): Provider | undefined => (id === provider.id ? provider : undefined),
    () => `client-${(made += 1)}`,
    () => undefined,
  );
  const told: [Errand, string][] = [];
  const registering = registrar(server.send, clients, {
    concluded: (errand, outcome) => void told.push([errand, outcome]),
  });
  const register = (part: { readonly initialAccessToken?: Secret; readonly callbackUrl?: string } = {}) =>
    registering.register({
      provider,
      name: 'Latchkey',
      callbackUrl: 'http://127.0.0.1/callback',
      scope: 'openid email',
      initialAccessToken: null,
      ...part,
    });
  return { records, server, clients, registering, register, told };
}

const whole = {
  client_id: 'given',
  client_secret: 'a given secret',
  client_secret_expires_at: 1_900_000_000,
  token_endpoint_auth_method: 'client_secret_post',
  registration_client_uri: 'https://id.example/register/given',
  registration_access_token: 'a management token',
};

describe('registering a client', () => {
  test('asks for what this provider needs, and keeps what the server gave', async () => {
    const { register, server, records } = setUp(answer(whole, 201));
    const registered = await register({ initialAccessToken: new Secret('an-initial-token') });
    const [request] = server.requests;
    expect(request).toMatchObject({ url: 'https://id.example/register', method: 'POST' });
    expect(JSON.parse(request!.body.reveal())).toEqual({
      client_name: 'Latchkey',
      redirect_uris: ['http://127.0.0.1/callback'],
      grant_types: ['authorization_code', 'refresh_token'],
      response_types: ['code'],
      token_endpoint_auth_method: 'client_secret_basic',
      application_type: 'native',
      scope: 'openid email',
    });
    expect((request!.headers['authorization'] as Secret).reveal()).toBe('Bearer an-initial-token');
    if (registered.kind !== 'registered') throw new Error(registered.kind);
    expect(registered.client).toMatchObject({
      clientId: 'given',
      authentication: 'client_secret_post',
      registration: { secretExpiresAt: 1_900_000_000_000, managementUrl: 'https://id.example/register/given' },
    });
    expect(registered.client.clientSecret?.reveal()).toBe('a given secret');
    expect([...records.saved.values()]).toEqual([registered.client]);
  });

  test('reads replies tolerantly: times as texts, no secret, a status of its own, more than was asked', async () => {
    const { register } = setUp(answer({ ...whole, client_secret_expires_at: '0', extra: [1], client_id: 77 }, 200));
    expect(await register()).toMatchObject({
      kind: 'registered',
      client: { clientId: '77', registration: { secretExpiresAt: null } },
    });
    const open = setUp(answer({ client_id: 'public' }, 201));
    expect(await open.register()).toMatchObject({
      kind: 'registered',
      client: {
        clientSecret: null,
        authentication: 'none',
        registration: { managementUrl: null, managementToken: null },
      },
    });
  });

  test('reads the end of a secret that is told in milliseconds', async () => {
    const { register } = setUp(answer({ ...whole, client_secret_expires_at: 1_900_000_000_000 }, 201));
    expect(await register()).toMatchObject({ client: { registration: { secretExpiresAt: 1_900_000_000_000 } } });
  });

  test('takes no management address that a token must not go to', async () => {
    const { register, registering } = setUp(
      answer({ ...whole, registration_client_uri: 'http://evil.example/x' }, 201),
    );
    const registered = await register();
    if (registered.kind !== 'registered') throw new Error(registered.kind);
    expect(registered.client.registration).toMatchObject({ managementUrl: null, managementToken: null });
    expect(await registering.deregister(registered.client)).toEqual({ kind: 'not_managed' });
  });

  test('shows an error in the server’s words, without the token that was sent', async () => {
    const said = { error: 'invalid_redirect_uri', error_description: 'loopback is not for tok-1234567890 here' };
    const { register } = setUp(answer(said, 400));
    expect(await register({ initialAccessToken: new Secret('tok-1234567890') })).toMatchObject({
      kind: 'refused',
      error: { code: 'invalid_redirect_uri', text: 'loopback is not for … here' },
    });
    expect(await setUp(answer('<html>Hello</html>', 200)).register()).toMatchObject({ kind: 'unreadable' });
  });

  test('tells what its exchange was for, how it ended, and what in it is secret', async () => {
    const { register, registering, told } = setUp(
      answer({ error: 'invalid_token' }, 401),
      answer(whole, 201),
      answer('', 403),
    );
    await register({ initialAccessToken: new Secret('an-initial-token') });
    const registered = await register({ initialAccessToken: new Secret('an-initial-token') });
    if (registered.kind !== 'registered') throw new Error(registered.kind);
    await registering.deregister(registered.client);
    const plain = told.map(([{ kind, client, secrets = [] }, outcome]) => [
      kind,
      outcome,
      client?.clientId,
      ...secrets.map((secret) => secret.reveal()),
    ]);
    expect(plain).toEqual([
      ['register', 'failed', undefined, 'an-initial-token'],
      ['register', 'done', undefined, 'an-initial-token', 'a given secret', 'a management token'],
      ['deregister', 'failed', 'given'],
    ]);
    expect(new Set(told.map(([{ key }]) => key)).size).toBe(3);
  });

  test('that cannot be written is not lost: asked again, it is written, and no second one is registered', async () => {
    const { register, records, server } = setUp(answer(whole, 201));
    records.failures.push(DISK_FULL);
    expect(await register()).toMatchObject({ kind: 'not_saved' });
    expect(records.saved.size).toBe(0);
    expect(await register()).toMatchObject({ kind: 'registered', client: { clientId: 'given' } });
    expect(server.requests).toHaveLength(1);
    expect(records.saved.size).toBe(1);
  });

  test('takes over what the server then insists on for this client', async () => {
    const insisting = { ...whole, dpop_bound_access_tokens: true, require_pushed_authorization_requests: 'true' };
    const endpoints = {
      authorize: 'https://id.example/auth',
      token: 'https://id.example/token',
      registration: 'https://id.example/register',
      pushed_authorization_request: 'https://id.example/par',
    };
    const { register } = setUpAt(acme({ endpoints }), answer(insisting, 201));
    expect(await register()).toMatchObject({ client: { options: { dpop: true, pushed: true } } });
    // A client that is registered is kept, also where it asks for what nobody knows how to do.
    expect(await setUp(answer(insisting, 201)).register()).toMatchObject({
      client: { options: { dpop: true, pushed: null } },
    });
    const plain = setUp(answer({ ...whole, dpop_bound_access_tokens: false }, 201));
    expect(await plain.register()).toMatchObject({ client: { options: { dpop: null, pushed: null } } });
  });

  test('asks for bound tokens where the provider’s file demands them', async () => {
    const { register, server } = setUpAt(acme({ dpop: { use: 'required' } }), answer(whole, 201));
    await register();
    expect(JSON.parse(server.requests[0]!.body.reveal())).toMatchObject({ dpop_bound_access_tokens: true });
  });

  describe('that proves itself by a key', () => {
    const keyed = acme({
      client_authentication: 'private_key_jwt',
      client_assertion: { algorithms: ['RS256', 'ES256'] },
    });
    const given = { client_id: 'given', token_endpoint_auth_method: 'private_key_jwt' };

    test('makes the key, sends its public part alone, and keeps it with the client', async () => {
      const { register, server } = setUpAt(keyed, answer(given, 201));
      const registered = await register();
      if (registered.kind !== 'registered') throw new Error(registered.kind);
      const sent = JSON.parse(server.requests[0]!.body.reveal()) as {
        readonly jwks: { readonly keys: Record<string, string>[] };
      };
      expect(sent).toMatchObject({
        token_endpoint_auth_method: 'private_key_jwt',
        token_endpoint_auth_signing_alg: 'ES256',
        jwks: { keys: [{ kty: 'EC', alg: 'ES256' }] },
      });
      expect(Object.keys(sent.jwks.keys[0]!)).not.toContain('d');
      expect(JSON.parse(registered.client.key?.reveal() ?? '')).toMatchObject({
        x: sent.jwks.keys[0]?.['x'],
        d: expect.any(String),
      });
      expect(registered.client).toMatchObject({ clientSecret: null, authentication: null });
    });

    test('is given a secret all the same, and goes by that', async () => {
      const { register } = setUpAt(keyed, answer(whole, 201));
      expect(await register()).toMatchObject({ client: { authentication: 'client_secret_post' } });
    });

    test('that cannot be written keeps its key for the second attempt', async () => {
      const { register, records, server } = setUpAt(keyed, answer(given, 201));
      records.failures.push(DISK_FULL);
      await register();
      const registered = await register();
      if (registered.kind !== 'registered') throw new Error(registered.kind);
      const sent = JSON.parse(server.requests[0]!.body.reveal()) as {
        readonly jwks: { readonly keys: Record<string, string>[] };
      };
      expect(JSON.parse(registered.client.key?.reveal() ?? '')).toMatchObject({ x: sent.jwks.keys[0]?.['x'] });
    });
  });

  test('asks nobody with a callback that cannot be caught', async () => {
    const { register, server } = setUp();
    expect(await register({ callbackUrl: 'javascript:alert(1)' })).toMatchObject({
      kind: 'invalid',
      problem: { code: 'callback_invalid', field: 'callbackUrl' },
    });
    expect(server.requests).toEqual([]);
  });
});

test.each([
  [204, 'deleted'],
  [404, 'deleted'],
  [401, 'refused'],
  [500, 'refused'],
])('deleting it at the server, answered with %i: %s', async (status, kind) => {
  const { register, registering, server } = setUp(answer(whole, 201), answer('', status));
  const registered = await register();
  if (registered.kind !== 'registered') throw new Error(registered.kind);
  expect(await registering.deregister(registered.client)).toMatchObject({ kind });
  expect(server.requests[1]).toMatchObject({ method: 'DELETE', url: 'https://id.example/register/given' });
});
