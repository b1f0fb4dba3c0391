/** Tokens that are bound to a key, and authorization requests that are pushed, against a server that misbehaves on demand. */
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import type { Locator } from '@playwright/test';
import { ownClipboard, type Clipboard } from './support/clipboard';
import { expect, test as base, type Latchkey } from './support/latchkey';
import { OIDC_CALLBACK } from './support/oidc-server';
import { startProofServer, type ProofServer } from './support/proof-server';
import { onlyAccount, openForm, push, STANDARD, use } from './support/proofs';
import { accountRow, copyAs, expectStatus, fillClientForm, openOtherProvider, refresh } from './support/screen';

const test = base.extend<{ readonly server: ProofServer; readonly clipboard: Clipboard }>({
  server: async ({}, provide) => {
    const server = await startProofServer();
    await provide(server);
    await server.close();
  },
  clipboard: ownClipboard,
});

async function connectBound(latchkey: Latchkey, server: ProofServer): Promise<Locator> {
  const form = await openForm(latchkey, server, {
    'Client ID': 'bound',
    'Client authentication': 'no secret (public client)',
  });
  await use(form, 'Sender-constrained tokens (DPoP)');
  await form.getByRole('button', { name: 'Connect', exact: true }).click();
  const row = accountRow(latchkey, STANDARD);
  await expectStatus(row, 'Fresh');
  return row;
}

test('a refresh whose nonce is out of date is sent once more, and redeems its one-use token once', async ({
  launch,
  server,
}) => {
  const latchkey = await launch();
  const row = await connectBound(latchkey, server);
  const key = (await onlyAccount(latchkey)).proof?.dpop;
  expect(server.boundTo).toEqual([key?.thumbprint]);
  // The nonce came with the tokens, so it is known.
  await refresh(latchkey, row);
  expect(server.refreshes).toEqual(['redeemed']);
  await latchkey.close();

  const second = await launch();
  await refresh(second, accountRow(second, STANDARD));
  expect(server.refreshes).toEqual(['redeemed', 'nonce', 'redeemed']);
  expect(await onlyAccount(second)).toMatchObject({ generation: 3, problem: null, proof: { dpop: key } });
});

test('a server that is never content with a nonce gets two requests, not three, and costs nothing', async ({
  sharedLatchkey: latchkey,
  server,
}) => {
  const row = await connectBound(latchkey, server);
  const before = await onlyAccount(latchkey);
  server.neverContent = true;
  await refresh(latchkey, row);
  expect(server.refreshes).toEqual(['nonce', 'nonce']);
  await expect(row).toContainText('The server did not accept the proof of this account’s key (DPoP).');
  const { access, refresh: refreshToken } = await onlyAccount(latchkey);
  expect({ access, refresh: refreshToken }).toEqual({ access: before.access, refresh: before.refresh });
  server.neverContent = false;
  await refresh(latchkey, row);
  expect(server.refreshes).toEqual(['nonce', 'nonce', 'redeemed']);
});

test('connecting again makes a new key; going back brings the one before', async ({
  sharedLatchkey: latchkey,
  server,
}) => {
  const row = await connectBound(latchkey, server);
  const first = (await onlyAccount(latchkey)).proof?.dpop?.thumbprint;
  await row.getByRole('button', { name: 'More actions' }).click();
  await latchkey.window.getByRole('menuitem', { name: 'Connect again' }).click();
  await expect.poll(async () => (await onlyAccount(latchkey)).generation).toBe(2);
  const second = (await onlyAccount(latchkey)).proof?.dpop?.thumbprint;
  expect(second).not.toBe(first);
  await latchkey.ask('restorePrevious', { accountId: (await onlyAccount(latchkey)).id });
  expect((await onlyAccount(latchkey)).proof?.dpop?.thumbprint).toBe(first);
  await refresh(latchkey, row);
  expect(server.refreshes).toEqual(['redeemed']);
});

test('a server that answers a proof with a plain token is believed, and the account says so', async ({
  sharedLatchkey: latchkey,
  server,
}) => {
  server.plainTokens = true;
  const row = await connectBound(latchkey, server);
  expect(await onlyAccount(latchkey)).toMatchObject({
    deviations: [{ tag: 'dpop_ignored', section: 'RFC 9449 section 5', seen: 'token_type: Bearer' }],
    proof: { dpop: { bound: false } },
  });
  await row.click();
  await row.getByRole('button', { name: 'More actions' }).click();
  await latchkey.window.getByRole('menuitem', { name: 'Show details' }).click();
  await expect(latchkey.window.getByText('asked for, but the server gave a plain token')).toBeVisible();
});

