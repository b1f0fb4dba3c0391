/** A server found by its issuer, and a client registered at it: through the screen, against a certified server and against hostile ones. */
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { chooseFile } from './support/backup';
import { expect, test as base, type Latchkey } from './support/latchkey';
import { startMetadataServer, type MetadataServer } from './support/metadata-server';
import { signInToOidcServer, startOidcServer, type OidcServer } from './support/oidc-server';
import { accountRow, expectStatus, refresh } from './support/screen';

const test = base.extend<{ readonly server: OidcServer; readonly web: MetadataServer }>({
  server: async ({}, use) => {
    const server = await startOidcServer({ registration: true });
    await use(server);
    await server.close();
  },
  web: async ({}, use) => {
    const web = await startMetadataServer();
    await use(web);
    await web.close();
  },
});

const dialog = (latchkey: Latchkey) => latchkey.window.getByRole('dialog');

async function lookFor(latchkey: Latchkey, issuer: string): Promise<void> {
  await latchkey.window.getByRole('button', { name: 'Connect other provider', exact: true }).click();
  await dialog(latchkey)
    .getByRole('button', { name: /By issuer URL/ })
    .click();
  await dialog(latchkey).getByLabel('Issuer', { exact: true }).fill(issuer);
  await dialog(latchkey).getByRole('button', { name: 'Look', exact: true }).click();
}

async function providerFiles(folder: string): Promise<readonly string[]> {
  return (await readdir(path.join(folder, 'providers'))).filter((name) => name.endsWith('.json'));
}

test('an issuer is pasted, a client registered, and the account works and refreshes', async ({
  sharedLatchkey: latchkey,
  server,
}) => {
  await lookFor(latchkey, server.issuer.replace('http://', ''));
  const page = await latchkey.signInPage(() =>
    dialog(latchkey).getByRole('button', { name: 'Register and connect' }).click(),
  );
  await signInToOidcServer(page);
  const label = 'somebody@example.com';
  const row = accountRow(latchkey, label);
  await expectStatus(row, 'Fresh');
  await refresh(latchkey, row);
  expect((await latchkey.view()).accounts).toMatchObject([{ generation: 2, problem: null, deviations: [] }]);

  const [file] = await providerFiles(latchkey.userDataFolder);
  const written: unknown = JSON.parse(
    await readFile(path.join(latchkey.userDataFolder, 'providers', file ?? ''), 'utf8'),
  );
  expect(written).toMatchObject({
    issuer: server.issuer,
    sources: [`${server.issuer}/.well-known/openid-configuration`],
    endpoints: { jwks: `${server.issuer}/jwks`, registration: `${server.issuer}/reg` },
    callback: { issuer: 'required' },
    client_authentication: 'client_secret_basic',
  });
});

test('a registered client is deleted at the server with it, when its user says so', async ({
  sharedLatchkey: latchkey,
  server,
}) => {
  const registered = async (): Promise<void> => {
    await lookFor(latchkey, server.issuer);
    const page = await latchkey.signInPage(() =>
      dialog(latchkey).getByRole('button', { name: 'Register and connect' }).click(),
    );
    await page.close();
    await dialog(latchkey).getByRole('button', { name: 'Edit client' }).click();
  };
  await registered();
  const [client] = (await latchkey.view()).clients;
  expect(client?.registration).toEqual({ removable: true, secretExpiresAt: null });
  expect(await server.hasClient(client!.clientId)).toBe(true);
  await dialog(latchkey).getByRole('button', { name: 'Remove here and at the server' }).click();
  await expect(dialog(latchkey)).toBeHidden();
  expect(await server.hasClient(client!.clientId)).toBe(false);
  expect((await latchkey.view()).clients).toEqual([]);

  // A server that is not there: it says so where it was asked, with what was exchanged, and the client stays.
  await registered();
  await server.close();
  await dialog(latchkey).getByRole('button', { name: 'Remove here and at the server' }).click();
  await dialog(latchkey).getByRole('button', { name: 'Show the exchange' }).click();
  const exchange = dialog(latchkey).getByRole('group', { name: 'Deleting the client at the server' });
  await expect(exchange).toContainText('DELETE');
  await expect(exchange).toContainText('Nothing reached the server.');
  expect((await latchkey.view()).clients).toHaveLength(1);
});

