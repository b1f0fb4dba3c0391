/**
 * The fault bench in the app: each fault through the screen, what Latchkey makes of it, and that nothing is lost; and the bench as other
 * programs use it.
 */
import { dialog, expect, test, type Latchkey } from './support/practice';
import { accountRow, expectStatus, refresh, signInToSinaapp, type StatusWord } from './support/screen';

const ways = { next: 'Next request', off: 'Stay on' } as const;

/** Switches a fault on by the buttons beside its name. */
async function switchOn({ window }: Latchkey, fault: string, until: keyof typeof ways = 'next'): Promise<void> {
  await window.getByRole('button', { name: 'Fault bench', exact: true }).click();
  const button = window.getByRole('group', { name: fault, exact: true }).getByRole('button', { name: ways[until] });
  await button.click();
  await expect(button).toHaveAttribute('aria-pressed', 'true');
  await window.keyboard.press('Escape');
  await expect(window.getByRole('dialog')).toBeHidden();
}

async function connectPractice(latchkey: Latchkey): Promise<void> {
  await latchkey.window.getByRole('button', { name: 'Try the sandbox' }).click();
  await expect(latchkey.window.getByText('Practice server running.')).toBeVisible();
  const page = await latchkey.signInPage(() =>
    latchkey.window.getByRole('button', { name: 'Connect SinaApp' }).click(),
  );
  await signInToSinaapp(page);
  await expectStatus(accountRow(latchkey, 'SinaApp'), 'Fresh');
}

/** What of an account a failure may not touch. */
async function tokensOf(latchkey: Latchkey) {
  const [account] = (await latchkey.view()).accounts;
  const { access, refresh: refreshToken, generation, issuedAt } = account!;
  return { access, refreshToken, generation, issuedAt };
}

const passing: readonly { readonly fault: string; readonly status?: StatusWord; readonly says: string }[] = [
  { fault: 'HTTP 500', says: 'The server has trouble of its own.' },
  { fault: 'HTTP 429', says: 'Worth trying again in' },
  { fault: 'Captive portal', says: 'A web page came instead of a token.' },
  { fault: 'Error under HTTP 200', says: 'The server has trouble of its own.' },
  { fault: 'invalid_client', status: 'Misconfigured', says: 'The server does not accept this client.' },
  { fault: 'Dropped before the work', status: 'Uncertain', says: 'The refresh token may be spent.' },
];
const odd = ['Loose JSON', 'Form-encoded', 'JSONP', 'An hour ahead', 'No expiry'];

test('each fault is shown for what it is, the token is kept, and the next refresh works', async ({ latchkey }) => {
  test.setTimeout(300_000);
  await connectPractice(latchkey);
  const row = accountRow(latchkey, 'SinaApp');

  for (const { fault, status = 'Fresh', says } of passing) {
    await test.step(fault, async () => {
      const before = await tokensOf(latchkey);
      await switchOn(latchkey, fault);
      await refresh(latchkey, row);
      await expectStatus(row, status);
      await expect(row).toContainText(says);
      await expect(row).toContainText('Your token is safe and still valid for');
      expect(await tokensOf(latchkey)).toEqual(before);
    });
  }
  await row.getByRole('button', { name: 'Try once more' }).click();
  await expectStatus(row, 'Fresh');

  for (const fault of odd) {
    await test.step(fault, async () => {
      const { generation } = await tokensOf(latchkey);
      await switchOn(latchkey, fault);
      await refresh(latchkey, row);
      expect((await tokensOf(latchkey)).generation).toBe(generation + 1);
      await expect(latchkey.window.locator('[aria-live=polite]')).toContainText('SinaApp was refreshed.');
      await expectStatus(row, 'Fresh');
    });
  }

  await test.step('a fault that stays on is said above the list, until it is switched off there', async () => {
    await switchOn(latchkey, 'HTTP 500', 'off');
    const banner = latchkey.window.getByRole('status').filter({ hasText: 'Practice server running.' });
    await expect(banner).toContainText('On: HTTP 500');
    await refresh(latchkey, row);
    await expect(row).toContainText('The server has trouble of its own.');
    await expect(banner).toContainText('On: HTTP 500');
    await banner.getByRole('button', { name: 'Switch faults off' }).click();
    await expect(banner).not.toContainText('HTTP 500');
    await refresh(latchkey, row);
    await expect(row).not.toContainText('The server has trouble of its own.');
  });

  await test.step('what the server received is in the log, masked', async () => {
    await latchkey.window.getByRole('button', { name: 'Fault bench', exact: true }).click();
    const first = dialog(latchkey)
      .getByRole('listitem')
      .filter({ hasText: 'POST /sinaapp/oauth2/access_token' })
      .first();
    await first.getByRole('button').click();
    await expect(first).toContainText('grant_type: refresh_token');
    await expect(first).toContainText(/refresh_token: ••••[0-9a-f]{4}/);
    await expect(first).toContainText(/"access_token": "••••[0-9a-f]{4}"/);
    await expect(first).not.toContainText(/[0-9a-f]{20}/);
  });

  await test.step('the refresh token that was killed: Sign-in needed, and nothing is deleted', async () => {
    const before = await tokensOf(latchkey);
    await dialog(latchkey).getByRole('button', { name: 'Kill refresh tokens' }).click();
    await expect(latchkey.window.getByText('Refresh tokens killed at the practice server: 1.')).toBeVisible();
    await latchkey.window.keyboard.press('Escape');
    await refresh(latchkey, row);
    await expectStatus(row, 'Sign-in needed');
    // What somebody has to act on is told to screen readers at once.
    await expect(latchkey.window.locator('[aria-live=assertive]')).toHaveText('SinaApp: Sign-in needed.');
    expect(await tokensOf(latchkey)).toEqual(before);
    const page = await latchkey.signInPage(() => row.getByRole('button', { name: 'Connect again' }).click());
    await signInToSinaapp(page);
    await expectStatus(row, 'Fresh');
  });

  await test.step('a reply that was cut, and one that never came: Uncertain, the reply kept', async () => {
    await switchOn(latchkey, 'Cut JSON');
    await refresh(latchkey, row);
    await expectStatus(row, 'Uncertain');
    await row.getByRole('button', { name: 'Look at what is kept' }).click();
    await expect(row).toContainText('access_token');
    const page = await latchkey.signInPage(() => row.getByRole('button', { name: 'Connect again' }).click());
    await signInToSinaapp(page);
    await expectStatus(row, 'Fresh');
    const before = await tokensOf(latchkey);
    await switchOn(latchkey, 'Dropped after the work');
    await refresh(latchkey, row);
    await expectStatus(row, 'Uncertain');
    expect(await tokensOf(latchkey)).toEqual(before);
  });
});

