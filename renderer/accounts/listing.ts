/** Which accounts the list shows, and what can be filtered by. Pure. */
import type { AccountView, Status } from '../../preload/contract';
import type { Locale } from '../messages/locale';
import { inLocale } from '../messages/locale';
import type { Filter } from '../state/desk';
import { statusAt } from './phase';

/** In the order of urgency. */
export const statuses: readonly Status[] = [
  'sign_in_needed',
  'uncertain',
  'misconfigured',
  'expiring',
  'refreshable',
  'expired',
  'locked',
  'fresh',
];

function passes(account: AccountView, filter: Filter, now: number): boolean {
  switch (filter.by) {
    case 'all':
      return true;
    case 'status':
      return statusAt(account.phases, now) === filter.status;
    case 'provider':
      return account.providerId === filter.providerId;
  }
}

const collators: Readonly<Record<Locale, Intl.Collator>> = {
  en: new Intl.Collator('en', { numeric: true }),
  'zh-CN': new Intl.Collator('zh-CN', { numeric: true }),
};

/**
 * In the order of the labels, which a restart does not change. `search`: every word must occur in the label, provider, client, identity
 * or scope.
 */
export function listed(
  accounts: readonly AccountView[],
  { filter, search }: { readonly filter: Filter; readonly search: string },
  locale: Locale,
  now: number,
): readonly AccountView[] {
  const words = search.toLowerCase().split(/\s+/).filter(Boolean);
  const found = accounts.filter((account) => {
    if (!passes(account, filter, now)) return false;
    if (words.length === 0) return true;
    const { label, providerName, clientName, identity, scope } = account;
    const haystack = [label, inLocale(providerName, locale), clientName, identity ?? '', ...(scope.granted ?? [])]
      .join(' ')
      .toLowerCase();
    return words.every((word) => haystack.includes(word));
  });
  return found.toSorted((one, other) => collators[locale].compare(one.label, other.label));
}

/** Whether a refresh can be asked for together with others: it needs no sign-in, and nobody has to decide or mend anything first. */
export function mayRefresh({ renewal, phases }: AccountView, now: number): boolean {
  const hopeless: readonly Status[] = ['sign_in_needed', 'uncertain', 'misconfigured', 'locked'];
  return renewal !== 'sign_in' && !hopeless.includes(statusAt(phases, now));
}

export interface Tally {
  readonly byStatus: ReadonlyMap<Status, number>;
  readonly byProvider: ReadonlyMap<string, number>;
}

export function tally(accounts: readonly AccountView[], now: number): Tally {
  const byStatus = new Map<Status, number>();
  const byProvider = new Map<string, number>();
  for (const account of accounts) {
    const status = statusAt(account.phases, now);
    byStatus.set(status, (byStatus.get(status) ?? 0) + 1);
    byProvider.set(account.providerId, (byProvider.get(account.providerId) ?? 0) + 1);
  }
  return { byStatus, byProvider };
}
