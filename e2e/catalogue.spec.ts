/** The catalogue, providers and clients by form, and removals that can be undone: one walk by keys, one with the mouse. */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { startAuthorizationServer, type AuthorizationServer } from './support/authorization-server';
import { dialog, expect, test as base, type Latchkey } from './support/practice';
import {
  accountRow,
  connectSinaapp,
  expectStatus,
  fillClientForm,
  openOtherProvider,
  refresh,
  resize,
  unfold,
} from './support/screen';

const test = base.extend<{ readonly server: AuthorizationServer }>({
  server: async ({}, use) => {
    const server = await startAuthorizationServer();
    await use(server);
    await server.close();
  },
});

const openCatalogue = (latchkey: Latchkey) =>
  latchkey.window.getByRole('button', { name: 'Connect other provider', exact: true }).click();

test('a provider is found by keys, or added by form and seen before it is sent', async ({
  sharedLatchkey: latchkey,
  server,
}) => {
  const { window } = latchkey;
  const shown = dialog(latchkey);
  const search = shown.getByRole('searchbox');

  await test.step('by keys: search in either language, walk, and read what is known', async () => {
    await openCatalogue(latchkey);
    await expect(search).toBeFocused();
    await window.keyboard.type('微信');
    await expect(shown.getByRole('listitem')).toHaveCount(1);
    await search.fill('openapi.baidu');
    await expect(shown.getByRole('status').filter({ hasText: 'Providers: 1' })).toBeVisible();
    await search.fill('git');
    await expect(shown.getByRole('listitem').first()).toContainText('Git');
    await window.keyboard.press('ArrowDown');
    await window.keyboard.press('ArrowDown');
    await expect(shown.getByRole('listitem').nth(1).getByRole('button').first()).toBeFocused();
    await window.keyboard.press('ArrowRight');
    await expect(shown.getByRole('listitem').nth(1).getByRole('button').nth(1)).toBeFocused();
    await window.keyboard.press('Enter');
    await expect(shown.getByText('Accounts here')).toBeVisible();
    await shown.getByRole('button', { name: 'Back' }).press('Enter');
    await window.keyboard.type('baidu');
    await window.keyboard.press('Enter');
    await expect(window.getByRole('dialog', { name: 'New client for Baidu' })).toBeVisible();
    await window.keyboard.press('Escape');
  });

  await test.step('a page of the documents is opened only after its address was agreed to', async () => {
    await openCatalogue(latchkey);
    await shown.getByRole('radio', { name: 'China' }).click();
    await expect(shown.getByRole('listitem').filter({ hasText: 'Spotify' })).toHaveCount(0);
    await search.fill('baidu');
    await shown.getByRole('button', { name: 'About this provider' }).click();
    await shown.getByText('Where this was found').click();
    await shown.getByRole('button', { name: 'https://cloud.baidu.com/doc/NLP/s/Tk6z52d7c' }).click();
    await expect(shown.getByRole('group', { name: 'Open this page in your browser?' })).toBeVisible();
    await shown.getByRole('button', { name: 'Not now' }).click();
    await shown.getByRole('button', { name: 'Back' }).click();
  });

  const preview = shown.getByRole('region', { name: 'What will be sent' });
  await test.step('by form: what is wrong is said while it is typed, at its field', async () => {
    await shown.getByRole('button', { name: 'Add a provider…' }).click();
    await shown.getByLabel('Name', { exact: true }).fill('My Server');
    await expect(shown.getByLabel('Id', { exact: true })).toHaveValue('my-server');
    await shown.getByLabel('Token endpoint').fill('http://tokens.example/token');
    await expect(shown.getByText(/^must be https/)).toBeVisible();
    await shown.getByLabel('Id', { exact: true }).fill('github');
    await expect(shown.getByText('"github" is taken by the catalogue: choose another id')).toBeVisible();
    await shown.getByRole('button', { name: 'Save', exact: true }).click();
    await expect(shown.getByLabel('Id', { exact: true })).toBeFocused();
    await shown.getByLabel('Id', { exact: true }).fill('my-server');
    await shown.getByLabel('Token endpoint').fill(server.tokenEndpoint);
    await shown.getByLabel('Authorize endpoint').fill(server.authorizeEndpoint('302'));
    await shown.getByRole('button', { name: 'Clients', exact: true }).click();
    await shown.getByLabel('Client authentication').selectOption({ label: 'no secret (public client)' });
    await expect(preview.getByText('&code_challenge={code_challenge}')).toBeVisible();
    await expect(preview.locator('pre').nth(1)).toContainText(`POST ${server.tokenEndpoint}`);
    await expect(preview.locator('pre').nth(1)).not.toContainText('client_secret');
    await shown.getByLabel('Client authentication').selectOption({ label: 'secret in a Basic header' });
    await expect(preview.getByText('Basic base64({client_id}:{client_secret})').first()).toBeVisible();
    await shown.getByLabel('Client authentication').selectOption({ label: 'no secret (public client)' });
    await shown.getByRole('button', { name: 'Save', exact: true }).click();
    await expect(window.getByRole('dialog', { name: 'My Server' })).toBeVisible();
  });

  const file = path.join(latchkey.userDataFolder, 'providers', 'my-server.json');
  const written = (): Record<string, unknown> => JSON.parse(readFileSync(file, 'utf8'));
  await test.step('its client is entered, previewed, and connects', async () => {
    expect(written()).toMatchObject({ id: 'my-server', endpoints: { token: server.tokenEndpoint } });
    await shown.getByRole('button', { name: 'Connect', exact: true }).click();
    await unfold(shown, 'What will be sent');
    await expect(shown.getByText('Appears as soon as nothing is wrong any more.')).toBeVisible();
    const form = await fillClientForm(latchkey, { 'Client ID': 'me', 'Callback URL': 'http://callback.invalid/cb' });
    await expect(form.locator('pre').first()).toContainText('&client_id=me');
    // What is typed as a secret stays in its field: main is asked with a word in its place.
    await latchkey.app.evaluate(({ ipcMain }) => {
      type Handler = (event: unknown, input: unknown) => unknown;
      const handlers = Reflect.get(ipcMain, '_invokeHandlers') as Map<string, Handler>;
      const answer = handlers.get('latchkey:previewClient');
      const heard: string[] = [];
      Object.assign(globalThis, { heard });
      handlers.set('latchkey:previewClient', (event, input) => {
        heard.push(JSON.stringify(input));
        return answer?.(event, input);
      });
    });
    await fillClientForm(latchkey, {
      'Client authentication': 'secret in the form body',
      'Client secret': 'stays-in-its-field',
    });
    await expect(form.locator('pre').nth(1)).toContainText('client_secret={client_secret}');
    const heard = await latchkey.app.evaluate(() => (globalThis as unknown as { heard: string[] }).heard.join());
    expect(heard).toContain('typed');
    expect(heard).not.toContain('stays-in-its-field');
    await fillClientForm(latchkey, { 'Client authentication': 'no secret (public client)' });
    await form.getByRole('button', { name: 'Connect', exact: true }).click();
    await expectStatus(accountRow(latchkey, 'My Server'), 'Fresh');
    expect(server.exchangedBy('me')).toHaveLength(1);
  });
});

