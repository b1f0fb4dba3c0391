/**
 * Many refreshes, few at a time: what the scheduler and "Refresh all" put in line. At most four requests to one host and sixteen in
 * all are on their way, in the order they were asked for within a host; what has not begun can be cancelled, what has is never cut off.
 */
import type { AccountId } from './account';
import type { Asker } from './history';
import type { RefreshOutcome } from './refresh';

/** `cancelled`: it had not begun, and nothing was sent. `unexpected`: the refresh threw; reported already. */
export type QueuedOutcome = RefreshOutcome | { readonly kind: 'cancelled' } | { readonly kind: 'unexpected' };

/** Since the queue was last empty. */
export interface QueueProgress {
  readonly total: number;
  readonly done: number;
  /** Of those done, the ones that brought no new tokens. */
  readonly failed: number;
}

export interface RefreshQueue {
  /**
   * Resolves when the account's turn is over; never rejects. One that waits already is joined.
   * @param by who asks; `itself` where left out
   */
  add(id: AccountId, by?: Asker): Promise<QueuedOutcome>;
  /** Waiting or on its way. */
  has(id: AccountId): boolean;
  /** Drops what has not begun. */
  cancel(): void;
  /** Begins nothing more until {@link proceed}: the system is about to sleep. */
  pause(): void;
  proceed(): void;
  /** Null while nothing waits and nothing is on its way. */
  progress(): QueueProgress | null;
}

export interface RefreshQueueDependencies {
  readonly refresh: (id: AccountId, by: Asker) => Promise<RefreshOutcome>;
  /** The host an account's refresh goes to; requests to it are counted together. */
  readonly hostOf: (id: AccountId) => string;
  /** Called whenever the progress changed. */
  readonly changed: () => void;
  readonly report: (error: unknown) => void;
}

const PER_HOST = 4;
const TOGETHER = 16;

interface Waiting {
  readonly by: Asker;
  readonly ended: Promise<QueuedOutcome>;
  readonly end: (outcome: QueuedOutcome) => void;
}

export function refreshQueue(deps: RefreshQueueDependencies): RefreshQueue {
  const known = new Map<AccountId, Waiting>();
  /** Accounts that wait, by host. */
  const lines = new Map<string, Set<AccountId>>();
  const running = new Map<string, number>();
  let runningInAll = 0;
  let counts = { total: 0, done: 0, failed: 0 };
  let paused = false;

  const runningAt = (host: string): number => running.get(host) ?? 0;

  function finish(id: AccountId, outcome: QueuedOutcome): void {
    const waiting = known.get(id);
    known.delete(id);
    const failed = outcome.kind !== 'refreshed' && outcome.kind !== 'overtaken';
    if (outcome.kind === 'cancelled') counts = { ...counts, total: counts.total - 1 };
    else counts = { ...counts, done: counts.done + 1, failed: counts.failed + (failed ? 1 : 0) };
    if (known.size === 0) counts = { total: 0, done: 0, failed: 0 };
    waiting?.end(outcome);
    deps.changed();
  }

  async function run(id: AccountId, host: string): Promise<void> {
    running.set(host, runningAt(host) + 1);
    runningInAll += 1;
    let outcome: QueuedOutcome;
    try {
      outcome = await deps.refresh(id, known.get(id)?.by ?? 'itself');
    } catch (error) {
      deps.report(error);
      outcome = { kind: 'unexpected' };
    }
    runningInAll -= 1;
    if (runningAt(host) === 1) running.delete(host);
    else running.set(host, runningAt(host) - 1);
    finish(id, outcome);
    startWhatMay();
  }

  function startWhatMay(): void {
    if (paused) return;
    for (const [host, line] of lines) {
      for (const id of line) {
        if (runningInAll >= TOGETHER) return;
        if (runningAt(host) >= PER_HOST) break;
        line.delete(id);
        void run(id, host);
      }
      if (line.size === 0) lines.delete(host);
    }
  }

  return {
    add(id, by = 'itself') {
      const joined = known.get(id);
      if (joined !== undefined) return joined.ended;
      let end: (outcome: QueuedOutcome) => void = () => undefined;
      const ended = new Promise<QueuedOutcome>((resolve) => {
        end = resolve;
      });
      known.set(id, { by, ended, end });
      counts = { ...counts, total: counts.total + 1 };
      const host = deps.hostOf(id);
      const line = lines.get(host);
      if (line === undefined) lines.set(host, new Set([id]));
      else line.add(id);
      deps.changed();
      startWhatMay();
      return ended;
    },
    has: (id) => known.has(id),
    cancel() {
      const dropped = [...lines.values()].flatMap((line) => [...line]);
      lines.clear();
      for (const id of dropped) finish(id, { kind: 'cancelled' });
    },
    pause() {
      paused = true;
    },
    proceed() {
      paused = false;
      startWhatMay();
    },
    progress: () => (known.size === 0 ? null : counts),
  };
}
