/** "Try the sandbox": from nothing to tokens of both dialects, without credentials and without typing an address. */
import { details, dialog, expect, test, type Latchkey } from './support/practice';
import { accountRow, expectStatus, refresh, signInToSinaapp } from './support/screen';

async function startSandbox({ window }: Latchkey): Promise<void> {
  await window.getByRole('button', { name: 'Try the sandbox' }).click();
  await expect(window.getByText('Practice server running.')).toBeVisible();
}

/** Its dialog, where everything that can be tried stands. */
async function openSandbox({ window }: Latchkey): Promise<void> {
  await window.getByRole('button', { name: 'Sandbox details' }).click();
  await expect(window.getByRole('dialog', { name: 'Sandbox' })).toContainText('Running at http://127.0.0.1:');
}

/** Signs in through a practice client by the button beside it. */
async function connectPracticeSinaapp(latchkey: Latchkey, clientId = 'practice-sinaapp'): Promise<void> {
  const page = await latchkey.signInPage(() =>
    dialog(latchkey)
      .getByRole('button', { name: `Connect with ${clientId}`, exact: true })
      .click(),
  );
  await signInToSinaapp(page);
  await expect(accountRow(latchkey, 'SinaApp')).toBeVisible();
}

async function connectPracticeKaixin(latchkey: Latchkey, clientId = 'practice-kaixin001'): Promise<void> {
  await dialog(latchkey)
    .getByRole('button', { name: `Connect with ${clientId}`, exact: true })
    .click();
  await dialog(latchkey).getByRole('button', { name: 'By password' }).click();
  await dialog(latchkey).getByRole('button', { name: 'Get token' }).click();
  await expect(accountRow(latchkey, 'json001')).toBeVisible();
}

test('leads a newcomer from the empty window to a first token by two clicks and one sign-in', async ({
  sharedLatchkey: latchkey,
}) => {
  await expect(latchkey.window.getByRole('heading', { name: 'Get your first token' })).toBeVisible();
  await startSandbox(latchkey);
  const button = latchkey.window.getByRole('button', { name: 'Connect SinaApp' });
  await expect(button).toHaveAccessibleDescription(/creator@sandbox\.example.*practice-creator/);
  const page = await latchkey.signInPage(() => button.click());
  await signInToSinaapp(page);
  await expectStatus(accountRow(latchkey, 'SinaApp'), 'Fresh');
  await expect(accountRow(latchkey, 'SinaApp').getByRole('timer')).toHaveText('6d 23h');
});

test('connects both dialects without an address being typed', async ({ sharedLatchkey: latchkey }) => {
  await startSandbox(latchkey);
  await latchkey.window.getByRole('button', { name: 'Connect Kaixin001' }).click();
  await dialog(latchkey).getByRole('button', { name: 'By password' }).click();
  await dialog(latchkey).getByRole('button', { name: 'Get token' }).click();
  await expectStatus(accountRow(latchkey, 'json001'), 'Fresh');
  const page = await latchkey.signInPage(() =>
    latchkey.window.getByRole('button', { name: 'Connect SinaApp' }).click(),
  );
  await signInToSinaapp(page);
  await expectStatus(accountRow(latchkey, 'SinaApp'), 'Fresh');
});

test('says what each of its clients shows, and connects with the one that is chosen', async ({
  sharedLatchkey: latchkey,
}) => {
  await startSandbox(latchkey);
  await latchkey.signInPage(() => latchkey.window.getByRole('button', { name: 'Connect SinaApp' }).click());
  await dialog(latchkey).getByRole('button', { name: 'Use another client' }).click();
  const choice = latchkey.window.getByRole('dialog', { name: 'Connect SinaApp' });
  await expect(choice.getByRole('button', { name: /^practice-sinaapp ?Practice ?Everything works/ })).toBeVisible();
  await expect(choice.getByRole('button', { name: /practice-sinaapp-no-refresh.*Has no refresh/ })).toBeVisible();
  const creatorOnly = choice.getByRole('button', { name: /practice-sinaapp-creator-only.*Lets only its creator in/ });

  const page = await latchkey.signInPage(() => creatorOnly.click());
  await signInToSinaapp(page);
  await expect(accountRow(latchkey, 'SinaApp')).toContainText('practice-sinaapp-creator-only');
  await expect.poll(() => latchkey.windowAddresses()).toHaveLength(1);
});

