/**
 * Every screen, dialog and menu for everyone: axe finds no violation in either theme and either language; and nothing is cut off with
 * longer texts, in wide and narrow windows, at 200 % zoom.
 */
import { readFileSync } from 'node:fs';
import type { AxeResults, RunOptions } from 'axe-core';
import { expect, test, type Latchkey } from './support/practice';
import { cutOff } from './support/measured';
import { resize } from './support/screen';
import { walk } from './support/screens';

test.use({ options: { keyring: false } });

const axe = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');

/** Every theme with every language; after the first only what they change is looked at again. */
const looks = [
  { locale: 'en', theme: 'light', rules: null },
  { locale: 'en', theme: 'dark', rules: ['color-contrast', 'link-in-text-block'] },
  {
    locale: 'zh-CN',
    theme: 'light',
    rules: ['button-name', 'label', 'html-has-lang', 'valid-lang', 'aria-dialog-name'],
  },
  { locale: 'zh-CN', theme: 'dark', rules: null },
] as const;

/** SECURITY: the page's policy stays as it is; the debugger's way in does not ask it. */
async function violations({ window }: Latchkey, rules: readonly string[] | null): Promise<readonly string[]> {
  // A menu belongs to its button, wherever it is drawn, not to a part of the page.
  const menu = (await window.getByRole('menu').count()) > 0;
  const options: RunOptions = {
    resultTypes: ['violations'],
    ...(menu ? { rules: { region: { enabled: false } } } : {}),
    ...(rules === null ? {} : { runOnly: { type: 'rule', values: [...rules] } }),
  };
  const { violations: found } = await window.evaluate(
    (given) => (globalThis as unknown as { axe: { run: (o: unknown) => Promise<AxeResults> } }).axe.run(given),
    options,
  );
  return found.flatMap(({ id, nodes }) => nodes.map(({ html, failureSummary }) => `${id}: ${html}\n${failureSummary}`));
}

test('axe finds no violation on any screen, in both themes and both languages', async ({ latchkey }) => {
  test.setTimeout(600_000);
  // What fades in is looked at when it is there.
  await latchkey.window.emulateMedia({ reducedMotion: 'reduce' });
  await latchkey.window.evaluate(axe);
  await walk(latchkey, async ({ name }) => {
    for (const { locale, theme, rules } of looks) {
      await latchkey.ask('updateSettings', { locale, theme });
      await expect(latchkey.window.locator('html')).toHaveAttribute('lang', locale);
      await expect(latchkey.window.locator('html')).toHaveAttribute('data-mantine-color-scheme', theme);
      expect.soft(await violations(latchkey, rules), `${name}, ${locale}, ${theme}`).toEqual([]);
    }
    await latchkey.ask('updateSettings', { locale: 'en', theme: 'light' });
    await expect(latchkey.window.locator('html')).toHaveAttribute('lang', 'en');
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
