/**
 * Pictures of screens, in both themes and both languages, into the folder that LATCHKEY_SCREENSHOTS names:
 * `<screen>.<language>.<theme>.png`, and `<screen>.narrow.…` from a narrow window.
 */
import path from 'node:path';
import type { Locator, Page } from '@playwright/test';
import { expect, test as base, type Latchkey } from './practice';
import { resize } from './screen';

export * from './practice';

const LANGUAGES = ['en', 'zh-CN'] as const;
const THEMES = ['light', 'dark'] as const;
const WIDE = { width: 1100, height: 720 };
const NARROW = { width: 360, height: 640 };

export type Language = (typeof LANGUAGES)[number];

export interface ShowOptions {
  readonly narrow?: boolean;
  /** What must be in sight. */
  readonly at?: Locator;
}

export interface Gallery {
  /** The main window as it is, in every theme and language. Afterwards it is light, English and wide again. */
  show(latchkey: Latchkey, screen: string, options?: ShowOptions): Promise<void>;
  /** Another window as it is, in every theme; its page speaks one language. */
  showPage(latchkey: Latchkey, page: Page, screen: string, language: Language): Promise<void>;
}

export const test = base.extend<{ readonly gallery: Gallery }>({
  gallery: async ({}, use) => {
    await use({
      async show(latchkey, screen, { narrow = false, at } = {}) {
        const shapes = [{ name: screen, size: WIDE }, ...(narrow ? [{ name: `${screen}.narrow`, size: NARROW }] : [])];
        for (const { name, size } of shapes) {
          await resize(latchkey, size);
          for (const language of LANGUAGES) {
            for (const theme of THEMES) {
              await latchkey.ask('updateSettings', { locale: language, theme });
              await expect(latchkey.window.locator('html')).toHaveAttribute('lang', language);
              await expect(latchkey.window.locator('html')).toHaveAttribute('data-mantine-color-scheme', theme);
              await at?.scrollIntoViewIfNeeded();
              await take(latchkey.window, `${name}.${language}.${theme}`);
            }
          }
        }
        await resize(latchkey, WIDE);
        await latchkey.ask('updateSettings', { locale: 'en', theme: 'light' });
      },
      async showPage(latchkey, page, screen, language) {
        for (const theme of THEMES) {
          await latchkey.ask('updateSettings', { theme });
          // Playwright holds the pages it drives at one colour scheme, whatever the app wants.
          await page.emulateMedia({ colorScheme: theme });
          await take(page, `${screen}.${language}.${theme}`);
        }
        await latchkey.ask('updateSettings', { theme: 'light' });
      },
    });
  },
});

async function take(page: Page, name: string): Promise<void> {
  const folder = process.env['LATCHKEY_SCREENSHOTS'];
  if (folder === undefined) throw new Error('No folder for the pictures: take them by `npm run screenshots`.');
  await page.screenshot({ path: path.join(folder, `${name}.png`), animations: 'disabled' });
}
