/** What becomes of the app window's session: forgotten, kept for one account, or private. */
import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { makeCertificate } from '../main/testing/certificates';
import { startAuthorizationServer } from './support/authorization-server';
import { expect, test as base, type Latchkey } from './support/latchkey';
import { startSecureServer, type SecureServer } from './support/secure-server';

const test = base.extend<{ readonly server: SecureServer }>({
  server: async ({}, use) => {
    const server = await startSecureServer(makeCertificate({ name: 'server', issuer: null, hosts: ['127.0.0.1'] }));
    await use(server);
    await server.close();
  },
});

async function register(
  latchkey: Latchkey,
  server: SecureServer,
  session: 'forget' | 'keep' | 'private',
  id: string | null = null,
) {
  const { clientId } = await latchkey.ask('saveClient', {
    id,
    providerId: 'standard',
    clientId: 'a-client',
    clientSecret: '',
    callbackUrl: 'http://callback.invalid/cb',
    scope: '',
    endpoints: { authorize: server.authorizeEndpoint, token: server.tokenEndpoint, refresh: null },
    authentication: 'none',
    options: { session, network: { proxy: { kind: 'system' }, extraCa: null, trustLoopback: true } },
  });
  return clientId;
}

const partitions = async (latchkey: Latchkey): Promise<readonly string[]> =>
  (await readdir(path.join(latchkey.userDataFolder, 'Partitions')).catch(() => [])).filter((name) =>
    name.startsWith('sign-in-kept-'),
  );

for (const session of ['forget', 'private'] as const) {
  test(`a session that is "${session}" leaves nothing for the next sign-in, and requests for tokens carry no cookie`, async ({
    sharedLatchkey: latchkey,
    server,
  }) => {
    const clientId = await register(latchkey, server, session);
    const { accountId } = await latchkey.ask('signIn', { clientId, accountId: null });
    await latchkey.ask('signIn', { clientId, accountId });
    expect(server.visitors).toEqual([null, null]);
    await latchkey.ask('refresh', { accountId, again: true });
    expect(server.grants).toHaveLength(3);
    expect(server.tokenCookies).toEqual([]);
    expect(await partitions(latchkey)).toEqual([]);
  });
}

test('a kept session is its account’s alone, outlives a restart, and goes with the account', async ({
  launch,
  server,
}) => {
  const first = await launch();
  const clientId = await register(first, server, 'keep');
  const one = (await first.ask('signIn', { clientId, accountId: null })).accountId;
  const two = (await first.ask('signIn', { clientId, accountId: null })).accountId;
  await first.ask('signIn', { clientId, accountId: one });
  // The second account met nothing of the first; the first came back as itself.
  expect(server.visitors).toEqual([null, null, 'v1']);
  expect(await partitions(first)).toHaveLength(2);
  await first.ask('signIn', { clientId, accountId: one, anotherUser: true });
  expect(server.visitors.at(-1)).toBeNull();
  await first.close();

  const second = await launch();
  await expect.poll(() => partitions(second)).toHaveLength(2);
  await second.ask('signIn', { clientId, accountId: one });
  await second.ask('signIn', { clientId, accountId: two });
  expect(server.visitors.slice(-2)).toEqual(['v4', 'v2']);
  await second.ask('removeAccount', { accountId: two });
  await second.close();

  const third = await launch();
  expect(await partitions(third)).toHaveLength(1);
  await register(third, server, 'forget', clientId);
  await third.ask('signIn', { clientId, accountId: one });
  expect(server.visitors.at(-1)).toBeNull();
  await third.close();

  expect(await partitions(await launch())).toEqual([]);
});

test('a kept session is in memory only where no key store seals it', async ({ launch, server }) => {
  const latchkey = await launch({ keyring: false });
  await latchkey.ask('chooseMemoryOnly');
  const clientId = await register(latchkey, server, 'keep');
  const { accountId } = await latchkey.ask('signIn', { clientId, accountId: null });
  await latchkey.ask('signIn', { clientId, accountId });
  expect(server.visitors).toEqual([null, 'v1']);
  expect(await partitions(latchkey)).toEqual([]);
});

for (const way of ['302', 'popup', 'popup_to_callback', 'form_post', 'fragment', 'script'] as const) {
  test(`${way} is caught in a kept session too, and nothing goes to the callback`, async ({
    sharedLatchkey: latchkey,
  }) => {
    const server = await startAuthorizationServer();
    const { clientId } = await latchkey.ask('saveClient', {
      id: null,
      providerId: 'standard',
      clientId: 'a-client',
      clientSecret: '',
      callbackUrl: 'http://callback.invalid/cb',
      scope: '',
      endpoints: { authorize: server.authorizeEndpoint(way), token: server.tokenEndpoint, refresh: null },
      authentication: 'none',
      options: { session: 'keep' },
    });
    const { accountId } = await latchkey.ask('signIn', { clientId, accountId: null });
    await latchkey.ask('signIn', { clientId, accountId });
    expect(server.exchangedBy('a-client')).toHaveLength(2);
    expect(latchkey.trap.contacts).toEqual([]);
    await server.close();
  });
}
