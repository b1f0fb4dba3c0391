/**
 * Refreshes accounts by themselves when they are due (schedule.ts says when). One timer for all. Rules:
 * - The wall clock is read anew at every tick; no timer is longer than a minute, so that neither sleep nor a long-lived token matters.
 * - Waits that this run imposes (after wake, after a failure) are measured by a steady clock that nobody can set.
 * - A jump of the wall clock is found by comparing the two. Nothing is sent for a minute after one, and what it made due is spread.
 * - Nothing is sent at the start, at the instant of wake or while offline; then one request goes ahead, and the others follow only
 *   when it has shown that the network answers.
 */
import type { EpochMs } from '../oauth';
import { idOf } from './book';
import type { AccountBook } from './book';
import type { AccountId, StoredAccount } from './account';
import type { QueuedOutcome, RefreshQueue } from './refresh-queue';
import type { RefreshRules } from './refresh-limits';
import { planOf, shareOf, waitAfter } from './schedule';

const SECOND_MS = 1000;
const MINUTE_MS = 60 * SECOND_MS;
const LONGEST_TIMER_MS = MINUTE_MS;
const SHORTEST_TIMER_MS = 250;
/** Clocks that go apart by more than this between two ticks: somebody has set one. */
const JUMP_MS = MINUTE_MS;
/** From a start or a wake to the first request, and once more as much at random. */
const SETTLING_MS = 10 * SECOND_MS;
const AFTER_JUMP_MS = MINUTE_MS;
const OFFLINE_LOOK_MS = 15 * SECOND_MS;
/** What a jump made due is spread so that a second passes between two, but over no more than an hour. */
const SPREAD_EACH_MS = SECOND_MS;
const SPREAD_MOST_MS = 60 * MINUTE_MS;
/** A system that said it would sleep, and is awake this long after. */
const NO_SLEEP_MS = 5 * MINUTE_MS;
const AFTER_CANCEL_MS = 60 * MINUTE_MS;

export interface SchedulerDependencies {
  readonly book: Pick<AccountBook, 'all' | 'find' | 'isUnsaved'>;
  readonly queue: RefreshQueue;
  /** The wall clock. */
  readonly now: () => EpochMs;
  /** Milliseconds since some moment, by a clock that nobody can set. */
  readonly steady: () => number;
  /** Runs a task after so many milliseconds; the result calls it off. */
  readonly later: (task: () => void, ms: number) => () => void;
  /** From 0 (inclusive) to 1. */
  readonly random: () => number;
  /** Whether the system has a network at all. */
  readonly online: () => boolean;
  /** When the account's provider takes a refresh; left out: whenever it is asked. */
  readonly rulesOf?: (stored: StoredAccount) => RefreshRules | null;
  /** The last part of a token's life in which it is refreshed, 0 to 1/2; left out: a tenth. */
  readonly aheadShare?: () => number;
  /** Told of a wall clock that was set while the app ran: by so many milliseconds, ahead where positive. */
  readonly clockJumped: (by: number) => void;
}

export interface Scheduler {
  start(): void;
  /** Ends it for good; what is under way goes on. */
  stop(): void;
  /** Accounts that are new, changed or gone. */
  recordsChanged(ids: readonly AccountId[]): void;
  /** The system is about to sleep. */
  suspended(): void;
  /** The system has woken up. */
  resumed(): void;
  /** When an account is refreshed by itself next; null for never. */
  nextAttempt(id: AccountId): EpochMs | null;
}

