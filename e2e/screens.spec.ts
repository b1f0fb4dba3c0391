/**
 * Every screen, dialog and menu for everyone: axe finds no violation in either theme and either language; and nothing is cut off with
 * longer texts, in wide and narrow windows, at 200 % zoom.
 */
import { expect, test } from './support/practice';
import { loadAxe, violationsInAllLooks } from './support/axe';
import { cutOff } from './support/measured';
import { resize } from './support/screen';
import { walk } from './support/screens';

test.use({ options: { keyring: false } });

test('axe finds no violation on any screen, in both themes and both languages', async ({ latchkey }) => {
  test.setTimeout(600_000);
  await loadAxe(latchkey.window);
  await walk(latchkey, async ({ name }) => {
    expect.soft(await violationsInAllLooks(latchkey.window), name).toEqual([]);
  });
});

/** In pixels of the screen; at 200 % zoom the page has half as many. */
const shapes = [
  { width: 1280, zoom: 1 },
  { width: 1280, zoom: 2 },
  { width: 720, zoom: 2 },
  { width: 360, zoom: 1 },
] as const;

test('nothing is cut off with texts that are a third longer, at 200 % zoom and in a window 360 px wide', async ({
  latchkey,
}) => {
  test.setTimeout(600_000);
  // What fades in is looked at when it is there.
  await latchkey.window.emulateMedia({ reducedMotion: 'reduce' });
  const main = await latchkey.app.browserWindow(latchkey.window);
  const look = async (zoom: number): Promise<void> => {
    await main.evaluate((window, factor) => window.webContents.setZoomFactor(factor), zoom);
  };
  const shape = async ({ width, zoom }: { readonly width: number; readonly zoom: number }): Promise<void> => {
    await look(1);
    await resize(latchkey, { width, height: 800 });
    await look(zoom);
    await expect.poll(() => latchkey.window.evaluate(() => innerWidth)).toBe(width / zoom);
  };
  await walk(latchkey, async ({ name }) => {
    for (const each of shapes) {
      await shape(each);
      expect.soft(await cutOff(latchkey.window), `${name}, ${each.width} px, ${each.zoom * 100} %`).toEqual([]);
    }
    await shape({ width: 1100, zoom: 1 });
  });
});
