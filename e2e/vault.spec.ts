/** Where secrets are kept, with a real keyring and without one; and that they are nowhere else. */
import { readdir, readFile, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { startSandbox } from '../main/sandbox';
import { startAuthorizationServer, type AuthorizationServer } from './support/authorization-server';
import { findIn, findInFiles, heardEvents, listenToEvents, pageContent, type Secrets } from './support/canaries';
import { ownClipboard, type Clipboard } from './support/clipboard';
import { expect, test as base, type Latchkey } from './support/latchkey';
import { accountRow, expectStatus, fillClientForm, openOtherProvider, refresh } from './support/screen';

const test = base.extend<{ readonly server: AuthorizationServer; readonly clipboard: Clipboard }>({
  clipboard: ownClipboard,
  server: async ({}, use) => {
    const server = await startAuthorizationServer();
    await use(server);
    await server.close();
  },
});

const label = 'Standard OAuth 2.0 server';
const clientSecret = 'canary-client-secret-7d1f';

/** Connects through the screen; the server sends the browser back at once, so the sign-in window is hardly seen. */
async function connect(latchkey: Latchkey, server: AuthorizationServer) {
  await openOtherProvider(latchkey, label);
  const dialog = await fillClientForm(latchkey, {
    'Client ID': 'vault-client',
    'Client secret': clientSecret,
    'Callback URL': 'http://callback.invalid/cb',
    'Authorize endpoint': server.authorizeEndpoint('302'),
    'Token endpoint': server.tokenEndpoint,
    'Client authentication': 'secret in the form body',
  });
  await dialog.getByRole('button', { name: 'Connect', exact: true }).click();
  const row = accountRow(latchkey, label);
  await expectStatus(row, 'Fresh');
  return row;
}

test.describe('with a keyring', () => {
  test('a restart keeps accounts, tokens and clients, each record sealed by the keyring (v11) and readable by its owner only', async ({
    launch,
    server,
    clipboard,
    userDataFolder,
  }) => {
    const first = await launch();
    await connect(first, server);
    const before = await first.view();
    expect(before.protection).toMatchObject({ kind: 'keyring', passphraseLeft: false });
    await first.close();
    const records = await recordFiles(path.join(userDataFolder, 'vault'));
    expect(records.map(({ kind }) => kind).toSorted()).toEqual(['account', 'client', 'history']);
    for (const { scheme, sealed, mode } of records) {
      expect(scheme).toBe('linux-v11');
      expect(Buffer.from(sealed, 'base64').toString('latin1', 0, 3)).toBe('v11');
      expect(mode).toBe('600');
    }

    const second = await launch();

    const after = await second.view();
    expect(after.accounts).toEqual(before.accounts);
    expect(after.clients).toEqual(before.clients);
    await accountRow(second, label).getByRole('button', { name: 'Copy token' }).click();
    await expect.poll(() => clipboard.read(second)).toBe(server.issued.accessTokens[0]);
    await refresh(second, accountRow(second, label));
    expect(server.issued.refreshTokens).toHaveLength(2);
  });

  test('no secret is in a file, in the output, in the page or in an answer of the main process', async ({
    launch,
    server,
    userDataFolder,
    clipboard,
  }) => {
    const sandbox = await startSandbox();
    const { username, password } = sandbox.people.kaixin001.json001;
    const wrongPassword = 'canary-wrong-password-c04e';
    const latchkey = await launch();
    await listenToEvents(latchkey);
    const pages: string[] = [];
    const look = async (): Promise<unknown> => pages.push(await pageContent(latchkey));

    const row = await connect(latchkey, server);
    await look();
    await refresh(latchkey, row);
    await refresh(latchkey, row);
    await row.getByRole('button', { name: 'Copy token' }).click();
    await expect.poll(() => clipboard.read(latchkey)).toBe(server.issued.accessTokens.at(-1));
    await look();
    await row.getByRole('button', { name: 'More actions' }).click();
    await latchkey.window.getByRole('menuitem', { name: 'Edit client…' }).click();
    await look();
    await latchkey.window.keyboard.press('Escape');

    await latchkey.window.getByRole('button', { name: 'Connect Kaixin001', exact: true }).click();
    const form = await fillClientForm(latchkey, {
      'Client ID': 'practice-kaixin001',
      'Client secret': 'practice-kaixin001-client-secret',
      'Token endpoint': sandbox.endpoints.kaixin001.token,
    });
    await form.getByRole('button', { name: 'Connect', exact: true }).click();
    const grant = latchkey.window.getByRole('dialog');
    await grant.getByLabel('Username', { exact: true }).fill(username);
    await grant.getByLabel('Password', { exact: true }).fill(wrongPassword);
    await grant.getByRole('button', { name: 'Get token' }).click();
    await expect(grant.getByRole('alert')).toBeVisible();
    await look();
    await grant.getByLabel('Password', { exact: true }).fill(password);
    await grant.getByRole('button', { name: 'Get token' }).click();
    await expectStatus(accountRow(latchkey, username), 'Fresh');
    await look();

    const { accessTokens, refreshTokens } = server.issued;
    expect([accessTokens.length, refreshTokens.length]).toEqual([3, 3]);
    const secrets: Secrets = {
      'the client secret': clientSecret,
      "Kaixin001's client secret": 'practice-kaixin001-client-secret',
      'the password': password,
      'the wrong password': wrongPassword,
      ...Object.fromEntries(accessTokens.map((token, index) => [`access token ${index + 1}`, token])),
      ...Object.fromEntries(refreshTokens.map((token, index) => [`refresh token ${index + 1}`, token])),
    };
    const answers = JSON.stringify([await latchkey.view(), await heardEvents(latchkey)]);
    await latchkey.close();
    await sandbox.close();

    expect(pages.flatMap((page, index) => findIn(`page ${index + 1}`, page, secrets))).toEqual([]);
    expect(findIn('an answer of the main process', answers, secrets)).toEqual([]);
    expect(findIn('the output', latchkey.output(), secrets)).toEqual([]);
    expect(await findInFiles(userDataFolder, secrets)).toEqual([]);
  });

  test('a second start shows the first one and ends before it touches storage', async ({
    latchkey,
    userDataFolder,
  }) => {
    // Whoever opens the storage sets a broken settings file aside; the running app has read its own already.
    const settings = path.join(userDataFolder, 'settings.json');
    await writeFile(settings, 'null');
    const before = await ownFiles(userDataFolder);
    const window = await latchkey.app.browserWindow(latchkey.window);
    await window.evaluate((main) => main.blur());
    await expect.poll(() => window.evaluate((main) => main.isFocused())).toBe(false);
    const shown = window.evaluate((main) => new Promise<void>((resolve) => main.once('focus', resolve)));

    expect(await latchkey.startAgain()).toBe(0);

    await shown;
    expect(await readFile(settings, 'utf8')).toBe('null');
    expect(await ownFiles(userDataFolder)).toEqual(before);
    await writeFile(settings, '{}');
  });
});

test.describe('without a keyring', () => {
  test.use({ options: { keyring: false } });

  const choose = (latchkey: Latchkey, name: string): Promise<void> =>
    latchkey.window.getByRole('button', { name }).click();

  test('nothing is connected before the choice, and in memory everything works but the restart', async ({
    launch,
    server,
    userDataFolder,
  }) => {
    const first = await launch();
    await expect(first.window.getByRole('heading', { name: 'There is no keyring to seal tokens with' })).toBeVisible();
    expect(await first.call('startSandbox')).toMatchObject({ ok: false, error: { code: 'protection_undecided' } });

    await choose(first, 'Keep in memory only');
    await refresh(first, await connect(first, server));
    await expect(first.window.getByText('Memory only: tokens are gone when Latchkey quits')).toBeVisible();
    await first.close();

    expect(await readdir(userDataFolder)).not.toContain('vault');
    const { accessTokens, refreshTokens } = server.issued;
    const secrets = Object.fromEntries(
      [clientSecret, ...accessTokens, ...refreshTokens].map((secret, index) => [`secret ${index}`, secret]),
    );
    expect(await findInFiles(userDataFolder, secrets)).toEqual([]);

    const second = await launch();
    await choose(second, 'Keep in memory only');
    expect((await second.view()).accounts).toEqual([]);
  });

  test('Quit ends the app, and nothing was written', async ({ latchkey, userDataFolder }) => {
    await choose(latchkey, 'Quit');

    await latchkey.ended();
    expect(await readdir(userDataFolder)).not.toContain('vault');
  });
});

interface RecordFile {
  readonly kind: string;
  readonly scheme: string;
  readonly sealed: string;
  /** Permissions, octal. */
  readonly mode: string;
}

async function recordFiles(folder: string): Promise<readonly RecordFile[]> {
  const names = await readdir(folder, { recursive: true });
  const files = names.map((name) => path.join(folder, name)).filter((file) => file.endsWith('.json'));
  return Promise.all(
    files.map(async (file) => ({
      ...(JSON.parse(await readFile(file, 'utf8')) as Omit<RecordFile, 'mode'>),
      mode: ((await stat(file)).mode & 0o777).toString(8),
    })),
  );
}

/** What Latchkey itself keeps there; Chromium makes its own folders whenever it likes. */
async function ownFiles(userDataFolder: string): Promise<readonly string[]> {
  return (await readdir(userDataFolder)).filter((name) => /^(settings|vault|providers)/.test(name)).toSorted();
}