test('a server that wants an initial access token says so, and takes it', async ({ sharedLatchkey: latchkey }) => {
  const server = await startOidcServer({ registration: 'an-initial-access-token' });
  await lookFor(latchkey, server.issuer);
  const register = dialog(latchkey).getByRole('button', { name: 'Register and connect' });
  await register.click();
  await expect(dialog(latchkey).getByRole('alert')).toContainText('The server did not register the client.');
  await expect(dialog(latchkey).getByRole('alert')).toContainText('invalid_token');
  const token = dialog(latchkey).getByLabel('Initial access token', { exact: true });
  await token.fill('wrong1');
  await register.click();
  await dialog(latchkey).getByRole('button', { name: 'Show the exchange' }).click();
  const exchange = dialog(latchkey).getByRole('group', { name: 'Registering a client' });
  await expect(exchange).toContainText(`POST ${server.issuer}/reg`);
  await expect(exchange).toContainText('HTTP 401');
  await expect(exchange).toContainText('redirect_uris');
  await exchange.getByText('Headers').first().click();
  await expect(exchange.getByText('Bearer ••••').first()).toBeVisible();
  await expect(exchange).not.toContainText('wrong1');
  const har = path.join(latchkey.userDataFolder, 'registration.har');
  await chooseFile(latchkey, har);
  await dialog(latchkey).getByRole('button', { name: 'Save as HAR…' }).click();
  await expect(latchkey.window.getByText('Exchange saved as registration.har.')).toBeVisible();
  const saved = await readFile(har, 'utf8');
  expect(JSON.parse(saved)).toMatchObject({ log: { entries: [{ response: { status: 401 } }] } });
  expect(saved).not.toContain('wrong1');
  await token.fill('an-initial-access-token');
  const page = await latchkey.signInPage(() => register.click());
  await signInToOidcServer(page);
  await expectStatus(accountRow(latchkey, 'somebody@example.com'), 'Fresh');
  await server.close();
});

const openid = '/.well-known/openid-configuration';
const sound = (origin: string) => ({
  issuer: origin,
  authorization_endpoint: `${origin}/authorize`,
  token_endpoint: `${origin}/token`,
});

const refused: readonly {
  readonly name: string;
  readonly serve: (web: MetadataServer) => void;
  readonly says: string;
  readonly shows: (origin: string) => string;
  /** In the exchange, where it is looked at. */
  readonly said?: (origin: string) => string;
}[] = [
  {
    name: 'a document of another issuer',
    serve: (web) => web.serve(openid, { body: { ...sound(web.origin), issuer: 'https://evil.example' } }),
    says: 'The document found there is another issuer’s.',
    shows: (origin) => `${origin} ≠ https://evil.example`,
    said: (origin) => `"token_endpoint": "${origin}/token"`,
  },
  {
    name: 'a redirect',
    serve: (web) => web.serve(openid, { status: 302, headers: { location: 'http://elsewhere.invalid/x' } }),
    says: 'The address leads elsewhere, and that is not followed.',
    shows: () => 'http://elsewhere.invalid/x',
  },
  {
    name: 'a token endpoint over http',
    serve: (web) => web.serve(openid, { body: { ...sound(web.origin), token_endpoint: 'http://t.example/' } }),
    says: 'The document names an address that secrets must not go to.',
    shows: () => 'token_endpoint: http://t.example/',
  },
  {
    name: 'an authorize endpoint that runs a script',
    serve: (web) =>
      web.serve(openid, { body: { ...sound(web.origin), authorization_endpoint: 'javascript:alert(1)' } }),
    says: 'The document names an address that secrets must not go to.',
    shows: () => 'authorization_endpoint: javascript:alert(1)',
  },
  {
    name: 'no token endpoint',
    serve: (web) => web.serve(openid, { body: { issuer: web.origin } }),
    says: 'The document lacks an endpoint',
    shows: () => 'token_endpoint',
  },
  {
    name: 'a page',
    serve: (web) => web.serve(openid, { body: '<html>Welcome</html>' }),
    says: 'What the server sent is no metadata document.',
    shows: () => openid,
  },
  {
    name: 'far too much',
    serve: (web) => web.serve(openid, { body: { ...sound(web.origin), scopes_supported: ['x'.repeat(1_100_000)] } }),
    says: 'The server’s answer was far too large',
    shows: () => 'more than 1048576 bytes',
  },
  {
    name: 'nothing',
    serve: () => undefined,
    says: 'No metadata is found at this address.',
    shows: () => '/.well-known/',
  },
];

