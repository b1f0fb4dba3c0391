/**
 * Every screen, dialog and menu, once: how each is come to and left, in the order of one walk through one app that starts without a
 * keyring. A new screen is one entry here; what looks at them (screens.spec.ts, screenshots/screens.spec.ts) then sees it, too.
 *
 * Between two screens the app speaks English; whoever looks at one may change language, theme and size, and puts them back.
 */
import { dialog, expect, type Latchkey } from './practice';
import { create, passphrase, press, unlock } from './passphrase';
import { accountRow, expectStatus, fillClientForm, refresh, signInToSinaapp, unfold } from './screen';
import {
  connectPractice,
  copyingMenu,
  duplicateProvider,
  escape,
  escapeTwice,
  fail,
  fromSettings,
  heading,
  importClient,
  item,
  menuOf,
  providerForm,
  providerPage,
  row,
  submitKaixin,
} from './screen-steps';

export interface Screen {
  readonly name: string;
  readonly open: (latchkey: Latchkey) => Promise<unknown>;
  /** Default: Escape, after which no dialog and no menu is open. */
  readonly leave?: (latchkey: Latchkey) => Promise<unknown>;
}

const stay = async (): Promise<void> => undefined;

/** For screens that the next one goes on from. */
const step = (name: string, open: Screen['open']): Screen => ({ name, open, leave: stay });

const tab = (name: string): Screen =>
  step(`details: ${name}`, (latchkey) => latchkey.window.getByRole('tab', { name }).click());

const parts = [
  'Further endpoints',
  'DPoP and pushed requests',
  'Parameters and resources',
  'Sign-in',
  'Network',
] as const;

