/** What the requests of preload/at-hand-requests.ts do. */
import type { Settings } from '../../vault';
import type { AtHandPrefs, Command, ResetCounts, RuntimeView } from '../../../preload/contract';
import { refuse, type Handlers } from '../ipc';
import type { UpdateHandlers } from '../updates/for-app';

export type AtHandHandlers = UpdateHandlers &
  Pick<
    Handlers,
    'updateAtHand' | 'muteAccount' | 'setAtLogin' | 'takeCommands' | 'copyVersions' | 'resetCounts' | 'reset'
  >;

export interface AtHandHandlerDependencies {
  readonly settings: () => Settings;
  /** Keeps what was changed and brings it about. */
  readonly change: (change: Partial<AtHandPrefs>) => Promise<void>;
  readonly setAtLogin: (on: boolean) => Promise<void>;
  readonly take: () => readonly Command[];
  readonly updates: UpdateHandlers;
  readonly runtime: RuntimeView;
  readonly copyText: (text: string) => Promise<void>;
  readonly counts: () => ResetCounts;
  readonly resetSettings: () => Promise<void>;
  /** Whether tokens are not written yet. */
  readonly hasUnsaved: () => boolean;
  /** Deletes everything and starts anew. */
  readonly resetEverything: () => Promise<void>;
}

export function atHandHandlers(deps: AtHandHandlerDependencies): AtHandHandlers {
  return {
    ...deps.updates,
    async updateAtHand(change) {
      await deps.change(Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined)));
      return null;
    },
    async muteAccount({ accountId, muted }) {
      const others = deps.settings().atHand.muted.filter((id) => id !== accountId);
      await deps.change({ muted: muted ? [...others, accountId] : others });
      return null;
    },
    async setAtLogin({ on }) {
      await deps.setAtLogin(on);
      return null;
    },
    takeCommands: () => deps.take(),
    async copyVersions() {
      await deps.copyText(versionsOf(deps.runtime));
      return null;
    },
    resetCounts: () => deps.counts(),
    async reset({ what }) {
      if (what === 'settings') {
        await deps.resetSettings();
        return null;
      }
      if (deps.hasUnsaved()) return refuse('tokens_not_saved');
      await deps.resetEverything();
      return null;
    },
  };
}

/** In English whatever the window speaks: a ticket is read by whoever looks after it. SECURITY: no path, no name of a user. */
export function versionsOf(runtime: RuntimeView): string {
  return [
    `Latchkey ${runtime.appVersion}`,
    `Electron ${runtime.electron} (${runtime.trial ? 'trial runtime' : 'official'})`,
    `Chromium ${runtime.chromium}`,
    `Node ${runtime.node}`,
    runtime.system,
    `Locale ${runtime.systemLocale}`,
  ].join('\n');
}
