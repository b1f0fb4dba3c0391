/** The grants that are not a code from a sign-in page, each through the screen: got, kept, renewed. */
import type { Locator } from '@playwright/test';
import { findInFiles, heardEvents, listenToEvents, pageContent } from './support/canaries';
import { GRANT_CLIENT, startGrantServer, type GrantServer } from './support/grant-server';
import { expect, test as base, type Latchkey } from './support/latchkey';
import { OIDC_CLIENTS, signInToOidcServer, startOidcServer, type OidcServer } from './support/oidc-server';
import { accountRow, expectStatus, fillClientForm, openOtherProvider, refresh } from './support/screen';

const test = base.extend<{ readonly server: GrantServer }>({
  server: async ({}, use) => {
    const server = await startGrantServer();
    await use(server);
    await server.close();
  },
});

const label = 'Standard OAuth 2.0 server';

function dialog(latchkey: Latchkey): Locator {
  return latchkey.window.getByRole('dialog');
}

/** Fills the client form for a grant and goes on; leaves the dialog of the grant open. */
async function openGrant(latchkey: Latchkey, server: GrantServer, way: string): Promise<Locator> {
  await openOtherProvider(latchkey, label);
  await dialog(latchkey).getByLabel('Connect by').selectOption({ label: way });
  const form = await fillClientForm(latchkey, {
    'Client ID': GRANT_CLIENT.id,
    'Client secret': GRANT_CLIENT.secret,
    Scope: 'read',
    'Token endpoint': server.tokenEndpoint,
  });
  await expect(form.getByLabel('Callback URL')).toBeHidden();
  await expect(form.getByLabel('Authorize endpoint')).toBeHidden();
  if (way === 'Code on another device')
    await form.getByLabel('Device authorization endpoint', { exact: true }).fill(server.deviceEndpoint);
  await form.getByRole('button', { name: 'Connect', exact: true }).click();
  await expect(dialog(latchkey).getByLabel('Connect by')).toHaveValue(/\w+/);
  return dialog(latchkey);
}

async function getToken(latchkey: Latchkey, name = label): Promise<Locator> {
  await dialog(latchkey).getByRole('button', { name: 'Get token', exact: true }).click();
  const row = accountRow(latchkey, name);
  await expectStatus(row, 'Fresh');
  return row;
}

async function onlyAccount(latchkey: Latchkey) {
  const { accounts } = await latchkey.view();
  expect(accounts).toHaveLength(1);
  return accounts[0]!;
}

test('client credentials need nobody: one click for the first token, one for each next', async ({
  latchkey,
  server,
}) => {
  await openGrant(latchkey, server, 'Client credentials');
  const row = await getToken(latchkey);
  const before = await onlyAccount(latchkey);
  expect(before).toMatchObject({ renewal: 'same_grant', refresh: null, deviations: [], grant: 'client_credentials' });

  await refresh(latchkey, row);

  const after = await onlyAccount(latchkey);
  expect(after).toMatchObject({ generation: 2, problem: null });
  expect(after.access?.fingerprint).not.toBe(before.access?.fingerprint);
  expect(server.forms.map(String)).toEqual(Array(2).fill('grant_type=client_credentials&scope=read'));
});

test('an expired token of client credentials is refreshable, also after a restart, and never wants a sign-in', async ({
  launch,
  server,
}) => {
  server.lifetime = 1;
  const first = await launch();
  await openGrant(first, server, 'Client credentials');
  await dialog(first).getByRole('button', { name: 'Get token', exact: true }).click();
  await expectStatus(accountRow(first, label), 'Refreshable');
  await first.close();

  const second = await launch();
  const row = accountRow(second, label);
  await expectStatus(row, 'Refreshable');
  await expect(row.getByRole('button', { name: 'Connect again' })).toBeHidden();
  server.lifetime = 3600;
  await refresh(second, row);
  await expectStatus(row, 'Fresh');
});

test('a lost answer to client credentials spends nothing: a passing fault, and one click mends it', async ({
  latchkey,
  server,
}) => {
  await openGrant(latchkey, server, 'Client credentials');
  const row = await getToken(latchkey);
  server.answers.push({ kind: 'cut' });
  await refresh(latchkey, row);
  await expectStatus(row, 'Fresh');
  await expect(row).toContainText('The connection broke before the answer was complete.');
  await row.getByRole('button', { name: 'Try again' }).click();
  await expect.poll(async () => (await onlyAccount(latchkey)).problem).toBeNull();
  expect(await onlyAccount(latchkey)).toMatchObject({ generation: 2 });
});

