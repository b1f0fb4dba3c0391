/** A provider of our own on loopback, connected through the screen: for what comes after the grant. */
import type { Locator } from '@playwright/test';
import { startAnsweringServer, type AnsweringServer } from './answering-server';
import { details, test as base, type Latchkey } from './practice';
import { accountRow, expectStatus, fillClientForm, openOtherProvider } from './screen';

export { dialog, expect } from './practice';
export type { AnsweringServer, Latchkey };

export const test = base.extend<{ readonly server: AnsweringServer }>({
  server: async ({}, use) => {
    const server = await startAnsweringServer();
    await use(server);
    await server.close();
  },
});

/** A provider file for the server. */
export function acme(server: AnsweringServer, patch: object = {}): Readonly<Record<string, unknown>> {
  const at = (path: string) => `${server.origin}${path}`;
  return {
    version: 1,
    id: 'acme',
    name: 'Acme',
    endpoints: { authorize: at('/authorize'), token: at('/token') },
    grants: { authorization_code: {}, refresh_token: {} },
    userinfo: { url: at('/userinfo') },
    introspect: { url: at('/introspect') },
    revoke: { url: at('/revoke') },
    ...patch,
  };
}

/** Connects a first account, labelled `Acme`. */
export async function connect(latchkey: Latchkey): Promise<Locator> {
  await openOtherProvider(latchkey, 'Acme');
  const form = await fillClientForm(latchkey, {
    'Client ID': 'me',
    'Client secret': 'a-secret',
    'Callback URL': 'http://callback.invalid/cb',
  });
  await form.getByRole('button', { name: 'Connect', exact: true }).click();
  const row = accountRow(latchkey, 'Acme');
  await expectStatus(row, 'Fresh');
  return row;
}

export function menuItem(latchkey: Latchkey, name: string): Locator {
  return latchkey.window.getByRole('menuitem', { name, exact: true });
}

/** Chooses from the menu of an account. */
export async function choose(latchkey: Latchkey, row: Locator, item: string): Promise<void> {
  await row.getByRole('button', { name: 'More actions' }).click();
  await menuItem(latchkey, item).click();
}

export async function showDetails(latchkey: Latchkey, row: Locator): Promise<Locator> {
  await choose(latchkey, row, 'Show details');
  return details(latchkey);
}

/** As userinfo tells her. */
export const ada = {
  sub: 'u-ada',
  name: 'Ada Lovelace',
  email: 'ada@example.com',
  picture: 'https://pictures.example/ada.png',
};
