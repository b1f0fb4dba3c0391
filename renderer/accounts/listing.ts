/** Which accounts the list shows, in which order and groups, and what can be filtered by. Pure, and quick for ten thousand. */
import type { AccountView, ListGroup, ListSort, LocalizedText, MarkColour, Status } from '../../preload/contract';
import type { Locale } from '../messages/locale';
import { fold, foldedName, foldedWords } from '../messages/fold';
import { inLocale } from '../messages/locale';
import type { Filter } from '../state/desk';
import { orderOf } from './label-order';
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

export const markColours: readonly MarkColour[] = ['red', 'orange', 'yellow', 'green', 'blue', 'violet'];

function passes(account: AccountView, filter: Filter, now: number): boolean {
  switch (filter.by) {
    case 'all':
      return true;
    case 'status':
      return statusAt(account.phases, now) === filter.status;
    case 'provider':
      return account.providerId === filter.providerId;
    case 'favourite':
      return account.marks.favourite;
    case 'colour':
      return account.marks.colour === filter.colour;
  }
}

/** What is looked through, folded. A view never changes, so its text is made once. */
const texts = new WeakMap<AccountView, string>();

/** In both languages: who has the window in one may think of a provider in the other. */
function textOf(account: AccountView): string {
  const known = texts.get(account);
  if (known !== undefined) return known;
  const { label, providerName, clientName, issuedClientId, identity, after, scope, marks } = account;
  const own = [
    label,
    clientName,
    issuedClientId,
    identity ?? '',
    after.identity.profile?.name ?? '',
    // What was asked for is granted where the server says nothing else (RFC 6749 section 5.1).
    ...(scope.granted ?? scope.asked ?? []),
    marks.note,
  ];
  const text = `${fold(own.join(' '))} ${foldedName(providerName)}`;
  texts.set(account, text);
  return text;
}

export interface Arrangement {
  readonly filter: Filter;
  readonly search: string;
  readonly sort: ListSort;
  readonly group: ListGroup;
}

/**
 * The accounts that a filter and a search leave.
 *
 * @param now milliseconds since the epoch; decides only what a filter by status lets through
 */
export function matching(
  accounts: readonly AccountView[],
  { filter, search }: Pick<Arrangement, 'filter' | 'search'>,
  now: number,
): readonly AccountView[] {
  const words = foldedWords(search);
  return accounts.filter((account) => {
    if (!passes(account, filter, now)) return false;
    if (words.length === 0) return true;
    const text = textOf(account);
    return words.every((word) => text.includes(word));
  });
}

/**
 * The accounts that are shown, in their order. By label, which a restart does not change; or by expiry: what ends first stands first,
 * then what never ends, what nobody knows the end of, and what is locked.
 *
 * @param now milliseconds since the epoch; decides only what a filter by status lets through
 */
export function listed(
  accounts: readonly AccountView[],
  { filter, search, sort, group }: Arrangement,
  locale: Locale,
  now: number,
): readonly AccountView[] {
  const found = matching(accounts, { filter, search }, now);
  const places = orderOf(
    accounts.map(({ label }) => label),
    locale,
  );
  const byLabel = ({ label }: AccountView) => places.get(label) ?? 0;
  // Two groups may have one name.
  const keys = new Map<string, number>();
  const keyed = found.map((account) => {
    const { key, title } = groupOf(account, group);
    const place = keys.get(key) ?? keys.size;
    keys.set(key, place);
    return { account, title, place, end: endOf(account) };
  });
  const groups = orderOf([...new Set(keyed.map((each) => inLocale(each.title, locale)))], locale);
  const byGroup = (title: LocalizedText) => groups.get(inLocale(title, locale)) ?? 0;
  return keyed
    .toSorted((one, other) => {
      const apart = group === 'none' ? 0 : byGroup(one.title) - byGroup(other.title) || one.place - other.place;
      const sooner = sort === 'expiry' ? one.end - other.end : 0;
      return apart || sooner || byLabel(one.account) - byLabel(other.account);
    })
    .map(({ account }) => account);
}

