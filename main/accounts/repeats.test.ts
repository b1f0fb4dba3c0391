import { describe, expect, it } from 'vitest';
import { account, T0 } from './fakes';
import { deferred, settle } from './deferred';
import type { Account, AccountId, RefreshProblem } from './account';
import type { RefreshOutcome } from './refresh';
import { refreshQueue } from './refresh-queue';
import { repeats } from './repeats';

const DOUBT: RefreshProblem = { kind: 'uncertain', at: T0, reason: 'interrupted', detail: '' };
const OFFLINE: RefreshProblem = { kind: 'not_sent', at: T0, reason: 'offline', detail: '' };
const NOT_SENT: RefreshOutcome = { kind: 'failed', problem: OFFLINE };

/** So many accounts in doubt, and a server that answers when it is told to. */
function setUp(count: number, options: { readonly repeated?: Set<AccountId>; readonly hosts?: number } = {}) {
  const accounts = new Map<AccountId, Account>();
  for (let index = 0; index < count; index += 1) {
    accounts.set(`${index}`, account({ id: `${index}`, problem: DOUBT }));
  }
  const sent: { readonly id: AccountId; readonly again: boolean }[] = [];
  const onTheirWay = new Map<
    AccountId,
    { promise: Promise<RefreshOutcome>; resolve: (outcome: RefreshOutcome) => void }
  >();
  const timers: { readonly task: () => void; readonly ms: number }[] = [];
  const system = { online: true, most: 0 };
  const refresher = {
    refresh(id: AccountId, again: boolean) {
      const running = onTheirWay.get(id);
      if (running !== undefined) return running.promise;
      if (accounts.get(id)?.problem?.kind === 'uncertain' && !again) {
        return Promise.resolve<RefreshOutcome>({ kind: 'refused', reason: 'uncertain' });
      }
      sent.push({ id, again });
      const ending = deferred<RefreshOutcome>();
      onTheirWay.set(id, ending);
      system.most = Math.max(system.most, onTheirWay.size);
      return ending.promise;
    },
    isRefreshing: (id: AccountId) => onTheirWay.has(id),
  };
  const queue = refreshQueue({
    refresh: (id) => repeating.turn(id),
    hostOf: (id) => `host-${Number(id) % (options.hosts ?? 1)}`,
    changed: () => undefined,
    report: (error) => {
      throw error;
    },
  });
  const repeating = repeats({
    book: { findOpen: (id) => accounts.get(id) },
    queue,
    refresher,
    online: () => system.online,
    later(task, ms) {
      const timer = { task, ms };
      timers.push(timer);
      return () => void timers.splice(timers.indexOf(timer), 1);
    },
    random: () => 0.5,
    repeated: options.repeated ?? new Set(),
  });
  repeating.expect([...accounts.keys()]);

  /** Ends what is on its way. */
  const end = async (outcome: RefreshOutcome): Promise<void> => {
    const ending = [...onTheirWay];
    onTheirWay.clear();
    for (const [id, { resolve }] of ending) {
      if (outcome.kind === 'refreshed') accounts.set(id, account({ id, generation: 2 }));
      resolve(outcome);
    }
    await settle();
  };
  const endAll = async (outcome: RefreshOutcome): Promise<void> => {
    while (onTheirWay.size > 0) await end(outcome);
  };
  const wait = async (): Promise<number> => {
    const [timer] = timers.splice(0, 1);
    if (timer === undefined) throw new Error('nothing is waited for');
    timer.task();
    await settle();
    return timer.ms;
  };
  return { accounts, sent, timers, system, queue, repeating, end, endAll, wait };
}

const REFRESHED: RefreshOutcome = { kind: 'refreshed' };

describe('what an earlier run left in doubt', () => {
  it('a thousand at one host: never more than four at once, each sent once, with progress', async () => {
    const { repeating, queue, sent, system, end, endAll } = setUp(1000);
    repeating.start();
    expect(sent).toHaveLength(4);
    await end(REFRESHED);
    expect(queue.progress()).toEqual({ total: 1000, done: 4, failed: 0 });
    await endAll(REFRESHED);
    expect(system.most).toBe(4);
    expect(sent).toHaveLength(1000);
    expect(new Set(sent.map(({ id }) => id)).size).toBe(1000);
    expect(sent.every(({ again }) => again)).toBe(true);
    expect(queue.progress()).toBeNull();
  });

  it('a thousand at a hundred hosts: never more than sixteen at once', async () => {
    const { repeating, sent, system, endAll } = setUp(1000, { hosts: 100 });
    repeating.start();
    await endAll(REFRESHED);
    expect(system.most).toBe(16);
    expect(sent).toHaveLength(1000);
  });

  it('stopped by its user, the rest stays in doubt and is not sent by itself', async () => {
    const { repeating, queue, sent, accounts, timers, endAll } = setUp(1000);
    repeating.start();
    queue.cancel();
    await endAll(REFRESHED);
    expect(sent).toHaveLength(4);
    expect([...accounts.values()].filter(({ problem }) => problem === DOUBT)).toHaveLength(996);
    repeating.start();
    await settle();
    expect(sent).toHaveLength(4);
    expect(timers).toEqual([]);
  });

  it('dropped from the line because Latchkey was locked, it is put there again when it is unlocked', async () => {
    const { repeating, queue, sent, endAll } = setUp(6);
    repeating.start();
    repeating.stop();
    queue.cancel();
    await endAll(REFRESHED);
    expect(sent).toHaveLength(4);
    repeating.start();
    await endAll(REFRESHED);
    expect(sent.map(({ id }) => id)).toEqual(['0', '1', '2', '3', '4', '5']);
  });

  it('is not sent again by a second desk of the same run', async () => {
    const repeated = new Set<AccountId>();
    const first = setUp(3, { repeated });
    first.repeating.start();
    await first.endAll({ kind: 'failed', problem: DOUBT });
    const second = setUp(3, { repeated });
    second.repeating.start();
    expect(first.sent).toHaveLength(3);
    expect(second.sent).toHaveLength(0);
  });
});

