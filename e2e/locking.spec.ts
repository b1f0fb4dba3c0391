/** Locking a passphrase vault: by hand, by itself, and with a refresh on its way. */
import { readFile } from 'node:fs/promises';
import { startHoldingProxy } from './support/holding-proxy';
import { create, lockedHeading, openSettings, passphrase, press, recordsOf, unlock } from './support/passphrase';
import { dialog, expect, test } from './support/practice';
import { connectSinaapp, expectStatus, refresh } from './support/screen';

test.describe('locking', () => {
  test.use({ options: { keyring: false } });

  test('takes everything away, whatever a window asks for, and unlocking brings it back', async ({
    latchkey,
    sandbox,
    clipboard,
  }) => {
    await create(latchkey);
    const row = await connectSinaapp(latchkey, sandbox);
    await row.getByRole('button', { name: 'Copy token' }).click();
    await expect.poll(() => clipboard.read(latchkey)).not.toBe('');
    const [account] = (await latchkey.view()).accounts;
    const requests = sandbox.requests.length;

    await latchkey.window.keyboard.press('Control+l');

    await expect(lockedHeading(latchkey)).toBeVisible();
    await expect.poll(() => clipboard.read(latchkey)).toBe('');
    const locked = { ok: false, error: { code: 'app_locked' } };
    const accountId = account?.id ?? '';
    expect(await latchkey.call('copy', { accountId, format: 'token' })).toMatchObject(locked);
    expect(await latchkey.call('refresh', { accountId, again: true })).toMatchObject(locked);
    expect(await latchkey.call('removeAccount', { accountId })).toMatchObject(locked);
    expect(await latchkey.call('restorePrevious', { accountId })).toMatchObject(locked);
    expect(await latchkey.call('signIn', { clientId: account?.clientId ?? '', accountId })).toMatchObject(locked);
    expect((await latchkey.view()).clients).toEqual([]);
    expect(sandbox.requests).toHaveLength(requests);

    await unlock(latchkey, passphrase);
    await expectStatus(row, 'Fresh');
    await refresh(latchkey, row);
    expect((await latchkey.view()).accounts).toMatchObject([{ id: accountId, generation: 2 }]);
  });

  test('lets a refresh that is on its way finish, and its tokens are kept', async ({
    latchkey,
    sandbox,
    userDataFolder,
  }) => {
    const proxy = await startHoldingProxy(sandbox.endpoints.sinaapp.token);
    const sinaapp = { ...sandbox.endpoints.sinaapp, token: proxy.url };
    await create(latchkey);
    const row = await connectSinaapp(latchkey, { ...sandbox, endpoints: { ...sandbox.endpoints, sinaapp } });
    proxy.hold();
    await row.getByRole('button', { name: 'Refresh', exact: true }).click();
    await expect.poll(() => proxy.held()).toBe(1);
    await press(latchkey, 'Lock');
    await expect(lockedHeading(latchkey)).toBeVisible();
    const [record = ''] = await recordsOf(userDataFolder);
    const before = await readFile(record, 'utf8');

    proxy.release();

    // The tokens that came while it was locked are sealed and on disk before anybody unlocks it.
    await expect.poll(async () => (await readFile(record, 'utf8')) === before).toBe(false);
    await unlock(latchkey, passphrase);
    await expectStatus(row, 'Fresh');
    expect((await latchkey.view()).accounts).toMatchObject([{ generation: 2, problem: null }]);
    await refresh(latchkey, row);
    expect((await latchkey.view()).accounts).toMatchObject([{ generation: 3, problem: null }]);
    await proxy.close();
  });

  test('gives the desk back to who unlocks before a refresh has ended', async ({ latchkey, sandbox }) => {
    const proxy = await startHoldingProxy(sandbox.endpoints.sinaapp.token);
    const sinaapp = { ...sandbox.endpoints.sinaapp, token: proxy.url };
    await create(latchkey);
    const row = await connectSinaapp(latchkey, { ...sandbox, endpoints: { ...sandbox.endpoints, sinaapp } });
    await press(latchkey, 'Try the sandbox');
    await expect(latchkey.window.getByText('Practice server running.')).toBeVisible();
    proxy.hold();
    await row.getByRole('button', { name: 'Refresh', exact: true }).click();
    await expect.poll(() => proxy.held()).toBe(1);
    await press(latchkey, 'Lock');
    await unlock(latchkey, passphrase);
    await expect(row).toHaveAttribute('aria-busy', 'true');
    proxy.release();
    await expect.poll(async () => (await latchkey.view()).accounts[0]?.generation).toBe(2);
    await refresh(latchkey, row);
    await expect(latchkey.window.getByText('Practice server running.')).toBeVisible();
    await proxy.close();
  });

  test('by itself when the computer sleeps, its screen is locked or nobody is there; the sandbox is not stopped for good', async ({
    latchkey,
  }) => {
    await create(latchkey);
    await press(latchkey, 'Try the sandbox');
    await expect(latchkey.window.getByText('Practice server running.')).toBeVisible();
    await press(latchkey, 'Lock');
    await unlock(latchkey, passphrase);
    await expect(latchkey.window.getByText('Practice server running.')).toBeVisible();

    for (const signal of ['suspend', 'lock-screen'] as const) {
      await latchkey.app.evaluate(({ powerMonitor }, event) => void powerMonitor.emit(event), signal);
      await expect(lockedHeading(latchkey)).toBeVisible();
      await expect(latchkey.window.getByText('The computer was asleep or its screen was locked.')).toBeVisible();
      await unlock(latchkey, passphrase);
      await expect(lockedHeading(latchkey)).toBeHidden();
    }

    await openSettings(latchkey);
    const field = dialog(latchkey).getByLabel('Lock when nobody is there for (minutes)');
    await field.fill('3');
    await field.press('Enter');
    await expect.poll(async () => (await latchkey.view()).settings.lockMinutes).toBe(3);
    await latchkey.app.evaluate(({ powerMonitor }) => Object.assign(powerMonitor, { getSystemIdleTime: () => 180 }));
    await expect(lockedHeading(latchkey)).toBeVisible({ timeout: 15_000 });
    await expect(dialog(latchkey)).toBeHidden();
  });
});
