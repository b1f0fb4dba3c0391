/** The list at its size: found, ordered, grouped, marked, chosen; by the mouse and by the keyboard. */
import { readFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import { ownClipboard, type Clipboard } from './support/clipboard';
import { CROWD_PASSPHRASE, writeCrowd } from './support/crowd';
import { expect, test as base, type Latchkey } from './support/latchkey';
import { unlock } from './support/passphrase';
import { accountRow, expectStatus } from './support/screen';

const COUNT = 500;

interface Fixtures {
  readonly clipboard: Clipboard;
  /** Answers each refresh; the ones of accounts whose number ends in 7 with `invalid_grant`. */
  readonly tokenServer: { readonly url: string; readonly refreshed: string[] };
  readonly crowd: Latchkey;
}

const test = base.extend<Fixtures>({
  clipboard: ownClipboard,
  tokenServer: async ({}, use) => {
    const refreshed: string[] = [];
    const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
      const token = new URLSearchParams(await text(request)).get('refresh_token') ?? '';
      refreshed.push(token);
      const dead = token.endsWith('7');
      const tokens = { access_token: `new-${token}`, token_type: 'Bearer', expires_in: 864_000 };
      response.writeHead(dead ? 400 : 200, { 'content-type': 'application/json' });
      response.end(JSON.stringify(dead ? { error: 'invalid_grant' } : tokens));
    };
    const server = createServer((request, response) => void answer(request, response));
    await use({ url: await listen(server), refreshed });
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  },
  crowd: async ({ launch, userDataFolder, tokenServer }, use) => {
    await writeCrowd(userDataFolder, COUNT, tokenServer.url);
    const latchkey = await launch({ keyring: false });
    await unlock(latchkey, CROWD_PASSPHRASE);
    await expect(accountRow(latchkey, 'account 0')).toBeVisible();
    await use(latchkey);
  },
});

