/** What the palette offers: made when it is asked for, from the table of commands, the providers, the settings and the accounts. */
import i18next, { type TFunction } from 'i18next';
import type { AccountView, AppView, LocalizedText } from '../../preload/contract';
import { commands, keyOf } from '../../preload/shortcuts';
import { connectAgain, connectProvider } from '../connect/connecting';
import { fold, foldedWords } from '../messages/fold';
import { inLocale, type Locale } from '../messages/locale';
import { sections, type SectionId } from '../settings/sections';
import { usualForm } from '../hand/forms';
import { copyToken, refreshAccount, setAutomatic } from '../state/commands';
import { toggleMuted } from '../state/at-hand';
import { changeDesk, pointAt } from '../state/desk';
import { openDialog } from '../state/dialogs';
import { findAccounts, type Verb, verbs } from './account-search';
import { fitAll } from './fuzzy';
import { aboutAccount, isPossible, runCommand } from './run';

export interface Entry {
  /** By which it is remembered as last used. */
  readonly key: string;
  readonly title: string;
  /** What it is about, beside the title. */
  readonly under: string | null;
  /** As written in the table of shortcuts; null for none. */
  readonly shortcut: string | null;
  readonly group: 'recent' | 'found' | 'commands';
  readonly run: () => void;
}

/** Rows that are drawn: more are found by typing on. */
const MOST = 60;
const MOST_RECENT = 5;

const verbKeys = {
  copy: 'account.copyToken',
  refresh: 'account.refresh',
  details: 'account.menu.details',
  copy_header: 'account.menu.copyHeader',
  copy_curl: 'account.menu.copyCurl',
  usual_form: 'hand.chooseUsual',
  export_token: 'hand.exportOne',
  connect_again: 'account.menu.connectAgain',
  automatic: 'account.menu.automaticOn',
  rename: 'account.menu.rename',
  mute: 'command.mute',
  restore: 'account.menu.restorePrevious',
  revoke: 'after.menu.revoke',
  remove: 'account.menu.remove',
} as const satisfies Record<Verb, string>;

/** An entry that is there whatever accounts there are, under the names that it is looked for by. */
interface Named extends Omit<Entry, 'group'> {
  /** In both languages, and by its id, in lower case. */
  readonly texts: readonly string[];
}

interface Speech {
  readonly locale: Locale;
  readonly t: TFunction;
  /** A text by its key in both languages, in lower case. */
  readonly both: (say: (t: TFunction) => string) => readonly string[];
}

function speech(locale: Locale): Speech {
  const [english, chinese] = [i18next.getFixedT('en'), i18next.getFixedT('zh-CN')];
  return {
    locale,
    t: locale === 'en' ? english : chinese,
    both: (say) => [fold(say(english)), fold(say(chinese))],
  };
}

/**
 * @param query as typed
 * @param accountId the account that has the keyboard
 */
export function entriesFor(query: string, view: AppView, accountId: string | null, locale: Locale): readonly Entry[] {
  const words = foldedWords(query);
  const said = speech(locale);
  const named = namedEntries(view, accountId, said);
  const { recent } = view.atHand.prefs;
  if (words.length === 0) {
    const last = recent.flatMap((key) => named.find((entry) => entry.key === key) ?? byKey(key, view, said) ?? []);
    const first = last.slice(0, MOST_RECENT);
    const used = new Set(first.map(({ key }) => key));
    return [
      ...first.map((entry) => ({ ...entry, group: 'recent' as const })),
      ...named.filter(({ key }) => !used.has(key)).map((entry) => ({ ...entry, group: 'commands' as const })),
    ].slice(0, MOST + MOST_RECENT);
  }
  const verbTexts = Object.fromEntries(
    verbs.map((verb) => [verb, said.both((t) => t(verbKeys[verb])).join(' ')]),
  ) as Record<Verb, string>;
  const found = [
    ...named.flatMap((entry) => {
      const fit = fitAll(entry.texts, words);
      return fit === 0 ? [] : [{ entry: { ...entry, group: 'found' as const }, fit }];
    }),
    ...findAccounts(view.accounts, words, verbTexts, accountId, canDo).map(({ account, verb, fit }) => ({
      entry: accountEntry(account, verb, view, said),
      fit,
    })),
  ];
  // What was used before is meant more often; of what fits as well, an account that is there before a provider that is not connected.
  const kinds: Readonly<Record<string, number>> = { command: 1, account: 0.5 };
  const bonus = (key: string): number => (recent.includes(key) ? 2 : 0) + (kinds[key.split(':')[0] ?? ''] ?? 0);
  // Letters that only happen to come in this order are for when nothing else fits.
  const best = Math.max(0, ...found.map(({ fit }) => fit));
  return found
    .filter(({ fit }) => fit >= best / 3)
    .toSorted((one, other) => other.fit + bonus(other.entry.key) - one.fit - bonus(one.entry.key))
    .slice(0, MOST)
    .map(({ entry }) => entry);
}

