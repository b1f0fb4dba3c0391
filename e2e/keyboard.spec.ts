/** Everything by the keyboard alone, and in the narrowest window (LOOK.md). */
import type { Locator } from '@playwright/test';
import {
  details,
  dialog,
  expect,
  openKaixinDialog,
  PRACTICE_PEOPLE,
  submitGrant,
  test,
  type Latchkey,
} from './support/practice';
import { accountRow, connectSinaapp, fillClientForm, resize } from './support/screen';

/** Presses Tab until an element has the keyboard; fails when it does not come within a whole round. */
async function tabTo({ window }: Latchkey, element: Locator): Promise<void> {
  for (let presses = 0; presses < 40; presses += 1) {
    await window.keyboard.press('Tab');
    if (await element.evaluate((node) => node === document.activeElement)) return;
  }
  await expect(element).toBeFocused();
}

test('a client form is reached, left and returned from by keys', async ({ sharedLatchkey: latchkey }) => {
  const button = latchkey.window.getByRole('button', { name: 'Connect SinaApp' });
  await tabTo(latchkey, button);
  await latchkey.window.keyboard.press('Enter');
  await expect(dialog(latchkey).getByLabel('Client ID', { exact: true })).toBeFocused();
  await latchkey.window.keyboard.press('Escape');
  await expect(dialog(latchkey)).toBeHidden();
  await expect(button).toBeFocused();
});

test('a refused form gives the keyboard to the field that is wrong, with its sentence in sight', async ({
  sharedLatchkey: latchkey,
}) => {
  await resize(latchkey, { width: 360, height: 480 });
  await latchkey.window.getByRole('button', { name: 'Connect SinaApp' }).click();
  const form = await fillClientForm(latchkey, {
    'Client ID': '1234',
    'Client secret': 'a secret',
    'Callback URL': 'http://death.sinaapp.com/sae_callback.php',
    'Refresh endpoint': 'http://api.sinaapp.com/oauth2/access_token',
  });
  await form.getByRole('button', { name: 'Connect', exact: true }).click();
  await expect(form.getByLabel('Refresh endpoint', { exact: true })).toBeFocused();
  const sentence = form.getByText('Secrets are not sent over http.');
  await expect(sentence).toBeInViewport({ ratio: 1 });
  const actions = await form.getByRole('button', { name: 'Connect', exact: true }).boundingBox();
  const told = await sentence.boundingBox();
  expect(told!.y + told!.height).toBeLessThan(actions!.y);
});

test('the keyboard stays in an open dialog', async ({ sharedLatchkey: latchkey }) => {
  await latchkey.window.getByRole('button', { name: 'Connect Kaixin001' }).click();
  const form = dialog(latchkey);
  await expect(form.getByLabel('Client ID', { exact: true })).toBeFocused();
  for (let presses = 0; presses < 15; presses += 1) {
    await latchkey.window.keyboard.press('Tab');
    expect(await form.evaluate((node) => node.contains(document.activeElement))).toBe(true);
  }
});

test('the kind of a grant is chosen by arrow keys', async ({ sharedLatchkey: latchkey, sandbox }) => {
  const form = await openKaixinDialog(latchkey, sandbox);
  await form.getByRole('radio', { name: 'Password' }).focus();
  await latchkey.window.keyboard.press('ArrowRight');
  await expect(form.getByRole('radio', { name: 'Tencent' })).toBeFocused();
  await expect(form.getByRole('radio', { name: 'Tencent' })).toBeChecked();
  await expect(form.getByLabel('OpenID', { exact: true })).toBeVisible();
});

test('rows are walked by arrows, opened by Enter, closed by Esc, and their menus used by keys', async ({
  sharedLatchkey: latchkey,
  sandbox,
}) => {
  const second = await connectSinaapp(latchkey, sandbox);
  const { username, password } = PRACTICE_PEOPLE.kaixin001.json001;
  await submitGrant(await openKaixinDialog(latchkey, sandbox), 'Password', { Username: username, Password: password });
  const first = accountRow(latchkey, username);
  await expect(first).toBeVisible();
  const { keyboard } = latchkey.window;

  await first.focus();
  await keyboard.press('ArrowDown');
  await expect(second).toBeFocused();
  await keyboard.press('ArrowUp');
  await expect(first).toBeFocused();
  await keyboard.press('Enter');
  await expect(details(latchkey)).toContainText('Kaixin001');
  await keyboard.press('Escape');
  await expect(details(latchkey)).toBeHidden();

  await keyboard.press('ArrowRight');
  await expect(first.getByRole('button', { name: 'Refresh' })).toBeFocused();
  await keyboard.press('ArrowRight');
  await keyboard.press('ArrowRight');
  await expect(first.getByRole('button', { name: 'More actions' })).toBeFocused();
  await keyboard.press('Enter');
  const menu = latchkey.window.getByRole('menu');
  await expect(menu.getByRole('menuitem').first()).toBeFocused();
  await keyboard.press('ArrowDown');
  await expect(menu.getByRole('menuitem').nth(1)).toBeFocused();
  await keyboard.press('Escape');
  await expect(first.getByRole('button', { name: 'More actions' })).toBeFocused();
});

