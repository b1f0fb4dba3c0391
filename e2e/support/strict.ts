/** What a person does with a server that takes nothing less than everything: finds it, and enters a client that lives up to it. */
import { expect, type Locator } from '@playwright/test';
import type { Clipboard } from './clipboard';
import type { Latchkey } from './running-app';
import { OIDC_CALLBACK, type OidcServer } from './oidc-server';
import { dialog } from './practice';
import { use } from './proofs';
import { expectStatus, fillClientForm, unfold } from './screen';

/** Pastes the issuer and looks. */
export async function lookFor(latchkey: Latchkey, issuer: string): Promise<void> {
  await latchkey.window.getByRole('button', { name: 'Connect other provider', exact: true }).click();
  await dialog(latchkey)
    .getByRole('button', { name: /By issuer URL/ })
    .click();
  await dialog(latchkey).getByLabel('Issuer', { exact: true }).fill(issuer);
  await dialog(latchkey).getByRole('button', { name: 'Look', exact: true }).click();
}

export interface Wish {
  readonly way: 'Sign-in page' | 'Code on another device' | 'Client credentials';
  readonly grantTypes: readonly string[];
  readonly scope: string;
  readonly resource?: string;
}

/**
 * Fills the client form of the server's provider for a client whose key is made there, registers the public part of the key at the
 * server, and leaves the form open.
 */
export async function fillStrictForm(
  latchkey: Latchkey,
  server: OidcServer,
  clipboard: Clipboard,
  wish: Wish,
): Promise<Locator> {
  await lookFor(latchkey, server.issuer);
  await dialog(latchkey).getByRole('button', { name: 'I have a client already' }).click();
  if (wish.way !== 'Sign-in page') await dialog(latchkey).getByLabel('Connect by').selectOption({ label: wish.way });
  const form = await fillClientForm(latchkey, {
    'Client authentication': 'private key, by a signed assertion (JWT)',
    Scope: wish.scope,
    ...(wish.way === 'Sign-in page' ? { 'Callback URL': OIDC_CALLBACK } : {}),
  });
  await form.getByRole('button', { name: 'Make a key pair' }).click();
  await form.getByRole('button', { name: 'Copy as key set (JWKS)' }).click();
  await expect(latchkey.window.getByText('Public key copied.')).toBeVisible();
  const clientId = await server.enroll({
    token_endpoint_auth_method: 'private_key_jwt',
    token_endpoint_auth_signing_alg: 'ES256',
    jwks: JSON.parse(await clipboard.read(latchkey)) as { keys: [] },
    require_pushed_authorization_requests: true,
    grant_types: [...wish.grantTypes],
    ...(wish.way === 'Sign-in page' ? {} : { redirect_uris: [], response_types: [] }),
  });
  await fillClientForm(latchkey, { 'Client ID': clientId });
  await use(form, 'Sender-constrained tokens (DPoP)');
  if (wish.resource !== undefined) {
    await unfold(form, 'Parameters and resources');
    await form.getByRole('button', { name: 'Add resource' }).click();
    await form.getByLabel('Resource 1', { exact: true }).fill(wish.resource);
  }
  return form;
}

/** The row of the only account, once it is there. */
export async function onlyRow(latchkey: Latchkey): Promise<Locator> {
  const row = latchkey.window.locator('[data-account]');
  await expect(row).toHaveCount(1);
  await expectStatus(row, 'Fresh');
  return row;
}
