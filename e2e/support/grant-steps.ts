/** The steps by which a person asks for grants without a sign-in page, against the grant server of the test. */
import type { Locator } from '@playwright/test';
import { ownClipboard, type Clipboard } from './clipboard';
import { GRANT_CLIENT, startGrantServer, type GrantServer } from './grant-server';
import { expect, test as base, type Latchkey } from './latchkey';
import { accountRow, expectStatus, fillClientForm, openOtherProvider } from './screen';

export { expect };
export type { GrantServer, Latchkey };

export const test = base.extend<{ readonly server: GrantServer; readonly clipboard: Clipboard }>({
  clipboard: ownClipboard,

  server: async ({}, use) => {
    const server = await startGrantServer();
    await use(server);
    await server.close();
  },
});

/** What accounts of the standard provider are called, the first one. */
export const label = 'Standard OAuth 2.0 server';

/** The dialog that is open. */
export function dialog(latchkey: Latchkey): Locator {
  return latchkey.window.getByRole('dialog');
}

/** Fills the client form for a grant and goes on; leaves the dialog of the grant open. */
export async function openGrant(latchkey: Latchkey, server: GrantServer, way: string): Promise<Locator> {
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

/** Presses `Get token`, and waits for the account's row. */
export async function getToken(latchkey: Latchkey, name = label): Promise<Locator> {
  await dialog(latchkey).getByRole('button', { name: 'Get token', exact: true }).click();
  const row = accountRow(latchkey, name);
  await expectStatus(row, 'Fresh');
  return row;
}

/** The one account there is. */
export async function onlyAccount(latchkey: Latchkey) {
  const { accounts } = await latchkey.view();
  expect(accounts).toHaveLength(1);
  return accounts[0]!;
}
