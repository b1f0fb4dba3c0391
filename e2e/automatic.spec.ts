/** Refreshing by itself, many at once, and reading a kept reply again, as a person meets them on the screen. */
import path from 'node:path';
import { expect, test, type Latchkey, type Sandbox } from './support/practice';
import { accountRow, connectSinaapp, expectStatus, refresh } from './support/screen';

const refreshOnly = { grantType: 'refresh_token' } as const;
const refreshes = (sandbox: Sandbox): number =>
  sandbox.requests.filter(({ grantType }) => grantType === 'refresh_token').length;

async function choose(latchkey: Latchkey, item: string): Promise<void> {
  await accountRow(latchkey, 'SinaApp').getByRole('button', { name: 'More actions' }).click();
  await latchkey.window.getByRole('menuitem', { name: item }).click();
}

test('an account is refreshed by itself only when its user wants it, and the details say when next', async ({
  sharedLatchkey: latchkey,
  sandbox,
}) => {
  await connectSinaapp(latchkey, sandbox);
  await choose(latchkey, 'Show details');
  const details = latchkey.window.getByRole('complementary', { name: 'Details' });
  await expect(details).toContainText('only when you say so');

  await choose(latchkey, 'Refresh automatically');

  await expect(details).toContainText('By itself');
  await expect(details).not.toContainText('only when you say so');
  const [account] = (await latchkey.view()).accounts;
  const left = (account?.automatic.nextAt ?? 0) - Date.now();
  expect(left).toBeGreaterThan(6 * 86_400_000);
  expect(left).toBeLessThan(6.4 * 86_400_000);
  await choose(latchkey, 'Stop refreshing automatically');
  await expect(details).toContainText('only when you say so');
});

test('the setting holds for new accounts, and is kept through a restart', async ({ launch, sandbox }) => {
  const first = await launch();
  await first.ask('updateSettings', { automaticRefresh: true });
  await connectSinaapp(first, sandbox);
  expect((await first.view()).accounts).toMatchObject([{ automatic: { on: true } }]);
  await first.close();

  const second = await launch();

  expect((await second.view()).settings.automaticRefresh).toBe(true);
  await expect
    .poll(async () => (await second.view()).accounts[0]?.automatic)
    .toMatchObject({ on: true, nextAt: expect.any(Number) });
});

test.describe('with time a hundred times faster', () => {
  test.use({ options: { modules: [path.join(__dirname, 'faults', 'support', 'fast-clock.cjs')] } });

  test('it is refreshed ahead of its end, without a click', async ({ latchkey, sandbox }) => {
    sandbox.configure({ sinaappAccessTokenLifetime: 300 });
    await latchkey.ask('updateSettings', { automaticRefresh: true });
    await connectSinaapp(latchkey, sandbox);
    await expect.poll(() => refreshes(sandbox), { timeout: 20_000 }).toBeGreaterThan(1);
    await expectStatus(accountRow(latchkey, 'SinaApp'), 'Fresh');
    await latchkey.ask('setAutomatic', { accountId: (await latchkey.view()).accounts[0]!.id, automatic: false });
  });
});

test('Refresh all refreshes what the list shows, a few at a time, and can be cancelled', async ({
  sharedLatchkey: latchkey,
  sandbox,
}) => {
  await connectSinaapp(latchkey, sandbox);
  const { id: clientId } = (await latchkey.view()).clients[0]!;
  const [account] = (await latchkey.view()).accounts;
  expect(account?.clientId).toBe(clientId);

  await latchkey.window.getByRole('button', { name: 'Refresh all that are shown' }).click();

  await expect(latchkey.window.getByText('Refreshed: 1 · failed: 0 · not begun: 0')).toBeVisible();
  expect(refreshes(sandbox)).toBe(1);
  expect(await latchkey.ask('cancelRefreshes')).toBeNull();
  expect((await latchkey.view()).batch).toBeNull();
});

test('a reply that cannot be read is kept, shown without its tokens, and can be read again', async ({
  sharedLatchkey: latchkey,
  sandbox,
}) => {
  const row = await connectSinaapp(latchkey, sandbox);
  sandbox.failNext({ kind: 'truncated-json' }, refreshOnly);
  await refresh(latchkey, row);
  await expectStatus(row, 'Uncertain');

  await row.getByRole('button', { name: 'Look at what is kept' }).click();
  await expect(row).toContainText('HTTP 200 application/json');
  await expect(row).toContainText(/"access_token":\s?"••••\d+/);

  await row.getByRole('button', { name: 'Read again' }).click();
  await expect(latchkey.window.getByRole('alert')).toContainText('The server’s answer cannot be read as a token.');
  await expectStatus(row, 'Uncertain');
  expect(refreshes(sandbox)).toBe(1);
});

test('a server whose clock is far from this computer’s is told of', async ({ sharedLatchkey: latchkey, sandbox }) => {
  const row = await connectSinaapp(latchkey, sandbox);
  const date = new Date(Date.now() + 7_200_000).toUTCString();
  sandbox.failNext(
    { kind: 'reshape', reshape: (reply) => ({ ...reply, headers: { ...reply.headers, Date: date } }) },
    refreshOnly,
  );
  await refresh(latchkey, row);
  await expect(row).toContainText(/The clocks of this computer and of the server are (2h 0m|1h 59m) apart/);
});
