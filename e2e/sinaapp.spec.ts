/** SinaApp through the screen, as its document describes it. */
import { startMeddlingServer, type MeddlingServer } from './support/meddling-server';
import {
  creator,
  details,
  dialog,
  DOCUMENTED_CALLBACK,
  expect,
  fillSinaappForm,
  openSinaappSignIn,
  somebodyElse,
  test as base,
  tokenRequests,
} from './support/practice';
import { accountRow, connectSinaapp, expectStatus, refresh, signInToSinaapp } from './support/screen';

const test = base.extend<{ readonly meddling: MeddlingServer }>({
  meddling: async ({}, use) => {
    const meddling = await startMeddlingServer(DOCUMENTED_CALLBACK);
    await use(meddling);
    await meddling.close();
  },
});

const DAY_MS = 86_400_000;

test('asks the sign-in page for a code with client_id and state alone, and shows the fresh account', async ({
  sharedLatchkey: latchkey,
  sandbox,
}) => {
  const page = await openSinaappSignIn(latchkey, sandbox);

  const address = new URL(page.url());
  expect(address.origin + address.pathname).toBe(sandbox.endpoints.sinaapp.authorize);
  expect([...address.searchParams.keys()].toSorted()).toEqual(['client_id', 'response_type', 'state']);
  expect(address.searchParams.get('response_type')).toBe('code');
  expect(address.searchParams.get('client_id')).toBe('practice-sinaapp');
  expect(address.searchParams.get('state')).toMatch(/^[\w-]{40,}$/);

  await signInToSinaapp(page, creator);

  const account = accountRow(latchkey, 'SinaApp');
  await expectStatus(account, 'Fresh');
  await expect(account.getByRole('timer')).toHaveText('6d 23h');
  await expect(account).toContainText('practice-sinaapp');
  await expect(dialog(latchkey)).toBeHidden();
  await expect.poll(() => latchkey.windowAddresses()).toHaveLength(1);
  expect(tokenRequests(sandbox)).toEqual([
    { method: 'POST', grantType: 'authorization_code', status: 200, detail: 'authorization_code' },
  ]);
  expect(latchkey.trap.contacts).toEqual([]);
});

test('says while the sign-in window is open where it is, for whom, and how long it may take', async ({
  sharedLatchkey: latchkey,
  sandbox,
}) => {
  const page = await openSinaappSignIn(latchkey, sandbox);

  const waiting = dialog(latchkey);
  await expect(waiting).toContainText('Sign in in the window that has opened');
  const state = new URL(page.url()).searchParams.get('state') ?? '';
  expect(state.length).toBeGreaterThan(20);
  expect(JSON.stringify(await latchkey.view()) + (await latchkey.window.content())).not.toContain(state);
  await expect(waiting).toContainText(sandbox.origin);
  await expect(waiting).toContainText('practice-sinaapp');
  await expect(waiting).toContainText(/time left [45]:\d\d/);
});

test('refreshes by one request each time, with the newest refresh token', async ({
  sharedLatchkey: latchkey,
  sandbox,
}) => {
  const account = await connectSinaapp(latchkey, sandbox);
  await account.click();
  await expect(details(latchkey)).toContainText('no. 1');

  await refresh(latchkey, account);
  await expect(details(latchkey)).toContainText('no. 2');
  await refresh(latchkey, account);
  await expect(details(latchkey)).toContainText('no. 3');

  const redemptions = sandbox.redemptions();
  expect(redemptions.map(({ outcome }) => outcome)).toEqual(['rotated', 'rotated']);
  expect(new Set(redemptions.map(({ refreshTokenHash }) => refreshTokenHash)).size).toBe(2);
  await expectStatus(account, 'Fresh');
});

test('shows for one day after the token ended that it can be refreshed and for how long, then that a sign-in is needed', async ({
  latchkey,
  sandbox,
}) => {
  await latchkey.window.clock.install();
  const account = await connectSinaapp(latchkey, sandbox);
  await expectStatus(account, 'Fresh');

  await latchkey.window.clock.fastForward(6.5 * DAY_MS);
  await expectStatus(account, 'Expiring');
  await expect(account.getByRole('timer')).toHaveText(/^11h 59m$/);

  await latchkey.window.clock.fastForward(0.5 * DAY_MS);
  await expectStatus(account, 'Refreshable');
  await expect(account.getByRole('timer')).toHaveText(/^can refresh for 23h 59m$/);

  await latchkey.window.clock.fastForward(DAY_MS - 30_000);
  await expect(account.getByRole('timer')).toHaveText(/^can refresh for \d\ds$/);

  await latchkey.window.clock.fastForward(30_000);
  await expectStatus(account, 'Sign-in needed');
  await expect(account.getByRole('button', { name: 'Connect again' })).toBeVisible();
});

