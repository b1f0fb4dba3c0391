/** Every screen of the walk (support/screens.ts), in both themes and languages, wide and narrow; and three of them in high contrast. */
import { test } from '../support/gallery';
import { walk } from '../support/screens';

test.use({ options: { keyring: false } });

/** What is looked at under the system's own colours, too. */
const highContrast = new Set(['the list, with two accounts', 'fault bench', 'menu of an account']);

test('every screen', async ({ latchkey, gallery }) => {
  test.setTimeout(900_000);
  let number = 100;
  await walk(latchkey, async ({ name }) => {
    number += 1;
    const file = `${number}-${name.replaceAll(/[^a-z]+/gi, '-')}`;
    await gallery.show(latchkey, file, { narrow: true });
    if (!highContrast.has(name)) return;
    await latchkey.window.emulateMedia({ forcedColors: 'active' });
    await gallery.show(latchkey, `${file}-forced-colours`);
    await latchkey.window.emulateMedia({ forcedColors: null });
  });
});
