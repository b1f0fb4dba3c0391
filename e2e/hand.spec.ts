/** Handing tokens to other tools: every form by the menu, the usual one by a key, files; and taking clients from them. */
import { readFile, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Locator } from '@playwright/test';
import { chooseFile } from './support/backup';
import {
  dialog,
  expect,
  openKaixinDialog,
  PRACTICE_PEOPLE,
  submitGrant,
  test,
  type Latchkey,
} from './support/practice';
import { accountRow, connectSinaapp, copyAs, expectStatus } from './support/screen';

async function press({ window }: Latchkey, ...keys: readonly string[]): Promise<void> {
  for (const key of keys) await window.keyboard.press(key);
}

const said = ({ window }: Latchkey, text: string): Promise<void> => expect(window.getByText(text)).toBeVisible();

async function modeOf(file: string): Promise<number> {
  return (await stat(file)).mode & 0o777;
}

test('a token goes to other tools: by the menu in every form, by one key as usual, and into files', async ({
  sharedLatchkey: latchkey,
  sandbox,
  clipboard,
}) => {
  const { window } = latchkey;
  const sina = await connectSinaapp(latchkey, sandbox);
  await sina.getByRole('button', { name: 'Copy token' }).click();
  await said(latchkey, 'Token copied.');
  const token = await clipboard.read(latchkey);

  const forms = [
    ['HTTPie', `http GET 'https://api.example/' 'Authorization:Bearer ${token}'`],
    [
      'PowerShell',
      `Invoke-RestMethod -Method Get -Uri 'https://api.example/' -Headers @{ 'Authorization' = 'Bearer ${token}' }`,
    ],
    ['JavaScript fetch', `"Authorization": "Bearer ${token}"`],
    ['Python requests', `"Authorization": "Bearer ${token}"`],
    ['.env line', `SINAAPP_ACCESS_TOKEN=${token}`],
    ['JSON', `"access_token": "${token}"`],
  ] as const;
  for (const [form, text] of forms) {
    await copyAs(latchkey, sina, form);
    await expect.poll(() => clipboard.read(latchkey)).toContain(text);
  }
  await copyAs(latchkey, sina, 'curl that asks');
  await said(latchkey, 'It asks for the token when it runs');
  const asking = await clipboard.read(latchkey);
  expect(asking).not.toContain(token);
  expect(asking).toContain(`| curl 'https://api.example/' --header @-)`);

  // The usual form: told in the menu, set in a dialog, used by the button and the key.
  await sina.getByRole('button', { name: 'More actions' }).click();
  await window.getByRole('menuitem', { name: 'Copy as' }).click();
  await expect(window.getByRole('menuitem', { name: 'Token usual · Ctrl+Shift+C' })).toBeVisible();
  await window.getByRole('menuitem', { name: 'Usual form…' }).click();
  await dialog(latchkey).getByRole('radio', { name: 'Authorization header' }).check();
  await dialog(latchkey).getByRole('button', { name: 'Set' }).click();
  await sina.getByRole('button', { name: 'Copy: Authorization header' }).click();
  await expect.poll(() => clipboard.read(latchkey)).toBe(`Authorization: Bearer ${token}`);
  await clipboard.write(latchkey, '');
  await sina.focus();
  await press(latchkey, 'Control+Shift+C');
  await expect.poll(() => clipboard.read(latchkey)).toBe(`Authorization: Bearer ${token}`);

  // The same menu by keys alone.
  await sina.focus();
  await press(latchkey, 'ArrowRight', 'ArrowRight', 'ArrowRight', 'Enter');
  await expect(window.getByRole('menuitem', { name: 'Copy as' })).toBeFocused();
  await press(latchkey, 'ArrowRight');
  await expect(window.getByRole('menuitem', { name: 'Token', exact: true })).toBeFocused();
  await press(latchkey, 'ArrowDown', 'ArrowDown');
  await expect(window.getByRole('menuitem', { name: 'curl', exact: true })).toBeFocused();
  await press(latchkey, 'Enter');
  await expect
    .poll(() => clipboard.read(latchkey))
    .toBe(`curl 'https://api.example/' --header 'Authorization: Bearer ${token}'`);

  // What is on the clipboard of this runtime: the text, whole; before Electron 44 it cannot wear a mark as well.
  const formats = await latchkey.app.evaluate(
    ({ clipboard: board }) => (board as unknown as { availableFormats?: () => string[] }).availableFormats?.() ?? null,
  );
  if (formats === null) expect(await hasMark(latchkey)).toBe(true);
  else expect(formats).toEqual(['text/plain']);

  // Into a file, for one.
  const file = path.join(latchkey.userDataFolder, 'one.postman_environment.json');
  await writeFile(file, 'older', { mode: 0o644 });
  await chooseFile(latchkey, file);
  await sina.getByRole('button', { name: 'More actions' }).click();
  await window.getByRole('menuitem', { name: 'Export token…' }).click();
  await expect(dialog(latchkey)).toContainText('The file holds the tokens in the clear.');
  await expect(dialog(latchkey)).toContainText('It ends ');
  await dialog(latchkey).getByRole('button', { name: 'Save to a file…' }).click();
  await said(latchkey, 'Written to one.postman_environment.json, readable by you only · tokens: 1');
  const environment = JSON.parse(await readFile(file, 'utf8')) as { values: readonly object[] };
  expect(environment.values).toContainEqual({
    key: 'SINAAPP_ACCESS_TOKEN',
    value: token,
    type: 'secret',
    enabled: true,
  });
  expect(await modeOf(file)).toBe(0o600);

  // And for several, by keys alone.
  const { username, password } = PRACTICE_PEOPLE.kaixin001.json001;
  await submitGrant(await openKaixinDialog(latchkey, sandbox), 'Password', { Username: username, Password: password });
  await expectStatus(accountRow(latchkey, username), 'Fresh');
  const lines = path.join(latchkey.userDataFolder, 'several.env');
  await chooseFile(latchkey, lines);
  await sina.focus();
  await press(latchkey, 'Control+a');
  const bar = window.getByRole('region', { name: 'Chosen accounts' });
  await bar.getByRole('button', { name: 'Export…' }).focus();
  await press(latchkey, 'Enter');
  await expect(dialog(latchkey).getByRole('radio', { name: 'Postman environment' })).toBeFocused();
  await press(latchkey, 'ArrowUp');
  await expect(dialog(latchkey).getByRole('radio', { name: '.env file' })).toBeChecked();
  await dialog(latchkey).getByRole('button', { name: 'Save to a file…' }).focus();
  await press(latchkey, 'Enter');
  await said(latchkey, 'Written to several.env, readable by you only · tokens: 2');
  const written = await readFile(lines, 'utf8');
  expect(written).toContain(`SINAAPP_SINAAPP_ACCESS_TOKEN=${token}\n`);
  expect(written).toMatch(/^KAIXIN001_JSON001_ACCESS_TOKEN=\d+_[0-9a-f]{32}$/m);
  expect(await modeOf(lines)).toBe(0o600);
  await bar.getByRole('button', { name: 'Copy tokens' }).click();
  await window.getByRole('menuitem', { name: 'Lines for a .env file' }).click();
  await said(latchkey, 'Tokens copied: 2.');
  expect(await clipboard.read(latchkey)).toContain(`SINAAPP_SINAAPP_ACCESS_TOKEN=${token}\n`);
});

