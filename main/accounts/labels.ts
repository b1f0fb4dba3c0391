/** Labels of accounts: no two the same when Latchkey gives them. */
import type { AccountBook } from './book';

export function labelsIn(book: Pick<AccountBook, 'all'>): ReadonlySet<string> {
  return new Set(book.all().map((stored) => (stored.state === 'open' ? stored.account.label : stored.facts.label)));
}

/** The name itself, or with the first free number behind it. */
export function freeLabel(name: string, taken: ReadonlySet<string>): string {
  if (!taken.has(name)) return name;
  let number = 2;
  while (taken.has(`${name} ${number}`)) number += 1;
  return `${name} ${number}`;
}

/** Is a label the one that was given, perhaps with a number behind it, and not one of its user's own? */
export function isGiven(label: string, given: string): boolean {
  return label === given || (label.startsWith(given) && /^ \d+$/.test(label.slice(given.length)));
}
