/** Palette, shortcuts, menus, tray and notifications: everything is at hand, by keys, by mouse and without a window. */
import path from 'node:path';
import {
  chooseInMenu,
  chooseInTray,
  clickNotification,
  menuTexts,
  notifications,
  trayTexts,
  watchSystem,
} from './support/at-hand';
import { create, lockedHeading, passphrase, press, unlock } from './support/passphrase';
import { details, dialog, expect, PRACTICE_PEOPLE, openKaixinDialog, submitGrant, test } from './support/practice';
import { accountRow, connectSinaapp, expectStatus } from './support/screen';

const trayHost = path.join(__dirname, 'support', 'tray-host.cjs');

test('what can be done is found by typing, in both languages, by keys and by mouse; keys and menus do the same', async ({
  latchkey,
  sandbox,
  clipboard,
}) => {
  // One long walk: a busy machine takes its time for it.
  test.setTimeout(150_000);
  const { window } = latchkey;
  const { keyboard } = window;
  const palette = window.getByRole('dialog', { name: 'Command palette' });
  const options = palette.getByRole('option');
  await connectSinaapp(latchkey, sandbox);
  const token = sandbox.requests.length;
  expect(token).toBeGreaterThan(0);

  await test.step('the palette, by keys', async () => {
    await keyboard.press('Control+k');
    await expect(palette.getByRole('combobox')).toBeFocused();
    await keyboard.type('copy tok sinaapp');
    await expect(options.first()).toContainText('Copy token');
    await expect(options.first()).toContainText('SinaApp');
    await keyboard.press('Enter');
    await expect(palette).toBeHidden();
    await expect(window.getByText('Token copied')).toBeVisible();
    expect(await clipboard.read(latchkey)).not.toBe('');

    // What was done last comes first.
    await keyboard.press('Control+k');
    await expect(palette.getByText('Last used')).toBeVisible();
    await expect(options.first()).toContainText('Copy token');
    // The other language finds it too; nothing is found of nonsense.
    await keyboard.type('深色');
    await expect(options.first()).toHaveText('Theme: dark');
    await keyboard.press('Control+a');
    await keyboard.type('teapot');
    await expect(palette.getByText('Nothing fits “teapot”.')).toBeVisible();
    await keyboard.press('Escape');
    await expect(palette).toBeHidden();
  });

  await test.step('the palette has the keyboard within the key’s own turn, so that no letter typed after it is lost', async () => {
    const focused = await window.evaluate(async () => {
      dispatchEvent(new KeyboardEvent('keydown', { key: 'k', ctrlKey: true, bubbles: true, cancelable: true }));
      await Promise.resolve();
      return document.activeElement?.getAttribute('role');
    });
    expect(focused).toBe('combobox');
    await keyboard.press('Escape');
    await expect(window.getByRole('row', { name: 'SinaApp', exact: true })).toBeVisible();
  });

  await test.step('the palette, by mouse', async () => {
    await keyboard.press('Control+k');
    await palette.getByRole('option', { name: 'Theme: dark' }).click();
    await expect(window.locator('html')).toHaveAttribute('data-mantine-color-scheme', 'dark');
    await keyboard.press('Control+k');
    await keyboard.type('light');
    await keyboard.press('Enter');
    await expect(window.locator('html')).toHaveAttribute('data-mantine-color-scheme', 'light');
  });

  await test.step('an account’s details and its refresh, by the palette alone', async () => {
    await keyboard.press('Control+k');
    await keyboard.type('details sina');
    await keyboard.press('Enter');
    await expect(details(latchkey)).toBeVisible();
    await keyboard.press('Control+k');
    await keyboard.type('刷新 sinaapp');
    await expect(options.first()).toContainText('Refresh');
    await keyboard.press('Enter');
    await expect.poll(async () => (await latchkey.view()).accounts[0]?.generation).toBe(2);
  });

  await test.step('keys of the table, and the sheet of them', async () => {
    await keyboard.press('Control+r');
    await expect.poll(async () => (await latchkey.view()).accounts[0]?.generation).toBe(3);
    await keyboard.press('F1');
    const sheet = window.getByRole('dialog', { name: 'Keyboard shortcuts' });
    await expect(sheet.getByText('Command palette')).toBeVisible();
    await expect(sheet.getByText('Choose all')).toBeVisible();
    await keyboard.press('Escape');
    await expect(sheet).toBeHidden();
    await keyboard.press('Control+f');
    await expect(window.getByRole('searchbox', { name: 'Search accounts' })).toBeFocused();
    // A question mark in a field is a question mark.
    await keyboard.type('?');
    await expect(window.getByRole('searchbox', { name: 'Search accounts' })).toHaveValue('?');
    await expect(sheet).toBeHidden();
    await keyboard.press('Escape');
    await window.getByRole('row', { name: 'SinaApp', exact: true }).focus();
    await keyboard.press('?');
    await expect(sheet).toBeVisible();
    await keyboard.press('Escape');
    await expect(sheet).toBeHidden();
  });

  await test.step('the palette copies in the usual form, takes a removal back, and adds a provider', async () => {
    const { id } = (await latchkey.view()).accounts[0]!;
    await latchkey.ask('markAccount', { accountId: id, copyAs: 'header' });
    await keyboard.press('Control+k');
    await keyboard.type('copy tok sinaapp');
    await expect(options.first()).toContainText('Copy: Authorization header');
    await keyboard.press('Enter');
    await expect(window.getByText('Authorization header copied.')).toBeVisible();
    expect(await clipboard.read(latchkey)).toMatch(/^Authorization: /);

    await latchkey.ask('removeAccount', { accountId: id, forGood: false });
    await expect(accountRow(latchkey, 'SinaApp')).toBeHidden();
    await keyboard.press('Control+k');
    await keyboard.type('undo the rem');
    await keyboard.press('Enter');
    await expectStatus(accountRow(latchkey, 'SinaApp'), 'Fresh');

    await keyboard.press('Control+k');
    await keyboard.type('add a prov');
    await keyboard.press('Enter');
    await expect(dialog(latchkey).getByLabel('Token endpoint', { exact: true })).toBeVisible();
    await keyboard.press('Escape');
    await expect(dialog(latchkey)).toBeHidden();
  });

  await test.step('a form that somebody types in is not taken away', async () => {
    await press(latchkey, 'Connect Kaixin001');
    await dialog(latchkey).getByLabel('Client ID', { exact: true }).fill('half typed');
    await keyboard.press('Control+k');
    await keyboard.press('Control+,');
    await chooseInMenu(latchkey, 'Help', 'About Latchkey');
    await expect(dialog(latchkey).getByLabel('Client ID', { exact: true })).toHaveValue('half typed');
    await keyboard.press('Escape');
    await expect(dialog(latchkey)).toBeHidden();
  });

  await test.step('the application menu, and About', async () => {
    const menus = await menuTexts(latchkey);
    expect(Object.keys(menus)).toEqual(['File', 'Edit', 'Accounts', 'List', 'View', 'Window', 'Help']);
    expect(menus['File']).toContain('Export a backup…');
    await chooseInMenu(latchkey, 'Help', 'About Latchkey');
    await expect(dialog(latchkey)).toContainText('Electron 25.1.1, stand-in for trying things out');
    await dialog(latchkey).getByRole('button', { name: 'Copy version info' }).click();
    await expect(window.getByText('Version info copied.')).toBeVisible();
    expect(await clipboard.read(latchkey)).toMatch(/^Latchkey \d.*\nElectron 25\.1\.1 \(trial runtime\)/);
    await keyboard.press('Escape');
    await expect(dialog(latchkey)).toBeHidden();
  });

  await test.step('the settings: sections, and a search over both languages', async () => {
    await keyboard.press('Control+,');
    const settings = dialog(latchkey);
    await settings.getByRole('button', { name: 'Notifications', exact: true }).click();
    await expect(settings.getByRole('switch', { name: 'Show notifications' })).toBeInViewport();
    await expect(settings.getByText('This system shows no notifications.')).toBeHidden();
    await latchkey.app.evaluate(({ Notification }) => void (Notification.isSupported = () => false));
    await latchkey.ask('updateAtHand', { tray: true });
    await expect(settings.getByText('This system shows no notifications.')).toBeVisible();
    await settings.getByRole('switch', { name: 'Quiet hours' }).click({ force: true });
    await settings.getByLabel('From', { exact: true }).fill('23:30');
    await expect
      .poll(async () => (await latchkey.view()).atHand.prefs.notify.quiet)
      .toEqual({ from: 23 * 60 + 30, to: 8 * 60 });
    await settings.getByRole('searchbox', { name: 'Search settings' }).fill('剪贴板');
    await expect(settings.getByLabel('Clear the clipboard after (seconds)')).toBeVisible();
    await expect(settings.getByLabel('Language')).toBeHidden();
    await settings.getByRole('searchbox', { name: 'Search settings' }).fill('shortcut from');
    await settings.getByRole('button', { name: 'Record…' }).click();
    await keyboard.press('Control+k');
    await expect(settings.getByText('These keys cannot be used')).toBeVisible();
    // Esc ends the recording, and leaves the settings open.
    await settings.getByRole('button', { name: 'Record…' }).click();
    await expect(settings.getByRole('button', { name: 'Press the keys…' })).toBeFocused();
    await keyboard.press('Escape');
    await settings.getByRole('button', { name: 'Record…' }).click();
    await keyboard.press('Control+Alt+F9');
    await expect.poll(async () => (await latchkey.view()).atHand.shortcut).toBe('set');
    await settings.getByRole('searchbox', { name: 'Search settings' }).fill('');
    await settings.getByLabel('Language').selectOption('zh-CN');
    await expect.poll(async () => Object.keys(await menuTexts(latchkey))).toContain('账号');
    await chooseInMenu(latchkey, '显示', '语言：English');
    await expect.poll(async () => Object.keys(await menuTexts(latchkey))).toContain('Accounts');
  });
});

