/** Labels of accounts: no two the same when Latchkey gives them. */
import type { AccountBook } from './book';

export function labelsIn(book: Pick<AccountBook, 'all'>): ReadonlySet<string> {
  return new Set(book.all().map((stored) => (stored.state === 'open' ? stored.account.label : stored.facts.label)));
}

/** Whether Latchkey made a label of a name ({@link freeLabel}), and nobody has written another since. */
export function isLabelOf(name: string, label: string): boolean {
  return label.startsWith(name) && /^(?: \d+)?$/.test(label.slice(name.length));
}

/** The name itself, or with the first free number behind it. */
export function freeLabel(name: string, taken: ReadonlySet<string>): string {
  if (!taken.has(name)) return name;
  let number = 2;
  while (taken.has(`${name} ${number}`)) number += 1;
  return `${name} ${number}`;
}