test('client credentials are refreshed by themselves where that is wanted: the next attempt is planned', async ({
  launch,
  server,
}) => {
  server.lifetime = 40;
  const latchkey = await launch({ settings: { automaticRefresh: true } });
  await openGrant(latchkey, server, 'Client credentials');
  await getToken(latchkey);
  expect((await onlyAccount(latchkey)).automatic).toMatchObject({ on: true, nextAt: expect.any(Number) });
});

test('a code for another device: shown large, opened in the browser, asked for until the user agrees', async ({
  latchkey,
  server,
}) => {
  await listenToEvents(latchkey);
  await openGrant(latchkey, server, 'Code on another device');
  await dialog(latchkey).getByRole('button', { name: 'Get a code' }).click();
  const shown = dialog(latchkey);
  await expect(shown.getByText('WDJB-MJHT', { exact: true })).toBeVisible();
  await expect(shown.getByText(`${server.origin}/enter`, { exact: true })).toBeVisible();
  await expect(shown.getByRole('img', { name: `QR code for ${server.origin}/enter` })).toBeVisible();
  await expect(shown.getByText(/The code lives for 9m/)).toBeVisible();

  await shown.getByRole('button', { name: 'Open the page' }).click();
  await expect.poll(() => latchkey.takeOpened()).toEqual([`${server.origin}/enter?code=WDJB-MJHT`]);
  await expect.poll(() => server.forms.length).toBeGreaterThan(0);
  server.answers.push({ kind: 'cut' });
  await expect(shown.getByText('The server cannot be reached now; Latchkey keeps asking.')).toBeVisible();
  server.approve();

  const row = accountRow(latchkey, label);
  await expectStatus(row, 'Fresh');
  await expect(shown).toBeHidden();
  const account = await onlyAccount(latchkey);
  expect(account).toMatchObject({ renewal: 'refresh_token', grant: 'device_code' });
  expect(account.deviations).toMatchObject([
    { tag: 'field_rename', section: 'RFC 8628 section 3.2', seen: 'verification_uri as verification_url' },
  ]);
  // What whoever has it could get the tokens with stays in main.
  const deviceCode = server.forms[0]?.get('device_code') ?? '';
  expect(deviceCode).toHaveLength(32);
  expect(await heardEvents(latchkey)).not.toContain(deviceCode);
  expect(await pageContent(latchkey)).not.toContain(deviceCode);
});

test('a device code that is refused says so and can be asked for anew; one that is cancelled is gone', async ({
  latchkey,
  server,
}) => {
  await openGrant(latchkey, server, 'Code on another device');
  server.answers.push({ kind: 'error', status: 400, error: 'access_denied' });
  await dialog(latchkey).getByRole('button', { name: 'Get a code' }).click();
  await expect(dialog(latchkey).getByText('Not connected')).toBeVisible();
  await dialog(latchkey).getByRole('button', { name: 'Close', exact: true }).last().click();

  await dialog(latchkey).getByRole('button', { name: 'Get a code' }).click();
  await expect(dialog(latchkey).getByText('WDJB-MJHT', { exact: true })).toBeVisible();
  await dialog(latchkey).getByRole('button', { name: 'Cancel' }).click();
  await expect(dialog(latchkey).getByText('WDJB-MJHT')).toBeHidden();
  expect(await latchkey.view()).toMatchObject({ attempts: [], accounts: [] });
});