test.describe('in the tray and by notification', () => {
  test.use({ options: { keyring: false, modules: [trayHost] } });

  test('tokens are copied and refreshed without the window; what needs somebody is told once, together, and nothing while it is locked', async ({
    launch,
    sandbox,
    clipboard,
  }) => {
    const latchkey = await launch();
    const { window } = latchkey;
    await watchSystem(latchkey);
    await create(latchkey);
    await connectSinaapp(latchkey, sandbox);
    await expect.poll(() => trayTexts(latchkey)).toContain('SinaApp · 6 d');
    expect(await trayTexts(latchkey)).toContain('All is well');

    await chooseInTray(latchkey, 'Copy token', 'SinaApp');
    await expect.poll(() => notifications(latchkey)).toEqual(['Token of SinaApp copied']);
    expect(await clipboard.read(latchkey)).not.toBe('');
    await chooseInTray(latchkey, 'Refresh', 'SinaApp');
    await expect.poll(() => notifications(latchkey)).toContain('SinaApp refreshed');
    expect((await latchkey.view()).accounts[0]?.generation).toBe(2);

    // A second account; then both need a sign-in within a moment.
    const { username, password } = PRACTICE_PEOPLE.kaixin001.json001;
    sandbox.configure({ kaixinRefreshToken: true });
    await submitGrant(await openKaixinDialog(latchkey, sandbox), 'Password', {
      Username: username,
      Password: password,
    });
    await expect(accountRow(latchkey, username)).toBeVisible();
    sandbox.killRefreshTokens();
    const ids = (await latchkey.view()).accounts.map(({ id }) => id);
    await latchkey.ask('refreshMany', { accountIds: ids });
    await expect.poll(() => notifications(latchkey), { timeout: 15_000 }).toContain('2 accounts need a sign-in');
    expect((await notifications(latchkey)).filter((title) => title.includes('need'))).toHaveLength(1);
    await clickNotification(latchkey, '2 accounts need a sign-in');
    await expect(window.getByRole('button', { name: 'Sign-in needed', pressed: true })).toBeVisible();

    // The window closed, Latchkey stays in the tray where its user wants that.
    await latchkey.ask('updateAtHand', { closeToTray: true });
    await expect.poll(async () => (await latchkey.view()).atHand.closesToTray).toBe(true);
    const main = await latchkey.app.browserWindow(window);
    await main.evaluate((each) => each.close());
    await expect.poll(() => main.evaluate((each) => each.isVisible())).toBe(false);
    await chooseInTray(latchkey, 'Show details', 'json001');
    await expect.poll(() => main.evaluate((each) => each.isVisible())).toBe(true);
    await expect(details(latchkey)).toContainText('json001');

    await press(latchkey, 'Lock');
    await expect(lockedHeading(latchkey)).toBeVisible();
    await expect.poll(() => trayTexts(latchkey)).toEqual(expect.arrayContaining(['Locked', 'Unlock…']));
    expect((await trayTexts(latchkey)).join()).not.toContain('SinaApp');
    await latchkey.close();

    // Started at login without a window: it comes with the next start by hand. What was told is not told again.
    const second = await launch({ keyring: false, modules: [trayHost], switches: ['--hidden'] });
    await watchSystem(second);
    const hidden = await second.app.browserWindow(second.window);
    expect(await hidden.evaluate((each) => each.isVisible())).toBe(false);
    expect(await second.startAgain()).toBe(0);
    await expect.poll(() => hidden.evaluate((each) => each.isVisible())).toBe(true);
    await unlock(second, passphrase);
    await expectStatus(accountRow(second, 'SinaApp'), 'Sign-in needed');
    await second.ask('muteAccount', { accountId: ids[0]!, muted: true });
    await expect.poll(() => trayTexts(second)).toContain('Show what needs a sign-in (2)');
    expect(await notifications(second)).toEqual([]);
  });
});
