/**
 * What can go wrong with a refresh, seen from the screen and from the server's ledger: sent once, on a connection of its own; nothing
 * lost, nothing deleted, and a way out of each.
 */
import { startSandbox, type Fault, type Sandbox } from '../main/sandbox';
import { expect, test as base, type Latchkey } from './support/latchkey';
import { accountRow, connectSinaapp, expectStatus, refresh } from './support/screen';

const test = base.extend<{ readonly sandbox: Sandbox }>({
  sandbox: async ({}, use) => {
    const sandbox = await startSandbox();
    await use(sandbox);
    await sandbox.close();
  },
});

const refreshOnly = { grantType: 'refresh_token' } as const;

async function onlyAccount(latchkey: Latchkey) {
  const { accounts } = await latchkey.view();
  expect(accounts).toHaveLength(1);
  return accounts[0]!;
}

/** What of an account no failure may touch. */
async function tokensOf(latchkey: Latchkey) {
  const { access, refresh: refreshToken, generation, issuedAt } = await onlyAccount(latchkey);
  return { access, refreshToken, generation, issuedAt };
}

function refreshRequests(sandbox: Sandbox) {
  return sandbox.requests.filter(({ grantType }) => grantType === 'refresh_token');
}

const passingFaults: readonly { readonly name: string; readonly fault: Fault; readonly says: readonly string[] }[] = [
  { name: 'HTTP 500', fault: { kind: 'status', status: 500 }, says: ['The server has trouble of its own.'] },
  {
    name: 'HTTP 429 with Retry-After',
    fault: { kind: 'status', status: 429, retryAfter: '7200' },
    says: ['too many requests', 'Worth trying again in 1h 59m.'],
  },
  { name: 'the page of a captive portal', fault: { kind: 'html' }, says: ['A web page came instead of a token.'] },
];

for (const { name, fault, says } of passingFaults) {
  test(`${name}: the token is kept, the reason is said, and the next refresh works`, async ({
    sharedLatchkey: latchkey,
    sandbox,
  }) => {
    const row = await connectSinaapp(latchkey, sandbox);
    const before = await tokensOf(latchkey);
    sandbox.failNext(fault, refreshOnly);

    await refresh(latchkey, row);

    await expectStatus(row, 'Fresh');
    for (const words of [...says, 'Your token is safe and still valid for']) await expect(row).toContainText(words);
    expect(await tokensOf(latchkey)).toEqual(before);
    expect(refreshRequests(sandbox)).toHaveLength(1);

    await refresh(latchkey, row);
    expect(await onlyAccount(latchkey)).toMatchObject({ generation: 2, problem: null });
  });
}

test('a redirect of the token endpoint is not followed: secrets stay where they were sent', async ({
  sharedLatchkey: latchkey,
  sandbox,
}) => {
  const row = await connectSinaapp(latchkey, sandbox);
  const before = await tokensOf(latchkey);
  const location = `http://127.0.0.1:${latchkey.trap.port}/token`;
  sandbox.failNext(
    { kind: 'reshape', reshape: () => ({ status: 307, headers: { Location: location }, body: '' }) },
    refreshOnly,
  );

  await refresh(latchkey, row);

  await expect(row).toContainText('The token endpoint sent us elsewhere');
  await expectStatus(row, 'Fresh');
  expect(await tokensOf(latchkey)).toEqual(before);
});

test('a server that is not there: nothing was sent, and the next refresh works', async ({
  sharedLatchkey: latchkey,
  sandbox,
}) => {
  const row = await connectSinaapp(latchkey, sandbox);
  const before = await tokensOf(latchkey);
  await sandbox.close();

  await refresh(latchkey, row);

  await expect(row).toContainText('The server could not be reached. Nothing was sent.');
  await expectStatus(row, 'Fresh');
  expect(await tokensOf(latchkey)).toEqual(before);

  const back = await startSandbox({ port: sandbox.port, state: sandbox.state() });
  await refresh(latchkey, row);
  expect(await onlyAccount(latchkey)).toMatchObject({ generation: 2, problem: null });
  await back.close();
});

test('each refresh has a connection of its own, so a dropped one is never sent again by itself', async ({
  sharedLatchkey: latchkey,
  sandbox,
}) => {
  const row = await connectSinaapp(latchkey, sandbox);
  await refresh(latchkey, row);
  await refresh(latchkey, row);
  sandbox.failNext({ kind: 'cut', when: 'after' }, refreshOnly);

  await refresh(latchkey, row);

  await expectStatus(row, 'Uncertain');
  const requests = refreshRequests(sandbox);
  expect(requests.map(({ outcome }) => outcome)).toEqual(['granted', 'granted', 'fault']);
  expect(new Set(requests.map(({ connection }) => connection)).size).toBe(3);
  const hashes = sandbox.redemptions().map(({ refreshTokenHash }) => refreshTokenHash);
  expect(hashes).toHaveLength(3);
  expect(new Set(hashes).size).toBe(3);
});

