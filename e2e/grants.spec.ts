/** The grants that are not a code from a sign-in page, each through the screen: got, kept, renewed. Codes for other devices: device-code.spec.ts. */
import { findInFiles, pageContent } from './support/canaries';
import { dialog, expect, getToken, label, onlyAccount, openGrant, test, type GrantServer } from './support/grant-steps';
import { accountRow, expectStatus, fillClientForm, openOtherProvider, refresh } from './support/screen';

test('client credentials need nobody: one click for the first token, one for each next', async ({
  sharedLatchkey: latchkey,
  server,
}) => {
  await openGrant(latchkey, server, 'Client credentials');
  const row = await getToken(latchkey);
  const before = await onlyAccount(latchkey);
  expect(before).toMatchObject({ renewal: 'same_grant', refresh: null, deviations: [], grant: 'client_credentials' });

  await refresh(latchkey, row);

  const after = await onlyAccount(latchkey);
  expect(after).toMatchObject({ generation: 2, problem: null });
  expect(after.access?.fingerprint).not.toBe(before.access?.fingerprint);
  expect(server.forms.map(String)).toEqual(Array(2).fill('grant_type=client_credentials&scope=read'));
});

test('an expired token of client credentials is refreshable, also after a restart, and never wants a sign-in', async ({
  launch,
  server,
}) => {
  server.lifetime = 1;
  const first = await launch();
  await openGrant(first, server, 'Client credentials');
  await dialog(first).getByRole('button', { name: 'Get token', exact: true }).click();
  await expectStatus(accountRow(first, label), 'Refreshable');
  await first.close();

  const second = await launch();
  const row = accountRow(second, label);
  await expectStatus(row, 'Refreshable');
  await expect(row.getByRole('button', { name: 'Connect again' })).toBeHidden();
  server.lifetime = 3600;
  await refresh(second, row);
  await expectStatus(row, 'Fresh');
});

test('a lost answer to client credentials spends nothing: a passing fault, and one click mends it', async ({
  sharedLatchkey: latchkey,
  server,
}) => {
  await openGrant(latchkey, server, 'Client credentials');
  const row = await getToken(latchkey);
  server.answers.push({ kind: 'cut' });
  await refresh(latchkey, row);
  await expectStatus(row, 'Fresh');
  await expect(row).toContainText('The connection broke before the answer was complete.');
  await row.getByRole('button', { name: 'Try again' }).click();
  await expect.poll(async () => (await onlyAccount(latchkey)).problem).toBeNull();
  expect(await onlyAccount(latchkey)).toMatchObject({ generation: 2 });
});

test('client credentials are refreshed by themselves where that is wanted: the next attempt is planned', async ({
  sharedLatchkey: latchkey,
  server,
}) => {
  server.lifetime = 40;
  await latchkey.ask('updateSettings', { automaticRefresh: true });
  await openGrant(latchkey, server, 'Client credentials');
  await getToken(latchkey);
  expect((await onlyAccount(latchkey)).automatic).toMatchObject({ on: true, nextAt: expect.any(Number) });
});

test('a token of one account is exchanged for another: its parent is shown, and it is renewed from the parent', async ({
  sharedLatchkey: latchkey,
  server,
}) => {
  await openGrant(latchkey, server, 'Client credentials');
  const parent = await getToken(latchkey);
  const { id } = await onlyAccount(latchkey);
  await latchkey.window.getByRole('button', { name: 'Connect other provider' }).click();
  await dialog(latchkey).getByRole('button', { name: label }).click();
  await dialog(latchkey).getByLabel('Connect by').selectOption({ label: 'Token exchange' });
  await expect(dialog(latchkey).getByLabel('Token to exchange')).toHaveValue(id);
  await dialog(latchkey).getByLabel('Audience').fill('https://one.example https://two.example');
  await dialog(latchkey).getByRole('button', { name: 'Get token', exact: true }).click();
  const child = accountRow(latchkey, `${label} 2`);
  await expectStatus(child, 'Fresh');
  await expect(child).toContainText(`from ${label}`);
  const exchange = server.forms.at(-1)!;
  expect(exchange.get('subject_token')).toBe(server.tokens[0]);
  expect(exchange.getAll('audience')).toEqual(['https://one.example', 'https://two.example']);

  await refresh(latchkey, parent);
  await refresh(latchkey, child);
  expect(server.forms.at(-1)?.get('subject_token')).toBe(server.tokens[2]);
  const account = (await latchkey.view()).accounts.find((each) => each.label === `${label} 2`);
  expect(account).toMatchObject({
    generation: 2,
    problem: null,
    deviations: [],
    issuedTokenType: 'urn:ietf:params:oauth:token-type:jwt',
  });
  const secrets = Object.fromEntries(server.tokens.map((token, index) => [`token ${index}`, token]));
  expect(await pageContent(latchkey)).not.toContain(server.tokens[0]);
  expect(await findInFiles(latchkey.userDataFolder, secrets)).toEqual([]);
});