export const screens: readonly Screen[] = [
  step('no keyring', (latchkey) => expect(latchkey.window.getByRole('button', { name: 'Quit' })).toBeVisible()),
  step('a passphrase is chosen', (latchkey) => press(latchkey, 'Use a passphrase…')),
  step('first steps: what it is', async (latchkey) => {
    await press(latchkey, 'Back');
    await create(latchkey);
    await expect(latchkey.window.getByRole('region', { name: 'First steps' })).toBeVisible();
  }),
  { name: 'client form', open: (latchkey) => press(latchkey, 'Connect SinaApp') },
  {
    name: 'client form, refused',
    open: async (latchkey) => {
      await press(latchkey, 'Connect SinaApp');
      const form = await fillClientForm(latchkey, {
        'Client ID': '1234',
        'Client secret': 'a secret',
        'Callback URL': 'http://death.sinaapp.com/sae_callback.php',
        'Refresh endpoint': 'http://api.sinaapp.com/oauth2/access_token',
      });
      await form.getByRole('button', { name: 'Connect', exact: true }).click();
      await expect(form.getByText('Secrets are not sent over http.')).toBeVisible();
    },
  },
  { name: 'other providers', open: (latchkey) => press(latchkey, 'Connect other provider') },
  {
    name: 'a server looked for',
    open: async (latchkey) => {
      await press(latchkey, 'Connect other provider');
      await dialog(latchkey)
        .getByRole('button', { name: /issuer/i })
        .first()
        .click();
    },
    leave: async () => undefined,
  },
  {
    name: 'a server not reached, with the exchange',
    open: async (latchkey) => {
      // Browsers go to no such port.
      await dialog(latchkey).getByLabel('Issuer', { exact: true }).fill('http://127.0.0.1:9');
      await dialog(latchkey).getByRole('button', { name: 'Look', exact: true }).click();
      await dialog(latchkey).getByRole('button', { name: 'Show the exchange' }).click();
      await expect(dialog(latchkey).getByRole('group', { name: 'Looking for metadata' })).toBeVisible();
    },
  },
  {
    name: 'a client imported',
    open: async (latchkey) => {
      await importClient(
        latchkey,
        'curl https://id.acme.example/token -u me:mine -d grant_type=refresh_token --key /k',
      );
      await expect(dialog(latchkey)).toContainText('A curl command');
    },
  },
  { name: 'a provider', open: providerPage },
  {
    name: 'form of a provider, refused',
    open: async (latchkey) => {
      await duplicateProvider(latchkey);
      await dialog(latchkey).getByLabel('Token endpoint', { exact: true }).fill('http://tokens.example/token');
      await dialog(latchkey).getByLabel('Name', { exact: true }).fill('');
      await expect(dialog(latchkey).getByText(/must be https/)).toBeVisible();
    },
  },
  {
    name: 'client form: what will be sent',
    open: async (latchkey) => {
      await press(latchkey, 'Connect SinaApp');
      await fillClientForm(latchkey, { 'Client ID': '1234', 'Callback URL': 'http://127.0.0.1/cb' });
      await unfold(dialog(latchkey), 'What will be sent');
      await expect(dialog(latchkey).getByText('Token request')).toBeVisible();
    },
  },
  { name: 'standard form: endpoints', open: providerForm },
  {
    name: 'standard form: all of it',
    open: async (latchkey) => {
      await providerForm(latchkey);
      for (const part of parts) await unfold(dialog(latchkey), part);
    },
  },
  { name: 'settings', open: (latchkey) => press(latchkey, 'Settings') },
  { name: 'command palette', open: ({ window }) => window.keyboard.press('Control+k') },
  { name: 'keyboard shortcuts', open: ({ window }) => window.keyboard.press('F1') },
  { name: 'about', open: (latchkey) => fromSettings(latchkey, 'About Latchkey') },
  { name: 'reset', open: (latchkey) => fromSettings(latchkey, 'Reset…') },
  {
    name: 'passphrase changed',
    open: (latchkey) => fromSettings(latchkey, 'Change passphrase…'),
  },
  step('first steps: a practice account', (latchkey) => press(latchkey, 'Next')),
  step('a sign-in under way', connectPractice),
  step('first steps: connected', async (latchkey) => {
    const page = latchkey.app.windows().find((each) => each.url().startsWith('http://127.0.0.1'));
    await signInToSinaapp(page!);
    await expectStatus(row(latchkey), 'Fresh');
  }),
  step('first steps: the token in use', (latchkey) => press(latchkey, 'Next')),
  step('the list, with one account', async (latchkey) => {
    await latchkey.window.getByRole('region', { name: 'First steps' }).getByRole('button', { name: 'Close' }).click();
    await expect(latchkey.window.getByRole('region', { name: 'First steps' })).toBeHidden();
  }),
  { name: 'sandbox', open: (latchkey) => press(latchkey, 'Sandbox details') },
  { name: 'fault bench', open: (latchkey) => press(latchkey, 'Fault bench') },
  {
    name: 'fault bench: the API, the log',
    open: async (latchkey) => {
      await press(latchkey, 'Fault bench');
      await dialog(latchkey).getByRole('radio', { name: 'API calls' }).click();
      await dialog(latchkey).locator('ol button').first().click();
    },
  },
  step('a grant by form', async (latchkey) => {
    await press(latchkey, 'Connect Kaixin001');
    await expect(dialog(latchkey).getByRole('button', { name: 'By password' })).toBeVisible();
  }),
  step('the list, with two accounts', submitKaixin),
  {
    name: 'a client chosen',
    open: async (latchkey) => {
      await press(latchkey, 'Connect Kaixin001');
      await press(latchkey, 'Use another client');
      await expect(dialog(latchkey)).toContainText('Which client?');
    },
  },
  { name: 'menu of an account', open: (latchkey) => menuOf(latchkey) },
  { name: 'menu of copying', open: copyingMenu, leave: escapeTwice },
  {
    name: 'usual form',
    open: async (latchkey) => {
      await copyingMenu(latchkey);
      await latchkey.window.getByRole('menuitem', { name: 'Usual form…' }).click();
      await expect(dialog(latchkey)).toBeVisible();
    },
  },
  { name: 'a token for another tool', open: (latchkey) => item(latchkey, 'Export token…') },
  { name: 'menu of the list', open: (latchkey) => press(latchkey, 'Arrange the list') },
  step('accounts chosen', async (latchkey) => {
    for (const label of ['SinaApp', 'json001']) await accountRow(latchkey, label).getByRole('checkbox').check();
  }),
  {
    name: 'several removed',
    open: async (latchkey) => {
      await latchkey.window
        .getByRole('region', { name: 'Chosen accounts' })
        .getByRole('button', { name: 'Remove…' })
        .click();
      await expect(dialog(latchkey)).toBeVisible();
    },
  },
  {
    name: 'several refreshed, each by itself',
    open: async (latchkey) => {
      await latchkey.window
        .getByRole('region', { name: 'Chosen accounts' })
        .getByRole('button', { name: 'Refresh' })
        .click();
      await press(latchkey, 'Show each');
    },
    leave: async (latchkey) => {
      await escape(latchkey);
      await latchkey.window.getByRole('button', { name: 'Choose none' }).click();
    },
  },
  { name: 'one removed', open: (latchkey) => item(latchkey, 'Remove…') },
  {
    name: 'menu of colours',
    async open(latchkey) {
      await menuOf(latchkey);
      await latchkey.window.getByRole('menuitem', { name: 'Colour' }).press('ArrowRight');
      await expect(latchkey.window.getByRole('menuitemradio', { name: 'Violet' })).toBeVisible();
    },
    leave: escapeTwice,
  },
  step('details', (latchkey) => item(latchkey, 'Show details')),
  ...['Claims', 'History', 'Reply'].map(tab),
  { ...tab('Exchange'), leave: (latchkey) => press(latchkey, 'Close details') },
  {
    name: 'details of the other dialect',
    open: (latchkey) => item(latchkey, 'Show details', 'json001'),
    leave: (latchkey) => press(latchkey, 'Close details'),
  },
  {
    name: 'an account that can come back',
    open: async (latchkey) => {
      await item(latchkey, 'Remove…', 'json001');
      await press(latchkey, 'Remove');
      await expect(latchkey.window.getByText('Removed: json001')).toBeVisible();
    },
    leave: async (latchkey) => {
      await press(latchkey, 'Undo');
      await expectStatus(accountRow(latchkey, 'json001'), 'Fresh');
    },
  },
  step('a server that has trouble', (latchkey) => fail(latchkey, 'server_error')),
  step('a client that is refused', (latchkey) => fail(latchkey, 'invalid_client')),
  step('a token copied', async (latchkey) => {
    await row(latchkey).getByRole('button', { name: 'Copy token' }).click();
    await expect(latchkey.window.getByText('Token copied.')).toBeVisible();
  }),
  step('an answer that was lost', async (latchkey) => {
    await refresh(latchkey, row(latchkey));
    await fail(latchkey, 'drop_after');
    await expectStatus(row(latchkey), 'Uncertain');
  }),
  { name: 'the token before, restored', open: (latchkey) => item(latchkey, 'Restore previous token') },
  step('a sign-in needed', async (latchkey) => {
    await row(latchkey).getByRole('button', { name: 'Try once more' }).click();
    await expectStatus(row(latchkey), 'Sign-in needed');
  }),
  {
    name: 'a backup exported',
    open: async (latchkey) => {
      await fromSettings(latchkey, 'Export…');
      await heading(latchkey, 'Export a backup');
    },
  },
  step('nothing found', (latchkey) => latchkey.window.getByRole('searchbox').fill('nobody')),
  step('locked', async (latchkey) => {
    await latchkey.window.getByRole('searchbox').fill('');
    await press(latchkey, 'Lock');
    await heading(latchkey, 'Latchkey is locked');
  }),
  step('locked, with a wrong passphrase', async (latchkey) => {
    await unlock(latchkey, `not ${passphrase}`);
    await expect(latchkey.window.getByRole('alert')).toBeVisible();
  }),
];

/** Goes through all of them; `look` sees each while it is open. */
export async function walk(latchkey: Latchkey, look: (screen: Screen) => Promise<void>): Promise<void> {
  for (const screen of screens) {
    await screen.open(latchkey);
    await look(screen);
    await (screen.leave ?? escape)(latchkey);
  }
}
