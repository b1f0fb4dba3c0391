/** The list at its size: found, ordered, grouped, marked, chosen; by the mouse and by the keyboard. */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { ownClipboard, type Clipboard } from './support/clipboard';
import { CROWD_PASSPHRASE, writeCrowd } from './support/crowd';
import { expect, test as base, type Latchkey } from './support/latchkey';
import { unlock } from './support/passphrase';
import { accountRow, expectStatus } from './support/screen';

const COUNT = 500;
/** Of the first group by client, with its count. */
const heading = 'client-0 · Standard OAuth 2.0 server50';

interface Fixtures {
  readonly clipboard: Clipboard;
  /** Answers each refresh; the ones of accounts whose number ends in 7 with `invalid_grant`. */
  readonly tokenServer: {
    readonly url: string;
    readonly refreshed: string[];
    /** Holds its answers back until the result is called. */
    readonly hold: () => () => void;
  };
  readonly crowd: Latchkey;
}

const test = base.extend<Fixtures>({
  clipboard: ownClipboard,
  tokenServer: async ({}, use) => {
    const refreshed: string[] = [];
    let gate: Promise<void> = Promise.resolve();
    const hold = (): (() => void) => {
      const { promise, resolve } = withResolver();
      gate = promise;
      return resolve;
    };
    const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
      const token = new URLSearchParams(await text(request)).get('refresh_token') ?? '';
      refreshed.push(token);
      await gate;
      const dead = token.endsWith('7');
      const tokens = { access_token: `new-${token}`, token_type: 'Bearer', expires_in: 864_000 };
      response.writeHead(dead ? 400 : 200, { 'content-type': 'application/json' });
      response.end(JSON.stringify(dead ? { error: 'invalid_grant' } : tokens));
    };
    const server = createServer((request, response) => void answer(request, response));
    await use({ url: await listen(server), refreshed, hold });
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

/** `Promise.withResolvers` is newer than Node 20. */
function withResolver(): { readonly promise: Promise<void>; readonly resolve: () => void } {
  let resolve = (): void => undefined;
  const promise = new Promise<void>((done) => void (resolve = done));
  return { promise, resolve: () => resolve() };
}

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

test('the list of thousands is walked, searched, ordered and marked, and stands so after a restart', async ({
  crowd,
  launch,
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
  });
  await crowd.close();

  const again = await launch({ keyring: false });
  await unlock(again, CROWD_PASSPHRASE);
  await expect(accountRow(again, 'account 10')).toBeVisible();
  expect(await labels(again, 2)).toEqual([heading, 'account 0']);
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
  });

  await test.step('a refresh of many is stopped half way, and each says what became of it', async () => {
    await search(crowd, 'client-9');
    await expect(accountRow(crowd, 'account 9')).toBeVisible();
    // From the field down to what was found.
    await crowd.window.getByRole('searchbox').press('ArrowDown');
    await expect(accountRow(crowd, 'account 9')).toBeFocused();
    await press(crowd, 'Control+a');
    const release = tokenServer.hold();
    await button(crowd, 'Refresh').first().click();
    await expect(crowd.window.getByRole('progressbar', { name: 'Refreshing: 0 of 50' })).toBeVisible();
    await button(crowd, 'Cancel').press('Enter');
    await expect(crowd.window.getByText('Stopping: what was sent is waited for')).toBeVisible();
    release();
    const toast = crowd.window.getByText(/Refreshed: [1-9] · failed: 0 · not begun: 4\d/);
    await expect(toast).toBeVisible();
    await button(crowd, 'Show each').last().click();
    const results = crowd.window.getByRole('dialog', { name: 'What became of each' }).getByRole('listitem');
    await expect(results).toHaveCount(50);
    await expect(results.first()).toContainText('Was not begun.');
    await expect(results.last()).toContainText('Has a new token.');
    await press(crowd, 'Escape');
    await accountRow(crowd, 'account 9').focus();
    await press(crowd, 'Escape');
    await search(crowd, '');
  });

  await test.step('what needs its user first is left, and that is said', async () => {
    await search(crowd, 'account 7');
    await accountRow(crowd, 'account 7').focus();
    await press(crowd, ' ');
    const bar = crowd.window.getByRole('region', { name: 'Chosen accounts' });
    await bar.getByRole('button', { name: 'Refresh' }).click();
    await expect(crowd.window.getByText('None of these can be refreshed now')).toBeVisible();
    await button(crowd, 'Show each').last().click();
    await expect(crowd.window.getByRole('dialog')).toContainText('Left as it is: it needs a new sign-in.');
    await press(crowd, 'Escape');
    // The bar goes, and the keyboard with it: it goes on in the list.
    await bar.getByRole('button', { name: 'Choose none' }).press('Enter');
    await expect(accountRow(crowd, 'account 7')).toBeFocused();
    // What an input method is composing is its own.
    const field = crowd.window.getByRole('searchbox');
    await field.dispatchEvent('keydown', { key: 'Escape', isComposing: true });
    await expect(field).toHaveValue('account 7');
    await field.press('Escape');
    await expect(field).toHaveValue('');
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
    // What is brought back is chosen as it was, and has the keyboard; where it goes again, the keyboard goes on beside it.
    await press(crowd, 'Control+z');
    await expect(bar.getByRole('status')).toHaveText('Chosen: 2');
    await expect(accountRow(crowd, 'account 1')).toHaveAttribute('aria-selected', 'true');
    const focused = crowd.window.locator('[role=row]:focus');
    await expect(focused).toHaveAttribute('aria-label', /^account [13]$/);
    await bar.getByRole('button', { name: 'Remove…' }).press('Enter');
    await question.getByRole('button', { name: 'Remove 2' }).press('Enter');
    await expect(accountRow(crowd, 'account 3')).toBeHidden();
    await expect(focused).toHaveAttribute('aria-label', /^account [24]$/);
  });
});
