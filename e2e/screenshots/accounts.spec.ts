/** The list in all its states, by real answers of the practice server and a clock that is put forward. */
import type { Locator } from '@playwright/test';
import { sealUnderAnotherKey } from '../support/foreign-key';
import {
  details,
  dialog,
  DOCUMENTED_CALLBACK,
  expect,
  openKaixinDialog,
  PRACTICE_PEOPLE,
  secretOf,
  submitGrant,
  test,
  type Latchkey,
  type Sandbox,
} from '../support/gallery';
import { accountRow, connectSinaapp, expectStatus, refresh, signInToSinaapp } from '../support/screen';

const HOUR = 3600;

/** Keeps a client of the practice server, without its form. */
async function saveClient(latchkey: Latchkey, sandbox: Sandbox, clientId: string): Promise<string> {
  const { authorize, token } = sandbox.endpoints.sinaapp;
  const saved = await latchkey.ask('saveClient', {
    id: null,
    providerId: 'sinaapp',
    clientId,
    clientSecret: secretOf(clientId),
    callbackUrl: DOCUMENTED_CALLBACK,
    scope: '',
    endpoints: { authorize, token, refresh: null },
    authentication: null,
    variables: {},
    fields: {},
  });
  return saved.clientId;
}

/** Connects an account through a client, under a name. */
async function connectAs(latchkey: Latchkey, clientId: string, label: string): Promise<Locator> {
  const [page, connected] = await Promise.all([
    latchkey.app.waitForEvent('window'),
    latchkey.window.evaluateHandle(
      (id) => ({ done: window.latchkey.signIn({ clientId: id, accountId: null }) }),
      clientId,
    ),
  ]);
  await signInToSinaapp(page);
  const answer = await connected.evaluate(({ done }) => done);
  if (!answer.ok) throw new Error(`signing in was answered with ${answer.error.code}`);
  await latchkey.ask('renameAccount', { accountId: answer.value.accountId, label });
  return accountRow(latchkey, label);
}

test('a list with every status, its details, and what is said of errors', async ({
  launch,
  sandbox,
  gallery,
  userDataFolder,
}) => {
  const first = await launch();
  const ordinary = await saveClient(first, sandbox, 'practice-sinaapp');
  const withLifetime = async (seconds: number, label: string): Promise<Locator> => {
    sandbox.configure({ sinaappAccessTokenLifetime: seconds });
    return connectAs(first, ordinary, label);
  };
  await withLifetime(7 * 24 * HOUR, 'me@sina');
  await withLifetime(24 * HOUR + 41 * 60 + 9, 'ci-bot');
  await withLifetime(23 * HOUR, 'old app');
  await withLifetime(7 * 24 * HOUR, 'behind the keyring');
  const uncertain = await withLifetime(7 * 24 * HOUR, 'on a train');
  sandbox.failNext({ kind: 'cut', when: 'after' });
  await refresh(first, uncertain);
  await expectStatus(uncertain, 'Uncertain');
  const needed = await withLifetime(7 * 24 * HOUR, 'used elsewhere');
  sandbox.killRefreshTokens('sinaapp');
  await refresh(first, needed);
  await expectStatus(needed, 'Sign-in needed');
  const misconfigured = await connectAs(
    first,
    await saveClient(first, sandbox, 'practice-sinaapp-no-refresh'),
    'no permission',
  );
  await refresh(first, misconfigured);
  await expectStatus(misconfigured, 'Misconfigured');
  const { json001 } = PRACTICE_PEOPLE.kaixin001;
  sandbox.configure({ kaixinGrantedScope: 'basic' });
  await submitGrant(await openKaixinDialog(first, sandbox, { scope: 'basic send_feed' }), 'Password', {
    Username: json001.username,
    Password: json001.password,
  });
  await expect(accountRow(first, 'json001')).toBeVisible();
  sandbox.configure({ kaixinRefreshToken: false, kaixinAccessTokenLifetime: 20 * HOUR, kaixinGrantedScope: null });
  await first.window.getByRole('button', { name: 'Connect Kaixin001' }).click();
  await submitGrant(dialog(first), 'Weibo', { 'Weibo UID': PRACTICE_PEOPLE.weibo.boundUid });
  await expect(accountRow(first, PRACTICE_PEOPLE.weibo.boundUid)).toBeVisible();
  await first.close();
  await sealUnderAnotherKey(userDataFolder, 'behind the keyring');

  const latchkey = await launch();
  const { window } = latchkey;
  await window.clock.install();
  await window.clock.fastForward(24 * HOUR * 1000);
  await expectStatus(accountRow(latchkey, 'me@sina'), 'Fresh');
  await expectStatus(accountRow(latchkey, 'ci-bot'), 'Expiring');
  await expectStatus(accountRow(latchkey, 'old app'), 'Refreshable');
  await expectStatus(accountRow(latchkey, PRACTICE_PEOPLE.weibo.boundUid), 'Expired');
  await expectStatus(accountRow(latchkey, 'behind the keyring'), 'Locked');
  await gallery.show(latchkey, '40-list', { narrow: true });

  await accountRow(latchkey, 'me@sina').focus();
  await window.keyboard.press('Enter');
  await expect(details(latchkey)).toBeVisible();
  await gallery.show(latchkey, '41-details', { narrow: true });
  await accountRow(latchkey, 'json001').focus();
  await gallery.show(latchkey, '42-details-scopes-and-deviations');
  await details(latchkey).getByRole('button', { name: 'Close details' }).click();

  const problem = accountRow(latchkey, 'no permission');
  await problem.scrollIntoViewIfNeeded();
  await problem.getByRole('button', { name: 'What the server said' }).click();
  await gallery.show(latchkey, '43-error-disclosed', { narrow: true });

  await window.getByRole('row').first().getByRole('button', { name: 'More actions' }).click();
  await expect(window.getByRole('menu')).toBeVisible();
  await gallery.show(latchkey, '44-menu', { narrow: true });
  await window.keyboard.press('Escape');

  await accountRow(latchkey, 'me@sina').focus();
  await window.keyboard.press('F2');
  await gallery.show(latchkey, '45-rename');
  await window.keyboard.press('Escape');

  await window.getByRole('searchbox').fill('nobody');
  await gallery.show(latchkey, '46-no-match');
  await window.getByRole('searchbox').fill('');

  await window.getByRole('button', { name: 'Sign-in needed' }).first().click();
  await window.clock.runFor(1000);
  await gallery.show(latchkey, '49-filtered', { narrow: true });
});

test('the toast after copying, and the question before removing', async ({ latchkey, sandbox, gallery, clipboard }) => {
  const account = await connectSinaapp(latchkey, sandbox);
  await account.getByRole('button', { name: 'Copy token' }).click();
  await expect(latchkey.window.getByText('Token copied.')).toBeVisible();
  expect(await clipboard.read(latchkey)).not.toBe('');
  await gallery.show(latchkey, '47-copied', { narrow: true });
  await account.getByRole('button', { name: 'More actions' }).click();
  await latchkey.window.getByRole('menuitem', { name: 'Remove…' }).click();
  await expect(dialog(latchkey)).toBeVisible();
  await gallery.show(latchkey, '48-remove', { narrow: true });
});
