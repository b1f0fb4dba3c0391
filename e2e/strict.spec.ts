/** One certified server that takes nothing less than everything, found by its issuer: every standard grant through the screen. */
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { choose, dialog, showDetails } from './support/acme';
import { ownClipboard, type Clipboard } from './support/clipboard';
import { expect, test as base } from './support/latchkey';
import { OIDC_RESOURCES, signInToOidcServer, startOidcServer, STRICTLY, type OidcServer } from './support/oidc-server';
import { onlyAccount } from './support/proofs';
import { connectFromForm, expectStatus, refresh } from './support/screen';
import { fillStrictForm, lookFor, onlyRow } from './support/strict';

const test = base.extend<{ readonly server: OidcServer; readonly clipboard: Clipboard }>({
  server: async ({}, provide) => {
    const server = await startOidcServer(STRICTLY);
    await provide(server);
    await server.close();
  },
  clipboard: ownClipboard,
});

const byCode = ['authorization_code', 'refresh_token'];
const deviceCode = 'urn:ietf:params:oauth:grant-type:device_code';

test('what the server demands is in the file that is made of its metadata', async ({
  sharedLatchkey: latchkey,
  server,
}) => {
  await lookFor(latchkey, server.issuer);
  await expect(dialog(latchkey).getByRole('button', { name: 'Register and connect' })).toBeVisible();
  const folder = path.join(latchkey.userDataFolder, 'providers');
  const files = (await readdir(folder)).filter((name) => name.endsWith('.json'));
  expect(files).toHaveLength(1);
  const at = (place: string) => `${server.issuer}${place}`;
  expect(JSON.parse(await readFile(path.join(folder, files[0] ?? ''), 'utf8'))).toMatchObject({
    issuer: server.issuer,
    endpoints: {
      authorize: at('/auth'),
      token: at('/token'),
      device_authorization: at('/device/auth'),
      pushed_authorization_request: at('/request'),
      registration: at('/reg'),
      jwks: at('/jwks'),
    },
    authorize: { pushed: 'required' },
    dpop: { use: 'optional', algorithms: expect.arrayContaining(['ES256']) },
    client_authentication: 'private_key_jwt',
    client_assertion: { algorithms: expect.arrayContaining(['ES256']) },
    callback: { issuer: 'required' },
    grants: {
      authorization_code: {},
      refresh_token: {},
      client_credentials: {},
      device_code: { grant_type: deviceCode },
    },
    introspect: { url: at('/token/introspection') },
    revoke: { url: at('/token/revocation') },
    userinfo: { url: at('/me') },
  });
});

test('a code for a resource: pushed, bound, refreshed, looked up, kept through a restart, and revoked', async ({
  launch,
  server,
  clipboard,
}) => {
  const first = await launch();
  await fillStrictForm(first, server, clipboard, {
    way: 'Sign-in page',
    grantTypes: byCode,
    scope: 'openid offline_access read write',
    resource: OIDC_RESOURCES.notes,
  });
  await signInToOidcServer(await connectFromForm(first));
  const row = await onlyRow(first);
  const before = await onlyAccount(first);
  expect(before).toMatchObject({
    problem: null,
    deviations: [],
    // What is about the user is never echoed with a token for a resource.
    scope: { missing: [] },
    proof: { authentication: 'private_key_jwt', dpop: { algorithm: 'ES256', bound: true } },
  });
  await refresh(first, row);
  await refresh(first, row);
  expect(await onlyAccount(first)).toMatchObject({ generation: 3, problem: null, deviations: [] });
  expect([...server.refreshTokenUses.values()]).toEqual([1, 1, 0]);
  const pane = await showDetails(first, row);
  // A token for a resource is no good at userinfo: it is not sent there unasked, and the id token has said who the user is.
  await expect(pane.getByRole('region', { name: 'Identity' })).toContainText('From the token replysomebody');
  await expect(pane.getByRole('region', { name: 'Identity' }).getByRole('alert')).toBeHidden();
  await pane.getByRole('tab', { name: 'Claims' }).click();
  await expect(pane).toContainText('Checked: signed by the server’s keys.');
  await pane.getByRole('tab', { name: 'Overview' }).click();
  const told = pane.getByRole('region', { name: 'What the server says' });
  await told.getByRole('button', { name: 'Ask about the access token' }).click();
  await expect(told.getByRole('status')).toContainText(OIDC_RESOURCES.notes);
  await first.close();

  const second = await launch();
  const again = await onlyRow(second);
  await refresh(second, again);
  expect(await onlyAccount(second)).toMatchObject({ id: before.id, generation: 4, problem: null, proof: before.proof });
  expect([...server.refreshTokenUses.values()]).toEqual([1, 1, 1, 0]);

  await choose(second, again, 'Revoke…');
  await dialog(second).getByRole('button', { name: 'Revoke', exact: true }).click();
  await expect(dialog(second)).toContainText('Refresh tokenrevoked');
  await expect(dialog(second)).toContainText('Access tokenrevoked');
  await dialog(second).getByRole('button', { name: 'Done' }).click();
  await expectStatus(again, 'Sign-in needed');
  const after = (await showDetails(second, again)).getByRole('region', { name: 'What the server says' });
  for (const token of ['access', 'refresh'] as const) {
    await after.getByRole('button', { name: `Ask about the ${token} token` }).click();
    await expect(after.getByRole('status')).toContainText(`About the ${token} token`);
    await expect(after.getByRole('status')).toContainText('not good');
  }
});

