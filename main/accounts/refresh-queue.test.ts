import { describe, expect, it } from 'vitest';
import { deferred } from './deferred';
import type { RefreshOutcome } from './refresh';
import { refreshQueue } from './refresh-queue';

const REFRESHED: RefreshOutcome = { kind: 'refreshed' };

function setUp(hostOf: (id: string) => string = () => 'one.example') {
  const begun: string[] = [];
  const askers: string[] = [];
  const ends = new Map<string, (outcome: RefreshOutcome) => void>();
  const reported: unknown[] = [];
  const queue = refreshQueue({
    refresh(id, by) {
      begun.push(id);
      askers.push(by);
      const { promise, resolve } = deferred<RefreshOutcome>();
      ends.set(id, resolve);
      return id === 'broken' ? Promise.reject(new Error('broken')) : promise;
    },
    hostOf,
    changed: () => undefined,
    report: (error) => reported.push(error),
  });
  return { queue, begun, askers, reported, end: (id: string, outcome = REFRESHED) => ends.get(id)?.(outcome) };
}

const ids = (count: number, prefix = '') => Array.from({ length: count }, (_, index) => `${prefix}${index}`);

describe('many refreshes at once', () => {
  it('go four at a time to one host, in order', async () => {
    const { queue, begun, end } = setUp();
    const all = ids(6).map((id) => queue.add(id));
    expect(begun).toEqual(['0', '1', '2', '3']);
    end('1');
    await all[1];
    expect(begun).toEqual(['0', '1', '2', '3', '4']);
  });

  it('go sixteen at a time in all, and a slow host holds up no other', async () => {
    const { queue, begun, end } = setUp((id) => id.slice(0, 1));
    for (const host of ['a', 'b', 'c', 'd', 'e']) for (const id of ids(6, host)) void queue.add(id);
    expect(begun).toHaveLength(16);
    const next = queue.add('a0');
    end('a0');
    await next;
    expect(begun).toHaveLength(17);
    expect(begun.at(-1)).toBe('a4');
  });

  it('an account that waits already is joined', async () => {
    const { queue, begun, end } = setUp();
    const both = [queue.add('0'), queue.add('0')];
    end('0');
    expect(await Promise.all(both)).toEqual([REFRESHED, REFRESHED]);
    expect(begun).toEqual(['0']);
  });

  it('cancelled, those that have not begun never do, and those that have are not cut off', async () => {
    const { queue, begun, end } = setUp();
    const all = ids(10_000).map((id) => queue.add(id));
    queue.cancel();
    for (const id of ids(4)) end(id);
    const outcomes = await Promise.all(all);
    expect(outcomes.filter(({ kind }) => kind === 'refreshed')).toHaveLength(4);
    expect(outcomes.filter(({ kind }) => kind === 'cancelled')).toHaveLength(9996);
    expect(begun).toHaveLength(4);
    expect(queue.progress()).toBeNull();
  });

  it('paused, nothing more begins until it proceeds', async () => {
    const { queue, begun } = setUp();
    queue.pause();
    void queue.add('0');
    expect(begun).toEqual([]);
    queue.proceed();
    expect(begun).toEqual(['0']);
  });
});

it('tells how far it is, and forgets it when all is done', async () => {
  const { queue, end } = setUp();
  const all = ids(3).map((id) => queue.add(id));
  end('0');
  await all[0];
  end('1', { kind: 'refused', reason: 'locked' });
  await all[1];
  expect(queue.progress()).toEqual({ total: 3, done: 2, failed: 1 });
  end('2');
  await all[2];
  expect(queue.progress()).toBeNull();
  void queue.add('3');
  expect(queue.progress()).toEqual({ total: 1, done: 0, failed: 0 });
});

it('counts neither what was cancelled nor as failed what another had done already', async () => {
  const { queue, end } = setUp();
  const all = ids(6).map((id) => queue.add(id));
  queue.cancel();
  expect(queue.progress()).toEqual({ total: 4, done: 0, failed: 0 });
  end('0', { kind: 'overtaken' });
  await all[0];
  expect(queue.progress()).toEqual({ total: 4, done: 1, failed: 0 });
});

it('says for whom each is', async () => {
  const { queue, askers } = setUp();
  void queue.add('0', 'you');
  void queue.add('1');
  expect(askers).toEqual(['you', 'itself']);
});

it('a refresh that throws is reported, and its place is free again', async () => {
  const { queue, reported } = setUp();
  expect(await queue.add('broken')).toEqual({ kind: 'unexpected' });
  expect(reported).toHaveLength(1);
  expect(queue.has('broken')).toBe(false);
});