for (const { name, serve, says, shows, said } of refused) {
  test(`an issuer that answers with ${name} is refused in its own words, and nothing is written`, async ({
    sharedLatchkey: latchkey,
    web,
  }) => {
    serve(web);
    await lookFor(latchkey, web.origin);
    await expect(dialog(latchkey).getByRole('alert')).toContainText(says);
    await expect(dialog(latchkey)).toContainText(shows(web.origin));
    expect(await providerFiles(latchkey.userDataFolder)).toEqual([]);
    if (said === undefined) return;
    await dialog(latchkey).getByRole('button', { name: 'Show the exchange' }).click();
    const exchange = dialog(latchkey).getByRole('group', { name: 'Looking for metadata' });
    await expect(exchange).toContainText(`GET ${web.origin}${openid}`);
    await expect(exchange).toContainText(said(web.origin));
  });
}

test('an address that is no issuer is refused at its field', async ({ sharedLatchkey: latchkey }) => {
  await lookFor(latchkey, 'http://id.example');
  await expect(dialog(latchkey).getByLabel('Issuer', { exact: true })).toHaveAccessibleDescription(
    /Secrets are not sent over http/,
  );
});

test('looked at again, the server’s changes are shown first, and what its user wrote stays', async ({
  sharedLatchkey: latchkey,
  web,
}) => {
  web.serve(openid, { body: sound(web.origin) });
  await lookFor(latchkey, web.origin);
  await expect(dialog(latchkey).getByText('Register and connect')).toBeHidden();
  await dialog(latchkey).getByRole('button', { name: 'Look again' }).click();
  await expect(dialog(latchkey).getByText('The server says the same as before.')).toBeVisible();

  web.serve(openid, {
    body: {
      ...sound(web.origin),
      token_endpoint: `${web.origin}/token/v2`,
      revocation_endpoint: `${web.origin}/revoke`,
    },
  });
  await dialog(latchkey).getByRole('button', { name: 'Look again' }).click();
  const row = (field: string) => dialog(latchkey).getByRole('row', { name: new RegExp(field.replace('.', '\\.')) });
  await expect(row('endpoints.token')).toContainText('/token/v2');
  await expect(row('revoke.url')).toContainText('nothing');
  await dialog(latchkey).getByRole('button', { name: 'Update the file' }).click();
  await expect(dialog(latchkey).getByLabel('Client ID')).toBeVisible();

  const [file = '', ...more] = await providerFiles(latchkey.userDataFolder);
  expect(more).toEqual([]);
  const written = async (): Promise<unknown> =>
    JSON.parse(await readFile(path.join(latchkey.userDataFolder, 'providers', file), 'utf8'));
  expect(await written()).toMatchObject({
    endpoints: { token: `${web.origin}/token/v2` },
    revoke: { url: `${web.origin}/revoke` },
  });
  const changed = latchkey.window.getByRole('status').filter({ hasText: 'Provider changed: ' });
  await changed.getByRole('button', { name: 'Undo' }).click();
  await expect(latchkey.window.getByText(/^Back as it was: /)).toBeVisible();
  expect(await written()).toMatchObject({ endpoints: { token: `${web.origin}/token` } });
});

test('the same issuer pasted again is not written twice, unless its user wants a second one', async ({
  sharedLatchkey: latchkey,
  web,
}) => {
  web.serve(openid, { body: sound(web.origin) });
  await lookFor(latchkey, web.origin);
  await expect(dialog(latchkey).getByLabel('Client ID')).toBeVisible();
  await dialog(latchkey).getByRole('button', { name: 'Close' }).click();
  await lookFor(latchkey, `${web.origin}${openid}`);
  await expect(dialog(latchkey).getByLabel('Client ID')).toBeVisible();
  expect(await providerFiles(latchkey.userDataFolder)).toHaveLength(1);
  await dialog(latchkey).getByRole('button', { name: 'Close' }).click();

  web.serve(openid, { body: { ...sound(web.origin), userinfo_endpoint: `${web.origin}/me` } });
  await lookFor(latchkey, web.origin);
  await dialog(latchkey).getByRole('button', { name: 'Keep as a second provider' }).click();
  await expect(dialog(latchkey).getByLabel('Client ID')).toBeVisible();
  const files = await providerFiles(latchkey.userDataFolder);
  expect(files).toHaveLength(2);
  expect(files.some((name) => name.endsWith('-2.json'))).toBe(true);
});
