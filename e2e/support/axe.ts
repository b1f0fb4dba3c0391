/** axe in the real page, in every theme with every language. */
import { readFileSync } from 'node:fs';
import { expect, type Page } from '@playwright/test';
import type { AxeResults, RunOptions } from 'axe-core';

const source = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');

export interface Look {
  readonly locale: 'en' | 'zh-CN';
  readonly theme: 'light' | 'dark';
  /** Null: all of them. After the first look only what theme and language change is looked at again. */
  readonly rules: readonly string[] | null;
}

export const looks: readonly Look[] = [
  { locale: 'en', theme: 'light', rules: null },
  { locale: 'en', theme: 'dark', rules: ['color-contrast', 'link-in-text-block'] },
  {
    locale: 'zh-CN',
    theme: 'light',
    rules: ['button-name', 'label', 'html-has-lang', 'valid-lang', 'aria-dialog-name'],
  },
  { locale: 'zh-CN', theme: 'dark', rules: null },
];

/** SECURITY: the page's policy stays as it is; the debugger's way in does not ask it. */
export async function loadAxe(page: Page): Promise<void> {
  // What fades in is looked at when it is there.
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await page.evaluate(source);
}

/**
 * What axe finds in every look, with the look's name; English and light again afterwards.
 * @param within a selector; default: the whole page
 */
export async function violationsInAllLooks(page: Page, within?: string): Promise<readonly string[]> {
  const found: string[] = [];
  const put = async (look: Pick<Look, 'locale' | 'theme'>): Promise<void> => {
    await page.evaluate((to) => window.latchkey.updateSettings(to), look);
    await expect(page.locator('html')).toHaveAttribute('lang', look.locale);
    await expect(page.locator('html')).toHaveAttribute('data-mantine-color-scheme', look.theme);
  };
  for (const { locale, theme, rules } of looks) {
    await put({ locale, theme });
    for (const each of await violations(page, rules, within)) found.push(`${locale}, ${theme}: ${each}`);
  }
  await put({ locale: 'en', theme: 'light' });
  return found;
}

async function violations(page: Page, rules: Look['rules'], within = 'html'): Promise<readonly string[]> {
  // A menu belongs to its button, wherever it is drawn, not to a part of the page.
  const menu = (await page.getByRole('menu').count()) > 0;
  const options: RunOptions = {
    resultTypes: ['violations'],
    ...(menu ? { rules: { region: { enabled: false } } } : {}),
    ...(rules === null ? {} : { runOnly: { type: 'rule', values: [...rules] } }),
  };
  const { violations: found } = await page.evaluate(
    ([where, how]) =>
      (globalThis as unknown as { axe: { run: (w: string, o: unknown) => Promise<AxeResults> } }).axe.run(where, how),
    [within, options] as const,
  );
  return found.flatMap(({ id, nodes }) => nodes.map(({ html, failureSummary }) => `${id}: ${html}\n${failureSummary}`));
}
