/** The catalogue, the page of a provider, the form of one, and removals that can be undone. */
import { dialog, expect, test } from '../support/gallery';
import { accountRow, connectSinaapp, unfold } from '../support/screen';

test('the catalogue, a provider, and its form', async ({ latchkey, gallery }) => {
  const { window } = latchkey;
  await window.getByRole('button', { name: 'Connect other provider', exact: true }).click();
  await gallery.show(latchkey, '60-catalogue', { narrow: true });
  await dialog(latchkey).getByRole('searchbox').fill('git');
  await gallery.show(latchkey, '61-catalogue-search');
  await dialog(latchkey).getByRole('searchbox').fill('baidu');
  await dialog(latchkey).getByRole('button', { name: 'About this provider' }).first().click();
  await expect(dialog(latchkey).getByText('Each refresh token is good for one use.')).toBeVisible();
  await dialog(latchkey).getByText('Where this was found').click();
  await dialog(latchkey)
    .getByRole('button', { name: /^https/ })
    .first()
    .click();
  await gallery.show(latchkey, '62-provider', { narrow: true });
  await dialog(latchkey).getByRole('button', { name: 'Duplicate…' }).click();
  await expect(dialog(latchkey).getByText('Token request')).toBeVisible();
  await gallery.show(latchkey, '63-provider-form', { narrow: true });
  await dialog(latchkey).getByLabel('Token endpoint', { exact: true }).fill('http://tokens.example/token');
  await dialog(latchkey).getByLabel('Name', { exact: true }).fill('');
  await expect(dialog(latchkey).getByText(/must be https/)).toBeVisible();
  await gallery.show(latchkey, '64-provider-form-wrong', { narrow: true });
});

test('a client with its preview, and what was removed', async ({ latchkey, sandbox, gallery }) => {
  const { window } = latchkey;
  const row = await connectSinaapp(latchkey, sandbox);
  await window.getByRole('button', { name: 'Connect other provider', exact: true }).click();
  await dialog(latchkey).getByRole('searchbox').fill('sinaapp');
  await dialog(latchkey).getByRole('button', { name: 'About this provider' }).first().click();
  await dialog(latchkey).getByRole('button', { name: 'Edit practice-sinaapp' }).click();
  await dialog(latchkey).getByLabel('Client ID', { exact: true }).fill('another');
  await unfold(dialog(latchkey), 'What will be sent');
  await expect(dialog(latchkey).getByText('Token request')).toBeVisible();
  await gallery.show(latchkey, '65-client-preview', {
    narrow: true,
    at: dialog(latchkey).locator('pre').first(),
  });
  await window.keyboard.press('Escape');
  await row.getByRole('button', { name: 'More actions' }).click();
  await window.getByRole('menuitem', { name: 'Remove…' }).click();
  await dialog(latchkey).getByRole('button', { name: 'Remove', exact: true }).click();
  await expect(window.getByText('Removed: SinaApp')).toBeVisible();
  await expect(accountRow(latchkey, 'SinaApp')).toBeHidden();
  await gallery.show(latchkey, '66-removed', { narrow: true });
});