test('a token of one account is exchanged for another: its parent is shown, and it is renewed from the parent', async ({
  latchkey,
  server,
  userDataFolder,
}) => {
  await openGrant(latchkey, server, 'Client credentials');
  const parent = await getToken(latchkey);
  const { id } = await onlyAccount(latchkey);
  await latchkey.window.getByRole('button', { name: 'Connect other provider' }).click();
  await dialog(latchkey).getByRole('button', { name: label }).click();
  await dialog(latchkey).getByLabel('Connect by').selectOption({ label: 'Token exchange' });
  await expect(dialog(latchkey).getByLabel('Token to exchange')).toHaveValue(id);
  await dialog(latchkey).getByLabel('Audience').fill('https://one.example https://two.example');
  await dialog(latchkey).getByRole('button', { name: 'Get token', exact: true }).click();
  const child = accountRow(latchkey, `${label} 2`);
  await expectStatus(child, 'Fresh');
  await expect(child).toContainText(`from ${label}`);
  const exchange = server.forms.at(-1)!;
  expect(exchange.get('subject_token')).toBe(server.tokens[0]);
  expect(exchange.getAll('audience')).toEqual(['https://one.example', 'https://two.example']);

  await refresh(latchkey, parent);
  await refresh(latchkey, child);
  expect(server.forms.at(-1)?.get('subject_token')).toBe(server.tokens[2]);
  const account = (await latchkey.view()).accounts.find((each) => each.label === `${label} 2`);
  expect(account).toMatchObject({
    generation: 2,
    problem: null,
    deviations: [],
    issuedTokenType: 'urn:ietf:params:oauth:token-type:jwt',
  });
  const secrets = Object.fromEntries(server.tokens.map((token, index) => [`token ${index}`, token]));
  expect(await pageContent(latchkey)).not.toContain(server.tokens[0]);
  expect(await findInFiles(userDataFolder, secrets)).toEqual([]);
});

test('a pasted token is exchanged once, and the account says that it cannot be renewed by itself', async ({
  latchkey,
  server,
}) => {
  await openGrant(latchkey, server, 'Client credentials');
  await getToken(latchkey);
  await latchkey.window.getByRole('button', { name: 'Connect other provider' }).click();
  await dialog(latchkey).getByRole('button', { name: label }).click();
  await dialog(latchkey).getByLabel('Connect by').selectOption({ label: 'Token exchange' });
  await dialog(latchkey).getByLabel('Token to exchange').selectOption({ label: 'Paste a token…' });
  await dialog(latchkey).getByLabel('Subject token').fill(server.tokens[0]!);
  await dialog(latchkey).getByRole('button', { name: 'Get token', exact: true }).click();
  const child = accountRow(latchkey, `${label} 2`);
  await expectStatus(child, 'Fresh');
  await expect(child.getByRole('button', { name: 'Refresh', exact: true })).toHaveAttribute('aria-disabled', 'true');
});

test('an assertion is signed here with a sealed key, and signed anew to renew the account', async ({
  launch,
  server,
  userDataFolder,
}) => {
  const first = await launch();
  const form = await openGrant(first, server, 'JWT assertion');
  const file = { type: 'service_account', client_email: 'robot@example', private_key_id: 'k1' };
  await form.getByLabel('Private key').fill('not a key');
  await form.getByRole('button', { name: 'Get token', exact: true }).click();
  await expect(form.getByText('This is not a private key', { exact: false }).first()).toBeVisible();
  await expect(form.getByLabel('Private key')).toHaveValue('');
  await form.getByLabel('Private key').fill(JSON.stringify({ ...file, private_key: server.privateKey }));
  await form.getByLabel('Subject (sub)').fill('ada');
  await form.getByLabel('Further claims').fill('{"scope": "read write"}');
  await getToken(first, 'ada');
  expect(server.assertions).toMatchObject([
    { iss: 'robot@example', sub: 'ada', aud: server.tokenEndpoint, scope: 'read write' },
  ]);
  await first.close();

  const second = await launch();
  const row = accountRow(second, 'ada');
  await refresh(second, row);
  expect(server.assertions).toHaveLength(2);
  expect(await onlyAccount(second)).toMatchObject({ renewal: 'same_grant', generation: 2, problem: null });
  const key = server.privateKey.split('\n')[5] ?? '';
  expect(await findInFiles(userDataFolder, { key })).toEqual([]);
  expect(JSON.stringify(await second.view())).not.toContain(key);
});

test('a grant that nobody foresaw is typed by hand, and repeated where nothing in it is secret', async ({
  latchkey,
  server,
}) => {
  const form = await openGrant(latchkey, server, 'Another grant');
  await form.getByLabel('grant_type').fill('urn:example:tenant');
  await form.getByLabel('Name of parameter 1').fill('tenant');
  await form.getByLabel('Value of parameter 1').fill('acme');
  const row = await getToken(latchkey);
  await refresh(latchkey, row);
  expect(server.forms.map(String)).toEqual(Array(2).fill('grant_type=urn%3Aexample%3Atenant&tenant=acme&scope=read'));
});

