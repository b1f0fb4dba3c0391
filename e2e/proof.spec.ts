/** Clients that are proved by signed assertions, and everything that a strict server asks for at once. */
import { generateKeyPairSync } from 'node:crypto';
import { ownClipboard, type Clipboard } from './support/clipboard';
import { expect, test as base, type Latchkey } from './support/latchkey';
import { signInToOidcServer, startOidcServer, type OidcServer } from './support/oidc-server';
import { onlyAccount, openForm, push, STANDARD, use } from './support/proofs';
import { accountRow, connectFromForm, expectStatus, fillClientForm, refresh } from './support/screen';

const test = base.extend<{ readonly clipboard: Clipboard }>({ clipboard: ownClipboard });

const SECRET = 'a secret of more than thirty-two bytes: %+&';

/** Connects, refreshes twice, restarts, refreshes: each refresh token is good for one use and used once. */
async function livesThrough(launch: () => Promise<Latchkey>, first: Latchkey, server: OidcServer): Promise<Latchkey> {
  await signInToOidcServer(await connectFromForm(first));
  const row = accountRow(first, STANDARD);
  await expectStatus(row, 'Fresh');
  await refresh(first, row);
  await refresh(first, row);
  const before = await onlyAccount(first);
  expect(before).toMatchObject({ generation: 3, problem: null, deviations: [] });
  await first.close();

  const second = await launch();
  await refresh(second, accountRow(second, STANDARD));
  const after = await onlyAccount(second);
  expect(after).toMatchObject({ id: before.id, generation: 4, problem: null, deviations: [], proof: before.proof });
  expect([...server.refreshTokenUses.values()]).toEqual([1, 1, 1, 0]);
  return second;
}

test('a client by client_secret_jwt connects and refreshes; its secret is never sent', async ({ launch }) => {
  const server = await startOidcServer();
  server.register({ client_id: 'jwt-client', client_secret: SECRET, token_endpoint_auth_method: 'client_secret_jwt' });
  const latchkey = await launch();
  await openForm(latchkey, server, {
    'Client ID': 'jwt-client',
    'Client authentication': 'secret, by a signed assertion (JWT)',
    'Client secret': SECRET,
  });
  await livesThrough(launch, latchkey, server);
  await server.close();
});

test('a client by private_key_jwt: the key is made here, and its public part is all that the server and the window get', async ({
  launch,
  clipboard,
}) => {
  const server = await startOidcServer();
  const latchkey = await launch();
  const form = await openForm(latchkey, server, {
    'Client ID': 'key-client',
    'Client authentication': 'private key, by a signed assertion (JWT)',
  });
  await form.getByRole('button', { name: 'Make a key pair' }).click();
  await form.getByRole('button', { name: 'Copy as key set (JWKS)' }).click();
  await expect(latchkey.window.getByText('Public key copied.')).toBeVisible();
  const jwks = JSON.parse(await clipboard.read(latchkey)) as { keys: Record<string, string>[] };
  expect(Object.keys(jwks.keys[0]!).toSorted()).toEqual(['alg', 'crv', 'kid', 'kty', 'use', 'x', 'y']);
  server.register({
    client_id: 'key-client',
    token_endpoint_auth_method: 'private_key_jwt',
    token_endpoint_auth_signing_alg: 'ES256',
    jwks,
  });
  const second = await livesThrough(launch, latchkey, server);
  const [client] = (await second.view()).clients;
  expect(client).toMatchObject({ hasSecret: false, key: { algorithm: 'ES256', keyId: jwks.keys[0]?.['kid'] } });
  expect(JSON.stringify(await second.view())).not.toContain('"d"');
  await server.close();
});

