/** Providers as data: files of the user, and what a client form refuses. */
import { rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Locator } from '@playwright/test';
import { startAuthorizationServer, type AuthorizationServer } from './support/authorization-server';
import { dialog, expect, test as base, type Latchkey } from './support/practice';
import { accountRow, connectSinaapp, expectStatus, fillClientForm, openOtherProvider, refresh } from './support/screen';

const test = base.extend<{ readonly server: AuthorizationServer }>({
  server: async ({}, use) => {
    const server = await startAuthorizationServer();
    await use(server);
    await server.close();
  },
});

function acme(server: AuthorizationServer): Readonly<Record<string, unknown>> {
  return {
    version: 1,
    id: 'acme',
    name: { en: 'Acme', 'zh-CN': '顶点' },
    sources: ['its own documentation'],
    endpoints: { authorize: server.authorizeEndpoint('302'), token: server.tokenEndpoint },
    client_authentication: 'none',
    authorize: { redirect_uri: 'send', pkce: 'S256' },
    grants: { authorization_code: {} },
  };
}

/** Fills the form that is open for Acme, and connects: its server sends the browser straight back. */
async function connectAcme(latchkey: Latchkey): Promise<void> {
  const form = await fillClientForm(latchkey, { 'Client ID': 'me', 'Callback URL': 'http://callback.invalid/cb' });
  await form.getByRole('button', { name: 'Connect', exact: true }).click();
  await expectStatus(accountRow(latchkey, 'Acme'), 'Fresh');
}

test('a file that is put there later comes with a click on Reload', async ({ sharedLatchkey: latchkey, server }) => {
  await latchkey.window.getByRole('button', { name: 'Connect other provider' }).click();
  await expect(dialog(latchkey).getByRole('button', { name: /Standard OAuth 2\.0 server/ })).toBeVisible();
  await expect(dialog(latchkey).getByRole('button', { name: /Acme/ })).toBeHidden();
  await writeFile(path.join(latchkey.userDataFolder, 'providers', 'acme.json'), JSON.stringify(acme(server)));
  await dialog(latchkey).getByRole('button', { name: 'Reload' }).click();
  await dialog(latchkey).getByRole('button', { name: /Acme/ }).click();
  await connectAcme(latchkey);
});

test('a file in the providers folder is listed and connects; broken ones are reported with file, path and reason, and harm nothing', async ({
  launch,
  sandbox,
  server,
  userDataFolder,
}) => {
  const sound = acme(server);
  const latchkey = await launch({
    providers: {
      'acme.json': sound,
      'half.json': '{ "version": 1,',
      'http.json': { ...sound, id: 'http', endpoints: { token: 'http://tokens.example/token' } },
      'twin.json': { ...sound, id: 'sinaapp' },
    },
  });
  const notice = latchkey.window
    .getByRole('status')
    .filter({ hasText: 'A provider file could not be read: http.json' });
  await notice.getByRole('button', { name: 'Show' }).click();
  const broken = (file: string): Locator => dialog(latchkey).getByRole('listitem').filter({ hasText: file });
  await expect(broken('half.json')).toContainText('line 1, column 16: expected a key');
  await expect(broken('http.json')).toContainText('at endpoints.token');
  await expect(broken('http.json')).toContainText('must be https');
  await expect(broken('twin.json')).toContainText('"sinaapp" is taken by the catalogue');
  await dialog(latchkey).getByRole('button', { name: /Acme/ }).click();
  await connectAcme(latchkey);
  expect(server.exchangedBy('me')).toHaveLength(1);
  await connectSinaapp(latchkey, sandbox);

  await rm(path.join(userDataFolder, 'providers', 'http.json'));
  await latchkey.window.getByRole('button', { name: 'Connect other provider' }).click();
  await dialog(latchkey).getByRole('button', { name: 'Reload' }).click();
  await expect(broken('http.json')).toBeHidden();
  await expect(broken('half.json')).toBeVisible();
});

test('what is wrong with a file is said in the language of the window', async ({
  sharedLatchkey: latchkey,
  server,
}) => {
  const { window } = latchkey;
  await latchkey.ask('updateSettings', { locale: 'zh-CN' });
  await latchkey.addProvider('half.json', '{ "version": 1,');
  await latchkey.addProvider('typo.json', { ...acme(server), token_requests: {} });
  await window.getByRole('button', { name: '连接其他服务商' }).click();
  const told = window.getByRole('dialog').getByRole('listitem');
  await expect(told.filter({ hasText: 'half.json' })).toContainText('第 1 行第 16 列：这里应是双引号里的键');
  await expect(told.filter({ hasText: 'typo.json' })).toContainText('这里没有这个键：是否应为“token_request”？');
});