test('by keys alone, and by a program of one’s own: a token, an API that refuses it, a fault from outside', async ({
  latchkey,
  clipboard,
}) => {
  const { window } = latchkey;
  await window.getByRole('button', { name: 'Try the sandbox' }).press('Enter');
  await window.getByRole('button', { name: 'Fault bench', exact: true }).press('Enter');
  const bench = dialog(latchkey);
  const portal = bench.getByRole('group', { name: 'Captive portal' }).getByRole('button', { name: 'Stay on' });
  await portal.focus();
  await window.keyboard.press('Space');
  await expect(portal).toHaveAttribute('aria-pressed', 'true');
  await window.keyboard.press('Space');
  await expect(portal).toHaveAttribute('aria-pressed', 'false');
  await bench.getByRole('radio', { name: 'Token requests' }).focus();
  await window.keyboard.press('ArrowRight');
  await expect(bench.getByRole('group', { name: 'invalid_token' })).toBeVisible();
  await expect(bench.getByRole('group', { name: 'JSONP' })).toBeHidden();

  const copied = async (line: string): Promise<string> => {
    await bench.getByRole('button', { name: line }).press('Enter');
    await expect(window.getByText('Line copied.')).toBeVisible();
    const text = await clipboard.read(latchkey);
    await window.getByRole('button', { name: 'Dismiss' }).first().click();
    return text;
  };
  const tokenLine = await copied('Copy the line that gets a token');
  const [, address = '', ...fields] = tokenLine.split(/ (?:-d )?/);
  const answer = await fetch(address, { method: 'POST', body: new URLSearchParams(fields.join('&')) });
  expect(answer.status).toBe(200);
  const token = /"access_token": "([^"]+)"/.exec(await answer.text())?.[1] ?? '';
  expect(token).not.toBe('');
  const { origin } = (await latchkey.view()).sandbox;
  const call = () => fetch(`${origin}/kaixin001/users/me.json?access_token=${token}`);
  expect((await call()).status).toBe(200);

  const controlLine = await copied('Copy the line that switches a fault');
  const secret = /Bearer ([0-9a-f]{40})/.exec(controlLine)?.[1] ?? '';
  const control = (authorization: string) =>
    fetch(`${origin}/control/faults`, {
      method: 'POST',
      headers: { authorization },
      body: new URLSearchParams({ fault: 'invalid_token', at: 'api' }),
    });
  expect((await control('Bearer guessed')).status).toBe(403);
  expect((await control(`Bearer ${secret}`)).status).toBe(200);
  const once = bench.getByRole('group', { name: 'invalid_token' }).getByRole('button', { name: 'Next request' });
  await expect(once).toHaveAttribute('aria-pressed', 'true');
  expect((await call()).status).toBe(401);
  await expect(once).toHaveAttribute('aria-pressed', 'false');
  expect(JSON.stringify(await latchkey.view())).not.toContain(secret);
  expect(await window.content()).not.toContain(secret);

  await bench.getByRole('button', { name: 'Expire access tokens' }).press('Enter');
  await expect(window.getByText('Access tokens ended at the practice server: 1.')).toBeVisible();
  expect((await call()).status).toBe(401);
  await window.keyboard.press('Escape');
  await expect(window.getByRole('button', { name: 'Fault bench', exact: true })).toBeFocused();
});
