/** Codes that are entered on another device (RFC 8628), and what a certified server says to grants without a sign-in page. */
import type { Locator } from '@playwright/test';
import { heardEvents, listenToEvents, pageContent } from './support/canaries';
import { dialog, expect, getToken, label, onlyAccount, openGrant, test, type Latchkey } from './support/grant-steps';
import { OIDC_CLIENTS, signInToOidcServer, startOidcServer, type OidcServer } from './support/oidc-server';
import { accountRow, expectStatus, fillClientForm, openOtherProvider, refresh } from './support/screen';

test('a code for another device: shown large, opened in the browser, asked for until the user agrees', async ({
  sharedLatchkey: latchkey,
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
  sharedLatchkey: latchkey,
  server,
  clipboard,
}) => {
  await openGrant(latchkey, server, 'Code on another device');
  server.answers.push({ kind: 'error', status: 400, error: 'access_denied' });
  await dialog(latchkey).getByRole('button', { name: 'Get a code' }).click();
  await expect(dialog(latchkey).getByText('Not connected')).toBeVisible();
  await dialog(latchkey).getByRole('button', { name: 'Close', exact: true }).last().click();

  await dialog(latchkey).getByRole('button', { name: 'Get a code' }).click();
  await expect(dialog(latchkey).getByText('WDJB-MJHT', { exact: true })).toBeVisible();
  await dialog(latchkey).getByRole('button', { name: 'Copy code' }).click();
  await expect(latchkey.window.getByText('Code copied.')).toBeVisible();
  expect(await clipboard.read(latchkey)).toBe('WDJB-MJHT');
  await dialog(latchkey).getByRole('button', { name: 'Cancel' }).click();
  await expect(dialog(latchkey).getByText('WDJB-MJHT')).toBeHidden();
  expect(await latchkey.view()).toMatchObject({ attempts: [], accounts: [] });
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

certified(
  'a certified server gives tokens to the client itself, as often as it asks',
  async ({ sharedLatchkey: latchkey, oidc }) => {
    const form = await fillForOidc(latchkey, oidc, 'Client credentials');
    await form.getByRole('button', { name: 'Connect', exact: true }).click();
    const row = await getToken(latchkey);
    await refresh(latchkey, row);
    expect(await onlyAccount(latchkey)).toMatchObject({ generation: 2, problem: null, deviations: [] });
  },
);

certified(
  'a certified server gives tokens to a code that was entered on another device',
  async ({ sharedLatchkey: latchkey, oidc }) => {
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
    await page.close();

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