test('the reply is lost after the rotation: Uncertain, and trying once more tells the truth', async ({
  sharedLatchkey: latchkey,
  sandbox,
}) => {
  const row = await connectSinaapp(latchkey, sandbox);
  const before = await tokensOf(latchkey);
  sandbox.failNext({ kind: 'cut', when: 'after' }, refreshOnly);

  await refresh(latchkey, row);

  await expectStatus(row, 'Uncertain');
  await expect(row).toContainText('The refresh token may be spent.');
  expect(await tokensOf(latchkey)).toEqual(before);

  await row.getByRole('button', { name: 'Try once more' }).click();
  await expectStatus(row, 'Sign-in needed');
  expect(await tokensOf(latchkey)).toEqual(before);
  expect(sandbox.redemptions().map(({ outcome }) => outcome)).toEqual(['rotated', 'refused']);
  await expect(row.getByRole('button', { name: 'Connect again' })).toBeVisible();
});

test('the connection is lost before the server has worked: Uncertain, and trying once more brings the token', async ({
  sharedLatchkey: latchkey,
  sandbox,
}) => {
  const row = await connectSinaapp(latchkey, sandbox);
  sandbox.failNext({ kind: 'cut', when: 'before' }, refreshOnly);

  await refresh(latchkey, row);
  await expectStatus(row, 'Uncertain');

  await row.getByRole('button', { name: 'Try once more' }).click();
  await expectStatus(row, 'Fresh');
  expect(await onlyAccount(latchkey)).toMatchObject({ generation: 2, problem: null });
});

const unreadableReplies: readonly { readonly name: string; readonly fault: Fault }[] = [
  { name: 'a reply that breaks off', fault: { kind: 'cut', when: 'midway' } },
  { name: 'JSON that stops in the middle', fault: { kind: 'truncated-json' } },
  {
    name: 'a reply of more than 1 MiB',
    fault: {
      kind: 'reshape',
      reshape: ({ status, headers, body }) => ({ status, headers, body: body.padStart(1_048_577) }),
    },
  },
];

for (const { name, fault } of unreadableReplies) {
  test(`${name}: Uncertain, and nothing deleted`, async ({ sharedLatchkey: latchkey, sandbox }) => {
    const row = await connectSinaapp(latchkey, sandbox);
    const before = await tokensOf(latchkey);
    sandbox.failNext(fault, refreshOnly);

    await refresh(latchkey, row);

    await expectStatus(row, 'Uncertain');
    await expect(row.getByRole('button', { name: 'Try once more' })).toBeVisible();
    expect(await tokensOf(latchkey)).toEqual(before);
    expect(sandbox.redemptions()).toHaveLength(1);
  });
}

test('a double click sends one request', async ({ sharedLatchkey: latchkey, sandbox }) => {
  const row = await connectSinaapp(latchkey, sandbox);
  sandbox.configure({ latency: 0.5 });

  await row.getByRole('button', { name: 'Refresh', exact: true }).dblclick();

  await expect.poll(async () => (await onlyAccount(latchkey)).generation).toBe(2);
  expect(refreshRequests(sandbox)).toHaveLength(1);
});

test('many askers at once share one request and one answer', async ({ sharedLatchkey: latchkey, sandbox }) => {
  await connectSinaapp(latchkey, sandbox);
  const { id: accountId } = await onlyAccount(latchkey);
  sandbox.configure({ latency: 0.2 });

  const answers = await Promise.all(
    Array.from({ length: 20 }, () => latchkey.call('refresh', { accountId, again: false })),
  );

  expect(answers).toEqual(Array.from({ length: 20 }, () => ({ ok: true, value: null })));
  expect(refreshRequests(sandbox)).toHaveLength(1);
});

test('killed between request and reply: Uncertain after the restart, and not sent again by itself', async ({
  launch,
  sandbox,
}) => {
  const first = await launch();
  const row = await connectSinaapp(first, sandbox);
  const before = await tokensOf(first);
  sandbox.failNext({ kind: 'hang', when: 'after' }, refreshOnly);
  await row.getByRole('button', { name: 'Refresh', exact: true }).click();
  await expect.poll(() => sandbox.redemptions().length).toBe(1);
  await first.kill();

  const second = await launch();

  await expectStatus(accountRow(second, 'SinaApp'), 'Uncertain');
  await expect(accountRow(second, 'SinaApp').getByRole('button', { name: 'Try once more' })).toBeVisible();
  expect(await tokensOf(second)).toEqual(before);
  expect(refreshRequests(sandbox)).toHaveLength(1);
});

test('a client without refresh permission: Misconfigured, the token is kept', async ({
  sharedLatchkey: latchkey,
  sandbox,
}) => {
  const row = await connectSinaapp(latchkey, sandbox, 'practice-sinaapp-no-refresh');
  const before = await tokensOf(latchkey);

  await refresh(latchkey, row);

  await expectStatus(row, 'Misconfigured');
  await expect(row).toContainText('This client has no refresh permission.');
  expect(await onlyAccount(latchkey)).toMatchObject({
    problem: { code: 'refresh_not_permitted', serverCode: 'unauthorized_client' },
  });
  expect(await tokensOf(latchkey)).toEqual(before);
});