test('a pasted token is exchanged once, and the account says that it cannot be renewed by itself', async ({
  sharedLatchkey: latchkey,
  server,
}) => {
  await openGrant(latchkey, server, 'Client credentials');
  await getToken(latchkey);
  await latchkey.window.getByRole('button', { name: 'Connect other provider' }).click();
  await dialog(latchkey).getByRole('button', { name: label }).click();
  await dialog(latchkey).getByLabel('Connect by').selectOption({ label: 'Token exchange' });
  await dialog(latchkey).getByLabel('Token to exchange').selectOption({ label: 'Paste a token…' });
  await dialog(latchkey).getByLabel('Subject token').fill(server.tokens[0]!);
  await dialog(latchkey).getByRole('button', { name: 'Get token', exact: true }).click();
  const child = accountRow(latchkey, `${label} 2`);
  await expectStatus(child, 'Fresh');
  await expect(child.getByRole('button', { name: 'Refresh', exact: true })).toHaveAttribute('aria-disabled', 'true');
});

test('an assertion is signed here with a sealed key, and signed anew to renew the account', async ({
  launch,
  server,
  userDataFolder,
}) => {
  const first = await launch();
  const form = await openGrant(first, server, 'JWT assertion');
  const file = { type: 'service_account', client_email: 'robot@example', private_key_id: 'k1' };
  await form.getByLabel('Private key').fill('not a key');
  await form.getByRole('button', { name: 'Get token', exact: true }).click();
  await expect(form.getByText('This is not a private key', { exact: false }).first()).toBeVisible();
  await expect(form.getByLabel('Private key')).toHaveValue('');
  await form.getByLabel('Private key').fill(JSON.stringify({ ...file, private_key: server.privateKey }));
  await form.getByLabel('Subject (sub)').fill('ada');
  await form.getByLabel('Further claims').fill('{"scope": "read write"}');
  await getToken(first, 'ada');
  expect(server.assertions).toMatchObject([
    { iss: 'robot@example', sub: 'ada', aud: server.tokenEndpoint, scope: 'read write' },
  ]);
  await first.close();

  const second = await launch();
  const row = accountRow(second, 'ada');
  await refresh(second, row);
  expect(server.assertions).toHaveLength(2);
  expect(await onlyAccount(second)).toMatchObject({ renewal: 'same_grant', generation: 2, problem: null });
  const key = server.privateKey.split('\n')[5] ?? '';
  expect(await findInFiles(userDataFolder, { key })).toEqual([]);
  expect(JSON.stringify(await second.view())).not.toContain(key);
});

test('a grant that nobody foresaw is typed by hand, and repeated where nothing in it is secret', async ({
  sharedLatchkey: latchkey,
  server,
}) => {
  const form = await openGrant(latchkey, server, 'Another grant');
  await form.getByLabel('grant_type').fill('urn:example:tenant');
  await form.getByLabel('Name of parameter 1').fill('tenant');
  await form.getByLabel('Value of parameter 1').fill('acme');
  const row = await getToken(latchkey);
  await refresh(latchkey, row);
  expect(server.forms.map(String)).toEqual(Array(2).fill('grant_type=urn%3Aexample%3Atenant&tenant=acme&scope=read'));
});

test('a typed parameter that is secret is sent once, and never kept', async ({ sharedLatchkey: latchkey, server }) => {
  const form = await openGrant(latchkey, server, 'Another grant');
  await form.getByLabel('grant_type').fill('urn:example:tenant');
  await form.getByLabel('Name of parameter 1').fill('pin');
  await form.getByLabel('secret').check();
  await form.getByLabel('Value of parameter 1').fill('a-secret-pin-of-today');
  await getToken(latchkey);
  expect(server.forms[0]?.get('pin')).toBe('a-secret-pin-of-today');
  expect(await onlyAccount(latchkey)).toMatchObject({ renewal: 'sign_in', recipe: null });
  expect(await findInFiles(latchkey.userDataFolder, { pin: 'a-secret-pin-of-today' })).toEqual([]);
});

const legacy = (server: GrantServer) => ({
  version: 1,
  id: 'old',
  name: 'Old days',
  endpoints: { authorize: server.implicitEndpoint, token: server.tokenEndpoint },
  default_scope: 'basic',
  grants: { implicit: {}, refresh_token: {} },
});

test('the implicit grant, marked as legacy, where a provider has nothing else', async ({
  sharedLatchkey: latchkey,
  server,
}) => {
  await latchkey.addProvider('old.json', legacy(server));
  await openOtherProvider(latchkey, 'Old days');
  const form = await fillClientForm(latchkey, { 'Client ID': 'me', 'Callback URL': 'http://callback.invalid/cb' });
  await expect(form.getByText('Legacy', { exact: true })).toBeVisible();
  await form.getByRole('button', { name: 'Connect', exact: true }).click();
  const row = accountRow(latchkey, 'Old days');
  await expectStatus(row, 'Fresh');
  const account = await onlyAccount(latchkey);
  expect(account).toMatchObject({ grant: 'implicit', renewal: 'refresh_token', deviations: [] });
  expect(account.scope.granted).toEqual(['basic']);
});
