/**
 * The tray's menu: a pure function of the accounts and the clock. What ends first stands first; eight accounts, each with copy and
 * refresh, and the way to the rest. Times are rough, so that the menu is made anew when it would say something else, not every second.
 */
import type { Status } from '../../accounts';
import { statusOf, type Glance } from './glance';
import type { MenuEntry } from './native-menu';
import { fill, roughly, roughlyHoldsFor, shortened, type NativeWords } from './native-words';

/** Accounts in the menu itself. */
const SHOWN = 8;
/** Longest label, in characters: a menu is as wide as its widest item. */
const LABEL_LENGTH = 40;

export type TrayState =
  | { readonly kind: 'open'; readonly accounts: readonly Glance[]; readonly lockable: boolean }
  | { readonly kind: 'locked' }
  /** The keyring has not answered, or its user has not chosen how tokens are kept. */
  | { readonly kind: 'starting' };

export interface TrayMenu {
  readonly entries: readonly MenuEntry[];
  readonly toolTip: string;
  /** Milliseconds since the epoch: from then on the menu says something else. Null where nothing in it depends on time. */
  readonly changesAt: number | null;
}

/**
 * @param nameOf the name of a provider, in the language of the words
 * @param now milliseconds since the epoch
 */
export function trayMenu(
  state: TrayState,
  words: NativeWords,
  nameOf: (providerId: string) => string,
  now: number,
): TrayMenu {
  const { tray, command } = words;
  const end: readonly MenuEntry[] = [
    { kind: 'line' },
    { kind: 'item', text: tray.show, action: { do: 'show' } },
    { kind: 'item', text: command.quit, action: { do: 'quit' } },
  ];
  if (state.kind !== 'open') {
    const locked = state.kind === 'locked';
    const said = locked ? tray.locked : tray.starting;
    const unlock: MenuEntry = { kind: 'item', text: tray.unlock, action: { do: 'show' } };
    return {
      entries: [{ kind: 'words', text: said }, ...(locked ? [unlock] : []), ...end],
      toolTip: `Latchkey · ${said}`,
      changesAt: null,
    };
  }
  const { accounts } = state;
  const urgent = mostUrgent(accounts, now);
  const { counts, turnsAt } = summary(accounts, now);
  const expiring = counts.get('expiring') ?? 0;
  const signIn = (counts.get('sign_in_needed') ?? 0) + (counts.get('expired') ?? 0);
  const said = [
    ...(expiring > 0 ? [fill(tray.expiring, { count: expiring })] : []),
    ...(signIn > 0 ? [fill(tray.signIn, { count: signIn })] : []),
  ];
  const line = accounts.length === 0 ? tray.none : said.length === 0 ? tray.fine : said.join(' · ');
  const holds = urgent.flatMap((glance) => {
    const until = shownEnd(glance, now);
    return until === null ? [] : [now + roughlyHoldsFor(until - now)];
  });
  const changes = [...holds, ...(turnsAt === null ? [] : [turnsAt])];
  return {
    entries: [
      { kind: 'words', text: line },
      ...urgent.map((glance) => accountEntry(glance, words, nameOf, now)),
      ...more(accounts.length - urgent.length, words),
      ...lookAt(counts, words),
      { kind: 'line' },
      connectMenu(words, nameOf),
      ...lockEntry(state.lockable, words),
      ...end,
    ],
    toolTip: `Latchkey · ${line}`,
    changesAt: changes.length === 0 ? null : Math.min(...changes),
  };
}

/** The usable ones, by what ends first; then those that need a person. */
function mostUrgent(accounts: readonly Glance[], now: number): readonly Glance[] {
  const rank = (glance: Glance): number => {
    switch (statusOf(glance, now)) {
      case 'expiring':
        return 0;
      case 'fresh':
        return 1;
      case 'refreshable':
        return 2;
      case 'sign_in_needed':
      case 'expired':
      case 'misconfigured':
      case 'uncertain':
        return 3;
      case 'locked':
        return 4;
    }
  };
  const keyed = accounts.map((glance) => ({
    glance,
    rank: rank(glance),
    end: shownEnd(glance, now) ?? Number.MAX_VALUE,
  }));
  const before = (one: (typeof keyed)[number], other: (typeof keyed)[number]): number =>
    one.rank - other.rank || one.end - other.end || (one.glance.label < other.glance.label ? -1 : 1);
  const first: (typeof keyed)[number][] = [];
  for (const each of keyed) {
    const last = first.at(-1);
    if (first.length === SHOWN && last !== undefined && before(each, last) >= 0) continue;
    const place = first.findIndex((other) => before(each, other) < 0);
    first.splice(place < 0 ? first.length : place, 0, each);
    if (first.length > SHOWN) first.pop();
  }
  return first.map(({ glance }) => glance);
}

