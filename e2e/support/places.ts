/** What a person does to sign in somewhere: the form of a client of the standard provider, the attempt's dialog, the menu of places. */
import { randomUUID } from 'node:crypto';
import type { Locator } from '@playwright/test';
import { startAuthorizationServer, type AuthorizationServer, type RedirectWay } from './authorization-server';
import { expect, test as base, type Latchkey } from './latchkey';
import { accountRow, expectStatus, fillClientForm, openOtherProvider, unfold } from './screen';

export { expect };

export const test = base.extend<{ readonly server: AuthorizationServer }>({
  server: async ({}, use) => {
    const server = await startAuthorizationServer();
    await use(server);
    await server.close();
  },
});

export const STANDARD = 'Standard OAuth 2.0 server';
export const LOOPBACK = 'http://127.0.0.1/cb';
export const PUBLIC = 'http://callback.invalid/cb';

export interface Wish {
  readonly callbackUrl?: string;
  readonly place?: 'App window' | 'System browser' | 'Anywhere, then paste the address';
  readonly way?: RedirectWay;
}

/** Fills the form of a new client of the standard provider; its name is new each time. */
export async function fillForm(latchkey: Latchkey, server: AuthorizationServer, wish: Wish = {}): Promise<string> {
  const name = `client-${randomUUID()}`;
  await openOtherProvider(latchkey, STANDARD);
  const form = await fillClientForm(latchkey, {
    'Client ID': name,
    'Callback URL': wish.callbackUrl ?? LOOPBACK,
    'Authorize endpoint': server.authorizeEndpoint(wish.way ?? '302'),
    'Token endpoint': server.tokenEndpoint,
    'Client authentication': 'no secret (public client)',
  });
  if (wish.place !== undefined) {
    await unfold(form, 'Sign-in');
    await form.getByLabel('Where to sign in').selectOption({ label: wish.place });
  }
  return name;
}

export const dialog = (latchkey: Latchkey): Locator => latchkey.window.getByRole('dialog');

export async function connect(latchkey: Latchkey): Promise<void> {
  await dialog(latchkey).getByRole('button', { name: 'Connect', exact: true }).click();
}

export async function signInElsewhere(latchkey: Latchkey, place: string): Promise<void> {
  await dialog(latchkey).getByRole('button', { name: 'Sign in in…' }).click();
  await latchkey.window.getByRole('menuitem', { name: place }).click();
}

/** Pastes into the attempt's dialog. */
export async function paste(latchkey: Latchkey, text: string): Promise<void> {
  await dialog(latchkey).getByLabel('Final address').fill(text);
  await dialog(latchkey).getByRole('button', { name: 'Use this' }).click();
}

export async function expectConnected(latchkey: Latchkey): Promise<void> {
  await expectStatus(accountRow(latchkey, STANDARD), 'Fresh');
  await expect(dialog(latchkey)).toHaveCount(0);
}
