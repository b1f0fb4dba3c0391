/** The details of an account: what stands inside its tokens, what happened, the exchange of the last attempts. No secret is in any of it. */
import { readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Locator } from '@playwright/test';
import { acme, dialog, expect, test as base } from './support/acme';
import { chooseFile } from './support/backup';
import { findIn, findInFiles, listenToEvents, heardEvents, pageContent } from './support/canaries';
import { ownClipboard, type Clipboard } from './support/clipboard';
import { details } from './support/practice';
import { accountRow, expectStatus, fillClientForm, openOtherProvider, resize } from './support/screen';

const test = base.extend<{ readonly clipboard: Clipboard }>({ clipboard: ownClipboard });

const part = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');
const signed = (claims: object): string =>
  `${part({ alg: 'RS256', kid: 'k-1' })}.${part(claims)}.Y2FuYXJ5LXNpZ25hdHVyZQ`;

const access = [1, 2, 3].map((n) =>
  signed({
    iss: 'https://as.example',
    sub: 'ada',
    jti: `canary-${n}`,
    exp: 4_102_444_800,
    realm: { roles: ['reader'] },
  }),
);
const refresh = [
  'canary/refresh+one-0123456789==',
  'canary/refresh+two-0123456789==',
  'canary/refresh+three-0123456==',
];
const secrets = {
  'the first access token': access[0] ?? '',
  'the second access token': access[1] ?? '',
  'the first refresh token': refresh[0] ?? '',
  'the second refresh token': refresh[1] ?? '',
  'the client secret': 'canary "client" secret/+&=',
  'the odd token': 'canary-odd-place-0123456789',
  'the signature': 'Y2FuYXJ5LXNpZ25hdHVyZQ',
};

const tab = (pane: Locator, name: string): Locator => pane.getByRole('tab', { name, exact: true });