test('an account whose provider file is gone keeps its tokens', async ({ launch, server, userDataFolder }) => {
  const first = await launch({ providers: { 'acme.json': acme(server) } });
  await openOtherProvider(first, 'Acme');
  await connectAcme(first);
  await first.close();
  await rm(path.join(userDataFolder, 'providers', 'acme.json'));

  const second = await launch();
  await expectStatus(accountRow(second, 'Acme'), 'Fresh');
  await expect(accountRow(second, 'Acme').getByRole('timer')).toHaveText(/^59m \d\ds$/);
});

test('the standard provider takes its endpoints from the form', async ({ sharedLatchkey: latchkey, server }) => {
  await openOtherProvider(latchkey, 'Standard OAuth 2.0 server');
  const form = await fillClientForm(latchkey, {
    'Client ID': 'me',
    'Callback URL': 'http://callback.invalid/cb',
    'Authorize endpoint': server.authorizeEndpoint('302'),
    'Token endpoint': server.tokenEndpoint,
    'Client authentication': 'no secret (public client)',
  });
  await form.getByRole('button', { name: 'Connect', exact: true }).click();
  await expectStatus(accountRow(latchkey, 'Standard OAuth 2.0 server'), 'Fresh');
});

const refusals = [
  {
    name: 'a token endpoint over http on another computer',
    field: 'Token endpoint',
    value: 'http://tokens.example/token',
    says: 'Secrets are not sent over http. Use https',
  },
  {
    name: 'an authorize endpoint over http on another computer',
    field: 'Authorize endpoint',
    value: 'http://sign-in.example/',
    says: 'Secrets are not sent over http. Use https',
  },
  {
    name: 'an endpoint that is no address',
    field: 'Token endpoint',
    value: 'tokens.example/token',
    says: 'This is not a web address.',
  },
  {
    name: 'a callback that is no address',
    field: 'Callback URL',
    value: 'the callback',
    says: 'This is not a callback URL that can be caught.',
  },
  {
    name: 'a callback that runs a script',
    field: 'Callback URL',
    value: 'javascript:alert(1)',
    says: 'This is not a callback URL that can be caught.',
  },
  { name: 'no callback at all', field: 'Callback URL', value: '', says: 'The callback URL is needed.' },
  { name: 'no client ID', field: 'Client ID', value: '', says: 'This is needed.' },
] as const;

for (const { name, field, value, says } of refusals) {
  test(`${name} is refused at its field, and nothing is kept or opened`, async ({
    sharedLatchkey: latchkey,
    sandbox,
  }) => {
    await latchkey.window.getByRole('button', { name: 'Connect SinaApp' }).click();
    const form = await fillClientForm(latchkey, {
      'Client ID': 'practice-sinaapp',
      'Client secret': 'practice-sinaapp-client-secret',
      'Callback URL': 'http://death.sinaapp.com/sae_callback.php',
      'Authorize endpoint': sandbox.endpoints.sinaapp.authorize,
      'Token endpoint': sandbox.endpoints.sinaapp.token,
      [field]: value,
    });
    await form.getByRole('button', { name: 'Connect', exact: true }).click();
    const wrong = form.getByLabel(field, { exact: true });
    await expect(wrong).toHaveAccessibleDescription(new RegExp(says.replaceAll('.', '\\.')));
    await expect(wrong).toHaveAttribute('aria-invalid', 'true');
    expect((await latchkey.view()).clients).toEqual([]);
    expect(latchkey.windowAddresses()).toHaveLength(1);
    expect(sandbox.requests).toEqual([]);
  });
}

test('an endpoint is corrected later, and the account works with it', async ({ sharedLatchkey: latchkey, sandbox }) => {
  const account = await connectSinaapp(latchkey, sandbox);
  await account.getByRole('button', { name: 'More actions' }).click();
  await latchkey.window.getByRole('menuitem', { name: 'Edit client…' }).click();
  const form = await fillClientForm(latchkey, { 'Refresh endpoint': sandbox.endpoints.sinaapp.token });
  await expect(form.getByLabel('Client secret', { exact: true })).toHaveValue('');
  await form.getByRole('button', { name: 'Save' }).click();
  await expect(dialog(latchkey)).toBeHidden();
  await refresh(latchkey, account);
  await expectStatus(account, 'Fresh');
  expect(sandbox.redemptions().map(({ outcome }) => outcome)).toEqual(['rotated']);
});
