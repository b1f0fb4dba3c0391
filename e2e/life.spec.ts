/** An account's life on screen: status, countdown and what can be done follow the clock, with nobody touching anything. */
import { startSandbox } from '../main/sandbox';
import { expect, test } from './support/latchkey';
import { connectSinaapp, expectStatus } from './support/screen';

const hours = (count: number): number => count * 3_600_000;
const days = (count: number): number => hours(count) * 24;

test('a SinaApp token: fresh, expiring, refreshable for one more day, then sign-in needed', async ({ latchkey }) => {
  // Before there is an account nothing waits for the clock, so every timer of the page is one of this clock's.
  const { clock } = latchkey.window;
  await clock.install({ time: Date.now() });
  const pass = (ms: number): Promise<void> => clock.fastForward(ms);
  const sandbox = await startSandbox();
  const row = await connectSinaapp(latchkey, sandbox);
  await sandbox.close();
  const timer = row.getByRole('timer');
  await expect(timer).toHaveText('6d 23h');

  await pass(days(6));
  await expectStatus(row, 'Fresh');
  await expect(timer).toHaveText('23h 59m');

  // The last tenth of its life.
  await pass(hours(8));
  await expectStatus(row, 'Expiring');
  await expect(timer).toHaveText('15h 59m');

  await pass(hours(15.5));
  await expect(timer).toHaveText(/^29m \d\ds$/);

  await pass(hours(1.5));
  await expectStatus(row, 'Refreshable');
  await expect(timer).toHaveText(/22h 59m/);
  await expect(row.getByRole('button', { name: 'Refresh', exact: true })).toHaveAttribute('aria-disabled', 'false');

  await pass(hours(23));
  await expectStatus(row, 'Sign-in needed');
  await expect(row.getByRole('button', { name: 'Connect again' })).toBeVisible();
});
