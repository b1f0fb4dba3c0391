/**
 * The system's browser, as Latchkey sees it: what it is asked to open is held here, and the test goes on from there as a browser would.
 * Install it after the start; it takes the place of `shell.openExternal`.
 */
import { expect } from '@playwright/test';
import type { Latchkey } from './running-app';

export interface SystemBrowser {
  /** Waits until a page was asked for that was not taken before, and gives its address. */
  opened(): Promise<string>;
  /** From now on nothing can be opened. */
  breaks(): Promise<void>;
}

export async function systemBrowser(latchkey: Latchkey): Promise<SystemBrowser> {
  await latchkey.app.evaluate(({ shell }) => {
    const asked: string[] = [];
    (globalThis as Record<string, unknown>)['openedInBrowser'] = asked;
    shell.openExternal = (url) => {
      asked.push(url);
      return Promise.resolve();
    };
  });
  let taken = 0;
  const all = (): Promise<readonly string[]> =>
    latchkey.app.evaluate(() => (globalThis as Record<string, unknown>)['openedInBrowser'] as readonly string[]);
  return {
    async opened() {
      await expect.poll(async () => (await all()).length).toBeGreaterThan(taken);
      const url = (await all())[taken] ?? '';
      taken += 1;
      return url;
    },
    async breaks() {
      await latchkey.app.evaluate(({ shell }) => {
        shell.openExternal = () => Promise.reject(new Error('no browser'));
      });
    },
  };
}

/** Where the server sends the browser, without going there. */
export async function redirectOf(url: string): Promise<string> {
  const answer = await fetch(url, { redirect: 'manual' });
  const location = answer.headers.get('location');
  if (location === null) throw new Error(`no redirect, but HTTP ${answer.status}`);
  return location;
}