test('refreshes an account whose token has ended while its refresh window is open', async ({
  sharedLatchkey: latchkey,
  sandbox,
}) => {
  sandbox.configure({ sinaappAccessTokenLifetime: 1 });
  const account = await connectSinaapp(latchkey, sandbox);
  await expectStatus(account, 'Refreshable');
  sandbox.configure({ sinaappAccessTokenLifetime: 3600 });

  await refresh(latchkey, account);

  await expectStatus(account, 'Fresh');
  await expect(account.getByRole('timer')).toHaveText(/^59m \d\ds$/);
});

test('says that a sign-in is needed when the server no longer takes the refresh token, and connects the same account again', async ({
  sharedLatchkey: latchkey,
  sandbox,
}) => {
  const account = await connectSinaapp(latchkey, sandbox);
  sandbox.expireRefreshTokens('sinaapp');
  await refresh(latchkey, account);
  await expectStatus(account, 'Sign-in needed');
  await expect(account).toContainText('The server no longer accepts this grant.');
  await expect(account).toContainText('Your token is safe and still valid for 6d 23h.');

  const page = await latchkey.signInPage(() => account.getByRole('button', { name: 'Connect again' }).click());
  await signInToSinaapp(page, creator);

  await expectStatus(account, 'Fresh');
  await expect(latchkey.window.getByRole('row')).toHaveCount(1);
});

test('says that this client has no refresh permission, in the server’s words too, and tries no more by itself', async ({
  latchkey,
  sandbox,
}) => {
  const account = await connectSinaapp(latchkey, sandbox, 'practice-sinaapp-no-refresh');
  await refresh(latchkey, account);

  await expectStatus(account, 'Misconfigured');
  await expect(account).toContainText('This client has no refresh permission.');
  await expect(account).toContainText('Your token is safe and still valid for 6d 23h.');
  await account.getByRole('button', { name: 'What the server said' }).click();
  await expect(account).toContainText('unauthorized_client');
  await expect(account).toContainText('The grant type is unauthorized for this client_id');

  await latchkey.window.clock.install();
  await latchkey.window.clock.fastForward(DAY_MS);
  await expectStatus(account, 'Misconfigured');
  expect(sandbox.redemptions().map(({ outcome }) => outcome)).toEqual(['refused']);
});

test.describe('the page that lets only the creator in', () => {
  const clientId = 'practice-sinaapp-creator-only';

  test('is explained in its own window, which leads to a clean sign-in page for another account', async ({
    sharedLatchkey: latchkey,
    sandbox,
  }) => {
    const first = await openSinaappSignIn(latchkey, sandbox, { clientId });
    await signInToSinaapp(first, somebodyElse);
    await expect(first.getByRole('heading', { name: 'Only the app’s creator may sign in' })).toBeVisible();
    await expect(first.locator('body')).toContainText('This API can only be invoked by the creator.');
    await expect(first.locator('body')).toContainText(sandbox.origin);
    await expect(dialog(latchkey)).toContainText('Only the app’s creator may sign in');
    // It speaks the window's language, also when that changes.
    await latchkey.ask('updateSettings', { locale: 'zh-CN' });
    await expect(first.getByRole('heading', { name: '只有应用创建者可以登录' })).toBeVisible();
    await latchkey.ask('updateSettings', { locale: 'en' });
    await expect(first.getByRole('heading', { name: 'Only the app’s creator may sign in' })).toBeVisible();

    const second = await latchkey.signInPage(() =>
      first.getByRole('link', { name: 'Sign in with another account' }).click(),
    );
    await expect(second.getByLabel('Secure e-mail')).toHaveValue('');
    await expect(dialog(latchkey)).toContainText('Sign in in the window that has opened');
    await signInToSinaapp(second, creator);

    await expectStatus(accountRow(latchkey, 'SinaApp'), 'Fresh');
    await expect.poll(() => latchkey.windowAddresses()).toHaveLength(1);
  });

  test('is left for another account from the main window as well', async ({ sharedLatchkey: latchkey, sandbox }) => {
    const first = await openSinaappSignIn(latchkey, sandbox, { clientId });
    await signInToSinaapp(first, somebodyElse);
    const second = await latchkey.signInPage(() =>
      dialog(latchkey).getByRole('button', { name: 'Sign in with another account' }).click(),
    );
    await signInToSinaapp(second, creator);
    await expectStatus(accountRow(latchkey, 'SinaApp'), 'Fresh');
  });

  test('is left by cancelling in its window', async ({ sharedLatchkey: latchkey, sandbox }) => {
    const page = await openSinaappSignIn(latchkey, sandbox, { clientId });
    await signInToSinaapp(page, somebodyElse);
    await page.getByRole('link', { name: 'Cancel' }).click();
    await expect(latchkey.window.getByText('The sign-in was cancelled. Nothing was changed.')).toBeVisible();
    await expect(dialog(latchkey)).toBeHidden();
    await expect.poll(() => latchkey.windowAddresses()).toHaveLength(1);
  });

  test('is named when its window is closed', async ({ sharedLatchkey: latchkey, sandbox }) => {
    const page = await openSinaappSignIn(latchkey, sandbox, { clientId });
    await signInToSinaapp(page, somebodyElse);
    await expect(page.getByRole('link', { name: 'Cancel' })).toBeVisible();
    await page.close();
    await expect(dialog(latchkey).getByRole('alert')).toContainText('Only the creator of this app may sign in.');
  });
});