test('is marked as practice above the list, on the sign-in page, in its dialog, on the row and in its details', async ({
  sharedLatchkey: latchkey,
}) => {
  await startSandbox(latchkey);
  await openSandbox(latchkey);
  await expect(latchkey.window.getByText('Practice server running.')).toBeVisible();
  const page = await latchkey.signInPage(() =>
    dialog(latchkey).getByRole('button', { name: 'Connect with practice-sinaapp', exact: true }).click(),
  );
  await expect(page.getByRole('note')).toContainText("This is Latchkey's sandbox, not SinaApp.");
  await expect(dialog(latchkey).getByText('Practice', { exact: true })).toBeVisible();
  await signInToSinaapp(page);

  const account = accountRow(latchkey, 'SinaApp');
  await expect(account.getByText('Practice', { exact: true })).toBeVisible();
  await account.click();
  await expect(details(latchkey).getByText('Practice', { exact: true })).toBeVisible();
});

test('speaks both languages on its sign-in page', async ({ sharedLatchkey: latchkey }) => {
  await startSandbox(latchkey);
  const page = await latchkey.signInPage(() =>
    latchkey.window.getByRole('button', { name: 'Connect SinaApp' }).click(),
  );
  await page.getByRole('link', { name: '中文' }).click();
  await expect(page.getByRole('note')).toContainText('这里是 Latchkey 的沙盒，不是 SinaApp');
  await page.getByLabel('安全邮箱').fill('creator@sandbox.example');
  await page.getByLabel('安全密码').fill('practice-creator');
  await page.getByRole('button', { name: '授权' }).click();
  await expectStatus(accountRow(latchkey, 'SinaApp'), 'Fresh');
});

test('gives tokens the lifetimes that are set, from seconds to weeks, counted down to the second', async ({
  sharedLatchkey: latchkey,
}) => {
  await startSandbox(latchkey);
  await openSandbox(latchkey);
  const sandbox = dialog(latchkey);
  await sandbox.getByLabel('Unit, SinaApp').selectOption('seconds');
  await sandbox.getByLabel('SinaApp token lifetime').fill('95');
  await sandbox.getByLabel('SinaApp token lifetime').press('Enter');
  await sandbox.getByLabel('Unit, Kaixin001').selectOption('weeks');
  await sandbox.getByLabel('Kaixin001 token lifetime').fill('2');
  await sandbox.getByLabel('Kaixin001 token lifetime').press('Enter');
  await connectPracticeSinaapp(latchkey);
  await openSandbox(latchkey);
  await connectPracticeKaixin(latchkey);

  await expect(accountRow(latchkey, 'json001').getByRole('timer')).toHaveText('13d 23h');
  const timer = accountRow(latchkey, 'SinaApp').getByRole('timer');
  await expect(timer).toHaveText(/^1m [0-3]\ds$/);
  const before = await timer.textContent();
  await expect(timer).not.toHaveText(before ?? '');
  await expect(timer).toHaveText(/^1m [0-3]\ds$/);
});

test('lets a token end within seconds, after which it is refreshable', async ({ sharedLatchkey: latchkey }) => {
  await startSandbox(latchkey);
  await openSandbox(latchkey);
  await dialog(latchkey).getByLabel('Unit, SinaApp').selectOption('seconds');
  await dialog(latchkey).getByLabel('SinaApp token lifetime').fill('2');
  await dialog(latchkey).getByLabel('SinaApp token lifetime').press('Enter');
  await connectPracticeSinaapp(latchkey);
  await expectStatus(accountRow(latchkey, 'SinaApp'), 'Refreshable');
  await expect(accountRow(latchkey, 'SinaApp').getByRole('timer')).toHaveText(/^can refresh for 23h 59m$/);
});