/** Since Electron 44. */
function hasMark(latchkey: Latchkey): Promise<boolean> {
  return latchkey.app.evaluate(({ clipboard: board }) =>
    board.has('electron application/osclipboard;format="x-kde-passwordManagerHint"'),
  );
}

async function openImport(latchkey: Latchkey): Promise<Locator> {
  await latchkey.window.getByRole('button', { name: 'Connect other provider' }).click();
  await dialog(latchkey).getByRole('button', { name: 'Import client…' }).click();
  const form = latchkey.window.getByRole('dialog', { name: 'Import a client' });
  await expect(form.getByLabel('Text of another tool')).toBeFocused();
  return form;
}

test('a client comes from other tools: pasted or from a file, with what was not understood', async ({
  sharedLatchkey: latchkey,
}) => {
  const { window } = latchkey;
  const secret = 'imported-client-secret-4711';
  const form = await openImport(latchkey);
  await form.getByLabel('Text of another tool').fill('a shopping list');
  await form.getByRole('button', { name: 'Read', exact: true }).click();
  await expect(form.getByRole('alert')).toContainText('This is none of the forms that Latchkey reads.');

  // A curl command to GitHub, by the mouse.
  await form
    .getByLabel('Text of another tool')
    .fill(
      `curl -X POST https://github.com/login/oauth/access_token \\\n  -d grant_type=authorization_code -d client_id=Iv1.abc -d 'client_secret=${secret}' \\\n  -d code=xyz -d redirect_uri=http://127.0.0.1:8080/cb | jq .`,
    );
  await form.getByRole('button', { name: 'Read', exact: true }).click();
  await expect(form).toContainText('A curl command');
  await expect(form.getByLabel('Provider', { exact: true })).toHaveValue('github');
  await expect(form).toContainText('••••4711');
  await expect(form).toContainText('code · not taken: Latchkey signs in by itself');
  await expect(form).toContainText('| jq · another command: none is run');
  expect(await window.content()).not.toContain(secret);
  await form.getByRole('button', { name: 'Add client' }).click();
  const clientForm = window.getByRole('dialog', { name: 'Client for GitHub' });
  await expect(clientForm.getByLabel('Client ID', { exact: true })).toHaveValue('Iv1.abc');
  await expect(clientForm.getByLabel('Client secret', { exact: true })).toHaveAttribute('placeholder', /stored/);
  await said(latchkey, 'Client added for GitHub.');
  await press(latchkey, 'Escape');

  // A Postman collection in a file, to a server that nobody knows here, by keys alone.
  const attribute = (key: string, value: string) => ({ key, value, type: 'string' });
  const file = path.join(latchkey.userDataFolder, 'acme.postman_collection.json');
  const collection = {
    info: { name: 'Acme', schema: 'https://schema.getpostman.com/json/collection/v2.1.0/collection.json' },
    item: [],
    variable: [{ key: 'id', value: 'acme-client' }],
    event: [{ listen: 'prerequest', script: { exec: ['throw 1'] } }],
    auth: {
      type: 'oauth2',
      oauth2: [
        attribute('grant_type', 'authorization_code'),
        attribute('authUrl', 'https://id.acme.example/authorize'),
        attribute('clientId', '{{id}}'),
        attribute('clientSecret', '{{secret}}'),
        attribute('scope', 'read'),
      ],
    },
  };
  await writeFile(file, JSON.stringify(collection));
  await chooseFile(latchkey, file);
  await openImport(latchkey);
  await press(latchkey, 'Tab', 'Tab');
  await expect(form.getByRole('button', { name: 'Open a file…' })).toBeFocused();
  await press(latchkey, 'Enter');
  await expect(form).toContainText('A Postman collection: acme.postman_collection.json');
  await expect(form.getByLabel('Provider', { exact: true })).toHaveValue('');
  await expect(form).toContainText('auth.oauth2.clientSecret · has no value here');
  await expect(form).toContainText('event · a script: none is run');
  await form.getByLabel('Client ID', { exact: true }).focus();
  await press(latchkey, 'Enter');
  await expect(form.getByLabel('Token endpoint', { exact: true })).toBeFocused();
  await window.keyboard.type('https://id.acme.example/token');
  await press(latchkey, 'Enter');
  await expect(form.getByLabel('Callback URL', { exact: true })).toBeFocused();
  await window.keyboard.type('https://app.example/cb');
  await press(latchkey, 'Enter');
  await expect(window.getByRole('dialog', { name: 'Client for Acme' })).toBeVisible();
  const { providers, clients } = await latchkey.view();
  expect(providers.find(({ id }) => id === 'acme')).toMatchObject({
    origin: 'file',
    endpoints: { authorize: 'https://id.acme.example/authorize', token: 'https://id.acme.example/token' },
  });
  expect(clients.find(({ providerId }) => providerId === 'acme')).toMatchObject({
    clientId: 'acme-client',
    scope: 'read',
    callbackUrl: 'https://app.example/cb',
    hasSecret: false,
  });
});
