/** A scheduler in a world whose clocks, network and server are in the test's hands, for the tests of scheduler.ts. */
import type { TransportResult } from '../oauth';
import type { Account, AccountId, RefreshProblem, StoredAccount } from './account';
import { settle } from './deferred';
import { account, T0, tokens } from './fakes';
import { refreshQueue, type RefreshQueue } from './refresh-queue';
import type { RefreshOutcome } from './refresh';
import { scheduler } from './scheduler';

export const SECOND = 1000;
export const MINUTE = 60 * SECOND;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;

interface Timer {
  readonly at: number;
  readonly task: () => void;
}

export type Answer = 'new_tokens' | Exclude<TransportResult['kind'], 'reply' | 'lost'> | RefreshOutcome;

/** One request as the server saw it. */
export interface SeenRequest {
  readonly id: AccountId;
  /** Steady milliseconds since the start. */
  readonly at: number;
}

export interface WorldOptions {
  readonly accounts?: number;
  readonly part?: Partial<Account>;
  /** Seconds that access tokens live. Default an hour. */
  readonly lifetime?: number;
}

export class World {
  readonly requests: SeenRequest[] = [];
  readonly jumps: number[] = [];
  readonly stored = new Map<AccountId, StoredAccount>();
  /** Whose tokens are in memory only. */
  readonly unsaved = new Set<AccountId>();
  readonly queue: RefreshQueue;
  readonly scheduler: ReturnType<typeof scheduler>;
  online = true;
  answer: Answer = 'new_tokens';
  /** Steady milliseconds a request takes. */
  latency = 20;
  mostAtOnce = 0;
  longestTimer = 0;
  #steady = 0;
  #wall = T0;
  #atOnce = 0;
  #seed = 1;
  #timers = new Set<Timer>();
  readonly #lifetime: number;

  constructor({ accounts = 1, part = {}, lifetime = 3600 }: WorldOptions = {}) {
    this.#lifetime = lifetime * SECOND;
    for (let index = 0; index < accounts; index += 1) {
      this.put(account({ id: `account-${index}`, automatic: true, tokens: this.#tokens(), ...part }));
    }
    this.queue = refreshQueue({
      refresh: (id) => this.#refresh(id),
      hostOf: () => 'one.example',
      changed: () => undefined,
      report: (error) => {
        throw error;
      },
    });
    this.scheduler = scheduler({
      book: {
        all: () => [...this.stored.values()],
        find: (id) => this.stored.get(id),
        isUnsaved: (id) => this.unsaved.has(id),
      },
      queue: this.queue,
      now: () => this.#wall,
      steady: () => this.#steady,
      later: (task, ms) => this.#later(task, ms),
      random: () => this.#random(),
      online: () => this.online,
      clockJumped: (by) => this.jumps.push(by),
    });
  }

  /** Steady milliseconds since the start. */
  get elapsed(): number {
    return this.#steady;
  }

  /** Milliseconds since the epoch. */
  get now(): number {
    return this.#wall;
  }

  put(value: Account): void {
    this.stored.set(value.id, { state: 'open', account: value });
  }

  read(id = 'account-0'): Account {
    const stored = this.stored.get(id);
    if (stored?.state !== 'open') throw new Error('the account is gone');
    return stored.account;
  }

  /** Sets the wall clock, without any time passing. */
  jump(ms: number): void {
    this.#wall += ms;
  }

  /** The wall clock goes on while the steady one stands still, as in sleep. */
  sleep(ms: number): void {
    this.scheduler.suspended();
    this.#wall += ms;
  }

  /** Lets time pass. */
  async pass(ms: number): Promise<void> {
    const end = this.#steady + ms;
    for (;;) {
      await settle();
      const next = [...this.#timers].toSorted((one, other) => one.at - other.at)[0];
      if (next === undefined || next.at > end) break;
      this.#goTo(next.at);
      this.#timers.delete(next);
      next.task();
    }
    this.#goTo(end);
    await settle();
  }

  /** Always the same row of numbers, so that a failure can be repeated (Lehmer). */
  #random(): number {
    this.#seed = (this.#seed * 48_271) % 2_147_483_647;
    return this.#seed / 2_147_483_647;
  }

  #goTo(steady: number): void {
    this.#wall += steady - this.#steady;
    this.#steady = steady;
  }

  #later(task: () => void, ms: number): () => void {
    this.longestTimer = Math.max(this.longestTimer, ms);
    const timer: Timer = { at: this.#steady + ms, task };
    this.#timers.add(timer);
    return () => this.#timers.delete(timer);
  }

  #tokens() {
    const accessExpiry = { kind: 'at', at: this.#wall + this.#lifetime, source: 'expires_in' } as const;
    return tokens({ issuedAt: this.#wall, accessExpiry, refreshExpiry: { kind: 'unknown' } });
  }

  async #refresh(id: AccountId): Promise<RefreshOutcome> {
    this.requests.push({ id, at: this.#steady });
    this.#atOnce += 1;
    this.mostAtOnce = Math.max(this.mostAtOnce, this.#atOnce);
    const { answer } = this;
    await new Promise<void>((resolve) => this.#later(resolve, this.latency));
    this.#atOnce -= 1;
    if (answer === 'new_tokens') {
      const current = this.read(id);
      this.put({ ...current, tokens: this.#tokens(), generation: current.generation + 1, problem: null });
      this.scheduler.recordsChanged([id]);
      return { kind: 'refreshed' };
    }
    if (answer !== 'not_sent') return this.#noted(id, answer);
    const problem: RefreshProblem = { kind: 'not_sent', at: this.#wall, reason: 'offline', detail: '' };
    return this.#noted(id, { kind: 'failed', problem });
  }

  #noted(id: AccountId, outcome: RefreshOutcome): RefreshOutcome {
    if (outcome.kind === 'failed') this.put({ ...this.read(id), problem: { ...outcome.problem, at: this.#wall } });
    this.scheduler.recordsChanged([id]);
    return outcome;
  }
}
