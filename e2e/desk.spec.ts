/** What people meet at the desk beside the way they meant to go: what is chosen and gone, out of sight, not found, refused; by mouse and by keyboard. */
import { acme, dialog, expect, type Latchkey, test } from './support/acme';
import { chooseInMenu } from './support/at-hand';
import { accountRow, resize } from './support/screen';
import { item } from './support/screen-steps';

const labels = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'];

/** Accounts of a grant that nobody has to sign in for. */
async function fill(latchkey: Latchkey): Promise<readonly string[]> {
  const { clientId } = await latchkey.ask('saveClient', {
    id: null,
    providerId: 'acme',
    clientId: 'me',
    clientSecret: 'a-secret',
    callbackUrl: 'http://callback.invalid/cb',
    scope: '',
    endpoints: { authorize: null, token: null, refresh: null },
    authentication: null,
    options: {},
  });
  const ids: string[] = [];
  for (const label of labels) {
    const fields = {};
    const got = await latchkey.ask('submitGrant', {
      clientId,
      accountId: null,
      grant: 'client_credentials',
      fields,
      scope: '',
    });
    if (!('accountId' in got)) throw new Error('something to do first');
    await latchkey.ask('renameAccount', { accountId: got.accountId, label });
    ids.push(got.accountId);
  }
  return ids;
}

test('what is chosen, filtered, renamed or not found stays in sight, and leads on', async ({
  sharedLatchkey: latchkey,
  server,
}) => {
  const { window } = latchkey;
  await latchkey.addProvider('acme.json', acme(server, { grants: { authorization_code: {}, client_credentials: {} } }));
  const [a, b, c] = await fill(latchkey);
  const row = (label: string) => accountRow(latchkey, label);

  await test.step('of the chosen ones those out of sight are counted, those that are gone are not', async () => {
    const bar = window.getByRole('region', { name: 'Chosen accounts' });
    await row('a').click({ modifiers: ['Control'] });
    await row('b').click({ modifiers: ['Control'] });
    await window.getByRole('navigation').getByRole('button', { name: 'Acme' }).click();
    await expect(bar).not.toContainText('not shown');
    await latchkey.ask('markAccount', { accountId: a!, favourite: true });
    await window.getByRole('navigation').getByRole('button', { name: 'Favourites' }).click();
    await expect(bar).toContainText('Chosen: 2 · not shown now: 1');
    await latchkey.ask('removeAccount', { accountId: b!, forGood: true });
    await expect(bar).toContainText(/Chosen: 1(?! ·)/);
    await latchkey.ask('removeAccount', { accountId: a!, forGood: true });
    await expect(bar).toBeHidden();
    await window.getByRole('button', { name: 'Show all accounts' }).click();
  });

  await test.step('with Shift a range is chosen from the row that has the keyboard, and no text', async () => {
    await row('c').focus();
    await row('e')
      .getByText('Acme')
      .click({ modifiers: ['Shift'] });
    await expect(window.getByText('Chosen: 3', { exact: true })).toBeVisible();
    await expect(row('e')).toBeFocused();
    expect(await window.evaluate(() => getSelection()?.toString())).toBe('');
    await window.keyboard.press('Escape');
  });

  await test.step('a narrow window says by what the list is filtered', async () => {
    await window.getByRole('navigation').getByRole('button', { name: 'Acme' }).click();
    const said = window.getByText('Shown only: Acme');
    await expect(said).toBeHidden();
    await resize(latchkey, { width: 360, height: 400 });
    await expect(said).toBeVisible();
    await window.getByRole('button', { name: 'Show all accounts' }).click();
    await expect(said).toBeHidden();
  });

  await test.step('a row that is renamed is followed', async () => {
    await row('c').press('F2');
    await window.keyboard.type('z');
    await window.keyboard.press('Enter');
    await expect(row('z')).toBeFocused();
    await expect(row('z')).toBeInViewport();
    await resize(latchkey, { width: 1100, height: 720 });
    // From the menu, while a filter hides it: the list is shown whole.
    await latchkey.ask('markAccount', { accountId: c!, favourite: true });
    await row('z').focus();
    await window.getByRole('navigation').getByRole('button', { name: 'Favourites' }).click();
    await latchkey.ask('markAccount', { accountId: c!, favourite: false });
    await expect(row('z')).toBeHidden();
    await chooseInMenu(latchkey, 'Accounts', 'Rename…');
    await expect(window.getByRole('textbox', { name: 'Label' })).toBeFocused();
    await window.keyboard.press('Escape');
    await expect(row('z')).toBeFocused();
  });

  await test.step('the other mouse button opens the menu of a row, and that for editing in a field', async () => {
    await row('d').getByText('Acme').click({ button: 'right' });
    await expect(window.getByRole('menuitem', { name: 'Show details' })).toBeVisible();
    await window.keyboard.press('Escape');
    await latchkey.app.evaluate(({ Menu }) => {
      const own = Object.getOwnPropertyDescriptor(Menu.prototype, 'popup')!;
      Menu.prototype.popup = function popUp() {
        Object.defineProperty(Menu.prototype, 'popup', own);
        Object.assign(globalThis, { popped: this.items.map(({ label }) => label) });
      };
    });
    await window.getByRole('searchbox').fill('d');
    await window.getByRole('searchbox').selectText();
    await window.getByRole('searchbox').click({ button: 'right' });
    const popped = (): Promise<readonly string[]> =>
      latchkey.app.evaluate(() => (globalThis as unknown as { popped?: string[] }).popped ?? []);
    await expect.poll(popped).toEqual(expect.arrayContaining(['Copy', 'Select all']));
    await window.getByRole('searchbox').fill('');
  });

  await test.step('who was asked and did not tell is not said to be unasked', async () => {
    await item(latchkey, 'Who is this?', 'e');
    const identity = window.getByRole('region', { name: 'Identity' });
    await expect(identity).toContainText('The server refused this.');
    await expect(identity).not.toContainText('not asked yet');
    await window.getByRole('button', { name: 'Close details' }).click();
  });

  await test.step('a number that a setting cannot be is said to be none', async () => {
    await window.getByRole('button', { name: 'Settings', exact: true }).click();
    const field = dialog(latchkey).getByLabel('Clear the clipboard after (seconds)');
    await field.fill('9999');
    await field.press('Enter');
    await expect(dialog(latchkey).getByText('A whole number from 0 to 600. It stays as it was.')).toBeVisible();
    await expect(field).toHaveValue('30');
    await window.keyboard.press('Escape');
  });

  await test.step('a name of one long word pushes nothing out of a dialog', async () => {
    const label = 'W'.repeat(120);
    const account = (await latchkey.view()).accounts.find((each) => each.label === 'd')!;
    await latchkey.ask('renameAccount', { accountId: account.id, label });
    await item(latchkey, 'Remove…', label);
    await expect(dialog(latchkey).getByRole('button', { name: 'Close' })).toBeInViewport();
    expect(await dialog(latchkey).evaluate((each) => each.scrollWidth - each.clientWidth)).toBe(0);
    await window.keyboard.press('Escape');
  });
});

