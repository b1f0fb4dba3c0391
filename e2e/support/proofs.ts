/** What a person does in the client form about proofs, and on the way to an account of the standard provider. */
import { expect, type Locator } from '@playwright/test';
import { OIDC_CALLBACK } from './oidc-server';
import type { Latchkey } from './running-app';
import { fillClientForm, openOtherProvider, unfold, type ClientFields } from './screen';

export const STANDARD = 'Standard OAuth 2.0 server';

/** The client form of the standard provider, filled in. */
export async function openForm(
  latchkey: Latchkey,
  server: { authorizeEndpoint: string; tokenEndpoint: string },
  own: ClientFields,
) {
  await openOtherProvider(latchkey, STANDARD);
  return fillClientForm(latchkey, {
    'Callback URL': OIDC_CALLBACK,
    Scope: 'read write',
    'Authorize endpoint': server.authorizeEndpoint,
    'Token endpoint': server.tokenEndpoint,
    ...own,
  });
}

/** Chooses `yes`. */
export async function use(
  form: Locator,
  what: 'Sender-constrained tokens (DPoP)' | 'Pushed authorization request (PAR)',
): Promise<void> {
  await unfold(form, 'DPoP and pushed requests');
  await form.getByLabel(what, { exact: true }).selectOption({ label: 'yes' });
}

export async function push(form: Locator, endpoint: string): Promise<void> {
  await use(form, 'Pushed authorization request (PAR)');
  await form.getByLabel('Pushed authorization request endpoint', { exact: true }).fill(endpoint);
}

export async function onlyAccount(latchkey: Latchkey) {
  const { accounts } = await latchkey.view();
  expect(accounts).toHaveLength(1);
  return accounts[0]!;
}
