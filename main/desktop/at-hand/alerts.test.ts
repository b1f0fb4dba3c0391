import { expect, test } from 'vitest';
import type { AtHandPrefs, Command } from '../../../preload/contract';
import { T0 } from '../../accounts/fakes';
import type { RefreshProblem } from '../../accounts';
import { alerts } from './alerts';
import type { Told } from './alert-plan';
import { DAY, glance, HOUR, lives } from './fakes';
import type { Glance } from './glance';
import { nativeWords } from './native-words';
import { toldFacts } from './told';

interface Shown {
  readonly title: string;
  readonly click: () => void;
  closed: boolean;
}

function world(start: { readonly prefs?: Partial<AtHandPrefs>; readonly told?: Record<string, number> } = {}) {
  const shown: Shown[] = [];
  const commands: Command[] = [];
  const reported: unknown[] = [];
  const store: { told?: Readonly<Record<string, number>> } = start.told === undefined ? {} : { told: start.told };
  const now = {
    at: T0,
    accounts: [] as readonly Glance[] | null,
    watching: false,
    /** The disk. */
    full: false,
    due: (): void => undefined,
    wait: 0,
    /** How often it began to wait. */
    waits: 0,
  };
  const prefs: AtHandPrefs = {
    tray: true,
    closeToTray: null,
    startHidden: false,
    globalShortcut: '',
    notify: { on: true, expiring: true, minutesBefore: 60, signIn: true, failed: true, locked: false, quiet: null },
    muted: [],
    aheadPercent: 10,
    recent: [],
    lookForUpdates: true,
    ...start.prefs,
  };
  const subject = alerts({
    accounts: () => now.accounts,
    prefs: () => prefs,
    words: () => nativeWords('en'),
    nameOf: () => 'Acme',
    now: () => now.at,
    notify({ title }) {
      const listeners: (() => void)[] = [];
      const each: Shown = { title, click: () => listeners.forEach((listener) => listener()), closed: false };
      return {
        on: (_event, listener) => listeners.push(listener),
        show: () => void shown.push(each),
        close: () => void (each.closed = true),
      };
    },
    told: toldFacts(
      {
        get: () => store.told,
        set(_key, value) {
          if (now.full) throw new Error('ENOSPC: no space left on device');
          store.told = value;
        },
      },
      (error) => reported.push(error),
    ),
    tell: (command) => void commands.push(command),
    watching: () => now.watching,
    later(task, ms) {
      now.due = task;
      now.wait = ms;
      now.waits += 1;
      return () => void (now.due = () => undefined);
    },
  });
  const look = (): void => {
    subject.changed();
    now.due();
  };
  return { subject, shown, commands, reported, store, now, look };
}

const uncertain: RefreshProblem = { kind: 'uncertain', at: T0, reason: 'timed_out', detail: '' };

test('changes that never stop keep nothing back', () => {
  const { subject, shown, now } = world();
  now.accounts = [glance({ id: 'a', problem: uncertain })];
  for (let second = 0; second <= 60; second += 1) {
    now.at = T0 + second * 1000;
    subject.changed();
  }
  // The wait that began in the tenth second runs on.
  expect(now.waits).toBe(10);
  now.due();
  expect(shown).toHaveLength(1);
  subject.changed();
  expect([now.waits, now.wait]).toEqual([12, 2_000]);
});

test('a batch that changes in many steps is looked at once', () => {
  const { subject, shown, now } = world();
  now.accounts = [glance({ id: 'a', problem: uncertain })];
  subject.changed();
  subject.changed();
  expect(shown).toEqual([]);
  now.due();
  expect(shown).toHaveLength(1);
});

test('a click on one opens the account, on several the list of what was told', () => {
  const { shown, commands, now, look } = world();
  now.at = T0 + DAY;
  now.accounts = [glance(lives(DAY, null, { id: 'a', label: 'me' }))];
  look();
  now.at += HOUR;
  now.accounts = ['b', 'c'].map((id) => glance(lives(DAY, null, { id })));
  look();
  expect(shown.map(({ title }) => title)).toEqual(['me needs a sign-in', '2 accounts need a sign-in']);
  shown.forEach(({ click }) => click());
  expect(commands).toEqual([
    { id: 'details', accountId: 'a' },
    { id: 'filter_sign_in_needed', accountId: null },
  ]);
});

test('a full disk keeps nobody from being told, and nobody is told twice', () => {
  const { shown, reported, now, look } = world();
  now.full = true;
  now.accounts = [glance({ id: 'a', problem: uncertain })];
  look();
  now.accounts = [glance({ id: 'a', problem: uncertain }), glance({ id: 'b', problem: uncertain })];
  now.at += HOUR;
  look();
  expect(shown).toHaveLength(2);
  expect(reported).toHaveLength(2);
});

test('what was told is remembered over a restart, and a damaged memory is none', () => {
  const first = world();
  first.now.accounts = [glance({ id: 'a', problem: uncertain })];
  first.look();
  expect(first.shown).toHaveLength(1);
  const second = world({ told: { ...first.store.told } });
  second.now.accounts = first.now.accounts;
  second.look();
  expect(second.shown).toEqual([]);
  const third = world({ told: 'damaged' as unknown as Record<string, number> });
  third.now.accounts = first.now.accounts;
  third.look();
  expect(third.shown).toHaveLength(1);
});

test('nothing is told while it is locked, and what is shown is taken away', () => {
  const { subject, shown, now, look } = world();
  now.accounts = [glance({ id: 'a', problem: uncertain })];
  look();
  subject.withdraw();
  expect(shown).toMatchObject([{ closed: true }]);
  now.accounts = null;
  now.wait = -1;
  look();
  expect(shown).toHaveLength(1);
  subject.lockedByItself();
  expect(shown).toHaveLength(1);
});

test('that it locked itself is told where its user wants that', () => {
  const notify = { on: true, expiring: true, minutesBefore: 60, signIn: true, failed: true, locked: true, quiet: null };
  const { subject, shown } = world({ prefs: { notify } });
  subject.lockedByItself();
  expect(shown).toMatchObject([{ title: 'Latchkey is locked' }]);
});

test('a failure that happens before its user’s eyes is not told, then or later', () => {
  const { shown, now, look } = world();
  now.accounts = [glance({ id: 'a', problem: uncertain })];
  now.watching = true;
  look();
  now.watching = false;
  look();
  expect(shown).toEqual([]);
});

test('it looks again when something will hold, and never later than in a quarter of an hour', () => {
  const { now, look } = world();
  now.accounts = [glance(lives(DAY))];
  look();
  expect(now.wait).toBe(15 * 60_000);
  now.at = T0 + DAY - HOUR - 30_000;
  look();
  expect(now.wait).toBe(30_000);
});

test('ten thousand facts are remembered by their names alone', () => {
  const { store, now, look } = world();
  now.at = T0 + DAY;
  now.accounts = Array.from({ length: 10_000 }, (_, index) =>
    glance(lives(DAY, null, { id: `${index}`, label: 'secret name' })),
  );
  look();
  const kept: Told = new Map(Object.entries(store.told ?? {}));
  expect(kept.size).toBe(10_000);
  expect(JSON.stringify(store)).not.toContain('secret name');
});
