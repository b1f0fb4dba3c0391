/** How the screens of the walk (screens.ts) are come to, by what a person presses. */
import { press } from './passphrase';
import { dialog, expect, type Latchkey } from './practice';
import { accountRow, expectStatus, refresh, unfold } from './screen';

export async function escape({ window }: Latchkey): Promise<void> {
  await window.keyboard.press('Escape');
  await expect(window.locator('[role=dialog], [role=menu]')).toHaveCount(0);
}

export const heading = (latchkey: Latchkey, name: string) =>
  expect(latchkey.window.getByRole('heading', { name })).toBeVisible();

export const row = (latchkey: Latchkey) => accountRow(latchkey, 'SinaApp');

export async function menuOf(latchkey: Latchkey, label = 'SinaApp'): Promise<void> {
  await accountRow(latchkey, label).getByRole('button', { name: 'More actions' }).click();
  await expect(latchkey.window.getByRole('menu').first()).toBeVisible();
}

export async function item(latchkey: Latchkey, name: string, label = 'SinaApp'): Promise<void> {
  await menuOf(latchkey, label);
  await latchkey.window.getByRole('menuitem', { name }).click();
}

export async function fromSettings(latchkey: Latchkey, button: string): Promise<void> {
  await press(latchkey, 'Settings');
  await press(latchkey, button);
}

/** The page of a provider that comes with Latchkey. */
export async function providerPage(latchkey: Latchkey): Promise<void> {
  await press(latchkey, 'Connect other provider');
  await dialog(latchkey).getByRole('searchbox').fill('baidu');
  await dialog(latchkey).getByRole('button', { name: 'About this provider' }).first().click();
  await dialog(latchkey).getByText('Where this was found').click();
}

/** The form of a provider, with what it would send beside it. */
export async function duplicateProvider(latchkey: Latchkey): Promise<void> {
  await providerPage(latchkey);
  await press(latchkey, 'Duplicate…');
  await expect(dialog(latchkey).getByText('Token request')).toBeVisible();
}

export async function importClient(latchkey: Latchkey, text: string): Promise<void> {
  await press(latchkey, 'Connect other provider');
  await dialog(latchkey).getByRole('button', { name: 'Import client…' }).click();
  await dialog(latchkey).getByLabel('Text of another tool').fill(text);
  await dialog(latchkey).getByRole('button', { name: 'Read', exact: true }).click();
}

/** The forms in which a token is copied, beside the menu of the account. */
export async function copyingMenu(latchkey: Latchkey): Promise<void> {
  await menuOf(latchkey);
  await latchkey.window.getByRole('menuitem', { name: 'Copy as' }).press('ArrowRight');
  await expect(latchkey.window.getByRole('menuitem', { name: 'HTTPie' })).toBeVisible();
}

/** Two menus, one after the other. */
export async function escapeTwice(latchkey: Latchkey): Promise<void> {
  await latchkey.window.keyboard.press('Escape');
  await escape(latchkey);
}

export async function providerForm(latchkey: Latchkey): Promise<void> {
  await press(latchkey, 'Connect other provider');
  await dialog(latchkey).getByRole('button', { name: 'Standard OAuth 2.0 server' }).click();
  await unfold(dialog(latchkey), 'Advanced');
}

export async function connectPractice(latchkey: Latchkey): Promise<void> {
  const page = await latchkey.signInPage(() => press(latchkey, 'Start practising'));
  await expect(dialog(latchkey)).toBeVisible();
  await page.bringToFront();
}

export async function submitKaixin(latchkey: Latchkey): Promise<void> {
  await dialog(latchkey).getByRole('button', { name: 'By password' }).click();
  await dialog(latchkey).getByRole('button', { name: 'Get token' }).click();
  await expectStatus(accountRow(latchkey, 'json001'), 'Fresh');
}

/** Refreshes while a fault of the bench waits for it. */
export async function fail(latchkey: Latchkey, fault: string): Promise<void> {
  await latchkey.ask('setFault', { place: 'token', fault, until: 'next' });
  await refresh(latchkey, row(latchkey));
}
