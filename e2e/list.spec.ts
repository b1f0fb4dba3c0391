/** The list at its size: found, ordered, grouped, marked; by the mouse and by the keyboard. */
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { CROWD_PASSPHRASE } from './support/crowd';
import { button, COUNT, expect, type Latchkey, press, rows, search, test } from './support/crowd-list';
import { unlock } from './support/passphrase';
import { accountRow } from './support/screen';

/** Of the first group by client, with its count. */
const heading = 'client-0 · Standard OAuth 2.0 server50';

const labels = (latchkey: Latchkey, count: number) =>
  rows(latchkey)
    .evaluateAll((found) => found.map((row) => row.getAttribute('aria-label') ?? row.textContent))
    .then((all) => all.slice(0, count));

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
    await expect.poll(() => labels(crowd, 4)).toEqual([heading, 'account 0', 'account 10', 'account 20']);
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
    expect(await labels(again, 2)).toEqual([heading, 'account 0']);
    expect(await again.window.evaluate(() => Reflect.get(window, 'opening') as Opening)).toEqual({
      labels: [heading.replace(/50$/, ''), 'account 0', 'account 10'],
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