describe('somebody asks for a refresh meanwhile', () => {
  it('of an account on its way: both have the same request', async () => {
    const { repeating, sent, endAll } = setUp(1);
    repeating.start();
    const asked = repeating.refresh('0', false);
    await endAll(REFRESHED);
    expect(await asked).toEqual(REFRESHED);
    expect(sent).toHaveLength(1);
  });

  it('of an account that waits: it is sent at once, and not again at its turn', async () => {
    const { repeating, sent, end, endAll } = setUp(10);
    repeating.start();
    const asked = repeating.refresh('9', false);
    expect(sent.map(({ id }) => id)).toEqual(['0', '1', '2', '3', '9']);
    await end(REFRESHED);
    expect(await asked).toEqual(REFRESHED);
    await endAll(REFRESHED);
    expect(sent).toHaveLength(10);
  });

  it('and its reply is lost as well: it is not sent a second time at its turn', async () => {
    const { repeating, sent, end, endAll } = setUp(5);
    repeating.start();
    const asked = repeating.refresh('4', true);
    await end({ kind: 'failed', problem: DOUBT });
    expect(await asked).toMatchObject({ kind: 'failed' });
    await endAll(REFRESHED);
    expect(sent.filter(({ id }) => id === '4')).toHaveLength(1);
  });

  it('by “Refresh all”, which has it in line already', async () => {
    const { repeating, queue, sent, endAll } = setUp(6);
    repeating.start();
    const all = Promise.all(['4', '5'].map((id) => queue.add(id)));
    await endAll(REFRESHED);
    expect(await all).toEqual([REFRESHED, REFRESHED]);
    expect(sent).toHaveLength(6);
  });
});

describe('nothing could be sent', () => {
  it('offline at the start: nothing is tried before there is a network', async () => {
    const { repeating, system, sent, wait, endAll } = setUp(2);
    system.online = false;
    repeating.start();
    expect(sent).toHaveLength(0);
    expect(await wait()).toBe(15_000);
    system.online = true;
    await wait();
    await endAll(REFRESHED);
    expect(sent).toHaveLength(2);
  });

  it('all are tried again, after 1, 2, 4 … minutes up to an hour, and no sooner', async () => {
    const { repeating, sent, timers, wait, endAll } = setUp(3);
    repeating.start();
    const waits: number[] = [];
    for (let round = 1; round <= 9; round += 1) {
      await endAll(NOT_SENT);
      expect(sent).toHaveLength(3 * round);
      expect(timers).toHaveLength(1);
      waits.push((await wait()) / 60_000);
    }
    expect(waits).toEqual([1, 2, 4, 8, 16, 32, 60, 60, 60]);
    await endAll(REFRESHED);
    expect(timers).toEqual([]);
  });

  it('a full disk, before which nothing was sent either: tried again', async () => {
    const { repeating, sent, end, wait } = setUp(1);
    repeating.start();
    await end({ kind: 'not_keepable', save: { kind: 'failed', reason: 'full', detail: 'ENOSPC' } });
    await wait();
    expect(sent).toHaveLength(2);
  });

  it('a reply that is lost counts: not tried again in this run', async () => {
    const { repeating, sent, timers, endAll } = setUp(3);
    repeating.start();
    await endAll({ kind: 'failed', problem: DOUBT });
    expect(sent).toHaveLength(3);
    expect(timers).toEqual([]);
  });

  it('while it waits for the network its user may still try', async () => {
    const { repeating, sent, wait, endAll } = setUp(1);
    repeating.start();
    await endAll(NOT_SENT);
    const asked = repeating.refresh('0', true);
    await endAll(REFRESHED);
    expect(await asked).toEqual(REFRESHED);
    await wait();
    expect(sent).toHaveLength(2);
  });
});

it('nothing else that is refreshed by itself is sent again or against advice', async () => {
  const asked: unknown[] = [];
  const refreshing = (...all: unknown[]): Promise<RefreshOutcome> => {
    asked.push(all);
    return Promise.resolve(REFRESHED);
  };
  const repeating = repeats({
    book: { findOpen: () => account() },
    queue: { add: () => Promise.resolve(REFRESHED) },
    refresher: { refresh: refreshing, isRefreshing: () => false },
    online: () => true,
    later: () => () => undefined,
    random: () => 0.5,
    repeated: new Set(),
  });
  repeating.start();
  await repeating.turn('account-1');
  await repeating.refresh('account-1', false);
  expect(asked).toEqual([
    ['account-1', false, false, 'itself'],
    ['account-1', false, false, 'you'],
  ]);
});