function namedEntries(view: AppView, accountId: string | null, said: Speech): readonly Named[] {
  const { t, both } = said;
  const current = view.accounts.find(({ id }) => id === accountId);
  return [
    ...commands.flatMap(({ id }): readonly Named[] =>
      id === 'palette' || !isPossible(id, view, accountId)
        ? []
        : [
            {
              key: `command:${id}`,
              title: t(`command.${id}`),
              texts: [...both((each) => each(`command.${id}`)), id],
              under: aboutAccount.has(id) ? (current?.label ?? null) : null,
              shortcut: keyOf(id),
              run: () => runCommand({ id, accountId: null }),
            },
          ],
    ),
    ...view.providers.flatMap((provider): readonly Named[] =>
      provider.id === 'sinaapp' || provider.id === 'kaixin001'
        ? []
        : [
            {
              key: `connect:${provider.id}`,
              title: connectTitle(t, provider.name, said.locale),
              texts: [
                ...both((each) => each('palette.connect', { name: inLocale(provider.name, said.locale) })),
                fold(inLocale(provider.name, 'en')),
                fold(inLocale(provider.name, 'zh-CN')),
                provider.id,
              ],
              under: null,
              shortcut: null,
              run: () => connectProvider(provider.id),
            },
          ],
    ),
    ...sections.map((section): Named => sectionEntry(section, said)),
  ];
}

function connectTitle(t: TFunction, name: LocalizedText, locale: Locale): string {
  return t('palette.connect', { name: inLocale(name, locale) });
}

function sectionEntry(section: SectionId, { t, both }: Speech): Named {
  return {
    key: `settings:${section}`,
    title: t('settings.open', { section: t(`settings.section.${section}`) }),
    texts: both((each) => each('settings.open', { section: each(`settings.section.${section}`) })),
    under: null,
    shortcut: null,
    run: () => openDialog({ kind: 'settings', section }),
  };
}

/** Something that was done with an account before: `account:copy:<id>`. */
function byKey(key: string, view: AppView, said: Speech): Entry | null {
  const [kind, verb, id] = key.split(':');
  const known = verbs.find((each) => each === verb);
  if (kind !== 'account' || known === undefined) return null;
  const account = view.accounts.find((each) => each.id === id);
  return account === undefined || !canDo(account, known) ? null : accountEntry(account, known, view, said);
}

function canDo({ access, renewal, previous, after, refreshing }: AccountView, verb: Verb): boolean {
  switch (verb) {
    case 'copy':
    case 'copy_header':
    case 'copy_curl':
    case 'usual_form':
    case 'export_token':
    case 'automatic':
      return access !== null;
    case 'refresh':
      return access !== null && renewal !== 'sign_in' && !refreshing;
    case 'restore':
      return previous !== null && !refreshing;
    case 'revoke':
      return after.canRevoke;
    case 'details':
    case 'connect_again':
    case 'rename':
    case 'mute':
    case 'remove':
      return true;
  }
}

function accountEntry(account: AccountView, verb: Verb, view: AppView, { t, locale }: Speech): Entry {
  const { id, label, providerName, automatic } = account;
  const muted = view.atHand.prefs.muted.includes(id);
  const title =
    verb === 'automatic' && automatic.on
      ? t('account.menu.automaticOff')
      : verb === 'mute'
        ? t(muted ? 'notify.unmute' : 'notify.mute')
        : verb === 'copy' && usualForm(account) !== 'token'
          ? t('hand.copyUsual', { form: t(`hand.form.${usualForm(account)}`) })
          : t(verbKeys[verb]);
  return {
    key: `account:${verb}:${id}`,
    title,
    under: `${label} · ${inLocale(providerName, locale)}`,
    shortcut: null,
    group: 'found',
    run: () => doWith(account, verb),
  };
}

function doWith(account: AccountView, verb: Verb): void {
  const { id, automatic } = account;
  switch (verb) {
    case 'copy':
      return void copyToken(id, 'usual');
    case 'copy_header':
      return void copyToken(id, 'header');
    case 'copy_curl':
      return void copyToken(id, 'curl');
    case 'usual_form':
      return openDialog({ kind: 'usual_form', accountId: id });
    case 'export_token':
      return openDialog({ kind: 'export_tokens', accountIds: [id] });
    case 'refresh':
      pointAt(id);
      return void refreshAccount(id, false);
    case 'details':
      return runCommand({ id: 'details', accountId: id });
    case 'connect_again':
      return connectAgain(account);
    case 'automatic':
      return void setAutomatic(id, !automatic.on);
    case 'rename':
      pointAt(id);
      return changeDesk({ renamingId: id });
    case 'mute':
      return void toggleMuted(id);
    case 'restore':
      return openDialog({ kind: 'restore_previous', accountId: id });
    case 'revoke':
      return openDialog({ kind: 'revoke_account', accountId: id });
    case 'remove':
      return openDialog({ kind: 'remove_account', accountId: id });
  }
}
