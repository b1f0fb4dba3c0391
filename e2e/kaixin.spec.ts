/** Kaixin001 through the screen, as its document describes it. */
import {
  details,
  dialog,
  expect,
  openKaixinDialog,
  PRACTICE_PEOPLE,
  secretOf,
  submitGrant,
  test as base,
  tokenRequests,
} from './support/practice';
import { accountRow, expectStatus, fillClientForm, refresh } from './support/screen';
import { startTokenRecorder, type TokenRecorder } from './support/token-recorder';

const { tencent, weibo } = PRACTICE_PEOPLE;
const { json001, json002 } = PRACTICE_PEOPLE.kaixin001;
const credentials = { Username: json001.username, Password: json001.password };
const DAY_MS = 86_400_000;

/** The document's own reply, its trailing comma and missing token_type included. */
const DOCUMENTED_REPLY = `{ \n    "access_token": "12932845_b2b2", \n    "expires_in": 2592000,\n    "scope": "basic",\n}`;

const test = base.extend<{ readonly recorder: TokenRecorder }>({
  recorder: async ({}, use) => {
    const recorder = await startTokenRecorder(DOCUMENTED_REPLY);
    await use(recorder);
    await recorder.close();
  },
});

test('connects by user name and password, and shows the fresh account', async ({
  sharedLatchkey: latchkey,
  sandbox,
}) => {
  const form = await openKaixinDialog(latchkey, sandbox);
  await submitGrant(form, 'Password', credentials);

  const account = accountRow(latchkey, 'json001');
  await expectStatus(account, 'Fresh');
  await expect(account.getByRole('timer')).toHaveText('29d 23h');
  await expect(account).toContainText('Kaixin001');
  await expect(dialog(latchkey)).toBeHidden();
  expect(tokenRequests(sandbox)).toEqual([{ method: 'POST', grantType: 'password', status: 200, detail: 'password' }]);
});

test('connects by a Tencent token', async ({ sharedLatchkey: latchkey, sandbox }) => {
  const form = await openKaixinDialog(latchkey, sandbox);
  const fields = { 'Tencent token': tencent.token, Expire: tencent.expire, OpenID: tencent.boundOpenid };
  await submitGrant(form, 'Tencent', fields);
  await expectStatus(accountRow(latchkey, tencent.boundOpenid), 'Fresh');
});

test('connects by a Weibo UID', async ({ sharedLatchkey: latchkey, sandbox }) => {
  const form = await openKaixinDialog(latchkey, sandbox);
  await submitGrant(form, 'Weibo', { 'Weibo UID': weibo.boundUid });
  await expectStatus(accountRow(latchkey, weibo.boundUid), 'Fresh');
});

test('sends each kind as grant_type=password in a POST form, and nothing in the address', async ({
  sharedLatchkey: latchkey,
  sandbox,
  recorder,
}) => {
  const form = await openKaixinDialog(latchkey, sandbox, { scope: 'basic send_feed', token: recorder.token });
  await submitGrant(form, 'Password', credentials);
  await expect(accountRow(latchkey, 'json001')).toBeVisible();
  await latchkey.window.getByRole('button', { name: 'Connect Kaixin001' }).click();
  await submitGrant(form, 'Tencent', { 'Tencent token': 'a+b/c=', Expire: '7776000', OpenID: 'an openid' });
  await expect(accountRow(latchkey, 'an openid')).toBeVisible();
  await latchkey.window.getByRole('button', { name: 'Connect Kaixin001' }).click();
  await submitGrant(form, 'Weibo', { 'Weibo UID': '1000000001' });
  await expect(accountRow(latchkey, '1000000001')).toBeVisible();

  const every = {
    grant_type: 'password',
    client_id: 'practice-kaixin001',
    client_secret: secretOf('practice-kaixin001'),
    scope: 'basic send_feed',
  };
  expect(recorder.requests.map(({ form: sent }) => sent)).toEqual([
    { ...every, username: json001.username, password: json001.password },
    { ...every, tencent_token: 'a+b/c=', expire: '7776000', openid: 'an openid' },
    { ...every, weibo_uid: '1000000001' },
  ]);
  for (const request of recorder.requests) {
    expect(request).toMatchObject({ method: 'POST', target: '/oauth2/access_token' });
    expect(request.contentType).toMatch(/^application\/x-www-form-urlencoded\b/);
  }
});

test('a dialog that was opened while the token was on its way stays open when it comes', async ({
  sharedLatchkey: latchkey,
  sandbox,
}) => {
  sandbox.configure({ latency: 2 });
  const form = await openKaixinDialog(latchkey, sandbox);
  await submitGrant(form, 'Password', credentials);
  await form.getByRole('button', { name: 'Edit client' }).click();
  const scope = dialog(latchkey).getByLabel('Scope', { exact: true });
  await scope.fill('basic and what is being typed');

  await expect(latchkey.window.getByText('Connected: json001')).toBeVisible();
  await expect(scope).toHaveValue('basic and what is being typed');
});

