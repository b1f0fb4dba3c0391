/** What a notification says. SECURITY: labels and names of providers only; no token, no part of one, nothing that a server sent. */
import type { Alert } from './alert-plan';
import { fill, roughly, shortened, type NativeWords } from './native-words';

export interface AlertText {
  readonly title: string;
  readonly body: string;
}

/** Labels that are named where several accounts are meant. */
const NAMED = 3;
/** Longest label, in characters. */
const LABEL_LENGTH = 60;

export function alertText(
  { kind, accounts, until }: Alert,
  words: NativeWords,
  nameOf: (providerId: string) => string,
  now: number,
): AlertText {
  const said = words.alert[kind];
  const [first] = accounts;
  if (accounts.length === 1 && first !== undefined) {
    const left = until === null ? '' : roughly(until - now, words);
    return {
      title: fill(said.one, { label: plain(first.label), left }),
      body: fill(said.body, { provider: plain(nameOf(first.providerId)) }),
    };
  }
  const names = accounts
    .slice(0, NAMED)
    .map(({ label }) => plain(label))
    .join(words.alert.separator);
  return {
    title: fill(said.many, { count: accounts.length }),
    body: fill(accounts.length > NAMED ? words.alert.names : words.alert.namesAll, { names }),
  };
}

/**
 * One line, without what would turn its direction or, on desktops that read notifications as markup, become an element.
 */
export function plain(text: string): string {
  return shortened(text.replaceAll(/[\p{Cc}\p{Cf}<>]/gu, ' ').trim(), LABEL_LENGTH);
}