test('a whole account is connected by keys alone', async ({ sharedLatchkey: latchkey, sandbox }) => {
  const { keyboard } = latchkey.window;
  await tabTo(latchkey, latchkey.window.getByRole('button', { name: 'Connect Kaixin001' }));
  await keyboard.press('Enter');
  const form = dialog(latchkey);
  await expect(form.getByLabel('Client ID', { exact: true })).toBeFocused();
  await keyboard.type('practice-kaixin001');
  await tabTo(latchkey, form.getByLabel('Client secret', { exact: true }));
  await keyboard.type('practice-kaixin001-client-secret');
  await tabTo(latchkey, form.getByRole('button', { name: 'Advanced' }));
  await keyboard.press('Enter');
  await tabTo(latchkey, form.getByLabel('Token endpoint', { exact: true }));
  await keyboard.type(sandbox.endpoints.kaixin001.token);
  await keyboard.press('Enter');
  await expect(form.getByLabel('Username', { exact: true })).toBeFocused();
  await keyboard.type(PRACTICE_PEOPLE.kaixin001.json001.username);
  await tabTo(latchkey, form.getByLabel('Password', { exact: true }));
  await keyboard.type(PRACTICE_PEOPLE.kaixin001.json001.password);
  await keyboard.press('Enter');
  await expect(accountRow(latchkey, 'json001')).toBeVisible();
});

test.describe('in a window 320 px wide', () => {
  async function expectNoSidewaysScroll({ window }: Latchkey): Promise<void> {
    const widths = await window.evaluate(() => [document.documentElement.scrollWidth, innerWidth]);
    expect(widths).toEqual([320, 320]);
  }

  test('everything fits: the first screen, the form, the list, the details, the settings', async ({
    sharedLatchkey: latchkey,
    sandbox,
  }) => {
    await resize(latchkey, { width: 320, height: 640 });
    const { window } = latchkey;
    for (const name of ['Connect SinaApp', 'Connect Kaixin001', 'Connect other provider', 'Try the sandbox']) {
      const button = window.getByRole('button', { name });
      await button.scrollIntoViewIfNeeded();
      await expect(button).toBeInViewport({ ratio: 1 });
    }
    await expectNoSidewaysScroll(latchkey);

    await window.getByRole('button', { name: 'Connect SinaApp' }).click();
    await dialog(latchkey).getByRole('button', { name: 'Advanced' }).click();
    await expect(dialog(latchkey)).toBeInViewport({ ratio: 1 });
    await expect(dialog(latchkey).getByRole('button', { name: 'Connect', exact: true })).toBeVisible();
    await expectNoSidewaysScroll(latchkey);
    await window.keyboard.press('Escape');

    const account = await connectSinaapp(latchkey, sandbox);
    await expectNoSidewaysScroll(latchkey);
    for (const name of ['Refresh', 'Copy token', 'More actions']) {
      await expect(account.getByRole('button', { name })).toBeInViewport({ ratio: 1 });
    }
    await expect(account.getByRole('timer')).toBeInViewport({ ratio: 1 });
    for (const name of ['Connect SinaApp', 'Connect Kaixin001', 'Connect other provider', 'Try the sandbox']) {
      await expect(window.getByRole('button', { name })).toBeInViewport({ ratio: 1 });
    }

    await account.getByRole('timer').click();
    await expect(window.getByRole('dialog', { name: 'SinaApp' })).toContainText('Lifetimes');
    await expectNoSidewaysScroll(latchkey);
    await window.keyboard.press('Escape');
    await window.getByRole('button', { name: 'Settings' }).click();
    await expect(dialog(latchkey)).toBeInViewport({ ratio: 1 });
    await expectNoSidewaysScroll(latchkey);
  });
});
