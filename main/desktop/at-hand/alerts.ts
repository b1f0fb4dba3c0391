/**
 * Notifications as they are shown: looks at the accounts when something has changed or its time has come (alert-plan.ts decides), hands
 * them to the system, and remembers what was told. SECURITY: those that are still shown are taken away when Latchkey is locked.
 */
import type { AtHandPrefs, Command } from '../../../preload/contract';
import { planAlerts, type Alert, type Told } from './alert-plan';
import { alertText, plain, type AlertText } from './alert-words';
import { gathering } from './gathering';
import type { Glance } from './glance';
import { minuteOfDay } from './minute-of-day';
import type { AlertKind } from './moments';
import { fill, type NativeWords } from './native-words';

/** Milliseconds without a change until they count as gathered, so that a batch that fails is one notification. */
const GATHER_MS = 2_000;
/** Where changes never stop, what they bring is told after so long all the same. */
const LONGEST_GATHER_MS = 10_000;
/** At the latest; a clock that was set is noticed by then. */
const LONGEST_MS = 15 * 60_000;
/** Notifications held, so that their clicks are heard; older ones are let go. */
const HELD = 20;

/** What is used of Electron's Notification. */
export interface ShownNotification {
  on(event: 'click', listener: () => void): unknown;
  show(): void;
  close(): void;
}

export interface AlertDependencies {
  /** The accounts, while they can be worked with; null while locked or not open yet. */
  readonly accounts: () => readonly Glance[] | null;
  readonly prefs: () => AtHandPrefs;
  readonly words: () => NativeWords;
  readonly nameOf: (providerId: string) => string;
  readonly now: () => number;
  readonly notify: (text: AlertText, silent: boolean) => ShownNotification | null;
  readonly told: { read(): Told; write(told: Told): void };
  /** Shows the window and does something in it. */
  readonly tell: (command: Command) => void;
  /** The user has the window in front of them. */
  readonly watching: () => boolean;
  /** Runs a task after so many milliseconds; the result calls it off. */
  readonly later: (task: () => void, ms: number) => () => void;
}

export interface Alerts {
  /** Something may have changed. */
  readonly changed: () => void;
  /** Latchkey has locked itself; its user is told where they want that. */
  lockedByItself(): void;
  /** Takes away what is shown. */
  withdraw(): void;
  /** The answer to something that was asked for without a window. */
  answer(text: AlertText): void;
}

export function alerts(deps: AlertDependencies): Alerts {
  const lastShown: Partial<Record<AlertKind, number>> = {};
  let held: readonly ShownNotification[] = [];
  let callOff: (() => void) | null = null;
  const gathered = gathering(deps.now, LONGEST_GATHER_MS);

  function lookIn(ms: number): void {
    callOff?.();
    callOff = deps.later(look, Math.min(ms, LONGEST_MS));
  }

  function look(): void {
    callOff = null;
    gathered.over();
    const accounts = deps.accounts();
    if (accounts === null) return;
    const { notify, muted } = deps.prefs();
    const now = deps.now();
    const before = deps.told.read();
    const plan = planAlerts({
      accounts,
      prefs: notify,
      muted: new Set(muted),
      told: before,
      lastShown,
      now,
      minuteOfDay: minuteOfDay(now),
    });
    // Before they are shown: a crash in between loses a notification, and repeats none.
    if (plan.show.length > 0 || plan.told.size !== before.size) deps.told.write(plan.told);
    for (const alert of plan.show) {
      lastShown[alert.kind] = now;
      // A refresh that fails before its user's eyes says so in its row.
      if (alert.kind === 'failed' && deps.watching()) continue;
      show(alertText(alert, deps.words(), deps.nameOf, now), () => deps.tell(clicked(alert)));
    }
    lookIn(plan.lookAt === null ? LONGEST_MS : Math.max(GATHER_MS, plan.lookAt - now));
  }

  function show(text: AlertText, onClick: () => void, silent = false): void {
    const notification = deps.notify(text, silent);
    if (notification === null) return;
    notification.on('click', onClick);
    notification.show();
    held = [...held, notification].slice(-HELD);
  }

  return {
    changed() {
      if (gathered.goesOn()) lookIn(GATHER_MS);
    },
    lockedByItself() {
      const { on, locked } = deps.prefs().notify;
      const words = deps.words().alert.locked;
      if (on && locked) show(words, () => deps.tell({ id: 'palette', accountId: null }));
    },
    withdraw() {
      for (const notification of held) notification.close();
      held = [];
    },
    answer: (text) => show(text, () => undefined, true),
  };
}

/** One account: its details. Several: the list, filtered by what was told. */
function clicked({ kind, accounts }: Alert): Command {
  const [first] = accounts;
  if (accounts.length === 1 && first !== undefined) return { id: 'details', accountId: first.id };
  switch (kind) {
    case 'expiring':
      return { id: 'filter_expiring', accountId: null };
    case 'window_ending':
      return { id: 'filter_refreshable', accountId: null };
    case 'sign_in_needed':
      return { id: 'filter_sign_in_needed', accountId: null };
    case 'failed':
      return { id: 'filter_all', accountId: null };
  }
}

/** What is said after a token was copied from the tray. */
export function copiedText(label: string, seconds: number, { alert }: NativeWords): AlertText {
  return {
    title: fill(alert.copied.title, { label: plain(label) }),
    body: seconds === 0 ? alert.copied.stays : fill(alert.copied.clears, { seconds }),
  };
}

export function copyFailedText(label: string, { alert }: NativeWords): AlertText {
  return { title: fill(alert.copyFailed.title, { label: plain(label) }), body: alert.copyFailed.body };
}

export function refreshedText(label: string, provider: string, { alert }: NativeWords): AlertText {
  return {
    title: fill(alert.refreshed.title, { label: plain(label) }),
    body: fill(alert.refreshed.body, { provider: plain(provider) }),
  };
}