test.describe('the password field', () => {
  test('is emptied while the request is under way and stays empty when it fails', async ({
    sharedLatchkey: latchkey,
    sandbox,
  }) => {
    sandbox.configure({ latency: 1 });
    const form = await openKaixinDialog(latchkey, sandbox);
    await submitGrant(form, 'Password', { ...credentials, Password: 'not-the-password' });
    await expect(form.getByRole('button', { name: 'Get token' })).toBeDisabled();
    await expect(form.getByText('Getting the token…')).toBeVisible();
    await expect(form.getByLabel('Password', { exact: true })).toHaveValue('');

    await expect(form.getByRole('alert')).toContainText('40018: 提供的用户名、密码或第三方凭证是无效的');
    await expect(form.getByLabel('Password', { exact: true })).toHaveValue('');
    await expect(form.getByLabel('Username', { exact: true })).toHaveValue(json001.username);
  });

  test('is empty again after a success', async ({ sharedLatchkey: latchkey, sandbox }) => {
    const form = await openKaixinDialog(latchkey, sandbox);
    await submitGrant(form, 'Password', credentials);
    await expect(accountRow(latchkey, 'json001')).toBeVisible();
    await latchkey.window.getByRole('button', { name: 'Connect Kaixin001' }).click();
    await expect(form.getByLabel('Password', { exact: true })).toHaveValue('');
    expect(await latchkey.window.content()).not.toContain(json001.password);
  });
});

test('takes a wrong password for what it is, and connects with the right one', async ({
  sharedLatchkey: latchkey,
  sandbox,
}) => {
  const form = await openKaixinDialog(latchkey, sandbox);
  await submitGrant(form, 'Password', { ...credentials, Password: 'not-the-password' });
  await expect(form.getByRole('alert')).toContainText('The server refused the request.');

  await submitGrant(form, 'Password', { Password: json001.password });
  await expectStatus(accountRow(latchkey, 'json001'), 'Fresh');
});

test('says which field is needed, and sends nothing', async ({ sharedLatchkey: latchkey, sandbox }) => {
  const form = await openKaixinDialog(latchkey, sandbox);
  await submitGrant(form, 'Password', { Username: json001.username });
  await expect(form.getByLabel('Password', { exact: true })).toHaveAccessibleDescription(/This is needed\./);
  expect(tokenRequests(sandbox)).toEqual([]);
});

test('shows error 40021 by code and text, says what to do, and connects when the scope is corrected', async ({
  sharedLatchkey: latchkey,
  sandbox,
}) => {
  const form = await openKaixinDialog(latchkey, sandbox, { scope: 'basic no_such_scope' });
  await submitGrant(form, 'Password', credentials);
  await expect(form.getByRole('alert')).toContainText('40021: 请求的scope参数是无效的、未知的、格式不正确的');
  await expect(form.getByRole('alert')).toContainText('The server refused the scope.');
  await expect(form.getByRole('alert')).toContainText('Correct the scope');

  await submitGrant(form, 'Password', { Password: json001.password, Scope: 'basic' });
  await expectStatus(accountRow(latchkey, 'json001'), 'Fresh');
});

test('says that the client is unknown, and leads to it', async ({ sharedLatchkey: latchkey, sandbox }) => {
  await latchkey.window.getByRole('button', { name: 'Connect Kaixin001' }).click();
  const form = await fillClientForm(latchkey, {
    'Client ID': 'nobody-knows-it',
    'Token endpoint': sandbox.endpoints.kaixin001.token,
  });
  await form.getByRole('button', { name: 'Connect', exact: true }).click();
  await submitGrant(form, 'Password', credentials);
  await expect(form.getByRole('alert')).toContainText('40115: Oauth consumer_key不存在');
  await expect(form.getByRole('alert')).toContainText('The server does not accept this client.');
  await form.getByRole('button', { name: 'Edit client' }).click();
  await expect(form.getByLabel('Client ID', { exact: true })).toHaveValue('nobody-knows-it');
});

const unbound = [
  {
    kind: 'Tencent',
    fields: { 'Tencent token': tencent.token, Expire: tencent.expire, OpenID: tencent.unboundOpenid },
    label: tencent.unboundOpenid,
    boundTo: json001.username,
  },
  {
    kind: 'Weibo',
    fields: { 'Weibo UID': weibo.unboundUid },
    label: weibo.unboundUid,
    boundTo: json002.username,
  },
] as const;

