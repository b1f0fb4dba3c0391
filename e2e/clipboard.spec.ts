/** Copying a token: in three forms, by the main process, and for a time. */
import { expect, openKaixinDialog, PRACTICE_PEOPLE, submitGrant, test, type Sandbox } from './support/practice';
import { accountRow, connectSinaapp, copyAs, expectStatus, refresh } from './support/screen';

/** Whom the practice server takes the bearer of a token for; null where it refuses the token. */
async function bearerOf(sandbox: Sandbox, token: string): Promise<string | null> {
  const answer = await fetch(sandbox.endpoints.sinaapp.whoami, { headers: { authorization: `Bearer ${token}` } });
  return answer.ok ? ((await answer.json()) as { user: string }).user : null;
}

const creatorsEmail = PRACTICE_PEOPLE.sinaapp.creator.secureEmail;

test('copies a token that the server takes, and says for how long it stays in the clipboard', async ({
  sharedLatchkey: latchkey,
  sandbox,
  clipboard,
}) => {
  const account = await connectSinaapp(latchkey, sandbox);
  await account.getByRole('button', { name: 'Copy token' }).click();
  const toast = latchkey.window.getByRole('status').filter({ hasText: 'Token copied.' });
  await expect(toast).toContainText(/The clipboard is cleared in (30|29)s\./);
  expect(await bearerOf(sandbox, await clipboard.read(latchkey))).toBe(creatorsEmail);
  await expect(toast).toContainText('The clipboard is cleared in 27s.');
});

test('copies an Authorization header and a curl command', async ({ sharedLatchkey: latchkey, sandbox, clipboard }) => {
  const account = await connectSinaapp(latchkey, sandbox);
  await account.getByRole('button', { name: 'Copy token' }).click();
  await expect(latchkey.window.getByText('Token copied.')).toBeVisible();
  const token = await clipboard.read(latchkey);

  await copyAs(latchkey, account, 'Authorization header');
  await expect(latchkey.window.getByText('Authorization header copied.')).toBeVisible();
  expect(await clipboard.read(latchkey)).toBe(`Authorization: Bearer ${token}`);

  await copyAs(latchkey, account, 'curl');
  await expect(latchkey.window.getByText('curl command copied.')).toBeVisible();
  expect(await clipboard.read(latchkey)).toBe(`curl 'https://api.example/' --header 'Authorization: Bearer ${token}'`);
});

test('copies a curl command in the way in which Kaixin001 takes its tokens', async ({
  sharedLatchkey: latchkey,
  sandbox,
  clipboard,
}) => {
  const { username, password } = PRACTICE_PEOPLE.kaixin001.json001;
  await submitGrant(await openKaixinDialog(latchkey, sandbox), 'Password', { Username: username, Password: password });
  await copyAs(latchkey, accountRow(latchkey, username), 'curl');
  await expect(latchkey.window.getByText('curl command copied.')).toBeVisible();
  expect(await clipboard.read(latchkey)).toMatch(
    /^curl --get 'https:\/\/api\.kaixin001\.com\/users\/me\.json' --data-urlencode 'access_token=12932845_[0-9a-f]{32}'$/,
  );
});

test('keeps the token of a client without refresh permission, and copies it still', async ({
  sharedLatchkey: latchkey,
  sandbox,
  clipboard,
}) => {
  const account = await connectSinaapp(latchkey, sandbox, 'practice-sinaapp-no-refresh');
  await refresh(latchkey, account);
  await expectStatus(account, 'Misconfigured');
  await account.getByRole('button', { name: 'Copy token' }).click();
  await expect(latchkey.window.getByText('Token copied.')).toBeVisible();
  expect(await bearerOf(sandbox, await clipboard.read(latchkey))).toBe(creatorsEmail);
});

test.describe('with two seconds for the clipboard', () => {
  test.beforeEach(({ sharedLatchkey }) => sharedLatchkey.ask('updateSettings', { clipboardSeconds: 2 }));

  test('clears it when the time is up, and says so', async ({ sharedLatchkey: latchkey, sandbox, clipboard }) => {
    const account = await connectSinaapp(latchkey, sandbox);
    await account.getByRole('button', { name: 'Copy token' }).click();
    await expect(latchkey.window.getByText('The clipboard is cleared in 1s.')).toBeVisible();
    expect(await clipboard.read(latchkey)).not.toBe('');
    await expect(latchkey.window.getByText('The clipboard was cleared.')).toBeVisible();
    expect(await clipboard.read(latchkey)).toBe('');
  });

  test('leaves alone what was copied in the meantime', async ({ sharedLatchkey: latchkey, sandbox, clipboard }) => {
    const account = await connectSinaapp(latchkey, sandbox);
    await account.getByRole('button', { name: 'Copy token' }).click();
    await expect(latchkey.window.getByText('Token copied.')).toBeVisible();
    await clipboard.write(latchkey, 'a shopping list');
    await expect(latchkey.window.getByText('The clipboard holds something else by now')).toBeVisible();
    expect(await clipboard.read(latchkey)).toBe('a shopping list');
  });
});

test.describe('with the clipboard never cleared', () => {
  test.beforeEach(({ sharedLatchkey }) => sharedLatchkey.ask('updateSettings', { clipboardSeconds: 0 }));

  test('says that the token stays', async ({ sharedLatchkey: latchkey, sandbox, clipboard }) => {
    const account = await connectSinaapp(latchkey, sandbox);
    await account.getByRole('button', { name: 'Copy token' }).click();
    await expect(latchkey.window.getByText('It stays in the clipboard.')).toBeVisible();
    expect(await bearerOf(sandbox, await clipboard.read(latchkey))).toBe(creatorsEmail);
  });
});

test('clears the clipboard when the app ends', async ({ latchkey, sandbox, clipboard }) => {
  const account = await connectSinaapp(latchkey, sandbox);
  await account.getByRole('button', { name: 'Copy token' }).click();
  await expect(latchkey.window.getByText('Token copied.')).toBeVisible();
  expect(await clipboard.read(latchkey)).not.toBe('');
  // On X11 the clipboard ends with the app that owns it, so what it held at the last moment is told by the app itself.
  await latchkey.app.evaluate(({ app, clipboard: board }) => {
    // Synchronous until Electron 43, asynchronous from 44: see main/desktop/clipboard.ts.
    app.once(
      'quit',
      () =>
        void Promise.resolve(board.readText()).then((text) =>
          process.stdout.write(`held at the end: [${text}]
`),
        ),
    );
  });
  await latchkey.close();
  expect(latchkey.output()).toContain('held at the end: []');
});
