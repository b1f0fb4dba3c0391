/**
 * Which notifications are shown now: pure. Rules:
 * - A fact is told once; what was told is handed in and comes back.
 * - Never one an account in a storm: what is new of a kind is one notification, and of a kind there is one a minute at most; what comes in
 *   between waits for the next.
 * - Nothing in quiet hours; what still holds when they end is told then, together.
 */
import type { NotifyPrefs, QuietHours } from '../../../preload/contract';
import type { Glance } from './glance';
import { momentsOf, type AlertKind, type Moment } from './moments';

/** Milliseconds between two notifications of a kind. */
const REST_MS = 60_000;
const MINUTE_MS = 60_000;
const DAY_MINUTES = 1440;

/** Facts that were told: when, by their names. */
export type Told = ReadonlyMap<string, number>;

export interface Alert {
  readonly kind: AlertKind;
  /** At least one. */
  readonly accounts: readonly Glance[];
  /** What the first one is about ends then; null for never. */
  readonly until: number | null;
}

export interface AlertPlan {
  readonly show: readonly Alert[];
  /** What counts as told from now on, without what does not hold any more. */
  readonly told: Told;
  /** Milliseconds since the epoch: look again then at the latest; null where only a change can bring something. */
  readonly lookAt: number | null;
}

export interface AlertInput {
  readonly accounts: readonly Glance[];
  readonly prefs: NotifyPrefs;
  readonly muted: ReadonlySet<string>;
  readonly told: Told;
  /** When a notification of a kind was last shown. */
  readonly lastShown: Readonly<Partial<Record<AlertKind, number>>>;
  /** Milliseconds since the epoch. */
  readonly now: number;
  /** Minutes after midnight where the user is. */
  readonly minuteOfDay: number;
}

/** In the order of urgency. */
const kinds: readonly AlertKind[] = ['sign_in_needed', 'failed', 'window_ending', 'expiring'];

const made = new WeakMap<Glance, { readonly minutes: number; readonly moments: readonly Moment[] }>();

function moments(glance: Glance, minutes: number): readonly Moment[] {
  const known = made.get(glance);
  if (known?.minutes === minutes) return known.moments;
  const fresh = momentsOf(glance, minutes);
  made.set(glance, { minutes, moments: fresh });
  return fresh;
}

export function planAlerts(input: AlertInput): AlertPlan {
  const { accounts, prefs, muted, told, lastShown, now } = input;
  const known = new Map<string, number>();
  const fresh = new Map<AlertKind, { readonly glance: Glance; readonly moment: Moment }[]>();
  let lookAt: number | null = null;
  const look = (at: number): void => {
    if (lookAt === null || at < lookAt) lookAt = at;
  };
  for (const glance of accounts) {
    for (const moment of moments(glance, prefs.minutesBefore)) {
      const before = told.get(moment.key);
      if (before !== undefined) known.set(moment.key, before);
      else if (moment.until !== null && moment.until <= now) continue;
      else if (moment.from > now) look(moment.from);
      else if (isWanted(moment.kind, prefs) && !muted.has(glance.id)) {
        const others = fresh.get(moment.kind);
        if (others === undefined) fresh.set(moment.kind, [{ glance, moment }]);
        else others.push({ glance, moment });
      }
    }
  }
  if (!prefs.on || fresh.size === 0) return { show: [], told: known, lookAt: prefs.on ? lookAt : null };
  const quietFor = minutesOfQuiet(prefs.quiet, input.minuteOfDay);
  if (quietFor > 0) {
    look(now + quietFor * MINUTE_MS);
    return { show: [], told: known, lookAt };
  }
  const show: Alert[] = [];
  for (const kind of kinds) {
    const found = fresh.get(kind);
    if (found === undefined) continue;
    const mayAt = (lastShown[kind] ?? Number.NEGATIVE_INFINITY) + REST_MS;
    // A clock that was set back must not silence it for long.
    if (mayAt > now && mayAt - now <= REST_MS) {
      look(mayAt);
      continue;
    }
    for (const { moment } of found) known.set(moment.key, now);
    show.push({ kind, accounts: found.map(({ glance }) => glance), until: found[0]?.moment.until ?? null });
  }
  return { show, told: known, lookAt };
}

function isWanted(kind: AlertKind, { expiring, signIn, failed }: NotifyPrefs): boolean {
  switch (kind) {
    case 'expiring':
    case 'window_ending':
      return expiring;
    case 'sign_in_needed':
      return signIn;
    case 'failed':
      return failed;
  }
}

/** How many minutes the quiet hours still last; 0 outside of them. */
export function minutesOfQuiet(quiet: QuietHours | null, minute: number): number {
  if (quiet === null || quiet.from === quiet.to) return 0;
  const { from, to } = quiet;
  const within = from < to ? minute >= from && minute < to : minute >= from || minute < to;
  return within ? (to - minute + DAY_MINUTES) % DAY_MINUTES : 0;
}
