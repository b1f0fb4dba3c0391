/** The first run: three short steps beside the work, done by doing; put away for good, and there again when asked for. */
import { expect, test, type Latchkey } from './support/practice';
import { accountRow, expectStatus, signInToSinaapp } from './support/screen';

const steps = ({ window }: Latchkey) => window.getByRole('region', { name: 'First steps' });

test('three steps from nothing to a token in use, by keys; not offered again, and there from the settings', async ({
  launch,
  clipboard,
}) => {
  const first = await launch();
  const { window } = first;
  const guide = steps(first);
  await expect(guide).toContainText('Step 1 of 3');
  await guide.getByRole('button', { name: 'Next' }).press('Enter');
  await expect(guide.getByRole('button', { name: 'Next' })).toBeFocused();
  const page = await first.signInPage(() => guide.getByRole('button', { name: 'Start practising' }).press('Enter'));
  await signInToSinaapp(page);
  await expectStatus(accountRow(first, 'SinaApp'), 'Fresh');
  await expect(guide.getByRole('status')).toContainText('Connected.');
  await guide.getByRole('button', { name: 'Next' }).press('Enter');

  await guide.getByRole('button', { name: 'Copy the call' }).press('Enter');
  await expect(window.getByText('Line copied.')).toBeVisible();
  const line = await clipboard.read(first);
  const [, url = '', token = ''] = /^curl -i (\S+) -H 'Authorization: Bearer ([0-9a-f]{40})'$/.exec(line) ?? [];
  await expect(guide).toContainText('Waiting for the call');
  const answer = await fetch(url, { headers: { authorization: `Bearer ${token}` } });
  expect(answer.status).toBe(200);
  await expect(guide.getByRole('status')).toContainText('it took the token');
  expect(await window.content()).not.toContain(token);
  await guide.getByRole('button', { name: 'Close' }).press('Enter');
  await expect(guide).toBeHidden();
  await first.close();

  const second = await launch();
  await expect(accountRow(second, 'SinaApp')).toBeVisible();
  await expect(steps(second)).toBeHidden();
  await second.ask('updateSettings', { locale: 'zh-CN' });
  await second.window.getByRole('button', { name: '设置', exact: true }).click();
  await second.window.getByRole('button', { name: '入门' }).click();
  await expect(second.window.getByRole('region', { name: '入门' })).toContainText('第 1 步，共 3 步');
});

test('skipped by the mouse, they are gone, also after a restart, and one click brings them back', async ({
  launch,
}) => {
  const first = await launch();
  await steps(first).getByRole('button', { name: 'Skip' }).click();
  await expect(steps(first)).toBeHidden();
  await expect(first.window.getByRole('button', { name: 'Connect SinaApp' })).toBeVisible();
  await first.close();
  const second = await launch();
  await expect(second.window.getByRole('button', { name: 'Connect SinaApp' })).toBeVisible();
  await expect(steps(second)).toBeHidden();
  await second.window.getByRole('button', { name: 'First steps' }).click();
  await expect(steps(second)).toContainText('Step 1 of 3');
});
