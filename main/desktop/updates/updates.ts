/**
 * Updates: looked for once a day where their user lets Latchkey, downloaded only when asked, installed when it ends. Owns the state; where
 * updates come from is a port (electron-source.ts), asked for only when it is needed, for it is much code.
 */
import type { UpdatesUnavailable, UpdatesView } from '../../../preload/contract';
import { sortFailure } from './update-failures';

/** Milliseconds from the start until it looks: nothing at the start waits for it. */
const FIRST_LOOK_MS = 30_000;
/** Milliseconds between two looks. */
const NEXT_LOOK_MS = 24 * 60 * 60_000;

export interface FoundUpdate {
  readonly version: string;
  /** Plain text. */
  readonly notes: string;
}

/** Where updates come from. All of it may reject. */
export interface UpdateSource {
  /** Null where this is the newest. */
  check(): Promise<FoundUpdate | null>;
  /** Resolves when it is on disk and was checked; rejects soon after `signal`, with nothing of it left on disk. */
  download(progress: (percent: number) => void, signal: AbortSignal): Promise<void>;
  /** Installs what was downloaded and starts it. False where that could not be begun. Called at the very end of the app. */
  install(): boolean;
}

export interface UpdatesDependencies {
  readonly unavailable: UpdatesUnavailable | null;
  readonly source: () => Promise<UpdateSource>;
  /** Whether its user lets it look by itself. */
  readonly mayLook: () => boolean;
  readonly now: () => number;
  readonly later: (task: () => void, ms: number) => () => void;
  /** The view is another. */
  readonly changed: () => void;
  /** Ends the app; {@link Updates.installAtTheEnd} is called once everything is kept. */
  readonly quit: () => void;
}

export interface Updates {
  view(): UpdatesView;
  /** Begins to look by itself, where that is wanted; again when the wish has changed. */
  readonly schedule: () => void;
  readonly check: () => Promise<void>;
  readonly download: () => Promise<void>;
  /** Gives a download up: the version is there to be downloaded again. One that is complete already stays. */
  readonly cancelDownload: () => void;
  readonly putOff: () => void;
  /** Ends the app to install what was downloaded; without a downloaded update nothing happens. */
  readonly install: () => void;
  /** `begun`: the new version is being installed and will start. `none`: nobody asked for that. */
  installAtTheEnd(): 'none' | 'begun' | 'failed';
}

export function updates(deps: UpdatesDependencies): Updates {
  let state: UpdatesView =
    deps.unavailable === null ? { kind: 'idle', checkedAt: null } : { kind: 'unavailable', why: deps.unavailable };
  let found: FoundUpdate | null = null;
  let putOffVersion: string | null = null;
  let source: UpdateSource | undefined;
  let cancelLook: (() => void) | null = null;
  let cancelling = new AbortController();
  let installing = false;

  const set = (next: UpdatesView): void => {
    state = next;
    deps.changed();
  };
  const isPutOff = (update: FoundUpdate): boolean => update.version === putOffVersion;
  const theSource = async (): Promise<UpdateSource> => (source ??= await deps.source());

  async function check(): Promise<void> {
    // Once a day, whoever asked for it.
    if (cancelLook !== null) lookIn(NEXT_LOOK_MS);
    // What is on its way or ready is not thrown away by another look.
    if (state.kind === 'unavailable' || state.kind === 'checking') return;
    if (state.kind === 'downloading' || state.kind === 'ready') return;
    set({ kind: 'checking' });
    try {
      found = await (await theSource()).check();
      set(
        found === null ? { kind: 'idle', checkedAt: deps.now() } : { kind: 'found', ...found, putOff: isPutOff(found) },
      );
    } catch (error) {
      set({ kind: 'failed', step: 'check', ...sortFailure(error) });
    }
  }

  function schedule(): void {
    if (deps.unavailable !== null) return;
    if (!deps.mayLook()) {
      cancelLook?.();
      cancelLook = null;
      return;
    }
    if (cancelLook === null) lookIn(FIRST_LOOK_MS);
  }
  function lookIn(ms: number): void {
    cancelLook?.();
    cancelLook = deps.later(() => void check(), ms);
  }

  return {
    view: () => state,
    schedule,
    check,
    async download() {
      const update = found;
      if (update === null || (state.kind !== 'found' && state.kind !== 'failed')) return;
      cancelling = new AbortController();
      const { signal } = cancelling;
      const progress = (percent: number): void => {
        if (signal.aborted) return;
        const whole = Math.min(100, Math.max(0, Math.floor(percent)));
        if (state.kind === 'downloading' && state.percent === whole) return;
        set({ kind: 'downloading', version: update.version, percent: whole });
      };
      progress(0);
      try {
        const from = await theSource();
        signal.throwIfAborted();
        await from.download(progress, signal);
        putOffVersion = null;
        set({ kind: 'ready', ...update, putOff: false });
      } catch (error) {
        // However the library says it: its user knows why.
        if (signal.aborted) set({ kind: 'found', ...update, putOff: isPutOff(update) });
        else set({ kind: 'failed', step: 'download', ...sortFailure(error) });
      }
    },
    cancelDownload() {
      if (state.kind === 'downloading') cancelling.abort();
    },
    putOff() {
      if (found === null || state.kind === 'downloading' || state.kind === 'checking') return;
      putOffVersion = found.version;
      set({ kind: state.kind === 'ready' ? 'ready' : 'found', ...found, putOff: true });
    },
    install() {
      if (state.kind !== 'ready') return;
      installing = true;
      deps.quit();
    },
    installAtTheEnd() {
      if (!installing) return 'none';
      return source?.install() === true ? 'begun' : 'failed';
    },
  };
}
