/**
 * Sends the refresh tokens that an earlier run left in doubt once more, at the providers that allow it. Rules:
 * - once a start of the app, whoever sends: the line of all refreshes (refresh-queue.ts), or its user who was faster;
 * - an account whose doubt is over by its turn is left alone;
 * - an attempt of which nothing was sent does not count: tried again after 1, 2, 4 … minutes, up to an hour, and not while offline;
 * - what its user stopped stays Uncertain, with its button.
 */
import type { AccountId } from './account';
import type { AccountBook } from './book';
import type { Asker } from './history';
import type { Refresher, RefreshOutcome } from './refresh';
import type { RefreshQueue } from './refresh-queue';
import { waitAfter } from './schedule';

const OFFLINE_LOOK_MS = 15_000;

export interface RepeatsDependencies {
  readonly book: Pick<AccountBook, 'findOpen'>;
  readonly queue: Pick<RefreshQueue, 'add'>;
  readonly refresher: Pick<Refresher, 'refresh' | 'isRefreshing'>;
  /** Whether the system has a network at all. */
  readonly online: () => boolean;
  /** Runs a task after so many milliseconds; the result calls it off. */
  readonly later: (task: () => void, ms: number) => () => void;
  /** From 0 (inclusive) to 1. */
  readonly random: () => number;
  /** Filled here: accounts whose token was sent again since the app started. A vault may be opened more than once in that time. */
  readonly repeated: Set<AccountId>;
}

export interface Repeats {
  /** These are to be sent once more, from the next start on. */
  expect(ids: readonly AccountId[]): void;
  /** Puts them in line, also after a {@link Repeats.stop}. */
  start(): void;
  /** Puts nothing more in line; what the queue then drops is put in line by the next start. */
  stop(): void;
  /** A refresh that its user asks for: it takes the place of the repeat where one is due. */
  refresh(id: AccountId, again: boolean, insist?: boolean, by?: Asker): Promise<RefreshOutcome>;
  /** What the queue does when it is an account's turn. */
  turn(id: AccountId, by?: Asker): Promise<RefreshOutcome>;
}

export function repeats({ book, queue, refresher, online, later, random, repeated }: RepeatsDependencies): Repeats {
  /** Not sent yet in this run. */
  const due = new Set<AccountId>();
  /** Put in line here, and not had its turn. */
  const inLine = new Set<AccountId>();
  let running = false;
  let rounds = 0;
  let callOff: (() => void) | null = null;

  const inDoubt = (id: AccountId): boolean => book.findOpen(id)?.problem?.kind === 'uncertain';

  function arm(ms: number): void {
    if (!running || callOff !== null) return;
    callOff = later(() => {
      callOff = null;
      round();
    }, ms);
  }

  function round(): void {
    if (!running || due.size === 0) return;
    if (!online()) return arm(OFFLINE_LOOK_MS);
    rounds += 1;
    for (const id of due) if (!inLine.has(id)) void line(id);
  }

  async function line(id: AccountId): Promise<void> {
    inLine.add(id);
    const outcome = await queue.add(id);
    inLine.delete(id);
    if (outcome.kind === 'cancelled' && running) due.delete(id);
  }

  /** Sends it, if it is still to be sent; null where it is not. */
  function send(id: AccountId, by: Asker): Promise<RefreshOutcome> | null {
    if (!due.delete(id) || !inDoubt(id)) return null;
    return sent(id, by);
  }

  async function sent(id: AccountId, by: Asker): Promise<RefreshOutcome> {
    const outcome = await refresher.refresh(id, true, false, by);
    if (isUnsent(outcome)) {
      due.add(id);
      arm(waitAfter(null, rounds, random()));
    } else repeated.add(id);
    return outcome;
  }

  return {
    expect(ids) {
      for (const id of ids) if (!repeated.has(id)) due.add(id);
    },
    start() {
      running = true;
      round();
    },
    stop() {
      running = false;
      callOff?.();
      callOff = null;
    },
    refresh: (id, again, insist = false, by = 'you') => send(id, by) ?? refresher.refresh(id, again, insist, by),
    turn(id, by = 'itself') {
      const sending = send(id, inLine.has(id) ? 'repeat' : by);
      if (sending !== null) return sending;
      // Its user was faster: what became of that is what became of this.
      const served = inLine.has(id) && !refresher.isRefreshing(id);
      return served ? Promise.resolve({ kind: 'overtaken' }) : refresher.refresh(id, false, false, by);
    },
  };
}

function isUnsent(outcome: RefreshOutcome): boolean {
  return outcome.kind === 'not_keepable' || (outcome.kind === 'failed' && outcome.problem.kind === 'not_sent');
}
