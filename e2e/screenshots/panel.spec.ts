/** An account's details: every tab, at a certified server whose tokens are JWTs; and the exchange of a sign-in that failed. */
import type { Locator } from '@playwright/test';
import { acme } from '../support/acme';
import { startAnsweringServer } from '../support/answering-server';
import { details, dialog, expect, test } from '../support/gallery';
import { OIDC_CALLBACK, OIDC_CLIENTS, signInToOidcServer, startOidcServer } from '../support/oidc-server';
import { connectFromForm, expectStatus, fillClientForm, openOtherProvider } from '../support/screen';

test('the details of an account, tab by tab', async ({ latchkey, gallery }) => {
  const server = await startOidcServer({ afterTheGrant: true, resources: true });
  await openOtherProvider(latchkey, 'Standard OAuth 2.0 server');
  await fillClientForm(latchkey, {
    'Client ID': OIDC_CLIENTS.basic.client_id,
    'Client secret': OIDC_CLIENTS.basic.client_secret,
    'Callback URL': OIDC_CALLBACK,
    Scope: 'openid offline_access read write',
    'Authorize endpoint': server.authorizeEndpoint,
    'Token endpoint': server.tokenEndpoint,
    'Userinfo endpoint': server.userinfoEndpoint,
    'Introspection endpoint': server.introspectionEndpoint,
    'Revocation endpoint': server.revocationEndpoint,
  });
  await signInToOidcServer(await connectFromForm(latchkey));
  const row = latchkey.window.getByRole('row').first();
  await expectStatus(row, 'Fresh');
  await row.getByRole('button', { name: 'Refresh', exact: true }).click();
  await row.getByRole('button', { name: 'Copy token' }).click();
  await row.focus();
  await latchkey.window.keyboard.press('Enter');
  const pane = details(latchkey);
  // Toasts would lie over the pane.
  const toasts = latchkey.window.getByRole('button', { name: 'Dismiss' });
  for (let left = await toasts.count(); left > 0; left -= 1) {
    await toasts.first().click();
    await expect(toasts).toHaveCount(left - 1);
  }
  const tab = (name: string): Locator => pane.getByRole('tab', { name, exact: true });
  await pane.getByRole('button', { name: 'Access token' }).click();
  await expect(pane).toContainText('good');
  await gallery.show(latchkey, '60-panel-overview', { narrow: true });
  for (const [name, screen] of [
    ['Claims', '61-panel-claims'],
    ['History', '62-panel-history'],
    ['Reply', '63-panel-reply'],
    ['Exchange', '64-panel-exchange'],
  ] as const) {
    await tab(name).click();
    await expect(tab(name)).toHaveAttribute('aria-selected', 'true');
    await expect(pane.getByRole('tabpanel')).not.toBeEmpty();
    await gallery.show(latchkey, screen, { narrow: true });
  }
  await expect(dialog(latchkey)).toBeHidden();
  await server.close();
});

test('a sign-in that failed shows its exchange, and a refresh that failed says what to do', async ({
  launch,
  gallery,
}) => {
  const server = await startAnsweringServer();
  const giveTokens = server.answers.get('POST /token') ?? {};
  const refusal = {
    status: 401,
    body: { error: 'invalid_client', error_description: 'Client authentication failed. Trace 1b2c3d4e.' },
  };
  server.answers.set('POST /token', refusal);
  const latchkey = await launch({ providers: { 'acme.json': acme(server) } });
  await openOtherProvider(latchkey, 'Acme');
  const form = await fillClientForm(latchkey, {
    'Client ID': 'me',
    'Client secret': 'a-secret',
    'Callback URL': 'http://callback.invalid/cb',
  });
  await form.getByRole('button', { name: 'Connect', exact: true }).click();
  await dialog(latchkey).getByRole('button', { name: 'Show the exchange' }).click();
  await expect(dialog(latchkey)).toContainText('HTTP 401');
  await gallery.show(latchkey, '65-sign-in-failed-exchange', { narrow: true });
  server.answers.set('POST /token', giveTokens);
  await dialog(latchkey).getByRole('button', { name: 'Try again' }).click();
  const row = latchkey.window.getByRole('row').first();
  await expectStatus(row, 'Fresh');
  server.answers.set('POST /token', {
    status: 400,
    body: { error: 'invalid_grant', error_description: 'Token was used.' },
  });
  await row.getByRole('button', { name: 'Refresh', exact: true }).click();
  await expectStatus(row, 'Sign-in needed');
  await row.focus();
  await latchkey.window.keyboard.press('Enter');
  await details(latchkey).getByRole('tab', { name: 'History' }).click();
  await expect(details(latchkey)).toContainText('invalid_grant');
  await gallery.show(latchkey, '66-panel-problem', { narrow: true });
  await server.close();
});
