import { describe, expect, test } from 'vitest';
import type { NotifyPrefs } from '../../../preload/contract';
import { T0 } from '../../accounts/fakes';
import type { RefreshProblem } from '../../accounts';
import { minutesOfQuiet, planAlerts, type AlertInput, type Told } from './alert-plan';
import { alertText, plain } from './alert-words';
import { DAY, glance, HOUR, lives, MINUTE } from './fakes';
import type { Glance } from './glance';
import { nativeWords } from './native-words';

const prefs: NotifyPrefs = {
  on: true,
  expiring: true,
  minutesBefore: 60,
  signIn: true,
  failed: true,
  locked: false,
  quiet: null,
};
const nothing: Told = new Map();
const plan = (accounts: readonly Glance[], now: number, part: Partial<AlertInput> = {}) =>
  planAlerts({ accounts, prefs, muted: new Set(), told: nothing, lastShown: {}, now, minuteOfDay: 720, ...part });
const shown = ({ show }: ReturnType<typeof plan>) =>
  show.map(({ kind, accounts }) => `${kind} ${accounts.map(({ id }) => id).join('+')}`);

const uncertain: RefreshProblem = { kind: 'uncertain', at: T0, reason: 'timed_out', detail: '' };

describe('what is told', () => {
  test('a token that nobody refreshes, so long before its end', () => {
    const accounts = [glance(lives(DAY, null, { id: 'a' }))];
    const early = plan(accounts, T0);
    expect(shown(early)).toEqual([]);
    expect(early.lookAt).toBe(T0 + DAY - HOUR);
    expect(shown(plan(accounts, T0 + DAY - HOUR))).toEqual(['expiring a']);
  });

  test('never more than half of its life before its end, and not at all where it lives for minutes', () => {
    expect(plan([glance(lives(HOUR))], T0).lookAt).toBe(T0 + HOUR / 2);
    expect(plan([glance(lives(5 * MINUTE))], T0).lookAt).toBe(T0 + 5 * MINUTE);
  });

  test('not of one that is refreshed by itself', () => {
    const accounts = [glance(lives(DAY, 30 * DAY, { automatic: true }))];
    expect(shown(plan(accounts, T0 + DAY - MINUTE))).toEqual([]);
  });

  test('the end of the time in which it can be refreshed', () => {
    const accounts = [glance(lives(DAY, 30 * DAY, { id: 'a' }))];
    expect(shown(plan(accounts, T0 + 30 * DAY - HOUR))).toEqual(['window_ending a']);
  });

  test('that it needs a sign-in, and that a refresh failed for good', () => {
    expect(shown(plan([glance(lives(DAY, 2 * DAY, { id: 'a' }))], T0 + 3 * DAY))).toEqual(['sign_in_needed a']);
    expect(shown(plan([glance(lives(DAY, null, { id: 'a' }))], T0 + 3 * DAY))).toEqual(['sign_in_needed a']);
    expect(shown(plan([glance({ id: 'a', problem: uncertain })], T0))).toEqual(['failed a']);
  });

  test('only what its user wants to hear', () => {
    const accounts = [glance(lives(DAY, null, { id: 'a' }))];
    const now = T0 + DAY;
    expect(shown(plan(accounts, now, { prefs: { ...prefs, signIn: false } }))).toEqual([]);
    expect(shown(plan(accounts, now, { prefs: { ...prefs, on: false } }))).toEqual([]);
    expect(shown(plan(accounts, now, { muted: new Set(['a']) }))).toEqual([]);
  });
});

