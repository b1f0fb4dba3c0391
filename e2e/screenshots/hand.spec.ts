/** What hands tokens over and takes clients in: the menu of forms, the usual form, files for other tools, importing a client. */
import { dialog, expect, openKaixinDialog, PRACTICE_PEOPLE, submitGrant, test } from '../support/gallery';
import { accountRow, connectSinaapp, expectStatus, resize } from '../support/screen';

test('handing a token over', async ({ launch, sandbox, gallery }) => {
  const latchkey = await launch();
  const { window } = latchkey;
  const row = await connectSinaapp(latchkey, sandbox);
  // By their places: the pictures are in two languages.
  for (const [name, size] of [
    ['60-copy-as.narrow', { width: 360, height: 640 }],
    ['60-copy-as', { width: 1100, height: 720 }],
  ] as const) {
    await resize(latchkey, size);
    for (const language of ['zh-CN', 'en'] as const) {
      await latchkey.ask('updateSettings', { locale: language });
      await row.getByRole('button').last().click();
      await window.getByRole('menuitem').first().hover();
      await expect(window.getByRole('menuitem', { name: 'curl', exact: true })).toBeVisible();
      await gallery.showPage(latchkey, window, name, language);
      await window.keyboard.press('Escape');
      await window.keyboard.press('Escape');
    }
  }
  await row.getByRole('button').last().click();
  await window.getByRole('menuitem').first().click();
  await window.getByRole('menuitem', { name: 'Usual form…' }).click();
  await expect(dialog(latchkey).getByRole('radio').first()).toBeFocused();
  await gallery.show(latchkey, '61-usual-form', { narrow: true });
  await window.keyboard.press('Escape');

  await row.getByRole('button').last().click();
  await window.getByRole('menuitem', { name: 'Export token…' }).click();
  await gallery.show(latchkey, '62-export-token', { narrow: true });
  await window.keyboard.press('Escape');

  const { username, password } = PRACTICE_PEOPLE.kaixin001.json001;
  await submitGrant(await openKaixinDialog(latchkey, sandbox), 'Password', { Username: username, Password: password });
  await expectStatus(accountRow(latchkey, username), 'Fresh');
  await row.focus();
  await window.keyboard.press('Control+a');
  await gallery.show(latchkey, '63-chosen-accounts', { narrow: true });
  await window.getByRole('button', { name: 'Export…' }).click();
  await dialog(latchkey).getByRole('radio').nth(3).check();
  await gallery.show(latchkey, '64-export-names');
});

test('importing a client', async ({ launch, gallery }) => {
  const latchkey = await launch();
  const { window } = latchkey;
  await window.getByRole('button', { name: 'Connect other provider' }).click();
  await gallery.show(latchkey, '65-other-providers', { narrow: true });
  await dialog(latchkey).getByRole('button', { name: 'Import client…' }).click();
  await gallery.show(latchkey, '66-import-client', { narrow: true });
  const field = dialog(latchkey).getByLabel('Text of another tool');
  await field.fill('a shopping list');
  await window.keyboard.press('Tab');
  await dialog(latchkey).getByRole('button', { name: 'Read', exact: true }).click();
  await expect(dialog(latchkey).getByRole('alert')).toBeVisible();
  await gallery.show(latchkey, '67-import-refused', { narrow: true });
  await field.fill(
    "curl https://id.acme.example/token -u 'acme-client:acme-client-secret-4711' -d grant_type=authorization_code -d code=x -d username=me --key /k | jq .",
  );
  await dialog(latchkey).getByRole('button', { name: 'Read', exact: true }).click();
  await expect(dialog(latchkey)).toContainText('A curl command');
  await gallery.show(latchkey, '68-import-review', { narrow: true });
  await dialog(latchkey).getByRole('button', { name: 'Add client' }).click();
  await expect(dialog(latchkey).getByRole('textbox', { name: 'Authorize endpoint' })).toBeFocused();
  await gallery.show(latchkey, '69-import-missing', { narrow: true });
});
