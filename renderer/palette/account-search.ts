/**
 * Accounts in the palette. With ten thousand accounts and a dozen things to do with each there are no entries until something is typed, and
 * then only those of the few accounts that fit best: each account is looked at once a word. Pure.
 */
import type { AccountView } from '../../preload/contract';
import { fold, foldedName } from '../messages/fold';
import { fitOf, strictFitOf } from './fuzzy';

/** What can be done with an account, in the order in which it is offered. */
export const verbs = [
  'copy',
  'refresh',
  'details',
  'copy_header',
  'copy_curl',
  'usual_form',
  'export_token',
  'connect_again',
  'automatic',
  'rename',
  'mute',
  'restore',
  'revoke',
  'remove',
] as const;

export type Verb = (typeof verbs)[number];

/** Offered where only the account was named. */
const USUAL = 3;
/** Accounts whose entries are made. */
const MOST_ACCOUNTS = 12;

export interface AccountHit {
  readonly account: AccountView;
  readonly verb: Verb;
  readonly fit: number;
}

const texts = new WeakMap<AccountView, readonly [label: string, rest: string]>();

/** In both languages: who has the window in one may think of a provider in the other. */
function textsOf(account: AccountView): readonly [label: string, rest: string] {
  const known = texts.get(account);
  if (known !== undefined) return known;
  const { label, providerName, providerId, clientName, issuedClientId, identity } = account;
  const names = [providerId, clientName, issuedClientId, identity ?? ''].join(' ');
  const made = [fold(label), `${foldedName(providerName)} ${fold(names)}`] as const;
  texts.set(account, made);
  return made;
}

/**
 * @param words as typed, folded, at least one
 * @param verbTexts what each verb is called, in both languages, folded
 * @param currentId the account that has the keyboard, which need not be named
 * @param can whether something can be done with an account now
 */
export function findAccounts(
  accounts: readonly AccountView[],
  words: readonly string[],
  verbTexts: Readonly<Record<Verb, string>>,
  currentId: string | null,
  can: (account: AccountView, verb: Verb) => boolean,
): readonly AccountHit[] {
  const verbFits = new Map(verbs.map((verb) => [verb, words.map((word) => fitOf(verbTexts[verb], word))]));
  const anyVerb = words.map((_, index) => verbs.some((verb) => (verbFits.get(verb)?.[index] ?? 0) > 0));
  const best: { readonly account: AccountView; readonly fits: readonly number[]; readonly sum: number }[] = [];
  for (const account of accounts) {
    const [label, rest] = textsOf(account);
    let named = false;
    let possible = true;
    let sum = 0;
    const fits: number[] = [];
    for (let index = 0; index < words.length; index += 1) {
      const word = words[index] ?? '';
      // Letters apart are looked for only where the word says nothing else.
      const inLabel = anyVerb[index] === true ? strictFitOf(label, word) : fitOf(label, word);
      const fit = inLabel > 0 ? inLabel : strictFitOf(rest, word);
      fits.push(fit);
      sum += fit;
      if (fit > 0) named = true;
      else if (anyVerb[index] !== true) {
        possible = false;
        break;
      }
    }
    if (!possible || (!named && account.id !== currentId)) continue;
    const last = best.at(-1);
    if (best.length === MOST_ACCOUNTS && last !== undefined && last.sum >= sum) continue;
    const place = best.findIndex((other) => other.sum < sum);
    best.splice(place < 0 ? best.length : place, 0, { account, fits, sum });
    if (best.length > MOST_ACCOUNTS) best.pop();
  }
  return best.flatMap(({ account, fits }) => hitsOf(account, fits, verbFits, can));
}

function hitsOf(
  account: AccountView,
  fits: readonly number[],
  verbFits: ReadonlyMap<Verb, readonly number[]>,
  can: (account: AccountView, verb: Verb) => boolean,
): readonly AccountHit[] {
  const possible = verbs.filter((verb) => can(account, verb));
  const onlyNamed = fits.every((fit) => fit > 0);
  const hits = possible.flatMap((verb): readonly AccountHit[] => {
    const byVerb = verbFits.get(verb) ?? [];
    // Each word says which account, or what to do with it.
    if (!fits.every((fit, index) => fit > 0 || (byVerb[index] ?? 0) > 0)) return [];
    const saysVerb = byVerb.some((fit) => fit > 0);
    const fit = fits.reduce((sum, each, index) => sum + Math.max(each, byVerb[index] ?? 0), 0);
    return [{ account, verb, fit: fit + (saysVerb ? 1 : 0) - verbs.indexOf(verb) / 100 }];
  });
  return onlyNamed
    ? hits.filter(({ verb }, index) => index < USUAL || (verbFits.get(verb) ?? []).some((fit) => fit >= 6))
    : hits;
}