test('a file is edited, clients are copied, and what was removed is brought back with what it lives from', async ({
  sharedLatchkey: latchkey,
  server,
}) => {
  const described = {
    version: 1,
    id: 'my-server',
    name: 'My Server',
    notes: ['kept'],
    endpoints: { authorize: server.authorizeEndpoint('302'), token: server.tokenEndpoint },
    client_authentication: 'none',
    grants: { authorization_code: {}, refresh_token: {} },
  };
  await latchkey.addProvider('my-server.json', described);
  const { window } = latchkey;
  const shown = dialog(latchkey);
  const file = path.join(latchkey.userDataFolder, 'providers', 'my-server.json');
  const written = (): unknown => JSON.parse(readFileSync(file, 'utf8'));
  const openOwn = async (): Promise<void> => {
    await openCatalogue(latchkey);
    await shown.getByRole('radio', { name: 'Yours' }).click();
    await shown.getByRole('button', { name: 'About this provider' }).click();
  };
  await openOtherProvider(latchkey, 'My Server');
  const form = await fillClientForm(latchkey, { 'Client ID': 'me', 'Callback URL': 'http://callback.invalid/cb' });
  await form.getByRole('button', { name: 'Connect', exact: true }).click();
  await expectStatus(accountRow(latchkey, 'My Server'), 'Fresh');

  await test.step('its file is edited: what the form does not show stays, and who lives from it is said', async () => {
    await openOwn();
    await expect(shown.getByRole('button', { name: 'Remove provider' })).toBeDisabled();
    await shown.getByRole('button', { name: 'Edit…' }).click();
    await expect(shown.getByRole('note')).toContainText('clients 1, accounts 1');
    await shown.getByLabel('Name', { exact: true }).fill('Our Server');
    await shown.getByRole('button', { name: 'Save', exact: true }).click();
    await expect(window.getByRole('dialog', { name: 'Our Server' })).toBeVisible();
    expect(written()).toEqual({ ...described, name: 'Our Server' });
  });

  await test.step('a change is taken back: of the file by its button, of a client by Ctrl+Z', async () => {
    const changed = window.getByRole('status').filter({ hasText: 'Provider changed: Our Server.' });
    await changed.getByRole('button', { name: 'Undo' }).click();
    await expect(window.getByText('Back as it was: Our Server')).toBeVisible();
    expect(written()).toEqual(described);

    const before = (await latchkey.view()).clients[0];
    await shown.getByRole('button', { name: 'Edit me' }).click();
    await shown.getByLabel('Client ID', { exact: true }).fill('another');
    await shown.getByRole('button', { name: 'Save', exact: true }).click();
    await expect(window.getByText('Client changed: another.')).toBeVisible();
    expect((await latchkey.view()).clients[0]).toMatchObject({ clientId: 'another' });
    await window.keyboard.press('Control+z');
    await expect(window.getByText('Back as it was: another')).toBeVisible();
    expect((await latchkey.view()).clients[0]).toEqual(before);
    await openOwn();
  });

  await test.step('a client is named, copied, removed, and brought back by Ctrl+Z', async () => {
    await shown.getByRole('button', { name: 'Edit me' }).click();
    await shown.getByLabel('Name', { exact: true }).fill('Work');
    await shown.getByLabel('Client ID', { exact: true }).fill('other');
    await expect(shown.getByRole('note')).toContainText('Accounts that live from this client: 1.');
    await shown.getByLabel('Client ID', { exact: true }).fill('me');
    await shown.getByRole('button', { name: 'Save', exact: true }).click();
    await openOwn();
    await shown.getByRole('button', { name: 'Duplicate Work' }).click();
    await expect(shown.getByLabel('Name', { exact: true })).toHaveValue('Copy of Work');
    await shown.getByRole('button', { name: 'Save', exact: true }).click();
    await openOwn();
    await shown.getByRole('button', { name: 'Remove Copy of Work' }).click();
    await expect(shown.getByText('Copy of Work')).toBeHidden();
    await window.keyboard.press('Control+z');
    await expect(shown.getByText('Copy of Work')).toBeVisible();
    await shown.getByRole('button', { name: 'Remove Copy of Work' }).click();
    await window.keyboard.press('Escape');
  });

  await test.step('account, client and provider are removed, and one undo brings back all that it lives from', async () => {
    const row = accountRow(latchkey, 'My Server');
    await row.getByRole('button', { name: 'More actions' }).press('Enter');
    await window.getByRole('menuitem', { name: 'Remove…' }).press('Enter');
    await shown.getByRole('button', { name: 'Remove', exact: true }).press('Enter');
    await expect(row).toBeHidden();
    const { clients } = await latchkey.view();
    const work = clients.find(({ name }) => name === 'Work');
    await latchkey.ask('removeClient', { clientId: work?.id ?? '', deregister: false });
    await latchkey.ask('removeProvider', { providerId: 'my-server' });
    expect(readdirSync(path.dirname(file))).not.toContain('my-server.json');
    const toast = window.getByRole('status').filter({ hasText: /^Removed: My Server/ });
    await toast.getByRole('button', { name: 'Undo' }).click();
    await expectStatus(row, 'Fresh');
    expect(readdirSync(path.dirname(file))).toContain('my-server.json');
    expect((await latchkey.view()).clients.map(({ name }) => name)).toContain('Work');
    await refresh(latchkey, row);
    await expectStatus(row, 'Fresh');
  });
});

