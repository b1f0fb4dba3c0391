/** Standard OAuth 2.0: authorization code with PKCE and rotating refresh tokens, against a server that we did not write. */
import { expect, test as base, type Latchkey } from './support/latchkey';
import {
  OIDC_CALLBACK,
  OIDC_CLIENTS,
  signInToOidcServer,
  startOidcServer,
  type OidcServer,
} from './support/oidc-server';
import {
  accountRow,
  connectFromForm,
  expectStatus,
  fillClientForm,
  openOtherProvider,
  refresh,
} from './support/screen';

const test = base.extend<{ readonly server: OidcServer }>({
  server: async ({}, use) => {
    const server = await startOidcServer();
    await use(server);
    await server.close();
  },
});

const label = 'Standard OAuth 2.0 server';

async function connect(latchkey: Latchkey, server: OidcServer, client: keyof typeof OIDC_CLIENTS) {
  const registration = OIDC_CLIENTS[client];
  await openOtherProvider(latchkey, label);
  await fillClientForm(latchkey, {
    'Client ID': registration.client_id,
    ...('client_secret' in registration ? { 'Client secret': registration.client_secret } : {}),
    'Callback URL': OIDC_CALLBACK,
    Scope: 'read write',
    'Authorize endpoint': server.authorizeEndpoint,
    'Token endpoint': server.tokenEndpoint,
    ...(client === 'post' ? { 'Client authentication': 'secret in the form body' } : {}),
  });
  await signInToOidcServer(await connectFromForm(latchkey));
  const row = accountRow(latchkey, label);
  await expectStatus(row, 'Fresh');
  return row;
}

async function onlyAccount(latchkey: Latchkey) {
  const { accounts } = await latchkey.view();
  expect(accounts).toHaveLength(1);
  return accounts[0]!;
}

for (const client of ['public', 'basic', 'post'] as const) {
  test(`a ${client} client connects and refreshes twice, using each refresh token once`, async ({
    sharedLatchkey: latchkey,
    server,
  }) => {
    const row = await connect(latchkey, server, client);
    const connected = await onlyAccount(latchkey);
    expect(connected).toMatchObject({
      deviations: [],
      scope: { asked: ['read', 'write'], granted: ['read', 'write'], missing: [] },
    });

    await refresh(latchkey, row);
    await refresh(latchkey, row);

    const refreshed = await onlyAccount(latchkey);
    expect(refreshed).toMatchObject({ generation: 3, problem: null, deviations: [] });
    expect(refreshed.access?.fingerprint).not.toBe(connected.access?.fingerprint);
    expect(refreshed.refresh?.fingerprint).not.toBe(connected.refresh?.fingerprint);
    expect([...server.refreshTokenUses.values()]).toEqual([1, 1, 0]);
    await expectStatus(row, 'Fresh');
  });
}

test('a refresh token that somebody else has used ends the grant: sign-in needed, nothing deleted', async ({
  sharedLatchkey: latchkey,
  server,
}) => {
  const row = await connect(latchkey, server, 'public');
  const before = await onlyAccount(latchkey);
  const [refreshToken] = server.refreshTokenUses.keys();
  const stolen = await fetch(server.tokenEndpoint, {
    method: 'POST',
    body: new URLSearchParams({
      grant_type: 'refresh_token',
      refresh_token: refreshToken!,
      client_id: OIDC_CLIENTS.public.client_id,
    }),
  });
  expect(stolen.status).toBe(200);

  await refresh(latchkey, row);

  await expectStatus(row, 'Sign-in needed');
  await expect(row).toContainText('The server no longer accepts this grant.');
  const after = await onlyAccount(latchkey);
  expect(after).toMatchObject({
    access: before.access,
    refresh: before.refresh,
    generation: 1,
    problem: { serverCode: 'invalid_grant' },
  });

  await signInToOidcServer(await latchkey.signInPage(() => row.getByRole('button', { name: 'Connect again' }).click()));
  await expectStatus(row, 'Fresh');
  expect(await onlyAccount(latchkey)).toMatchObject({ id: before.id, generation: 2, problem: null });
});

test('a restart keeps the account, and it can still be refreshed', async ({ launch, server }) => {
  const first = await launch();
  await refresh(first, await connect(first, server, 'basic'));
  const before = await onlyAccount(first);
  await first.close();

  const second = await launch();
  expect(await onlyAccount(second)).toEqual(before);
  await refresh(second, accountRow(second, label));

  expect(await onlyAccount(second)).toMatchObject({ id: before.id, generation: 3, problem: null });
  expect([...server.refreshTokenUses.values()]).toEqual([1, 1, 0]);
});