test('stays on the sign-in page after a wrong password, and connects with the right one', async ({
  sharedLatchkey: latchkey,
  sandbox,
}) => {
  const page = await openSinaappSignIn(latchkey, sandbox);
  await signInToSinaapp(page, { ...creator, securePassword: 'not-the-password' });
  await expect(page.getByRole('alert')).toContainText('wrong');
  await expect(dialog(latchkey)).toContainText('Sign in in the window that has opened');

  await signInToSinaapp(page, creator);
  await expectStatus(accountRow(latchkey, 'SinaApp'), 'Fresh');
});

test('says that access was denied, in the server’s words too, and connects at the next try', async ({
  sharedLatchkey: latchkey,
  sandbox,
}) => {
  const page = await openSinaappSignIn(latchkey, sandbox);
  await page.getByRole('button', { name: 'Deny' }).click();
  const failed = dialog(latchkey);
  await expect(failed.getByRole('alert')).toContainText('The provider says that access was denied.');
  await expect(failed.getByRole('alert')).toContainText('access_denied: The user denied access to your application');

  const again = await latchkey.signInPage(() => failed.getByRole('button', { name: 'Try again' }).click());
  await signInToSinaapp(again, creator);
  await expectStatus(accountRow(latchkey, 'SinaApp'), 'Fresh');
});

test('says that the sign-in window was closed', async ({ sharedLatchkey: latchkey, sandbox }) => {
  const page = await openSinaappSignIn(latchkey, sandbox);
  await page.close();
  await expect(dialog(latchkey).getByRole('alert')).toContainText(
    'The sign-in window was closed before the provider answered.',
  );
});

test('says that the sign-in was cancelled, and closes its window', async ({ sharedLatchkey: latchkey, sandbox }) => {
  await openSinaappSignIn(latchkey, sandbox);
  await dialog(latchkey).getByRole('button', { name: 'Cancel' }).click();
  await expect(latchkey.window.getByText('The sign-in was cancelled. Nothing was changed.')).toBeVisible();
  await expect.poll(() => latchkey.windowAddresses()).toHaveLength(1);
});

test('refuses an answer with a wrong state, and sends its code nowhere', async ({
  sharedLatchkey: latchkey,
  sandbox,
  meddling,
}) => {
  const form = await fillSinaappForm(latchkey, sandbox, { authorize: meddling.authorize });
  await form.getByRole('button', { name: 'Connect', exact: true }).click();
  await expect(form.getByRole('alert')).toContainText(
    'The answer does not belong to this sign-in: its state is wrong.',
  );
  expect(tokenRequests(sandbox)).toEqual([]);
});

test('says that the five seconds for signing in ran out', async ({ sharedLatchkey: latchkey, sandbox }) => {
  await latchkey.ask('updateSettings', { signInSeconds: 5 });
  await openSinaappSignIn(latchkey, sandbox);
  await expect(dialog(latchkey)).toContainText(/time left 0:0\d/);
  await expect(dialog(latchkey).getByRole('alert')).toContainText('The time for signing in ran out.');
  await expect.poll(() => latchkey.windowAddresses()).toHaveLength(1);
});

test('goes straight to a clean sign-in page when the client is known', async ({
  sharedLatchkey: latchkey,
  sandbox,
}) => {
  await connectSinaapp(latchkey, sandbox);
  const page = await latchkey.signInPage(() =>
    latchkey.window.getByRole('button', { name: 'Connect SinaApp' }).click(),
  );
  await expect(page.getByLabel('Secure e-mail')).toHaveValue('');
  await signInToSinaapp(page, somebodyElse);
  await expectStatus(accountRow(latchkey, 'SinaApp 2'), 'Fresh');
  await expectStatus(accountRow(latchkey, 'SinaApp'), 'Fresh');
});
