/** The window's and the app's coming and going: where it was, a second start, a file it is opened with, the start at login, the reset. */
import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { dialog, expect, test } from './support/practice';
import { connectSinaapp } from './support/screen';
import { press } from './support/passphrase';

const acme = {
  version: 1,
  id: 'acme',
  name: { en: 'Acme', 'zh-CN': '顶点' },
  endpoints: { authorize: 'https://acme.example/authorize', token: 'https://token.acme.example/token' },
  client_authentication: 'none',
  grants: { authorization_code: {} },
};

test('the window comes back where it was; a second start shows it and takes a provider file in; it starts at login when told to', async ({
  launch,
}) => {
  const configHome = await mkdtemp(path.join(tmpdir(), 'latchkey-config-'));
  const autostart = path.join(configHome, 'autostart', 'app.latchkey.desktop');
  const first = await launch({ environment: { XDG_CONFIG_HOME: configHome } });
  const main = await first.app.browserWindow(first.window);
  await main.evaluate((each) => each.setBounds({ x: 120, y: 90, width: 700, height: 500 }));

  // By keys alone: to the switch, and pressed.
  await first.window.keyboard.press('Control+,');
  const atLogin = dialog(first).getByRole('switch', { name: 'Start at login' });
  await atLogin.focus();
  await first.window.keyboard.press('Space');
  await expect.poll(async () => (await first.view()).atHand.login.state).toBe('on');
  expect(await readFile(autostart, 'utf8')).toMatch(/^Exec=/m);
  // Switched off elsewhere: the setting says so when its user comes back.
  await rm(autostart);
  await first.app.evaluate(({ app }) => void app.emit('browser-window-focus'));
  await expect(atLogin).not.toBeChecked();
  await first.window.keyboard.press('Escape');

  // Another start, with a file: no second app, the window in front, and the question where its tokens would go.
  const file = path.join(configHome, 'acme.json');
  await writeFile(file, JSON.stringify(acme));
  const asked = first.app.evaluate(
    ({ dialog: system }) =>
      new Promise<string>((resolve) => {
        system.showMessageBox = (async (_window: unknown, options: Electron.MessageBoxOptions) => {
          resolve(`${options.message} ${options.detail ?? ''}`);
          return { response: 0, checkboxChecked: false };
        }) as typeof system.showMessageBox;
      }),
  );
  await main.evaluate((each) => each.minimize());
  expect(await first.startAgain(file)).toBe(0);
  expect(await asked).toContain('Take in the provider “Acme”?');
  await expect.poll(async () => (await first.view()).providers.some(({ id }) => id === 'acme')).toBe(true);
  await expect.poll(() => main.evaluate((each) => each.isMinimized())).toBe(false);
  await first.close();

  const second = await launch({ environment: { XDG_CONFIG_HOME: configHome } });
  const again = await second.app.browserWindow(second.window);
  expect(await again.evaluate((each) => each.getSize())).toEqual([700, 500]);
  await second.close();
  await rm(configHome, { recursive: true, force: true });
});

test('a reset says what it takes, offers a backup first, wants a word typed, and takes everything', async ({
  launch,
  sandbox,
  userDataFolder,
}) => {
  const first = await launch({ settings: { locale: 'en', clipboardSeconds: 10, theme: 'dark' } });
  const { window } = first;
  await connectSinaapp(first, sandbox);
  await press(first, 'Settings');
  await dialog(first).getByRole('button', { name: 'Reset…' }).click();
  await expect(dialog(first)).toContainText('Changed settings that are put back: 3.');
  await dialog(first).getByRole('button', { name: 'Reset settings' }).click();
  await expect(window.getByText('Settings are as they were at first.')).toBeVisible();
  expect((await first.view()).settings).toMatchObject({ clipboardSeconds: 30, theme: 'system' });
  expect((await first.view()).accounts).toHaveLength(1);

  await window.keyboard.press('Control+k');
  await window.keyboard.type('reset');
  await window.keyboard.press('Enter');
  await dialog(first).getByRole('radio', { name: 'Everything' }).click();
  await expect(dialog(first)).toContainText('accounts with their tokens: 1');
  await expect(dialog(first)).toContainText('clients with their secrets: 1');
  const confirm = dialog(first).getByRole('button', { name: 'Delete everything and start anew' });
  await expect(confirm).toBeDisabled();
  await dialog(first).getByRole('button', { name: 'Export a backup first…' }).click();
  await expect(dialog(first).getByRole('heading', { name: 'Export a backup' })).toBeVisible();
  await window.keyboard.press('Escape');
  await expect(dialog(first)).toBeHidden();

  await window.keyboard.press('Control+k');
  await window.keyboard.type('reset');
  await window.keyboard.press('Enter');
  await dialog(first).getByRole('radio', { name: 'Everything' }).click();
  await dialog(first).getByLabel('Type “delete” to confirm').fill('delete');
  // The test starts it anew itself.
  await first.app.evaluate(({ app }) => void (app.relaunch = () => undefined));
  await confirm.click();
  await first.ended();
  const left = await readdir(userDataFolder);
  expect(left).not.toContain('vault');
  expect(left).not.toContain('settings.json');

  const second = await launch();
  expect((await second.view()).accounts).toEqual([]);
  expect((await second.view()).clients).toEqual([]);
  expect((await stat(userDataFolder)).isDirectory()).toBe(true);
});

test('an end waits for what is on its way, whatever page is open; who wants Latchkey meanwhile gets it afterwards', async ({
  launch,
  sandbox,
}) => {
  const latchkey = await launch();
  await connectSinaapp(latchkey, sandbox);
  const { accounts, clients } = await latchkey.view();
  const { id: accountId } = accounts[0]!;
  const { id: clientId } = clients[0]!;
  const before = sandbox.requests.length;
  sandbox.failNext({ kind: 'hang', when: 'before' });
  // Neither is answered: the window that asks goes away.
  void latchkey.call('refresh', { accountId, again: false }).catch(() => undefined);
  await expect.poll(() => sandbox.requests.length).toBe(before + 1);
  await latchkey.signInPage(async () => {
    void latchkey.call('signIn', { clientId, accountId: null }).catch(() => undefined);
  });
  await latchkey.app.evaluate(({ app }) => {
    // As on macOS, where the last window that closes ends nothing.
    app.removeAllListeners('window-all-closed');
    app.on('window-all-closed', () => undefined);
    app.relaunch = () => void process.stdout.write('started again\n');
    app.quit();
  });
  const windows = (): Promise<number> =>
    latchkey.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length);
  await expect.poll(windows).toBe(0);
  expect(await latchkey.startAgain()).toBe(0);
  expect(await latchkey.startAgain()).toBe(0);
  expect(await windows()).toBe(0);
  await sandbox.close();
  await latchkey.ended();
  expect(latchkey.output().split('started again')).toHaveLength(2);
});