test('what is copied of a bound token says what it needs; the curl command works as it is, once', async ({
  sharedLatchkey: latchkey,
  server,
  clipboard,
}) => {
  const provider = {
    version: 1,
    id: 'proved',
    name: 'Proved',
    endpoints: { authorize: server.authorizeEndpoint, token: server.tokenEndpoint },
    dpop: { use: 'required' },
    grants: { authorization_code: {}, refresh_token: {} },
    token_in_api_call: { example_url: server.api },
  };
  await latchkey.addProvider('proved.json', provider);
  await openOtherProvider(latchkey, 'Proved');
  const form = await fillClientForm(latchkey, { 'Client ID': 'bound', 'Callback URL': OIDC_CALLBACK });
  await form.getByRole('button', { name: 'Connect', exact: true }).click();
  const row = accountRow(latchkey, 'Proved');
  await expectStatus(row, 'Fresh');

  await row.getByRole('button', { name: 'More actions' }).click();
  await latchkey.window.getByRole('menuitem', { name: 'Copy as' }).click();
  await expect(latchkey.window.getByText('Of no use alone: each call needs a proof')).toBeVisible();
  await latchkey.window.getByRole('menuitem', { name: 'Authorization header' }).click();
  const toast = latchkey.window.getByRole('status');
  await expect(toast.filter({ hasText: 'each call needs a proof by this account’s key' })).toBeVisible();
  expect(await clipboard.read(latchkey)).toMatch(/^Authorization: DPoP \S+$/);

  await copyAs(latchkey, row, 'curl');
  await expect(toast.filter({ hasText: 'Its proof is good for this one address and some seconds.' })).toBeVisible();
  const command = await clipboard.read(latchkey);
  const run = async () => (await promisify(execFile)('sh', ['-c', `${command} --silent`])).stdout;
  expect(await run()).toBe('{"hello":"somebody"}');
  expect(await run()).toContain('invalid_token');
});

test('a pushed request that is refused, answered by a page or a redirect ends the attempt with the server’s words', async ({
  sharedLatchkey: latchkey,
  server,
}) => {
  const form = await openForm(latchkey, server, {
    'Client ID': 'pushing',
    'Client authentication': 'no secret (public client)',
  });
  await push(form, server.pushedEndpoint);
  server.pushAnswer = 'error';
  await form.getByRole('button', { name: 'Connect', exact: true }).click();
  const dialog = latchkey.window.getByRole('dialog', { name: 'Not connected' });
  await expect(dialog.getByText('The server refused the pushed authorization request.')).toBeVisible();
  await expect(dialog).toContainText('This callback is not registered.');
  for (const [answer, status] of [
    ['page', 404],
    ['redirect', 307],
  ] as const) {
    server.pushAnswer = answer;
    await dialog.getByRole('button', { name: 'Try again' }).click();
    await expect(dialog.getByText('The answer to the pushed authorization request cannot be used.')).toBeVisible();
    await dialog.getByText('What the server said').click();
    await expect(dialog).toContainText(`HTTP ${status}`);
  }
  // A window never opened, so nothing was asked of the authorize endpoint.
  expect(server.authorized).toEqual([]);
});

test('a server that never answers a pushed request can be left, and the browser carries only the reference otherwise', async ({
  sharedLatchkey: latchkey,
  server,
}) => {
  const form = await openForm(latchkey, server, {
    'Client ID': 'pushing',
    'Client authentication': 'no secret (public client)',
  });
  await push(form, server.pushedEndpoint);
  await use(form, 'Sender-constrained tokens (DPoP)');
  server.pushAnswer = 'silent';
  await form.getByRole('button', { name: 'Connect', exact: true }).click();
  const attempt = latchkey.window.getByRole('dialog');
  await expect(attempt.getByText('Handing the request to the server…')).toBeVisible();
  await attempt.getByRole('button', { name: 'Cancel' }).click();
  await expect(latchkey.window.getByText('The sign-in was cancelled.')).toBeVisible();

  server.pushAnswer = 'reference';
  await latchkey.window.getByRole('button', { name: 'Connect other provider', exact: true }).click();
  await latchkey.window.getByRole('dialog').getByRole('button', { name: STANDARD }).click();
  await expectStatus(accountRow(latchkey, STANDARD), 'Fresh');
  expect(server.authorized).toEqual([['client_id', 'request_uri']]);
  expect(server.boundTo).toEqual([(await onlyAccount(latchkey)).proof?.dpop?.thumbprint]);
});