test('is walked through by keyboard, survives a restart, and goes with its account', async ({
  launch,
  server,
  userDataFolder,
  clipboard,
}) => {
  let given = 0;
  server.answers.set('POST /token', ({ body }) => {
    if (given >= 2)
      return {
        status: 400,
        headers: { 'x-echo': `Basic ${Buffer.from(`me:${secrets['the client secret']}`).toString('base64')}` },
        body: {
          error: 'invalid_grant',
          error_description: `No such token: ${new URLSearchParams(body).get('refresh_token') ?? ''}`,
          debug: { [secrets['the odd token']]: secrets['the odd token'] },
        },
      };
    given += 1;
    return {
      body: {
        access_token: access[given - 1],
        refresh_token: refresh[given - 1],
        token_type: 'Bearer',
        expires_in: 3600,
        odd: secrets['the odd token'],
      },
    };
  });
  server.answers.set('GET /userinfo', { body: { sub: 'ada', name: 'Ada Lovelace' } });
  const options = { providers: { 'acme.json': acme(server) } };
  const latchkey = await launch(options);
  await listenToEvents(latchkey);
  await openOtherProvider(latchkey, 'Acme');
  const form = await fillClientForm(latchkey, {
    'Client ID': 'me',
    'Client secret': secrets['the client secret'],
    'Callback URL': 'http://callback.invalid/cb',
  });
  await form.getByRole('button', { name: 'Connect', exact: true }).click();
  const row = accountRow(latchkey, 'Acme');
  await expectStatus(row, 'Fresh');
  const { keyboard } = latchkey.window;

  await row.focus();
  await keyboard.press('Enter');
  const pane = details(latchkey);
  await expect(pane).toContainText('A refresh brings a new access token whenever you want one.');
  await pane.getByRole('button', { name: 'Refresh now' }).press('Enter');
  await expect(pane).toContainText('no. 2');
  await pane.getByRole('button', { name: 'Refresh now' }).press('Enter');
  await expectStatus(row, 'Sign-in needed');
  // What to do is a sentence and a button here, too.
  await expect(pane.getByRole('button', { name: 'Connect again' })).toBeVisible();

  await tab(pane, 'Overview').focus();
  await keyboard.press('ArrowRight');
  await expect(tab(pane, 'Claims')).toHaveAttribute('aria-selected', 'true');
  const inside = pane.getByRole('region', { name: 'Inside the access token' });
  await expect(inside).toContainText('The signature is not checked here.');
  await expect(inside).toContainText('https://as.example');
  await expect(inside).toContainText(/in \d+d/);
  await inside.getByText('object of 1').press('Enter');
  await expect(inside).toContainText('"reader"');

  await tab(pane, 'Claims').focus();
  await keyboard.press('ArrowRight');
  const entries = pane.getByRole('tabpanel').getByRole('listitem');
  await expect(entries.first()).toContainText('Refresh by you failed');
  await expect(entries.first()).toContainText('invalid_grant');
  await expect(entries.filter({ hasText: 'Refreshed by you: token set no. 2' })).toBeVisible();
  await expect(entries.filter({ hasText: 'Ada Lovelace' })).toBeVisible();
  await expect(entries.last()).toContainText('Connected');

  await keyboard.press('ArrowRight');
  const reply = pane.getByRole('tabpanel');
  await expect(reply).toContainText('application/json');
  await expect(reply).toContainText('"expires_in": 3600');
  await expect(reply.getByRole('img', { name: /^Fingerprint [0-9a-f]{8}$/ })).toHaveCount(3);

  await keyboard.press('ArrowRight');
  const failed = pane.getByRole('group', { name: 'Refresh', exact: true }).first();
  await expect(failed).toContainText('HTTP 400');
  await expect(failed).toContainText('grant_type');
  await expect(failed).toContainText('invalid_grant');
  await failed.getByRole('button', { name: 'Copy as report' }).press('Enter');
  await expect(latchkey.window.getByText('Report copied.')).toBeVisible();
  const report = await clipboard.read(latchkey);
  expect(report).toContain('# Refresh: failed');
  expect(report).toContain('POST http://127.0.0.1');
  expect(report).toMatch(/refresh_token=••••\S*#[0-9a-f]{8}/);
  expect(report).toContain('HTTP 400');
  expect(report).toMatch(/Electron \d+/);
  const har = path.join(userDataFolder, 'ticket.har');
  await chooseFile(latchkey, har);
  await pane.getByRole('button', { name: 'Save as HAR…' }).press('Enter');
  await expect(latchkey.window.getByText('Exchange saved as ticket.har.')).toBeVisible();
  const saved = await readFile(har, 'utf8');
  const { log } = JSON.parse(saved) as { log: { version: string; entries: { response: { status: number } }[] } };
  expect(log.version).toBe('1.2');
  expect(log.entries.map(({ response }) => response.status)).toEqual([200, 200, 200, 400]);

  const told = JSON.stringify([
    await latchkey.ask('getHistory', { accountId: (await latchkey.view()).accounts[0]?.id ?? '' }),
    await latchkey.ask('getClaims', { accountId: (await latchkey.view()).accounts[0]?.id ?? '' }),
  ]);
  expect([
    ...findIn('the page', await pageContent(latchkey), secrets),
    ...findIn('the report', report, secrets),
    ...findIn('the HAR', saved, secrets),
    ...findIn('events', await heardEvents(latchkey), secrets),
    ...findIn('answers', told, secrets),
    ...findIn('output', latchkey.output(), secrets),
  ]).toEqual([]);
  await latchkey.close();
  expect(await findInFiles(userDataFolder, secrets)).toEqual([]);

  const again = await launch(options);
  await accountRow(again, 'Acme').focus();
  await again.window.keyboard.press('Enter');
  await tab(details(again), 'History').click();
  await expect(details(again)).toContainText('Refresh by you failed');
  await tab(details(again), 'Exchange').click();
  await expect(details(again).getByRole('group', { name: 'Refresh', exact: true }).first()).toContainText('HTTP 400');
  await again.ask('removeAccount', { accountId: (await again.view()).accounts[0]?.id ?? '' });
  await expect(accountRow(again, 'Acme')).toBeHidden();
  // Until then it can be brought back, with its history.
  await again.close();
  expect(await readdir(path.join(userDataFolder, 'vault', 'histories'))).toEqual([]);
});

test('shows by mouse what failed at a sign-in, what the server says stays in a narrow window, and a damaged history costs itself', async ({
  launch,
  server,
  userDataFolder,
}) => {
  const options = { providers: { 'acme.json': acme(server) } };
  const latchkey = await launch(options);
  const giveTokens = server.answers.get('POST /token');
  server.answers.set('POST /token', {
    status: 401,
    body: { error: 'invalid_client', error_description: 'The secret is wrong.' },
  });
  await openOtherProvider(latchkey, 'Acme');
  const form = await fillClientForm(latchkey, {
    'Client ID': 'me',
    'Client secret': 'a-secret',
    'Callback URL': 'http://callback.invalid/cb',
  });
  await form.getByRole('button', { name: 'Connect', exact: true }).click();
  const failure = dialog(latchkey);
  await failure.getByRole('button', { name: 'Show the exchange' }).click();
  await expect(failure).toContainText('HTTP 401');
  await expect(failure).toContainText('The secret is wrong.');
  await expect(failure.getByText('code_verifier').or(failure.getByText('grant_type')).first()).toBeVisible();
  await expect(failure).not.toContainText('a-secret');
  if (giveTokens !== undefined) server.answers.set('POST /token', giveTokens);
  await failure.getByRole('button', { name: 'Try again' }).click();
  const row = accountRow(latchkey, 'Acme');
  await expectStatus(row, 'Fresh');

  server.answers.set('POST /introspect', { body: { active: true, username: 'ada' } });
  await row.getByRole('button', { name: 'More actions' }).click();
  await latchkey.window.getByRole('menuitem', { name: 'Show details' }).click();
  await details(latchkey).getByRole('button', { name: 'Ask about the access token' }).click();
  await expect(details(latchkey)).toContainText('About the access token');
  await resize(latchkey, { width: 400, height: 640 });
  await expect(dialog(latchkey)).toContainText('About the access token');
  expect(server.of('POST /introspect')).toHaveLength(1);
  await tab(dialog(latchkey), 'Claims').click();
  await expect(dialog(latchkey)).toContainText('Opaque: 8 characters');
  await tab(dialog(latchkey), 'History').click();
  await expect(dialog(latchkey)).toContainText('the access token is active');
  // Esc takes back what was written of a note, and leaves the details open.
  await tab(dialog(latchkey), 'Overview').click();
  const note = dialog(latchkey).getByRole('textbox', { name: 'Note', exact: true });
  await note.fill('half written');
  await note.press('Escape');
  await expect(note).toHaveValue('');
  await latchkey.close();

  await damageHistories(userDataFolder);
  const again = await launch(options);
  await expectStatus(accountRow(again, 'Acme'), 'Fresh');
  // It comes back as narrow as it was left.
  await resize(again, { width: 1100, height: 720 });
  await accountRow(again, 'Acme').focus();
  await again.window.keyboard.press('Enter');
  await tab(details(again), 'History').click();
  await expect(
    again.window.getByText('The history of an account is damaged. The account itself is not.'),
  ).toBeVisible();
  await expect(details(again)).toContainText('Nothing yet.');
  await accountRow(again, 'Acme').getByRole('button', { name: 'Refresh', exact: true }).click();
  await expect(details(again)).toContainText('Refreshed by you: token set no. 2');
});

/** Cuts every history file in the middle, as a failing disk does. */
async function damageHistories(userDataFolder: string): Promise<void> {
  const folder = path.join(userDataFolder, 'vault', 'histories');
  for (const name of await readdir(folder)) {
    const file = path.join(folder, name);
    await writeFile(file, (await readFile(file)).subarray(0, 100));
  }
}
