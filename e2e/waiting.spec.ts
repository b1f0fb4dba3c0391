/** A keyring that asks for its password at the start: the window is there before, and says what is waited for. */
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { startKeyring } from './faults/support/private-keyring';
import { expect, test } from './support/latchkey';

const askingOrder = path.join(__dirname, 'support', 'asking-order.cjs');
const slowKeyring = path.join(__dirname, 'support', 'slow-keyring.cjs');

test('the window is drawn before the keyring is asked, and stays while it waits for its password', async ({
  launch,
  userDataFolder,
}) => {
  const order = path.join(userDataFolder, 'order');
  const soFar = (): Promise<string> => readFile(order, 'utf8').catch(() => '');
  const keyring = await startKeyring(path.join(userDataFolder, 'keyring'), 'asking');
  try {
    const starting = launch({
      modules: [askingOrder],
      environment: { ...keyring.environment, LATCHKEY_ASKING_ORDER: order },
    });
    await expect.poll(() => keyring.asks(), { timeout: 30_000 }).toBe(true);
    expect(await soFar()).toMatch(/^drawn\nasked\n/);

    keyring.dismiss();
    const latchkey = await starting;
    await expect(latchkey.window.getByRole('heading', { level: 1 })).toBeVisible();
    expect((await latchkey.view()).protection).toMatchObject({ kind: 'undecided' });
  } finally {
    await keyring.stop();
  }
});

test.describe('a keyring that is asked without holding anything up, as from Electron 42', () => {
  test.use({ options: { modules: [slowKeyring], keyringAnswers: false } });

  test('the window says what is waited for, answers nothing else, and goes on by itself', async ({ latchkey }) => {
    const heading = latchkey.window.getByRole('heading', { name: 'Waiting for your keyring' });
    await expect(heading).toBeVisible();
    // Where motion is reduced they come no sooner: at a keyring that answers at once they would flash.
    await latchkey.window.emulateMedia({ reducedMotion: 'reduce' });
    expect(await heading.evaluate((words) => getComputedStyle(words.parentElement!).animationDelay)).toBe('0.3s');
    await latchkey.window.emulateMedia({ reducedMotion: null });
    expect((await latchkey.view()).protection).toEqual({ kind: 'waiting', blocked: false });
    expect(await latchkey.call('startSandbox')).toMatchObject({ ok: false, error: { code: 'protection_undecided' } });

    await latchkey.app.evaluate(() => (globalThis as unknown as { keyringAnswers: () => void }).keyringAnswers());

    await expect(latchkey.window.getByRole('button', { name: 'Connect SinaApp' })).toBeVisible();
    expect((await latchkey.view()).protection).toMatchObject({ kind: 'keyring' });
  });

  test('Quit ends the app, and nothing was written', async ({ latchkey, userDataFolder }) => {
    await latchkey.window.getByRole('button', { name: 'Quit' }).click();
    await latchkey.ended();
    expect(await readdir(userDataFolder)).not.toContain('vault');
  });
});