export function scheduler(deps: SchedulerDependencies): Scheduler {
  const { book, queue, now, steady } = deps;
  /** Accounts with a plan, and when. */
  const plans = new Map<AccountId, EpochMs>();
  const failures = new Map<AccountId, number>();
  /** By the steady clock. */
  const heldUntil = new Map<AccountId, number>();
  let quietUntil = 0;
  /** Nobody has seen the network answer yet: one request at a time. */
  let scouting = true;
  let scout: AccountId | null = null;
  let asleepSince: number | null = null;
  let seen = { wall: 0, steady: 0 };
  let running = false;
  let wakeAt = Infinity;
  let callOff = (): void => undefined;

  const failuresOf = (id: AccountId): number => failures.get(id) ?? 1;
  const heldFor = (id: AccountId): number => Math.max(heldUntil.get(id) ?? 0, quietUntil) - steady();

  function plan(id: AccountId, stored: StoredAccount | undefined): void {
    const planned =
      stored === undefined
        ? null
        : planOf(stored, now(), failuresOf(id), deps.rulesOf?.(stored) ?? null, deps.aheadShare?.());
    if (stored === undefined) {
      failures.delete(id);
      heldUntil.delete(id);
    }
    if (planned?.kind === 'at') plans.set(id, planned.at);
    else plans.delete(id);
  }

  function planAll(): void {
    plans.clear();
    for (const stored of book.all()) plan(idOf(stored), stored);
  }

  /** Milliseconds until an account may be refreshed. */
  const waitOf = (id: AccountId, at: EpochMs): number => Math.max(at - now(), heldFor(id));

  function arm(wait: number): void {
    if (!running) return;
    const bounded = Math.min(Math.max(wait, SHORTEST_TIMER_MS), LONGEST_TIMER_MS);
    callOff();
    wakeAt = steady() + bounded;
    callOff = deps.later(tick, bounded);
  }

  function armSooner(wait: number): void {
    if (asleepSince === null && steady() + wait < wakeAt) arm(wait);
  }

  function tick(): void {
    if (!running) return;
    if (asleepSince !== null) {
      if (steady() - asleepSince < NO_SLEEP_MS) return arm(LONGEST_TIMER_MS);
      asleepSince = null;
      look();
    }
    const jump = look();
    if (Math.abs(jump) > JUMP_MS) afterJump(jump);
    if (steady() < quietUntil) return arm(quietUntil - steady());
    if (!deps.online()) {
      scouting = true;
      return arm(OFFLINE_LOOK_MS);
    }
    queue.proceed();
    arm(startWhatIsDue());
  }

  /** Reads both clocks; gives by how much the wall clock went astray since they were last read. */
  function look(): number {
    const before = seen;
    seen = { wall: now(), steady: steady() };
    return seen.wall - before.wall - (seen.steady - before.steady);
  }

  function afterJump(by: number): void {
    deps.clockJumped(by);
    queue.pause();
    planAll();
    keepQuiet(AFTER_JUMP_MS);
    const due = [...plans].filter(([, at]) => at <= now());
    const spread = Math.min(due.length * SPREAD_EACH_MS, SPREAD_MOST_MS);
    for (const [id] of due) hold(id, AFTER_JUMP_MS + spread * deps.random());
  }

  /** Puts what is due in line; gives the milliseconds until something will be. */
  function startWhatIsDue(): number {
    let next = Infinity;
    for (const [id, at] of plans) {
      if (queue.has(id)) continue;
      const wait = waitOf(id, at);
      if (wait > 0) next = Math.min(next, wait);
      // Its tokens wait for the disk, and so would a journal.
      else if (book.isUnsaved(id)) next = Math.min(next, LONGEST_TIMER_MS);
      else if (!scouting) void send(id);
      else if (scout === null) {
        scout = id;
        void send(id);
      }
    }
    return next;
  }

  async function send(id: AccountId): Promise<void> {
    const outcome = await queue.add(id);
    if (scout === id) scout = null;
    digest(id, outcome);
    plan(id, book.find(id));
    armSooner(SHORTEST_TIMER_MS);
  }

  function digest(id: AccountId, outcome: QueuedOutcome): void {
    switch (outcome.kind) {
      case 'refreshed':
      case 'refreshed_unsaved':
      case 'overtaken':
        failures.delete(id);
        scouting = false;
        return;
      case 'cancelled':
        return hold(id, AFTER_CANCEL_MS);
      case 'not_keepable':
        // No account could be written now, so the others need not try.
        scouting = true;
        keepQuiet(MINUTE_MS);
        return fail(id, null);
      case 'failed':
        scouting = outcome.problem.kind === 'not_sent';
        if (outcome.problem.kind === 'not_sent' && outcome.problem.reason === 'offline') keepQuiet(OFFLINE_LOOK_MS);
        return fail(id, outcome.problem);
      case 'refused':
      case 'unexpected':
        return fail(id, null);
    }
  }

  function fail(id: AccountId, problem: Parameters<typeof waitAfter>[0]): void {
    const count = (failures.get(id) ?? 0) + 1;
    failures.set(id, count);
    hold(id, waitAfter(problem, count, shareOf(id, count)));
  }

  function hold(id: AccountId, ms: number): void {
    heldUntil.set(id, Math.max(heldUntil.get(id) ?? 0, steady() + ms));
  }

  /** Sends nothing for so many milliseconds; a longer quiet that has begun goes on. */
  function keepQuiet(ms: number): void {
    quietUntil = Math.max(quietUntil, steady() + ms);
  }

  function settleFirst(): void {
    scouting = true;
    keepQuiet(SETTLING_MS * (1 + deps.random()));
  }

  return {
    start() {
      running = true;
      look();
      planAll();
      settleFirst();
      arm(quietUntil - steady());
    },
    stop() {
      running = false;
      callOff();
    },
    recordsChanged(ids) {
      if (!running) return;
      let soonest = Infinity;
      for (const id of ids) {
        plan(id, book.find(id));
        const at = plans.get(id);
        if (at !== undefined && !queue.has(id)) soonest = Math.min(soonest, waitOf(id, at));
      }
      armSooner(soonest);
    },
    suspended() {
      asleepSince = steady();
      queue.pause();
    },
    resumed() {
      asleepSince = null;
      // The steady clock stands still in sleep on some systems: what the wall clock went ahead by then is no jump.
      look();
      planAll();
      settleFirst();
      arm(quietUntil - steady());
    },
    nextAttempt(id) {
      const at = plans.get(id);
      return at === undefined ? null : Math.max(at, now() + Math.max(0, heldFor(id)));
    },
  };
}