for (const { kind, fields, label, boundTo } of unbound) {
  test(`binds an account of ${kind} on the provider’s page, then gets the token with one click`, async ({
    sharedLatchkey: latchkey,
    sandbox,
  }) => {
    const form = await openKaixinDialog(latchkey, sandbox);
    await submitGrant(form, kind, fields);
    await expect(form).toContainText('This account is not bound yet');

    const page = await latchkey.signInPage(() => form.getByRole('button', { name: 'Open bind page' }).click());
    await expect(page.getByText(boundTo)).toBeVisible();
    await page.getByRole('button', { name: 'Bind' }).click();
    await expect(page.getByRole('status')).toContainText('You can close this window and get the token now.');
    await page.close();
    await expect(form.getByRole('status')).toContainText('The page is closed.');
    await form.getByRole('button', { name: 'Get token' }).click();

    await expectStatus(accountRow(latchkey, label), 'Fresh');
    await expect(dialog(latchkey)).toBeHidden();
    expect(tokenRequests(sandbox).map(({ detail }) => detail)).toEqual(['need_bind', 'password']);
  });
}

test('stays at the bind page’s step when nothing was bound, and goes back to the form', async ({
  sharedLatchkey: latchkey,
  sandbox,
}) => {
  const form = await openKaixinDialog(latchkey, sandbox);
  await submitGrant(form, 'Weibo', { 'Weibo UID': weibo.unboundUid });
  await expect(form).toContainText('This account is not bound yet');
  await form.getByRole('button', { name: 'Get token' }).click();
  await expect.poll(() => tokenRequests(sandbox)).toHaveLength(2);
  await expect(form.getByRole('button', { name: 'Open bind page' })).toBeEnabled();

  await form.getByRole('button', { name: 'Back' }).click();
  await submitGrant(form, 'Weibo', { 'Weibo UID': weibo.boundUid });
  await expectStatus(accountRow(latchkey, weibo.boundUid), 'Fresh');
});

test('says of a token that never expires that it has no end', async ({ latchkey, sandbox }) => {
  sandbox.configure({ kaixinAccessTokenLifetime: 0 });
  const form = await openKaixinDialog(latchkey, sandbox);
  await submitGrant(form, 'Password', credentials);
  const account = accountRow(latchkey, 'json001');
  await expect(account.getByRole('timer')).toHaveText('no end');

  await latchkey.window.clock.install();
  await latchkey.window.clock.fastForward(3650 * DAY_MS);
  await expectStatus(account, 'Fresh');
  await expect(account.getByRole('timer')).toHaveText('no end');
});

test('refreshes where the server gave a refresh token', async ({ sharedLatchkey: latchkey, sandbox }) => {
  const form = await openKaixinDialog(latchkey, sandbox);
  await submitGrant(form, 'Password', credentials);
  const account = accountRow(latchkey, 'json001');
  await refresh(latchkey, account);
  await account.click();
  await expect(details(latchkey)).toContainText('no. 2');
  expect(sandbox.redemptions().map(({ outcome }) => outcome)).toEqual(['rotated']);
  await expectStatus(account, 'Fresh');
});

test('says of an account without a refresh token when it must be connected again, and connects it again', async ({
  latchkey,
  sandbox,
}) => {
  const form = await openKaixinDialog(latchkey, sandbox, { clientId: 'practice-kaixin001-no-refresh' });
  await submitGrant(form, 'Password', credentials);
  const account = accountRow(latchkey, 'json001');
  const inThirtyDays = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short' });
  await expect(account).toContainText(`connect again by ${inThirtyDays.format(Date.now() + 30 * DAY_MS)}`);
  const button = account.getByRole('button', { name: 'Refresh' });
  await expect(button).toBeDisabled();
  await expect(button).toHaveAttribute('title', 'There is no refresh token. Connect again for a new token.');

  await latchkey.window.clock.install();
  await latchkey.window.clock.fastForward(31 * DAY_MS);
  await expectStatus(account, 'Expired');
  await account.getByRole('button', { name: 'Connect again' }).click();
  await submitGrant(form, 'Password', credentials);
  await expect(dialog(latchkey)).toBeHidden();
  await expect(latchkey.window.getByRole('row')).toHaveCount(1);
  expect(tokenRequests(sandbox).map(({ status }) => status)).toEqual([200, 200]);
});

test('shows which scopes were asked for and not granted', async ({ sharedLatchkey: latchkey, sandbox }) => {
  sandbox.configure({ kaixinGrantedScope: 'basic' });
  const form = await openKaixinDialog(latchkey, sandbox, { scope: 'basic send_feed upload_photo' });
  await submitGrant(form, 'Password', credentials);
  const account = accountRow(latchkey, 'json001');
  await expect(account).toContainText('Asked for basic send_feed upload_photo; not granted: send_feed upload_photo');
  await expectStatus(account, 'Fresh');
});