test('gives no refresh token and fewer scopes when it is told so', async ({ sharedLatchkey: latchkey }) => {
  await startSandbox(latchkey);
  await openSandbox(latchkey);
  const sandbox = dialog(latchkey);
  await sandbox.getByRole('switch', { name: 'Kaixin001 gives a refresh token' }).click();
  await sandbox.getByLabel('Scopes that Kaixin001 grants').fill('basic');
  await sandbox.getByLabel('Scopes that Kaixin001 grants').press('Enter');
  await sandbox.getByRole('button', { name: 'Connect with practice-kaixin001', exact: true }).click();
  await dialog(latchkey).getByRole('button', { name: 'By password' }).click();
  await dialog(latchkey).getByLabel('Scope', { exact: true }).fill('basic send_feed');
  await dialog(latchkey).getByRole('button', { name: 'Get token' }).click();

  const account = accountRow(latchkey, 'json001');
  await expect(account).toContainText('not granted: send_feed');
  await expect(account).toContainText(/connect again by \d/);
  await expect(account.getByRole('button', { name: 'Refresh' })).toBeDisabled();
});

test('fills in practice credentials of all three kinds, and shows the bind page', async ({
  sharedLatchkey: latchkey,
}) => {
  await startSandbox(latchkey);
  await openSandbox(latchkey);
  await dialog(latchkey).getByRole('button', { name: 'Connect with practice-kaixin001', exact: true }).click();
  const form = dialog(latchkey);
  await form.getByRole('radio', { name: 'Tencent' }).click();
  await form.getByRole('button', { name: 'By Tencent, not bound yet' }).click();
  await form.getByRole('button', { name: 'Get token' }).click();
  const page = await latchkey.signInPage(() => form.getByRole('button', { name: 'Open bind page' }).click());
  await expect(page.getByRole('note')).toContainText("This is Latchkey's sandbox");
  await page.getByRole('button', { name: 'Bind' }).click();
  await expect(page.getByRole('status')).toBeVisible();
  await form.getByRole('button', { name: 'Get token' }).click();
  await expectStatus(accountRow(latchkey, 'practice-openid-unbound'), 'Fresh');
  await expect.poll(() => latchkey.windowAddresses()).toHaveLength(1);
});

test('is there again after a restart, and refreshes the accounts it gave', async ({ launch }) => {
  const before = await launch();
  await startSandbox(before);
  await openSandbox(before);
  await connectPracticeSinaapp(before);
  await openSandbox(before);
  await connectPracticeKaixin(before);
  await before.close();

  const after = await launch();
  await expect(after.window.getByText('Practice server running.')).toBeVisible();
  for (const label of ['SinaApp', 'json001']) {
    const account = accountRow(after, label);
    await expectStatus(account, 'Fresh');
    await refresh(after, account);
    await account.click();
    await expect(details(after)).toContainText('no. 2');
    await expectStatus(account, 'Fresh');
  }
});

test('stops, keeps its accounts and their mark, says that it cannot be reached, and starts again where it was', async ({
  sharedLatchkey: latchkey,
}) => {
  await startSandbox(latchkey);
  await openSandbox(latchkey);
  await connectPracticeSinaapp(latchkey);
  await latchkey.window.getByRole('button', { name: 'Sandbox details' }).click();
  await dialog(latchkey).getByRole('button', { name: 'Stop the sandbox' }).click();
  await expect(dialog(latchkey)).toContainText('Not running');
  await latchkey.window.keyboard.press('Escape');
  await expect(latchkey.window.getByText('Practice server running.')).toBeHidden();

  const account = accountRow(latchkey, 'SinaApp');
  await expect(account.getByText('Practice', { exact: true })).toBeVisible();
  await refresh(latchkey, account);
  await expect(account).toContainText('The server could not be reached. Nothing was sent.');
  await expectStatus(account, 'Fresh');
  await latchkey.window.getByRole('button', { name: 'Connect SinaApp' }).click();
  await expect(dialog(latchkey).getByLabel('Client ID', { exact: true })).toHaveValue('');
  await latchkey.window.keyboard.press('Escape');

  await startSandbox(latchkey);
  await account.getByRole('button', { name: 'Try again' }).click();
  await expect(account.getByText('The server could not be reached.')).toBeHidden();
  await expectStatus(account, 'Fresh');
});
