/**
 * What windows see of the things that are always at hand (tray, notifications, shortcuts, start at login), a part of the contract
 * (contract.ts gives it out). Types only.
 */
import type { CommandId } from './shortcuts';
import type { UpdateAnswers, UpdatesView } from './update-views';

export type * from './update-views';

/** Times of day, in minutes after midnight; `from` may be later than `to`: over midnight. */
export interface QuietHours {
  readonly from: number;
  readonly to: number;
}

export interface NotifyPrefs {
  readonly on: boolean;
  /** Before a token that nobody refreshes ends. */
  readonly expiring: boolean;
  /** How long before, minutes. */
  readonly minutesBefore: number;
  readonly signIn: boolean;
  /** A refresh failed, and waiting will not mend it. */
  readonly failed: boolean;
  /** Latchkey locked itself. */
  readonly locked: boolean;
  readonly quiet: QuietHours | null;
}

/** What its user has set. */
export interface AtHandPrefs {
  readonly tray: boolean;
  /** Closing the window leaves Latchkey in the tray; null: as is usual on this system. */
  readonly closeToTray: boolean | null;
  /** Started at login, it shows no window. */
  readonly startHidden: boolean;
  /** Electron's accelerator; empty for none. */
  readonly globalShortcut: string;
  readonly notify: NotifyPrefs;
  /** Accounts of which nothing is told. */
  readonly muted: readonly string[];
  /** A token is refreshed by itself in this last part of its life, percent. */
  readonly aheadPercent: number;
  /** What was last done by the palette, the latest first. */
  readonly recent: readonly string[];
  /** Looks for new versions by itself, once a day. */
  readonly lookForUpdates: boolean;
}

/** How it really is: what the system allowed of it. */
export interface AtHandView {
  readonly prefs: AtHandPrefs;
  /** What {@link AtHandPrefs.closeToTray} comes to. */
  readonly closesToTray: boolean;
  /** `no_host`: this desktop shows no tray icons. */
  readonly tray: 'shown' | 'off' | 'no_host';
  /** False where the system has none to show (Linux without libnotify). */
  readonly notifies: boolean;
  /** As the system has it now. `unavailable`: it offers no such thing, or refused; `detail` says why. */
  readonly login: { readonly state: 'on' | 'off' | 'unavailable'; readonly detail: string | null };
  /** `taken`: another program has it, or the system reserves it. */
  readonly shortcut: 'off' | 'set' | 'taken' | 'invalid';
  readonly updates: UpdatesView;
}

/** Something that a menu, the tray, a notification or the palette wants done in the window. */
export interface Command {
  readonly id: CommandId;
  /** The account it is about; null for the current one, or none. */
  readonly accountId: string | null;
}

/** What a reset would take away, in numbers. */
export interface ResetCounts {
  readonly accounts: number;
  readonly clients: number;
  /** Provider files of the user's own. */
  readonly providers: number;
  /** Browser sessions kept for accounts. */
  readonly sessions: number;
  /** Settings that are not as they were at first. */
  readonly settings: number;
}

/** Answers to the requests in at-hand-requests.ts. */
export interface AtHandAnswers extends UpdateAnswers {
  updateAtHand: null;
  muteAccount: null;
  setAtLogin: null;
  takeCommands: readonly Command[];
  copyVersions: null;
  resetCounts: ResetCounts;
  reset: null;
}