test('a code for the server itself: who the user is comes with a proof of the token’s key', async ({
  sharedLatchkey: latchkey,
  server,
  clipboard,
}) => {
  await fillStrictForm(latchkey, server, clipboard, {
    way: 'Sign-in page',
    grantTypes: byCode,
    scope: 'openid offline_access',
  });
  await signInToOidcServer(await connectFromForm(latchkey));
  const row = await onlyRow(latchkey);
  const identity = (await showDetails(latchkey, row)).getByRole('region', { name: 'Identity' });
  await expect(identity).toContainText('IDsomebody');
  const asked = async () => (await onlyAccount(latchkey)).after.identity;
  const before = (await asked()).profile?.at ?? 0;
  await identity.getByRole('button', { name: 'Ask again' }).click();
  await expect.poll(async () => (await asked()).profile?.at).toBeGreaterThan(before);
  expect(await asked()).toMatchObject({ problem: null, profile: { id: 'somebody' } });
  expect(await onlyAccount(latchkey)).toMatchObject({
    problem: null,
    deviations: [],
    proof: { dpop: { bound: true } },
  });
});

test('a code for another device, by a signed assertion, its tokens bound to a key', async ({
  sharedLatchkey: latchkey,
  server,
  clipboard,
}) => {
  const form = await fillStrictForm(latchkey, server, clipboard, {
    way: 'Code on another device',
    grantTypes: [deviceCode, 'refresh_token'],
    scope: 'openid read',
    resource: OIDC_RESOURCES.notes,
  });
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
  await page.close();

  const row = await onlyRow(latchkey);
  await refresh(latchkey, row);
  await refresh(latchkey, row);
  expect(await onlyAccount(latchkey)).toMatchObject({
    generation: 3,
    grant: 'device_code',
    renewal: 'refresh_token',
    problem: null,
    deviations: [],
    proof: { authentication: 'private_key_jwt', dpop: { bound: true } },
  });
  expect([...server.refreshTokenUses.values()]).toEqual([1, 1, 0]);
});

test('the client itself gets bound tokens for a resource, and the next ones by the same grant', async ({
  launch,
  server,
  clipboard,
}) => {
  const first = await launch();
  const form = await fillStrictForm(first, server, clipboard, {
    way: 'Client credentials',
    grantTypes: ['client_credentials'],
    scope: 'read',
    resource: OIDC_RESOURCES.photos,
  });
  await form.getByRole('button', { name: 'Connect', exact: true }).click();
  await dialog(first).getByRole('button', { name: 'Get token', exact: true }).click();
  const row = await onlyRow(first);
  await refresh(first, row);
  const before = await onlyAccount(first);
  expect(before).toMatchObject({
    generation: 2,
    renewal: 'same_grant',
    refresh: null,
    problem: null,
    deviations: [],
    scope: { granted: ['read'], missing: [] },
    proof: { authentication: 'private_key_jwt', dpop: { bound: true } },
  });
  const pane = await showDetails(first, row);
  await pane.getByRole('tab', { name: 'Claims' }).click();
  await expect(pane).toContainText(OIDC_RESOURCES.photos);
  await pane.getByRole('tab', { name: 'Overview' }).click();
  // No user took part, so nobody is asked who that is.
  await expect(pane.getByRole('region', { name: 'Identity' })).toContainText('not asked yet');
  await expect(pane.getByRole('region', { name: 'Identity' }).getByRole('alert')).toBeHidden();
  await first.close();

  const second = await launch();
  await refresh(second, await onlyRow(second));
  expect(await onlyAccount(second)).toMatchObject({ generation: 3, problem: null, proof: before.proof });
});

test('an issuer is pasted, and the client registered there lives up to all that the server demands', async ({
  launch,
  server,
}) => {
  const first = await launch();
  await lookFor(first, server.issuer);
  const register = dialog(first).getByRole('button', { name: 'Register and connect' });
  await signInToOidcServer(await first.signInPage(() => register.click()));
  const row = await onlyRow(first);
  await refresh(first, row);
  const before = await onlyAccount(first);
  expect(before).toMatchObject({
    generation: 2,
    problem: null,
    deviations: [],
    proof: { authentication: 'private_key_jwt', dpop: { bound: true } },
  });
  const [client] = (await first.view()).clients;
  expect(client).toMatchObject({ hasSecret: false, key: { algorithm: 'ES256' }, registration: { removable: true } });
  await first.close();

  const second = await launch();
  await refresh(second, await onlyRow(second));
  expect(await onlyAccount(second)).toMatchObject({ generation: 3, problem: null, proof: before.proof });
  expect([...server.refreshTokenUses.values()]).toEqual([1, 1, 0]);
});