describe('how often', () => {
  const over = (count: number) =>
    Array.from({ length: count }, (_, index) => glance(lives(DAY, null, { id: `${index}`, label: `me ${index}` })));

  test('once for a fact, also after a restart', () => {
    const accounts = over(1);
    const first = plan(accounts, T0 + DAY);
    expect(first.show).toHaveLength(1);
    const kept = new Map(JSON.parse(JSON.stringify([...first.told])) as [string, number][]);
    expect(plan(accounts, T0 + 9 * DAY, { told: kept }).show).toEqual([]);
  });

  test('again after new tokens have come and ended', () => {
    const { told } = plan(over(1), T0 + DAY);
    const renewed = [glance({ ...lives(2 * DAY, null, { id: '0' }), generation: 2 })];
    const second = plan(renewed, T0 + DAY, { told });
    expect(second.show).toEqual([]);
    // What does not hold any more is not remembered.
    expect(second.told.size).toBe(0);
    expect(plan(renewed, T0 + 2 * DAY, { told: second.told }).show).toHaveLength(1);
  });

  test('one notification for a storm, with how many and a few names', () => {
    const now = T0 + DAY;
    const { show, told } = plan(over(500), now);
    expect(show).toHaveLength(1);
    expect(told.size).toBe(500);
    expect(alertText(show[0]!, nativeWords('en'), () => 'Acme', now)).toEqual({
      title: '500 accounts need a sign-in',
      body: 'me 0, me 1, me 2 and others',
    });
    expect(alertText(show[0]!, nativeWords('zh-CN'), () => 'Acme', now).title).toBe('500 个账号需要登录');
  });

  test('one of a kind a minute, and what comes in between together afterwards', () => {
    const now = T0 + DAY;
    const held = plan(over(3), now, { lastShown: { sign_in_needed: now - 20_000 } });
    expect(held.show).toEqual([]);
    expect(held.told.size).toBe(0);
    expect(held.lookAt).toBe(now + 40_000);
    expect(plan(over(3), now + 40_000, { lastShown: { sign_in_needed: now - 20_000 } }).show).toHaveLength(1);
    // A clock that was set back silences nothing.
    expect(plan(over(3), now, { lastShown: { sign_in_needed: now + DAY } }).show).toHaveLength(1);
  });

  test('not in quiet hours; what still holds is told when they end', () => {
    const quiet = { from: 22 * 60, to: 8 * 60 };
    const now = T0 + DAY;
    const night = plan(over(2), now, { prefs: { ...prefs, quiet }, minuteOfDay: 23 * 60 });
    expect(night.show).toEqual([]);
    expect(night.told.size).toBe(0);
    expect(night.lookAt).toBe(now + 9 * HOUR);
    expect(plan(over(2), now + 9 * HOUR, { prefs: { ...prefs, quiet }, minuteOfDay: 8 * 60 }).show).toHaveLength(1);
  });

  test.each([
    [null, 0, 0],
    [{ from: 60, to: 60 }, 60, 0],
    [{ from: 60, to: 120 }, 59, 0],
    [{ from: 60, to: 120 }, 60, 60],
    [{ from: 60, to: 120 }, 120, 0],
    [{ from: 1320, to: 480 }, 1439, 481],
    [{ from: 1320, to: 480 }, 0, 480],
    [{ from: 1320, to: 480 }, 480, 0],
  ])('quiet hours %j at minute %i last %i minutes more', (quiet, minute, left) => {
    expect(minutesOfQuiet(quiet, minute)).toBe(left);
  });
});

describe('the words', () => {
  test('name one account and what to do', () => {
    const now = T0 + DAY - 55 * MINUTE;
    const [alert] = plan([glance(lives(DAY, 30 * DAY, { label: 'me@sina' }))], now).show;
    expect(alertText(alert!, nativeWords('en'), () => 'SinaApp', now)).toEqual({
      title: 'me@sina: the token ends in 55 min',
      body: 'SinaApp. Click to open the account.',
    });
  });

  test('hold no token and nothing that a server sent, whatever the account holds', () => {
    const now = T0 + DAY;
    const account = glance(lives(DAY, null, { label: 'me', identity: 'canary identity' }));
    const text = JSON.stringify(alertText(plan([account], now).show[0]!, nativeWords('en'), () => 'Acme', now));
    expect(text).not.toMatch(/canary|access-1|refresh-1/);
  });

  test('are one line without markup or marks that turn the direction', () => {
    expect(plain('a\n<b>\u202Eevil</b>')).toBe('a  b  evil /b');
    expect(plain('x'.repeat(99))).toHaveLength(60);
  });
});
