/**
 * The practice server in the test's own process, where its ledger can be read and its ways can be changed; and the steps by which a
 * person connects to it. Apps of these tests know it as they know any server: by the endpoints typed into their form.
 */
import type { Locator, Page } from '@playwright/test';
import { DOCUMENTED_CALLBACK, PRACTICE_CLIENTS, PRACTICE_PEOPLE, startSandbox, type Sandbox } from '../../main/sandbox';
import { ownClipboard, type Clipboard } from './clipboard';
import { expect, test as base, type Latchkey } from './latchkey';
import { connectFromForm, fillClientForm } from './screen';

export { expect, DOCUMENTED_CALLBACK, PRACTICE_PEOPLE };
export type { Latchkey, Sandbox };

interface PracticeFixtures {
  /** Closed after the test. */
  readonly sandbox: Sandbox;
  /** Held by one test at a time. */
  readonly clipboard: Clipboard;
}

export const test = base.extend<PracticeFixtures>({
  sandbox: async ({}, use) => {
    const sandbox = await startSandbox();
    await use(sandbox);
    await sandbox.close();
  },
  clipboard: ownClipboard,
});

export const { creator, somebodyElse } = PRACTICE_PEOPLE.sinaapp;

/** The dialog that is open. */
export function dialog(latchkey: Latchkey): Locator {
  return latchkey.window.getByRole('dialog');
}

/** The pane with all that is known of the chosen account. */
export function details(latchkey: Latchkey): Locator {
  return latchkey.window.getByRole('complementary', { name: 'Details' });
}

/** The secret that the practice server knows of a client. */
export function secretOf(clientId: string): string {
  const known = PRACTICE_CLIENTS.find((client) => client.clientId === clientId);
  if (known === undefined) throw new Error(`The practice server knows no client ${clientId}.`);
  return known.clientSecret;
}

export interface SinaappClient {
  readonly clientId?: string;
  /** Default: the practice server's. */
  readonly authorize?: string;
}

/** From the button `Connect SinaApp` to a client form that is filled in. */
export async function fillSinaappForm(
  latchkey: Latchkey,
  { endpoints: { sinaapp } }: Sandbox,
  { clientId = 'practice-sinaapp', authorize = sinaapp.authorize }: SinaappClient = {},
): Promise<Locator> {
  await latchkey.window.getByRole('button', { name: 'Connect SinaApp' }).click();
  return fillClientForm(latchkey, {
    'Client ID': clientId,
    'Client secret': secretOf(clientId),
    'Callback URL': DOCUMENTED_CALLBACK,
    'Authorize endpoint': authorize,
    'Token endpoint': sinaapp.token,
  });
}

/** The same, and on to the sign-in window, whose page is given. */
export async function openSinaappSignIn(latchkey: Latchkey, sandbox: Sandbox, client?: SinaappClient): Promise<Page> {
  await fillSinaappForm(latchkey, sandbox, client);
  return connectFromForm(latchkey);
}

export interface KaixinClient {
  readonly clientId?: string;
  readonly scope?: string;
  /** Default: the practice server's. */
  readonly token?: string;
}

/** From the button `Connect Kaixin001` through the client form to the dialog of its grants, which is given. */
export async function openKaixinDialog(
  latchkey: Latchkey,
  sandbox: Sandbox,
  { clientId = 'practice-kaixin001', scope = 'basic', token = sandbox.endpoints.kaixin001.token }: KaixinClient = {},
): Promise<Locator> {
  await latchkey.window.getByRole('button', { name: 'Connect Kaixin001' }).click();
  const form = await fillClientForm(latchkey, {
    'Client ID': clientId,
    'Client secret': secretOf(clientId),
    Scope: scope,
    'Token endpoint': token,
  });
  await form.getByRole('button', { name: 'Connect', exact: true }).click();
  await expect(form.getByRole('radio', { name: 'Password' })).toBeVisible();
  return form;
}

/** Chooses a kind of grant in the dialog, fills in its fields by their labels, and gets the token. */
export async function submitGrant(
  form: Locator,
  kind: 'Password' | 'Tencent' | 'Weibo',
  fields: Readonly<Record<string, string>>,
): Promise<void> {
  await form.getByRole('radio', { name: kind }).click();
  for (const [label, value] of Object.entries(fields)) await form.getByLabel(label, { exact: true }).fill(value);
  await form.getByRole('button', { name: 'Get token' }).click();
}

/** Requests to the token endpoints, in order, as the server noted them. */
export function tokenRequests(sandbox: Sandbox) {
  return sandbox.requests
    .filter(({ path }) => path.endsWith('/access_token'))
    .map(({ method, grantType, status, detail }) => ({ method, grantType, status, detail }));
}