/** The end that an account's line tells of: of its access token, or of the time in which it can be refreshed. */
function shownEnd(glance: Glance, now: number): number | null {
  const { accessEnd, refreshEnd } = glance;
  if (accessEnd !== null && accessEnd > now) return accessEnd;
  return statusOf(glance, now) === 'refreshable' && refreshEnd !== null && refreshEnd > now ? refreshEnd : null;
}

function summary(accounts: readonly Glance[], now: number) {
  const counts = new Map<Status, number>();
  let turnsAt: number | null = null;
  for (const glance of accounts) {
    const phase = glance.phases.find(({ until }) => until === null || now < until);
    const status = phase?.status ?? 'expired';
    counts.set(status, (counts.get(status) ?? 0) + 1);
    const until = phase?.until ?? null;
    if (until !== null && (turnsAt === null || until < turnsAt)) turnsAt = until;
  }
  return { counts, turnsAt };
}

function accountEntry(
  glance: Glance,
  words: NativeWords,
  nameOf: (providerId: string) => string,
  now: number,
): MenuEntry {
  const { id, label, canCopy, canRefresh } = glance;
  const { command } = words;
  return {
    kind: 'menu',
    text: `${shortened(label, LABEL_LENGTH)} · ${timeOf(glance, words, now)}`,
    entries: [
      { kind: 'words', text: shortened(nameOf(glance.providerId), LABEL_LENGTH) },
      { kind: 'item', text: command.copy, action: { do: 'copy', accountId: id }, off: !canCopy },
      { kind: 'item', text: command.refresh, action: { do: 'refresh', accountId: id }, off: !canRefresh },
      { kind: 'item', text: command.details, action: { do: 'command', id: 'details', accountId: id } },
    ],
  };
}

function timeOf(glance: Glance, words: NativeWords, now: number): string {
  const { tray } = words;
  const end = shownEnd(glance, now);
  switch (statusOf(glance, now)) {
    case 'fresh':
    case 'expiring':
      return end !== null ? roughly(end - now, words) : glance.neverEnds ? tray.never : tray.unknown;
    case 'refreshable':
      return end === null ? tray.canRefresh : fill(tray.refreshFor, { left: roughly(end - now, words) });
    case 'sign_in_needed':
    case 'expired':
      return words.command.connect_again;
    case 'misconfigured':
    case 'uncertain':
      return tray.look;
    case 'locked':
      return tray.locked;
  }
}

function more(rest: number, { tray }: NativeWords): readonly MenuEntry[] {
  return rest <= 0 ? [] : [{ kind: 'item', text: fill(tray.more, { count: rest }), action: { do: 'show' } }];
}

const NEEDING_A_PERSON = ['sign_in_needed', 'expired', 'misconfigured', 'uncertain'] as const;

function lookAt(counts: ReadonlyMap<Status, number>, { command }: NativeWords): readonly MenuEntry[] {
  return NEEDING_A_PERSON.flatMap((status): readonly MenuEntry[] => {
    const count = counts.get(status) ?? 0;
    const id = `filter_${status}` as const;
    return count === 0
      ? []
      : [{ kind: 'item', text: `${command[id]} (${count})`, action: { do: 'command', id, accountId: null } }];
  });
}

function connectMenu({ tray }: NativeWords, nameOf: (providerId: string) => string): MenuEntry {
  const connect = (id: 'connect_sinaapp' | 'connect_kaixin001' | 'connect_other', text: string): MenuEntry => ({
    kind: 'item',
    text,
    action: { do: 'command', id, accountId: null },
  });
  return {
    kind: 'menu',
    text: tray.connect,
    entries: [
      connect('connect_sinaapp', nameOf('sinaapp')),
      connect('connect_kaixin001', nameOf('kaixin001')),
      connect('connect_other', tray.other),
    ],
  };
}

function lockEntry(lockable: boolean, { command }: NativeWords): readonly MenuEntry[] {
  return lockable ? [{ kind: 'item', text: command.lock, action: { do: 'lock' } }] : [];
}