for (const algorithm of ['RS256', 'PS256', 'EdDSA'] as const) {
  test(`a key of one’s own is pasted and signs by ${algorithm}`, async ({ sharedLatchkey: latchkey }) => {
    const server = await startOidcServer();
    const { privateKey, publicKey } =
      algorithm === 'EdDSA' ? generateKeyPairSync('ed25519') : generateKeyPairSync('rsa', { modulusLength: 2048 });
    const pem = privateKey.export({ format: 'pem', type: 'pkcs8' }).toString();
    server.register({
      client_id: 'own-key',
      token_endpoint_auth_method: 'private_key_jwt',
      token_endpoint_auth_signing_alg: algorithm,
      jwks: { keys: [{ ...publicKey.export({ format: 'jwk' }), kid: 'known-there', use: 'sig' }] },
    });
    const form = await openForm(latchkey, server, {
      'Client ID': 'own-key',
      'Client authentication': 'private key, by a signed assertion (JWT)',
    });
    const paste = form.getByLabel('Paste a private key', { exact: true });
    await form.getByRole('button', { name: 'Connect', exact: true }).click();
    await expect(form.getByText('A private key is needed')).toBeVisible();
    await paste.fill(publicKey.export({ format: 'pem', type: 'spki' }).toString());
    await form.getByRole('button', { name: 'Connect', exact: true }).click();
    await expect(form.getByText('This is a public key only.')).toBeVisible();
    await paste.fill(pem);
    await form.getByLabel('Key ID (kid)', { exact: true }).fill('known-there');
    await form.getByLabel('Audience of assertions', { exact: true }).fill(server.issuer);
    if (algorithm === 'PS256') {
      // Which of its algorithms an RSA key signs by can be chosen once the key is known.
      await signInToOidcServer(await connectFromForm(latchkey));
      await expect(latchkey.window.getByText('The server does not accept this client.')).toBeVisible();
      await latchkey.window.getByRole('button', { name: 'Edit client' }).click();
      const again = await fillClientForm(latchkey, { 'Token endpoint': server.tokenEndpoint });
      await again.getByLabel('Signature algorithm', { exact: true }).selectOption('PS256');
    }
    await signInToOidcServer(await connectFromForm(latchkey));
    const row = accountRow(latchkey, STANDARD);
    await expectStatus(row, 'Fresh');
    await refresh(latchkey, row);
    expect(await onlyAccount(latchkey)).toMatchObject({ generation: 2, problem: null });
    expect(JSON.stringify(await latchkey.view())).not.toContain('PRIVATE KEY');
    await server.close();
  });
}

test('everything at once: pushed requests, DPoP with nonces, private_key_jwt, for a server that takes nothing less', async ({
  launch,
  clipboard,
}) => {
  const server = await startOidcServer({ pushed: true, nonces: true });
  const latchkey = await launch();
  const form = await openForm(latchkey, server, {
    'Client ID': 'strict-client',
    'Client authentication': 'private key, by a signed assertion (JWT)',
  });
  await form.getByRole('button', { name: 'Make a key pair' }).click();
  await form.getByRole('button', { name: 'Copy as key set (JWKS)' }).click();
  await expect(latchkey.window.getByText('Public key copied.')).toBeVisible();
  server.register({
    client_id: 'strict-client',
    token_endpoint_auth_method: 'private_key_jwt',
    jwks: JSON.parse(await clipboard.read(latchkey)) as { keys: [] },
    dpop_bound_access_tokens: true,
    require_pushed_authorization_requests: true,
  });
  await push(form, server.pushedEndpoint);
  await use(form, 'Sender-constrained tokens (DPoP)');
  const second = await livesThrough(launch, latchkey, server);
  expect((await onlyAccount(second)).proof).toMatchObject({
    authentication: 'private_key_jwt',
    dpop: { algorithm: 'ES256', bound: true },
  });
  await server.close();
});

test('a public client with DPoP and pushed requests keeps its key through refreshes and a restart', async ({
  launch,
}) => {
  const server = await startOidcServer({ pushed: true, nonces: true });
  server.register({ client_id: 'bound-client', token_endpoint_auth_method: 'none', dpop_bound_access_tokens: true });
  const latchkey = await launch();
  const form = await openForm(latchkey, server, {
    'Client ID': 'bound-client',
    'Client authentication': 'no secret (public client)',
  });
  await push(form, server.pushedEndpoint);
  await use(form, 'Sender-constrained tokens (DPoP)');
  await livesThrough(launch, latchkey, server);
  await server.close();
});