test('a typed parameter that is secret is sent once, and never kept', async ({ latchkey, server, userDataFolder }) => {
  const form = await openGrant(latchkey, server, 'Another grant');
  await form.getByLabel('grant_type').fill('urn:example:tenant');
  await form.getByLabel('Name of parameter 1').fill('pin');
  await form.getByLabel('secret').check();
  await form.getByLabel('Value of parameter 1').fill('a-secret-pin-of-today');
  await getToken(latchkey);
  expect(server.forms[0]?.get('pin')).toBe('a-secret-pin-of-today');
  expect(await onlyAccount(latchkey)).toMatchObject({ renewal: 'sign_in', recipe: null });
  expect(await findInFiles(userDataFolder, { pin: 'a-secret-pin-of-today' })).toEqual([]);
});

const legacy = (server: GrantServer) => ({
  version: 1,
  id: 'old',
  name: 'Old days',
  endpoints: { authorize: server.implicitEndpoint, token: server.tokenEndpoint },
  default_scope: 'basic',
  grants: { implicit: {}, refresh_token: {} },
});

test('the implicit grant, marked as legacy, where a provider has nothing else', async ({ launch, server }) => {
  const latchkey = await launch({ providers: { 'old.json': legacy(server) } });
  await openOtherProvider(latchkey, 'Old days');
  const form = await fillClientForm(latchkey, { 'Client ID': 'me', 'Callback URL': 'http://callback.invalid/cb' });
  await expect(form.getByText('Legacy', { exact: true })).toBeVisible();
  await form.getByRole('button', { name: 'Connect', exact: true }).click();
  const row = accountRow(latchkey, 'Old days');
  await expectStatus(row, 'Fresh');
  const account = await onlyAccount(latchkey);
  expect(account).toMatchObject({ grant: 'implicit', renewal: 'refresh_token', deviations: [] });
  expect(account.scope.granted).toEqual(['basic']);
});

/** A certified server that we did not write. */
const certified = test.extend<{ readonly oidc: OidcServer }>({
  oidc: async ({}, use) => {
    const oidc = await startOidcServer({ machineGrants: true });
    await use(oidc);
    await oidc.close();
  },
});

async function fillForOidc(latchkey: Latchkey, oidc: OidcServer, way: string): Promise<Locator> {
  await openOtherProvider(latchkey, label);
  await dialog(latchkey).getByLabel('Connect by').selectOption({ label: way });
  return fillClientForm(latchkey, {
    'Client ID': OIDC_CLIENTS.basic.client_id,
    'Client secret': OIDC_CLIENTS.basic.client_secret,
    Scope: 'read write',
    'Token endpoint': oidc.tokenEndpoint,
  });
}

certified('a certified server gives tokens to the client itself, as often as it asks', async ({ latchkey, oidc }) => {
  const form = await fillForOidc(latchkey, oidc, 'Client credentials');
  await form.getByRole('button', { name: 'Connect', exact: true }).click();
  const row = await getToken(latchkey);
  await refresh(latchkey, row);
  expect(await onlyAccount(latchkey)).toMatchObject({ generation: 2, problem: null, deviations: [] });
});

certified(
  'a certified server gives tokens to a code that was entered on another device',
  async ({ latchkey, oidc }) => {
    const form = await fillForOidc(latchkey, oidc, 'Code on another device');
    await form.getByLabel('Device authorization endpoint', { exact: true }).fill(oidc.deviceEndpoint);
    await form.getByRole('button', { name: 'Connect', exact: true }).click();
    await dialog(latchkey).getByRole('button', { name: 'Get a code' }).click();
    await expect(dialog(latchkey).getByText('Waiting for you to agree there.')).toBeVisible();
    const [attempt] = (await latchkey.view()).attempts;
    if (attempt?.kind !== 'device') throw new Error('no code');

    // The other device: a window that Latchkey knows nothing of.
    const page = await latchkey.signInPage(() =>
      latchkey.app.evaluate(({ BrowserWindow }, url) => void new BrowserWindow().loadURL(url), attempt.scanUri),
    );
    await page.getByRole('button', { name: 'Continue' }).click();
    await signInToOidcServer(page);
    await expect(page.getByText('Sign-in Success')).toBeVisible();

    const row = accountRow(latchkey, label);
    await expectStatus(row, 'Fresh');
    await refresh(latchkey, row);
    expect(await onlyAccount(latchkey)).toMatchObject({
      generation: 2,
      renewal: 'refresh_token',
      problem: null,
      deviations: [],
      scope: { granted: ['read', 'write'], missing: [] },
    });
  },
);
