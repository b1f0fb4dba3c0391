/**
 * What a person does on Latchkey's screens, by their accessible names, in English. The names are a promise
 * to users of screen readers and to scripts: none changes without need.
 */
import { expect, type Locator, type Page } from '@playwright/test';
import { DOCUMENTED_CALLBACK, PRACTICE_PEOPLE, type Sandbox } from '../../main/sandbox';
import type { Latchkey } from './running-app';

/** Fields of the client form by their labels. */
export type ClientFields = Partial<
  Record<'Client ID' | 'Client secret' | 'Callback URL' | 'Scope' | AdvancedField | 'Client authentication', string>
>;

type AdvancedField =
  | 'Authorize endpoint'
  | 'Token endpoint'
  | 'Refresh endpoint'
  | 'Userinfo endpoint'
  | 'Introspection endpoint'
  | 'Revocation endpoint';

/** The words by which an account says how it is. */
export type StatusWord =
  | 'Fresh'
  | 'Expiring'
  | 'Refreshable'
  | 'Expired'
  | 'Sign-in needed'
  | 'Misconfigured'
  | 'Uncertain'
  | 'Locked';

/** The row of an account, by its label. */
export function accountRow(latchkey: Latchkey, label: string): Locator {
  return latchkey.window.getByRole('row', { name: label, exact: true });
}

/** Waits until a row says this status. */
export async function expectStatus(row: Locator, status: StatusWord): Promise<void> {
  await expect(row.getByText(status, { exact: true })).toBeVisible();
}

/**
 * Presses a row's `Refresh` and waits until the attempt has left its mark: new tokens, or a problem.
 * @param insist the provider's file advises against it, and the app asks first
 */
export async function refresh(latchkey: Latchkey, row: Locator, insist = false): Promise<void> {
  const id = await row.getAttribute('data-account');
  const mark = async (): Promise<string> => {
    const account = (await latchkey.view()).accounts.find((each) => each.id === id);
    return account === undefined || account.refreshing ? 'under way' : `${account.generation} ${account.problem?.at}`;
  };
  const before = await mark();
  await row.getByRole('button', { name: 'Refresh', exact: true }).click();
  if (insist) await latchkey.window.getByRole('button', { name: 'Refresh anyway' }).click();
  await expect.poll(async () => ['under way', before].includes(await mark()), { intervals: [50] }).toBe(false);
}

/** The folded parts of the client form, all under `Advanced`. */
type FormPart = 'Further endpoints' | 'DPoP and pushed requests' | 'Parameters and resources' | 'Sign-in' | 'Network';

/** Opens a part of the client form that may be folded. */
export async function unfold(form: Locator, part: 'Advanced' | 'What will be sent' | FormPart): Promise<void> {
  if (part !== 'Advanced' && part !== 'What will be sent') await unfold(form, 'Advanced');
  const toggle = form.getByRole('button', { name: part, exact: true });
  if ((await toggle.getAttribute('aria-expanded')) === 'false') await toggle.click();
}

/** Fills the open client form. Endpoints and authentication are found under `Advanced`. */
export async function fillClientForm(latchkey: Latchkey, fields: ClientFields): Promise<Locator> {
  const dialog = latchkey.window.getByRole('dialog');
  const labels = Object.keys(fields);
  if (labels.some((label) => /endpoint|authentication/.test(label))) await unfold(dialog, 'Advanced');
  if (labels.some((label) => /^(?:Userinfo|Introspection|Revocation)/.test(label))) {
    await unfold(dialog, 'Further endpoints');
  }
  for (const [label, value] of Object.entries(fields)) {
    const field = dialog.getByLabel(label, { exact: true });
    await (label === 'Client authentication' ? field.selectOption({ label: value }) : field.fill(value));
  }
  return dialog;
}

/** Presses `Connect` in the open client form, and gives the page of the sign-in window that opens. */
export function connectFromForm(latchkey: Latchkey): Promise<Page> {
  return latchkey.signInPage(() =>
    latchkey.window.getByRole('dialog').getByRole('button', { name: 'Connect', exact: true }).click(),
  );
}

/** Opens the client form of a provider that has no client yet, under `Connect other provider`. */
export async function openOtherProvider(latchkey: Latchkey, name: string): Promise<void> {
  await latchkey.window.getByRole('button', { name: 'Connect other provider', exact: true }).click();
  await latchkey.window.getByRole('dialog').getByRole('button', { name }).click();
}

/** Signs in on the practice server's SinaApp page. The window closes by itself. */
export async function signInToSinaapp(page: Page, person = PRACTICE_PEOPLE.sinaapp.creator): Promise<void> {
  await page.getByLabel('Secure e-mail').fill(person.secureEmail);
  await page.getByLabel('Secure password').fill(person.securePassword);
  await page.getByRole('button', { name: 'Authorize' }).click();
}

/**
 * Connects a first SinaApp account through the screen, with a client of the practice server that the test has started.
 * @param clientId one of its ready-made clients
 * @returns the account's row; it is labelled `SinaApp`
 */
export async function connectSinaapp(
  latchkey: Latchkey,
  sandbox: Sandbox,
  clientId = 'practice-sinaapp',
): Promise<Locator> {
  await latchkey.window.getByRole('button', { name: 'Connect SinaApp', exact: true }).click();
  await fillClientForm(latchkey, {
    'Client ID': clientId,
    'Client secret': `${clientId}-client-secret`,
    'Callback URL': DOCUMENTED_CALLBACK,
    'Authorize endpoint': sandbox.endpoints.sinaapp.authorize,
    'Token endpoint': sandbox.endpoints.sinaapp.token,
  });
  await signInToSinaapp(await connectFromForm(latchkey));
  const row = accountRow(latchkey, 'SinaApp');
  await expectStatus(row, 'Fresh');
  return row;
}

/** Gives the main window's content another size, in pixels. */
export async function resize(
  latchkey: Latchkey,
  size: { readonly width: number; readonly height: number },
): Promise<void> {
  const window = await latchkey.app.browserWindow(latchkey.window);
  await window.evaluate((main, { width, height }) => main.setContentSize(width, height), size);
  await expect.poll(() => latchkey.window.evaluate(() => [innerWidth, innerHeight])).toEqual([size.width, size.height]);
}

/** Copies an account's token by its menu: `Copy as`, then the form. */
export async function copyAs(latchkey: Latchkey, row: Locator, form: string): Promise<void> {
  await row.getByRole('button', { name: 'More actions' }).click();
  await latchkey.window.getByRole('menuitem', { name: 'Copy as' }).click();
  await latchkey.window.getByRole('menuitem', { name: form, exact: true }).click();
}
