/** The sections of the settings, and by which words each setting in them is found: a text by its key, in both languages. Pure. */
import en from '../messages/en.json';
import chinese from '../messages/zh-CN.json';
import { fold, foldedWords } from '../messages/fold';

/** Keys of texts, by setting and section, in the order in which they stand. */
const index = {
  general: {
    language: ['settings.language'],
    theme: ['settings.theme', 'settings.light', 'settings.dark'],
  },
  tokens: {
    clipboard: ['settings.clipboard', 'settings.clipboardHint'],
    signIn: ['settings.signIn', 'settings.signInHint'],
    automatic: ['settings.automatic', 'settings.automaticHint'],
    ahead: ['settings.ahead', 'settings.aheadHint'],
  },
  storage: {
    protection: ['settings.protection', 'settings.lock', 'settings.lockHint', 'passphrase.use', 'passphrase.keyring'],
  },
  backup: { backup: ['backup.heading', 'backup.text', 'backup.export', 'backup.import'] },
  notifications: {
    notifyOn: ['notify.on', 'notify.onHint'],
    expiring: ['notify.expiring', 'notify.minutes', 'notify.minutesHint'],
    signInNeeded: ['notify.signIn'],
    failed: ['notify.failed'],
    locked: ['notify.locked'],
    quiet: ['notify.quiet', 'notify.quietFrom', 'notify.quietTo'],
    muted: ['notify.muted', 'notify.mutedNone', 'notify.unmute'],
  },
  at_hand: {
    tray: ['atHand.tray', 'atHand.trayHint'],
    close: ['atHand.close', 'atHand.closeHint'],
    login: ['atHand.login', 'atHand.loginHint'],
    hidden: ['atHand.hidden', 'atHand.hiddenHint'],
    shortcut: ['atHand.shortcut', 'atHand.shortcutHint'],
    keys: ['command.shortcuts'],
  },
  network: { network: ['settings.network', 'network.proxy', 'network.ca'] },
  sandbox: { sandbox: ['settings.sandbox', 'sandbox.intro', 'sandbox.title'] },
  data: {
    folders: ['settings.folder', 'settings.providers'],
    updates: ['updates.setting', 'updates.settingHint', 'updates.look'],
    about: ['command.about', 'settings.version'],
    reset: ['command.reset', 'reset.settings', 'reset.everything'],
  },
} as const;

export type SectionId = keyof typeof index;

export const sections = Object.keys(index) as readonly SectionId[];

/** What a search leaves: sections by their ids, each with its settings. */
export type Found = ReadonlyMap<SectionId, ReadonlySet<string>>;

export function findSettings(query: string): Found {
  const words = foldedWords(query);
  const found = new Map<SectionId, ReadonlySet<string>>();
  for (const section of sections) {
    const name = textsOf(`settings.section.${section}`);
    const settings = Object.entries(index[section]).filter(([, keys]) => {
      const texts = [name, ...keys.map(textsOf)].join(' ');
      return words.every((word) => texts.includes(word));
    });
    if (settings.length > 0) found.set(section, new Set(settings.map(([id]) => id)));
  }
  return found;
}

function textsOf(key: string): string {
  return fold(`${textAt(en, key)} ${textAt(chinese, key)}`);
}

function textAt(messages: object, key: string): string {
  let at: unknown = messages;
  for (const part of key.split('.')) {
    at = typeof at === 'object' && at !== null ? (at as Readonly<Record<string, unknown>>)[part] : undefined;
  }
  return typeof at === 'string' ? at : '';
}
