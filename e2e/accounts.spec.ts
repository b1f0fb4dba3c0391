/** The list of accounts and the settings. */
import { readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { sealUnderAnotherKey } from './support/foreign-key';
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
import { accountRow, connectSinaapp, expectStatus, signInToSinaapp } from './support/screen';

/** Of the window's background, 0 to 255. */
function brightness({ window }: Latchkey): Promise<number> {
  return window.evaluate(() => {
    const [red = 0, green = 0, blue = 0] = getComputedStyle(document.body).backgroundColor.match(/\d+/g)!.map(Number);
    return (red + green + blue) / 3;
  });
}

test('names, their order, the language and the theme are changed at once, and are so after a restart', async ({
  launch,
  sandbox,
}) => {
  const labels = ({ window }: Latchkey) =>
    window.getByRole('row').evaluateAll((all) => all.map((each) => each.getAttribute('aria-label')));
  const first = await launch();
  const account = await connectSinaapp(first, sandbox);
  await signInToSinaapp(
    await first.signInPage(() => first.window.getByRole('button', { name: 'Connect SinaApp' }).click()),
  );
  await expect(accountRow(first, 'SinaApp 2')).toBeVisible();
  const { username, password } = PRACTICE_PEOPLE.kaixin001.json001;
  await submitGrant(await openKaixinDialog(first, sandbox), 'Password', { Username: username, Password: password });
  await expect(accountRow(first, username)).toBeVisible();
  expect(await labels(first)).toEqual(['json001', 'SinaApp', 'SinaApp 2']);

  await account.getByRole('button', { name: 'More actions' }).click();
  await first.window.getByRole('menuitem', { name: 'Rename…' }).click();
  const field = first.window.getByRole('textbox', { name: 'Label' });
  await expect(field).toBeFocused();
  await field.fill('Work, 工作 & more');
  await field.press('Enter');
  await expect(accountRow(first, 'Work, 工作 & more')).toBeVisible();

  await first.window.getByRole('button', { name: 'Settings' }).click();
  await dialog(first).getByLabel('Theme').selectOption('dark');
  await expect.poll(() => brightness(first)).toBeLessThan(60);
  await dialog(first).getByLabel('Theme').selectOption('light');
  await expect.poll(() => brightness(first)).toBeGreaterThan(200);
  await dialog(first).getByLabel('Theme').selectOption('dark');
  await expect.poll(() => brightness(first)).toBeLessThan(60);
  await dialog(first).getByLabel('Language').selectOption('zh-CN');
  await expect(first.window.getByRole('dialog', { name: '设置' })).toBeVisible();
  await first.window.keyboard.press('Escape');
  await expect(first.window.getByRole('button', { name: '连接 SinaApp' })).toBeVisible();
  await expect(first.window.locator('html')).toHaveAttribute('lang', 'zh-CN');
  await first.close();

  const second = await launch();
  await expect(second.window.getByRole('button', { name: '连接 SinaApp' })).toBeVisible();
  await expect.poll(() => brightness(second)).toBeLessThan(60);
  await second.window.getByRole('button', { name: '设置' }).click();
  await dialog(second).getByLabel('语言').selectOption('en');
  await second.window.keyboard.press('Escape');
  await expect(second.window.getByRole('button', { name: 'Connect SinaApp' })).toBeVisible();
  await expect(second.window.getByRole('row')).toHaveCount(3);
  expect(await labels(second)).toEqual(['json001', 'SinaApp 2', 'Work, 工作 & more']);
  await expectStatus(accountRow(second, 'Work, 工作 & more'), 'Fresh');
});

test('renaming is left by Esc, and an empty name is none', async ({ sharedLatchkey: latchkey, sandbox }) => {
  const account = await connectSinaapp(latchkey, sandbox);
  await account.focus();
  await latchkey.window.keyboard.press('F2');
  const field = latchkey.window.getByRole('textbox', { name: 'Label' });
  await field.fill('Something else');
  await field.press('Escape');
  await expect(field).toBeHidden();
  await expect(account).toBeVisible();

  await account.focus();
  await latchkey.window.keyboard.press('F2');
  await field.fill('   ');
  await field.press('Enter');
  await expect(account).toBeVisible();
});

test('an account that was given another name still says whose it is', async ({ sharedLatchkey: latchkey, sandbox }) => {
  const { username, password } = PRACTICE_PEOPLE.kaixin001.json001;
  await submitGrant(await openKaixinDialog(latchkey, sandbox), 'Password', { Username: username, Password: password });
  await accountRow(latchkey, username).focus();
  await latchkey.window.keyboard.press('F2');
  await latchkey.window.getByRole('textbox', { name: 'Label' }).fill('Photos');
  await latchkey.window.keyboard.press('Enter');
  await expect(accountRow(latchkey, 'Photos')).toContainText('Kaixin001 · json001 · practice-kaixin001');
});

test('an account is removed only after a confirmation, and stays removed', async ({ launch, sandbox }) => {
  const first = await launch();
  const account = await connectSinaapp(first, sandbox);
  const remove = async (): Promise<void> => {
    await account.getByRole('button', { name: 'More actions' }).click();
    await first.window.getByRole('menuitem', { name: 'Remove…' }).click();
  };
  await remove();
  await expect(first.window.getByRole('dialog', { name: 'Remove SinaApp?' })).toContainText(
    'SinaApp offers no way to revoke them',
  );
  await dialog(first).getByRole('button', { name: 'Cancel' }).click();
  await expect(account).toBeVisible();

  await remove();
  await dialog(first).getByRole('button', { name: 'Remove', exact: true }).click();
  await expect(first.window.getByText('Removed: SinaApp')).toBeVisible();
  await expect(first.window.getByRole('heading', { name: 'Get your first token' })).toBeVisible();
  await first.close();

  const second = await launch();
  await expect(second.window.getByRole('heading', { name: 'Get your first token' })).toBeVisible();
});

test('an account that is connected again keeps its name and its place', async ({
  sharedLatchkey: latchkey,
  sandbox,
}) => {
  const account = await connectSinaapp(latchkey, sandbox);
  await account.focus();
  await latchkey.window.keyboard.press('F2');
  await latchkey.window.getByRole('textbox', { name: 'Label' }).fill('My app');
  await latchkey.window.keyboard.press('Enter');
  const renamed = accountRow(latchkey, 'My app');
  await renamed.getByRole('button', { name: 'More actions' }).click();
  const page = await latchkey.signInPage(() =>
    latchkey.window.getByRole('menuitem', { name: 'Connect again…' }).click(),
  );
  await signInToSinaapp(page);
  await expect(dialog(latchkey)).toBeHidden();
  await renamed.click();
  await expect(details(latchkey)).toContainText('no. 2');
  await expect(latchkey.window.getByRole('row')).toHaveCount(1);
});

test('a message in the corner keeps nobody from pressing a button', async ({ sharedLatchkey: latchkey, sandbox }) => {
  await connectSinaapp(latchkey, sandbox);
  await latchkey.window.getByRole('button', { name: 'Connect Kaixin001' }).click();
  await dialog(latchkey).getByRole('button', { name: 'Advanced' }).click();
  await expect(latchkey.window.getByText('Connected: SinaApp')).toBeVisible();
  await dialog(latchkey).getByRole('button', { name: 'Connect', exact: true }).click({ timeout: 1000 });
  await expect(dialog(latchkey).getByText('This is needed.')).toBeVisible();
  await expect(latchkey.window.getByText('Connected: SinaApp')).toBeVisible();
  await latchkey.window.getByRole('button', { name: 'Dismiss' }).click();
  await expect(latchkey.window.getByText('Connected: SinaApp')).toBeHidden();
});

test('the list is searched, and narrowed to a status and to a provider', async ({
  sharedLatchkey: latchkey,
  sandbox,
}) => {
  await connectSinaapp(latchkey, sandbox);
  const { username, password } = PRACTICE_PEOPLE.kaixin001.json001;
  await submitGrant(await openKaixinDialog(latchkey, sandbox), 'Password', { Username: username, Password: password });
  const rows = latchkey.window.getByRole('row');
  await expect(rows).toHaveCount(2);

  await latchkey.window.getByRole('searchbox', { name: 'Search accounts' }).fill('kaixin json');
  await expect(rows).toHaveCount(1);
  await expect(accountRow(latchkey, 'json001')).toBeVisible();
  await latchkey.window.getByRole('searchbox').fill('nobody');
  await latchkey.window.getByRole('button', { name: 'Show all accounts' }).click();
  await expect(rows).toHaveCount(2);

  const filters = latchkey.window.getByRole('navigation', { name: 'Filter the list' });
  await filters.getByRole('button', { name: 'SinaApp' }).click();
  await expect(rows).toHaveCount(1);
  await expect(accountRow(latchkey, 'SinaApp')).toBeVisible();
  await filters.getByRole('button', { name: 'Fresh' }).click();
  await expect(rows).toHaveCount(2);
});

test('the system’s language is spoken where none was chosen', async ({ launch }) => {
  const latchkey = await launch({ language: 'zh-CN' });
  await expect(latchkey.window.getByRole('button', { name: '连接 SinaApp' })).toBeVisible();
});

test('the system’s theme is followed where none was chosen', async ({ sharedLatchkey: latchkey }) => {
  await latchkey.window.emulateMedia({ colorScheme: 'dark' });
  await expect.poll(() => brightness(latchkey)).toBeLessThan(60);
  await latchkey.window.emulateMedia({ colorScheme: 'light' });
  await expect.poll(() => brightness(latchkey)).toBeGreaterThan(200);
  await latchkey.window.emulateMedia({ colorScheme: null });
});

test('the stand-in runtime is said on screen', async ({ sharedLatchkey: latchkey }) => {
  const { runtime } = await latchkey.view();
  const badge = latchkey.window.getByText('trial runtime: Electron 25', { exact: true });
  await expect(badge).toBeVisible({ visible: runtime.trial });
});

test('a damaged settings file is set aside and named, and the app starts without it', async ({
  launch,
  userDataFolder,
}) => {
  await writeFile(path.join(userDataFolder, 'settings.json'), '{ "locale": "zh-');
  const latchkey = await launch();
  const notice = latchkey.window.getByRole('status').filter({ hasText: 'The settings file is damaged.' });
  await expect(notice).toBeVisible();
  const kept = (await readdir(userDataFolder)).filter((name) => /^settings.*damaged/.test(name));
  expect(kept).toHaveLength(1);
  await expect(notice).toContainText(kept[0]!);
  expect(await readFile(path.join(userDataFolder, kept[0]!), 'utf8')).toBe('{ "locale": "zh-');
  await notice.getByRole('button', { name: 'Dismiss' }).click();
  await expect(notice).toBeHidden();
});

test('an error that nobody caught holds nothing up: it is said, without its words, and the app goes on', async ({
  sharedLatchkey: latchkey,
}) => {
  await latchkey.throwInMain('what only the log may hold');
  const notice = latchkey.window.getByRole('status').filter({ hasText: 'An error in Latchkey itself' });
  await expect(notice).toHaveText(/: TypeError in .*ofATest\. Tokens are not touched/);
  await expect(notice.getByRole('button', { name: 'Restart Latchkey' })).toBeVisible();
  // Another one is not said beside it.
  await latchkey.throwInMain('nor this');
  await expect.poll(() => latchkey.output()).toContain('latchkey: TypeError: nor this');
  await latchkey.view();
  await expect(notice).toHaveCount(1);
  await notice.getByRole('button', { name: 'Dismiss' }).click();
  await expect(notice).toBeHidden();
});

test('an account whose key is gone is shown as locked, keeps its file, and harms no other', async ({
  launch,
  sandbox,
  userDataFolder,
}) => {
  const first = await launch();
  await connectSinaapp(first, sandbox);
  const { username, password } = PRACTICE_PEOPLE.kaixin001.json001;
  await submitGrant(await openKaixinDialog(first, sandbox), 'Password', { Username: username, Password: password });
  await expectStatus(accountRow(first, username), 'Fresh');
  await first.close();
  await sealUnderAnotherKey(userDataFolder, 'SinaApp');
  const contents = async (): Promise<Readonly<Record<string, string>>> => {
    const folder = path.join(userDataFolder, 'vault', 'accounts');
    const names = (await readdir(folder)).filter((name) => name.endsWith('.json'));
    return Object.fromEntries(
      await Promise.all(names.map(async (name) => [name, await readFile(path.join(folder, name), 'utf8')])),
    );
  };
  const before = await contents();

  const second = await launch();
  const locked = accountRow(second, 'SinaApp');
  await expectStatus(locked, 'Locked');
  await expect(locked).toContainText('its key is not the one that is there now. Nothing was deleted.');
  await expect(locked.getByRole('button', { name: 'Refresh' })).toBeDisabled();
  await expect(locked.getByRole('button', { name: 'Copy token' })).toBeDisabled();
  await expectStatus(accountRow(second, username), 'Fresh');
  const names = () => readdir(path.join(userDataFolder, 'vault', 'accounts'));
  const kept = await names();
  await locked.getByRole('button', { name: 'Try again' }).click();
  await expectStatus(locked, 'Locked');
  expect(await names()).toEqual(kept);
  await second.close();
  expect(await contents()).toEqual(before);
});