async function listen(server: Server): Promise<string> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/token`;
}

const rows = ({ window }: Latchkey) => window.getByRole('row');
const labels = (latchkey: Latchkey, count: number) =>
  rows(latchkey)
    .evaluateAll((found) => found.map((row) => row.getAttribute('aria-label') ?? row.textContent))
    .then((all) => all.slice(0, count));
const search = (latchkey: Latchkey, words: string) =>
  latchkey.window.getByRole('searchbox', { name: 'Search accounts' }).fill(words);
const press = async ({ window }: Latchkey, ...keys: readonly string[]) => {
  for (const key of keys) await window.keyboard.press(key);
};
const button = ({ window }: Latchkey, name: string) => window.getByRole('button', { name, exact: true });

async function arrange(latchkey: Latchkey, choice: string): Promise<void> {
  await button(latchkey, 'Arrange the list').click();
  await latchkey.window.getByRole('menuitemradio', { name: choice }).click();
  await press(latchkey, 'Escape');
}

/** What a window showed while accounts were still being read. */
interface Opening {
  readonly labels: readonly (string | null)[];
  readonly rows: string | null | undefined;
  /** Filters that say a number. */
  readonly filters: readonly (string | null)[];
}

/** In the page: notes what it shows while accounts are being read, and presses the first row's button for copying. */
function watchOpening(): void {
  const watching = new MutationObserver(() => {
    if (document.querySelector('footer')?.textContent.includes('Opening 500 accounts…') !== true) return;
    const drawn = [...document.querySelectorAll('[role=row]')];
    if (drawn.length === 0) return;
    watching.disconnect();
    const opening: Opening = {
      labels: drawn.slice(0, 3).map((row) => row.getAttribute('aria-label') ?? row.textContent),
      rows: document.querySelector('[role=grid]')?.ariaRowCount,
      filters: [...document.querySelectorAll('nav button')]
        .map(({ textContent }) => textContent)
        .filter((words) => /\d$/.test(words)),
    };
    Object.assign(window, { opening });
    document.querySelector<HTMLElement>('[role=row] button[aria-label="Copy token"]')?.click();
  });
  watching.observe(document.body, { subtree: true, childList: true, characterData: true });
}

async function firstShown(userDataFolder: string): Promise<readonly string[]> {
  const settings: unknown = JSON.parse(await readFile(path.join(userDataFolder, 'settings.json'), 'utf8'));
  return (settings as { readonly firstShown?: readonly string[] }).firstShown ?? [];
}

test('the list of thousands is walked, searched, ordered and marked, and stands so after a restart', async ({
  crowd,
  launch,
  userDataFolder,
  clipboard,
}) => {
  await test.step('a few rows are there, and every one is reached by keys', async () => {
    expect(await rows(crowd).count()).toBeLessThan(60);
    expect(await crowd.window.getByRole('grid').getAttribute('aria-rowcount')).toBe(String(COUNT));
    await accountRow(crowd, 'account 0').focus();
    await press(crowd, 'ArrowDown', 'ArrowDown');
    await expect(accountRow(crowd, 'account 2')).toBeFocused();
    await press(crowd, 'End');
    await expect(accountRow(crowd, `account ${COUNT - 1}`)).toBeFocused();
    await expect(accountRow(crowd, `account ${COUNT - 1}`)).toBeInViewport();
    await press(crowd, 'PageUp', 'PageUp', 'ArrowUp', 'PageDown', 'PageDown', 'ArrowDown');
    await expect(accountRow(crowd, `account ${COUNT - 1}`)).toBeFocused();
    await press(crowd, 'Home');
    await expect(accountRow(crowd, 'account 0')).toBeFocused();
    await expect(accountRow(crowd, 'account 0')).toBeInViewport();
  });

  await test.step('the row that has the keyboard keeps it while the list is scrolled away', async () => {
    await accountRow(crowd, 'account 1').focus();
    await crowd.window.getByRole('grid').evaluate((grid) => grid.scrollTo(0, 15_000));
    await expect(accountRow(crowd, 'account 300')).toBeVisible();
    await expect(accountRow(crowd, 'account 1')).toBeFocused();
    await press(crowd, 'ArrowDown');
    await expect(accountRow(crowd, 'account 2')).toBeFocused();
    await expect(accountRow(crowd, 'account 2')).toBeInViewport();
  });

  await test.step('it is searched and filtered', async () => {
    await search(crowd, 'user234@');
    await expect(rows(crowd)).toHaveCount(1);
    await search(crowd, 'no such account');
    await button(crowd, 'Show all accounts').click();
    await button(crowd, 'Favourites 5').click();
    await expect.poll(() => labels(crowd, 3)).toEqual(['account 0', 'account 100', 'account 200']);
    await button(crowd, 'All 500').click();
  });

  await test.step('a favourite, a note and a colour are set from the menu and looked through', async () => {
    const row = accountRow(crowd, 'account 5');
    const menu = async (item: string): Promise<void> => {
      await row.getByRole('button', { name: 'More actions' }).click();
      await crowd.window.getByRole('menuitem', { name: item }).click();
    };
    await menu('Add to favourites');
    await expect(row.getByLabel('Favourite')).toBeVisible();
    await menu('Colour');
    await crowd.window.getByRole('menuitemradio', { name: 'Violet' }).click();
    await expect(row).toHaveAttribute('data-mark-colour', 'violet');
    await press(crowd, 'Escape', 'Escape');
    await menu('Write a note…');
    const note = crowd.window.getByRole('textbox', { name: 'Note' });
    await expect(note).toBeFocused();
    await note.fill('Nightly build, 夜间构建');
    await row.focus();
    await expect(row.getByLabel('Note')).toBeVisible();
    await search(crowd, '夜间');
    await expect(rows(crowd)).toHaveCount(1);
    await button(crowd, 'Violet 1').click();
    await expect(rows(crowd)).toHaveCount(1);
  });

  await test.step('it is ordered and grouped', async () => {
    await search(crowd, '');
    await button(crowd, 'All 500').click();
    await arrange(crowd, 'By client');
    await arrange(crowd, 'What ends first');
    await expect.poll(() => labels(crowd, 4)).toEqual(['client-050', 'account 0', 'account 10', 'account 20']);
    // Which 50 stand at its top is remembered for the next start.
    await expect.poll(() => firstShown(userDataFolder)).toHaveLength(50);
    await expect.poll(async () => (await firstShown(userDataFolder)).at(-1)).toMatch(/490$/);
  });
  await crowd.close();

  const again = await launch({ keyring: false });
  await test.step('the top of the list is there before all accounts are, and a click waits for the others', async () => {
    await again.window.evaluate(watchOpening);
    await unlock(again, CROWD_PASSPHRASE);
    await expect(again.window.getByText('Opening 500 accounts…')).toBeHidden();
    await expect(accountRow(again, 'account 10')).toBeVisible();
    expect(await labels(again, 2)).toEqual(['client-050', 'account 0']);
    expect(await again.window.evaluate(() => Reflect.get(window, 'opening') as Opening)).toEqual({
      labels: ['client-0', 'account 0', 'account 10'],
      rows: '51',
      filters: ['All500'],
    });
    await expect(again.window.getByText('Token copied.')).toBeVisible();
    expect(await clipboard.read(again)).toBe('canary-access-0');
  });
  await search(again, '夜间');
  await expect(accountRow(again, 'account 5')).toHaveAttribute('data-mark-colour', 'violet');
  expect((await again.view()).accounts.find(({ label }) => label === 'account 5')?.marks).toEqual({
    favourite: true,
    note: 'Nightly build, 夜间构建',
    colour: 'violet',
    copyAs: null,
  });
});

test('several are chosen by keys or the mouse, refreshed, copied and removed together', async ({
  crowd,
  tokenServer,
  clipboard,
}) => {
  await test.step('chosen by keys and refreshed together, each has its own result', async () => {
    await accountRow(crowd, 'account 4').focus();
    await press(crowd, ' ', 'Shift+ArrowDown', 'Shift+ArrowDown', 'Shift+ArrowDown', 'Shift+ArrowDown');
    const bar = crowd.window.getByRole('region', { name: 'Chosen accounts' });
    await expect(bar.getByRole('status')).toHaveText('Chosen: 5');
    await bar.getByRole('button', { name: 'Refresh' }).click();
    const toast = crowd.window.getByText('Refreshed: 4 · failed: 1 · not begun: 0');
    await expect(toast).toBeVisible();
    await button(crowd, 'Show each').click();
    const results = crowd.window.getByRole('dialog', { name: 'What became of each' });
    await expect(results.getByRole('listitem').first()).toContainText(
      'account 7The server no longer accepts this grant.',
    );
    await expect(results.getByRole('listitem')).toHaveCount(5);
    await results.getByRole('button', { name: 'account 7' }).click();
    await expectStatus(accountRow(crowd, 'account 7'), 'Sign-in needed');
    expect(tokenServer.refreshed.toSorted()).toEqual([4, 5, 6, 7, 8].map((number) => `canary-refresh-${number}`));
    await accountRow(crowd, 'account 7').focus();
    await press(crowd, 'Escape');
    await expect(bar).toBeHidden();
  });

  await test.step('all are chosen by one key, and let go by another', async () => {
    await search(crowd, 'client-3');
    await accountRow(crowd, 'account 3').focus();
    await press(crowd, 'Control+a');
    await expect(crowd.window.getByText('Chosen: 50')).toBeVisible();
    await press(crowd, 'Escape');
    await expect(crowd.window.getByText('Chosen: 50')).toBeHidden();
    await search(crowd, '');
  });

  await test.step('their tokens are copied, and they are removed after a question', async () => {
    await accountRow(crowd, 'account 1').hover();
    await accountRow(crowd, 'account 1').getByRole('checkbox').check();
    await accountRow(crowd, 'account 3').click({ modifiers: ['Shift'] });
    await accountRow(crowd, 'account 2').click({ modifiers: ['Control'] });
    const bar = crowd.window.getByRole('region', { name: 'Chosen accounts' });
    await expect(bar.getByRole('status')).toHaveText('Chosen: 2');
    await bar.getByRole('button', { name: 'Copy tokens' }).click();
    await crowd.window.getByRole('menuitem', { name: 'JSON by name' }).click();
    await expect(crowd.window.getByText('Tokens copied: 2.')).toBeVisible();
    expect(JSON.parse(await clipboard.read(crowd))).toEqual({
      'account 1': 'canary-access-1',
      'account 3': 'canary-access-3',
    });

    await bar.getByRole('button', { name: 'Remove…' }).click();
    const question = crowd.window.getByRole('dialog', { name: 'Remove 2 accounts?' });
    await expect(question).toContainText('account 1');
    await question.getByRole('button', { name: 'Remove 2' }).click();
    await expect(crowd.window.getByText('Accounts removed: 2')).toBeVisible();
    await expect(accountRow(crowd, 'account 1')).toBeHidden();
    await expect(accountRow(crowd, 'account 2')).toBeVisible();
    expect((await crowd.view()).accounts).toHaveLength(COUNT - 2);
  });
});
