/** Every screen about how tokens are protected: the passphrase, the lock, the settings, a locked account, the token before. */
import { sealUnderAnotherKey } from '../support/foreign-key';
import { dialog, expect, test, type Latchkey } from '../support/gallery';
import { accountRow, connectSinaapp, expectStatus, refresh } from '../support/screen';

const passphrase = 'correct horse battery staple';

const press = (latchkey: Latchkey, name: string): Promise<void> =>
  latchkey.window.getByRole('button', { name, exact: true }).click();

test.describe('without a keyring', () => {
  test.use({ options: { keyring: false } });

  test('choosing a passphrase, the settings, changing it, and the lock', async ({ latchkey, sandbox, gallery }) => {
    await press(latchkey, 'Use a passphrase…');
    await latchkey.window.getByLabel('New passphrase', { exact: true }).fill(passphrase);
    await gallery.show(latchkey, '30-choose-passphrase', { narrow: true });
    await latchkey.window.getByLabel('Repeat it', { exact: true }).fill(passphrase);
    await press(latchkey, 'Use this passphrase');
    await connectSinaapp(latchkey, sandbox);
    await gallery.show(latchkey, '31-passphrase-desk', { narrow: true });
    await press(latchkey, 'Settings');
    await gallery.show(latchkey, '32-passphrase-settings', { narrow: true });
    await press(latchkey, 'Change passphrase…');
    await gallery.show(latchkey, '33-change-passphrase');
    await latchkey.window.keyboard.press('Escape');
    await press(latchkey, 'Settings');
    await press(latchkey, 'Use the keyring instead…');
    await press(latchkey, 'Use the keyring');
    await expect(dialog(latchkey).getByRole('alert')).toBeVisible();
    await gallery.show(latchkey, '34-use-the-keyring');
    await latchkey.window.keyboard.press('Escape');
    await press(latchkey, 'Lock');
    await gallery.show(latchkey, '35-locked', { narrow: true });
    await latchkey.window.getByLabel('Passphrase', { exact: true }).fill('wrong passphrase');
    await press(latchkey, 'Unlock');
    await expect(latchkey.window.getByRole('alert')).toBeVisible();
    await gallery.show(latchkey, '36-wrong-passphrase');
  });
});

test('a keyring in the settings, one that does not answer, and an account it cannot open', async ({
  launch,
  sandbox,
  gallery,
  userDataFolder,
}) => {
  const first = await launch();
  await refresh(first, await connectSinaapp(first, sandbox));
  await press(first, 'Settings');
  await gallery.show(first, '37-keyring-settings');
  await first.window.keyboard.press('Escape');
  await accountRow(first, 'SinaApp').getByRole('button', { name: 'More actions' }).click();
  await expect(first.window.getByRole('menuitem', { name: 'Restore previous token…' })).toBeVisible();
  await gallery.show(first, '38-menu');
  await first.window.getByRole('menuitem', { name: 'Restore previous token…' }).click();
  await gallery.show(first, '39-restore-previous', { narrow: true });
  await first.close();

  const second = await launch({ keyring: false });
  await gallery.show(second, '40-keyring-away', { narrow: true });
  await second.close();

  await sealUnderAnotherKey(userDataFolder, 'SinaApp');
  const third = await launch();
  await expectStatus(accountRow(third, 'SinaApp'), 'Locked');
  await gallery.show(third, '41-keyring-changed', { narrow: true });
});
