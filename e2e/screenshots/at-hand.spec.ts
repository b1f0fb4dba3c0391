/** The palette, the sheet of keys, the settings' sections, the reset and About. */
import { dialog, expect, test } from '../support/gallery';
import { connectSinaapp } from '../support/screen';

test('what is always at hand', async ({ latchkey, sandbox, gallery }) => {
  const { window } = latchkey;
  const { keyboard } = window;
  await connectSinaapp(latchkey, sandbox);
  await keyboard.press('Control+k');
  await expect(dialog(latchkey)).toBeVisible();
  await gallery.show(latchkey, '70-palette', { narrow: true });
  await keyboard.type('sina');
  await expect(dialog(latchkey).getByRole('option').first()).toContainText('SinaApp');
  await gallery.show(latchkey, '71-palette-found', { narrow: true });
  await keyboard.press('Escape');
  await keyboard.press('F1');
  await expect(dialog(latchkey)).toBeVisible();
  await gallery.show(latchkey, '72-shortcuts', { narrow: true });
  await keyboard.press('Escape');
  await expect(dialog(latchkey)).toBeHidden();
  // As on a system that shows none.
  await latchkey.app.evaluate(({ Notification }) => void (Notification.isSupported = () => false));
  await latchkey.ask('updateAtHand', { tray: true });
  for (const section of ['Notifications', 'Always at hand', 'Data and reset'] as const) {
    await keyboard.press('Control+k');
    await keyboard.type(`settings: ${section}`);
    await keyboard.press('Enter');
    await expect(dialog(latchkey).getByRole('heading', { name: section, exact: true })).toBeInViewport();
    const number = { Notifications: 73, 'Always at hand': 74, 'Data and reset': 75 }[section];
    await gallery.show(latchkey, `${number}-settings-${section.split(' ')[0]?.toLowerCase()}`, { narrow: true });
    await keyboard.press('Escape');
    await expect(dialog(latchkey)).toBeHidden();
  }
  await keyboard.press('Control+k');
  await keyboard.type('reset');
  await keyboard.press('Enter');
  await dialog(latchkey).getByRole('radio', { name: 'Everything' }).click();
  await gallery.show(latchkey, '76-reset', { narrow: true });
  await keyboard.press('Escape');
  await keyboard.press('Control+k');
  await keyboard.type('about');
  await keyboard.press('Enter');
  await expect(dialog(latchkey)).toContainText('Chromium');
  await gallery.show(latchkey, '77-about', { narrow: true });
});
