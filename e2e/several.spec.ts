/** Several accounts at once: chosen by keys and by the mouse, refreshed, stopped, copied, removed and brought back. */
import { button, COUNT, expect, press, search, test } from './support/crowd-list';
import { accountRow, expectStatus } from './support/screen';

test('several are chosen by keys or the mouse, refreshed, copied and removed together', async ({
  crowd,
  tokenServer,
  clipboard,
}) => {
  await test.step('chosen by keys and refreshed together, each has its own result', async () => {
    await accountRow(crowd, 'account 4').focus();
    await press(crowd, ' ', 'Shift+ArrowDown', 'Shift+ArrowDown', 'Shift+ArrowDown', 'Shift+ArrowDown');
    const bar = crowd.window.getByRole('region', { name: 'Chosen accounts' });
    await expect(bar.getByRole('status')).toHaveText('Chosen: 5');
    await bar.getByRole('button', { name: 'Refresh' }).click();
    const toast = crowd.window.getByText('Refreshed: 4 · failed: 1 · not begun: 0');
    await expect(toast).toBeVisible();
    await button(crowd, 'Show each').click();
    const results = crowd.window.getByRole('dialog', { name: 'What became of each' });
    await expect(results.getByRole('listitem').first()).toContainText(
      'account 7The server no longer accepts this grant.',
    );
    await expect(results.getByRole('listitem')).toHaveCount(5);
    await results.getByRole('button', { name: 'account 7' }).click();
    await expectStatus(accountRow(crowd, 'account 7'), 'Sign-in needed');
    expect(tokenServer.refreshed.toSorted()).toEqual([4, 5, 6, 7, 8].map((number) => `canary-refresh-${number}`));
    await accountRow(crowd, 'account 7').focus();
    await press(crowd, 'Escape');
    await expect(bar).toBeHidden();
  });

  await test.step('all are chosen by one key, and let go by another', async () => {
    await search(crowd, 'client-3');
    await accountRow(crowd, 'account 3').focus();
    await press(crowd, 'Control+a');
    await expect(crowd.window.getByText('Chosen: 50')).toBeVisible();
    await press(crowd, 'Escape');
    await expect(crowd.window.getByText('Chosen: 50')).toBeHidden();
  });

  await test.step('a refresh of many is stopped half way, and each says what became of it', async () => {
    await search(crowd, 'client-9');
    await expect(accountRow(crowd, 'account 9')).toBeVisible();
    // From the field down to what was found.
    await crowd.window.getByRole('searchbox').press('ArrowDown');
    await expect(accountRow(crowd, 'account 9')).toBeFocused();
    await press(crowd, 'Control+a');
    const release = tokenServer.hold();
    await button(crowd, 'Refresh').first().click();
    await expect(crowd.window.getByRole('progressbar', { name: 'Refreshing: 0 of 50' })).toBeVisible();
    await button(crowd, 'Cancel').press('Enter');
    await expect(crowd.window.getByText('Stopping: what was sent is waited for')).toBeVisible();
    release();
    const toast = crowd.window.getByText(/Refreshed: [1-9] · failed: 0 · not begun: 4\d/);
    await expect(toast).toBeVisible();
    await button(crowd, 'Show each').last().click();
    const results = crowd.window.getByRole('dialog', { name: 'What became of each' }).getByRole('listitem');
    await expect(results).toHaveCount(50);
    await expect(results.first()).toContainText('Was not begun.');
    await expect(results.last()).toContainText('Has a new token.');
    await press(crowd, 'Escape');
    await accountRow(crowd, 'account 9').focus();
    await press(crowd, 'Escape');
    await search(crowd, '');
  });

  await test.step('what needs its user first is left, and that is said', async () => {
    await search(crowd, 'account 7');
    await accountRow(crowd, 'account 7').focus();
    await press(crowd, ' ');
    const bar = crowd.window.getByRole('region', { name: 'Chosen accounts' });
    await bar.getByRole('button', { name: 'Refresh' }).click();
    await expect(crowd.window.getByText('None of these can be refreshed now')).toBeVisible();
    await button(crowd, 'Show each').last().click();
    await expect(crowd.window.getByRole('dialog')).toContainText('Left as it is: it needs a new sign-in.');
    await press(crowd, 'Escape');
    // The bar goes, and the keyboard with it: it goes on in the list.
    await bar.getByRole('button', { name: 'Choose none' }).press('Enter');
    await expect(accountRow(crowd, 'account 7')).toBeFocused();
    // What an input method is composing is its own.
    const field = crowd.window.getByRole('searchbox');
    await field.dispatchEvent('keydown', { key: 'Escape', isComposing: true });
    await expect(field).toHaveValue('account 7');
    await field.press('Escape');
    await expect(field).toHaveValue('');
  });

  await test.step('their tokens are copied, and they are removed after a question', async () => {
    await accountRow(crowd, 'account 1').hover();
    await accountRow(crowd, 'account 1').getByRole('checkbox').check();
    await accountRow(crowd, 'account 3').click({ modifiers: ['Shift'] });
    await accountRow(crowd, 'account 2').click({ modifiers: ['Control'] });
    const bar = crowd.window.getByRole('region', { name: 'Chosen accounts' });
    await expect(bar.getByRole('status')).toHaveText('Chosen: 2');
    await bar.getByRole('button', { name: 'Copy tokens' }).click();
    await crowd.window.getByRole('menuitem', { name: 'JSON by name' }).click();
    await expect(crowd.window.getByText('Tokens copied: 2.')).toBeVisible();
    expect(JSON.parse(await clipboard.read(crowd))).toEqual({
      'account 1': 'canary-access-1',
      'account 3': 'canary-access-3',
    });

    await bar.getByRole('button', { name: 'Remove…' }).click();
    const question = crowd.window.getByRole('dialog', { name: 'Remove 2 accounts?' });
    await expect(question).toContainText('account 1');
    await question.getByRole('button', { name: 'Remove 2' }).click();
    await expect(crowd.window.getByText('Accounts removed: 2')).toBeVisible();
    await expect(accountRow(crowd, 'account 1')).toBeHidden();
    await expect(accountRow(crowd, 'account 2')).toBeVisible();
    expect((await crowd.view()).accounts).toHaveLength(COUNT - 2);
    // What is brought back is chosen as it was, and has the keyboard; where it goes again, the keyboard goes on beside it.
    await press(crowd, 'Control+z');
    await expect(bar.getByRole('status')).toHaveText('Chosen: 2');
    await expect(accountRow(crowd, 'account 1')).toHaveAttribute('aria-selected', 'true');
    const focused = crowd.window.locator('[role=row]:focus');
    await expect(focused).toHaveAttribute('aria-label', /^account [13]$/);
    await bar.getByRole('button', { name: 'Remove…' }).press('Enter');
    await question.getByRole('button', { name: 'Remove 2' }).press('Enter');
    await expect(accountRow(crowd, 'account 3')).toBeHidden();
    await expect(focused).toHaveAttribute('aria-label', /^account [24]$/);
  });
});