test('what is removed comes back byte by byte, and what was not brought back is gone after the next start', async ({
  launch,
  sandbox,
  userDataFolder,
}) => {
  const first = await launch();
  const row = await connectSinaapp(first, sandbox);
  await refresh(first, row);
  await first.ask('markAccount', {
    accountId: (await first.view()).accounts[0]?.id ?? '',
    favourite: true,
    note: 'ours',
    colour: 'blue',
  });
  const folder = path.join(userDataFolder, 'vault', 'accounts');
  const contents = () =>
    Object.fromEntries(readdirSync(folder).map((name) => [name, readFileSync(path.join(folder, name), 'base64')]));
  const before = contents();
  const remove = async (): Promise<void> => {
    await row.getByRole('button', { name: 'More actions' }).press('Enter');
    await first.window.getByRole('menuitem', { name: 'Remove…' }).press('Enter');
    await expect(dialog(first)).toContainText('For ten seconds you can undo that');
    await dialog(first).getByRole('button', { name: 'Remove', exact: true }).click();
    await expect(row).toBeHidden();
  };

  await remove();
  expect((await first.view()).accounts).toEqual([]);
  expect(Object.keys(contents()).filter((name) => name.endsWith('.removed'))).toHaveLength(1);
  await first.window.keyboard.press('Control+z');
  await expectStatus(row, 'Fresh');
  expect(contents()).toEqual(before);
  await expect(first.window.getByText('Back as it was: SinaApp')).toBeVisible();
  await refresh(first, row);

  // A toast and a dialog in a window that has no room for both: the dialog ends above the toast.
  await resize(first, { width: 360, height: 640 });
  await remove();
  await first.window.getByRole('button', { name: 'Settings' }).click();
  const [content, toasts] = await Promise.all([
    dialog(first).boundingBox(),
    first.window.getByRole('status').filter({ hasText: 'Removed: SinaApp' }).boundingBox(),
  ]);
  expect((content?.y ?? 0) + (content?.height ?? 0)).toBeLessThanOrEqual(toasts?.y ?? 0);
  await first.close();
  expect(readdirSync(folder)).toEqual([]);
  const second = await launch();
  await expect(second.window.getByRole('heading', { name: 'Get your first token' })).toBeVisible();
});