function endOf({ access }: AccountView): number {
  if (access === null) return Number.MAX_VALUE;
  switch (access.expiry.kind) {
    case 'at':
      return access.expiry.at;
    case 'never':
      return Number.MAX_VALUE / 4;
    case 'unknown':
      return Number.MAX_VALUE / 2;
  }
}

function groupOf(account: AccountView, group: ListGroup): { readonly key: string; readonly title: LocalizedText } {
  switch (group) {
    case 'none':
      return { key: '', title: '' };
    case 'provider':
      return { key: account.providerId, title: account.providerName };
    case 'client':
      return { key: account.clientId, title: withProvider(account) };
  }
}

/** Clients of several providers may have one name. */
function withProvider({ clientName, providerName }: AccountView): LocalizedText {
  const beside = (provider: string): string => `${clientName} · ${provider}`;
  return typeof providerName === 'string'
    ? beside(providerName)
    : { en: beside(providerName.en), 'zh-CN': beside(providerName['zh-CN']) };
}

/** A line of the list: the head of a group, or an account. */
export type ListEntry =
  | { readonly kind: 'group'; readonly key: string; readonly title: LocalizedText; readonly count: number }
  | { readonly kind: 'account'; readonly key: string; readonly account: AccountView };

/** @param accounts as {@link listed} gives them, so that those of a group stand together */
export function withGroups(accounts: readonly AccountView[], group: ListGroup): readonly ListEntry[] {
  const entries: ListEntry[] = [];
  const counts = new Map<string, number>();
  if (group !== 'none')
    for (const account of accounts) {
      const { key } = groupOf(account, group);
      counts.set(key, (counts.get(key) ?? 0) + 1);
    }
  let last: string | null = null;
  for (const account of accounts) {
    const { key, title } = groupOf(account, group);
    if (group !== 'none' && key !== last)
      entries.push({ kind: 'group', key: `group ${key}`, title, count: counts.get(key) ?? 0 });
    last = key;
    entries.push({ kind: 'account', key: account.id, account });
  }
  return entries;
}

/** What has to be done for an account before it can be refreshed together with others. */
export type LeftReason = Extract<Status, 'sign_in_needed' | 'uncertain' | 'misconfigured' | 'locked'>;

const lefts: readonly Status[] = ['sign_in_needed', 'uncertain', 'misconfigured', 'locked'] satisfies LeftReason[];

/** Null where a refresh can be asked for: it needs no sign-in, and nobody has to decide or mend anything first. */
export function leftReason({ renewal, phases }: AccountView, now: number): LeftReason | null {
  const status = statusAt(phases, now);
  if (isLeft(status)) return status;
  return renewal === 'sign_in' ? 'sign_in_needed' : null;
}

function isLeft(status: Status): status is LeftReason {
  return lefts.includes(status);
}

export interface Tally {
  readonly byStatus: ReadonlyMap<Status, number>;
  readonly byProvider: ReadonlyMap<string, number>;
  readonly byColour: ReadonlyMap<MarkColour, number>;
  readonly favourites: number;
}

export function tally(accounts: readonly AccountView[], now: number): Tally {
  const byStatus = new Map<Status, number>();
  const byProvider = new Map<string, number>();
  const byColour = new Map<MarkColour, number>();
  let favourites = 0;
  for (const { phases, providerId, marks } of accounts) {
    const status = statusAt(phases, now);
    byStatus.set(status, (byStatus.get(status) ?? 0) + 1);
    byProvider.set(providerId, (byProvider.get(providerId) ?? 0) + 1);
    if (marks.colour !== null) byColour.set(marks.colour, (byColour.get(marks.colour) ?? 0) + 1);
    if (marks.favourite) favourites += 1;
  }
  return { byStatus, byProvider, byColour, favourites };
}