test('the catalogue leads on where it has nothing, stays where it is, and says what became of its files', async ({
  sharedLatchkey: latchkey,
}) => {
  const { window } = latchkey;
  await window.getByRole('button', { name: 'Connect other provider', exact: true }).click();
  const box = dialog(latchkey);
  const search = box.getByRole('searchbox');

  await test.step('Tab reaches its buttons without moving it', async () => {
    for (const name of ['Close', 'Add a provider…', 'Reload']) {
      await window.keyboard.press('Shift+Tab');
      await expect(box.getByRole('button', { name })).toBeFocused();
      expect(await box.evaluate((each) => each.scrollTop)).toBe(0);
    }
    await window.keyboard.press('Enter');
    await expect(window.getByText('Provider files of yours that were read: 0.')).toBeVisible();
  });

  await test.step('what the system refuses is said, with its own words', async () => {
    await latchkey.app.evaluate(({ shell }) => {
      const openPath = shell.openPath.bind(shell);
      const { stderr } = process;
      const write = stderr.write.bind(stderr);
      shell.openPath = () => {
        shell.openPath = openPath;
        // The log names it, as it should; here it is expected.
        stderr.write = () => {
          stderr.write = write;
          return true;
        };
        return Promise.resolve('no program for folders');
      };
    });
    await box.getByRole('button', { name: 'Open providers folder' }).click();
    const told = window.getByRole('alert').filter({ hasText: 'Something failed' });
    await told.getByRole('button', { name: 'What the system said' }).click();
    await expect(told).toContainText('no program for folders');
    await told.getByRole('button', { name: 'Dismiss' }).click();
  });

  await test.step('a name it does not have, and an address', async () => {
    await search.fill('nobody at all');
    await expect(box.getByText('No provider matches.')).toBeVisible();
    await search.press('ArrowDown');
    await expect(box.getByRole('button', { name: 'By issuer URL…' })).toBeFocused();
    await expect(box.getByRole('button', { name: 'Standard OAuth 2.0 server' })).toBeVisible();
    await search.fill('http://127.0.0.1:9/realms/main');
    await search.press('Enter');
    await expect(box.getByLabel('Issuer', { exact: true })).toHaveValue('http://127.0.0.1:9/realms/main');
    await window.keyboard.press('Escape');
  });
});
