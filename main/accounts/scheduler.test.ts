import { describe, expect, it } from 'vitest';
import { account, T0, tokens } from './fakes';
import { DAY, HOUR, MINUTE, SECOND, World } from './scheduler-setup';

const YEAR = 365 * DAY;

describe('an account that is due', () => {
  it('is refreshed ahead of its end, again and again', async () => {
    const world = new World();
    world.scheduler.start();
    await world.pass(52 * MINUTE);
    expect(world.requests).toEqual([]);
    await world.pass(HOUR);
    expect(world.requests).toHaveLength(2);
    await world.pass(DAY);
    expect(world.read().generation).toBeGreaterThan(24);
    expect(world.longestTimer).toBeLessThanOrEqual(MINUTE);
  });

  it('is not refreshed at the instant of the start', async () => {
    const world = new World({ lifetime: 1 });
    world.jump(HOUR);
    world.scheduler.start();
    await world.pass(9 * SECOND);
    expect(world.requests).toEqual([]);
    await world.pass(20 * SECOND);
    expect(world.requests).toHaveLength(1);
  });

  it('is told to be refreshed when it may be, not when it was due', async () => {
    const world = new World();
    world.jump(2 * HOUR);
    world.scheduler.start();
    const wait = (world.scheduler.nextAttempt('account-0') ?? 0) - world.now;
    expect(wait).toBeGreaterThanOrEqual(10 * SECOND);
    expect(wait).toBeLessThanOrEqual(20 * SECOND);
  });

  it('is not asked for while its tokens are in memory only', async () => {
    const world = new World();
    world.unsaved.add('account-0');
    world.scheduler.start();
    await world.pass(2 * HOUR);
    expect(world.requests).toEqual([]);
    world.unsaved.clear();
    await world.pass(MINUTE);
    expect(world.requests).toHaveLength(1);
  });

  it('is not refreshed after the scheduler was stopped', async () => {
    const world = new World();
    world.scheduler.start();
    world.scheduler.stop();
    await world.pass(DAY);
    expect(world.requests).toEqual([]);
  });

  it('tells when, also after it was switched on', async () => {
    const world = new World({ part: { automatic: false } });
    world.scheduler.start();
    expect(world.scheduler.nextAttempt('account-0')).toBeNull();
    world.put({ ...world.read(), automatic: true });
    world.scheduler.recordsChanged(['account-0']);
    const next = (world.scheduler.nextAttempt('account-0') ?? 0) - world.read().tokens.issuedAt;
    expect(next).toBeGreaterThan(52 * MINUTE);
    expect(next).toBeLessThanOrEqual(54 * MINUTE);
  });

  it('once gone, is asked for no more', async () => {
    const world = new World();
    world.scheduler.start();
    world.stored.clear();
    world.scheduler.recordsChanged(['account-0']);
    await world.pass(DAY);
    expect(world.requests).toEqual([]);
  });
});

describe('ten thousand accounts due at once', () => {
  it('go a few at a time, each once', async () => {
    const world = new World({ accounts: 2000 });
    world.jump(HOUR);
    world.scheduler.start();
    await world.pass(2 * MINUTE);
    expect(world.requests).toHaveLength(2000);
    expect(new Set(world.requests.map(({ id }) => id)).size).toBe(2000);
    expect(world.mostAtOnce).toBe(4);
  });

  it('can be cancelled, and stay so for an hour', async () => {
    const world = new World({ accounts: 2000, lifetime: 24 * 3600 });
    world.jump(DAY);
    world.scheduler.start();
    await world.pass(17 * SECOND);
    const begun = world.requests.length;
    expect(begun).toBeGreaterThan(4);
    world.queue.cancel();
    await world.pass(50 * MINUTE);
    expect(world.requests.length).toBeLessThan(begun + 4);
  });
});

describe('the network', () => {
  it('nothing is sent while the system is offline, and soon after it is back', async () => {
    const world = new World({ accounts: 50 });
    world.online = false;
    world.scheduler.start();
    await world.pass(DAY);
    expect(world.requests).toEqual([]);
    world.online = true;
    await world.pass(MINUTE);
    expect(world.requests).toHaveLength(50);
  });

  it('while no request gets through, one at a time is tried, and the others follow when one did', async () => {
    const world = new World({ accounts: 50 });
    world.answer = 'not_sent';
    world.scheduler.start();
    await world.pass(60 * MINUTE);
    expect(world.mostAtOnce).toBe(1);
    expect(world.requests.length).toBeLessThan(40);
    world.answer = 'new_tokens';
    await world.pass(HOUR);
    expect(world.mostAtOnce).toBe(4);
    for (const id of world.stored.keys()) expect(world.read(id).problem).toBeNull();
  });
});

describe('sleep', () => {
  it('is no jump of the clock; nothing is sent at the instant of wake, then one goes ahead', async () => {
    const world = new World({ accounts: 50, lifetime: 8 * 3600 });
    world.latency = SECOND;
    world.scheduler.start();
    await world.pass(MINUTE);
    world.sleep(8 * HOUR);
    await world.pass(2 * SECOND);
    world.scheduler.resumed();
    const wake = world.elapsed;
    await world.pass(10 * SECOND);
    expect(world.requests).toEqual([]);
    await world.pass(MINUTE);
    expect(world.jumps).toEqual([]);
    expect(world.requests).toHaveLength(50);
    const [first, second] = world.requests;
    expect(first!.at - wake).toBeGreaterThan(10 * SECOND);
    expect(second!.at - first!.at).toBeGreaterThanOrEqual(SECOND);
  });

  it('holds up what waits in line', async () => {
    const world = new World({ accounts: 50 });
    world.latency = SECOND;
    world.scheduler.start();
    for (const id of world.stored.keys()) void world.queue.add(id);
    await world.pass(SECOND / 2);
    world.sleep(HOUR);
    await world.pass(4 * MINUTE);
    expect(world.requests).toHaveLength(4);
    world.scheduler.resumed();
    await world.pass(MINUTE);
    expect(world.requests.length).toBeGreaterThanOrEqual(50);
  });

  it('that never came does not stop it for good', async () => {
    const world = new World();
    world.scheduler.start();
    world.scheduler.suspended();
    await world.pass(2 * HOUR);
    expect(world.requests.length).toBeGreaterThan(0);
  });
});

describe('a clock that is set', () => {
  const jumps = [
    ['a day ahead', DAY],
    ['a year ahead', YEAR],
    ['a day back', -DAY],
    ['a year back', -YEAR],
  ] as const;

  it.each(jumps)('%s: told, nothing sent for a minute, then spread, each account once', async (_name, by) => {
    const world = new World({ accounts: 60, lifetime: 12 * 3600 });
    world.scheduler.start();
    await world.pass(HOUR);
    world.jump(by);
    await world.pass(MINUTE);
    expect(world.requests).toEqual([]);
    expect(world.jumps).toEqual([by]);
    await world.pass(30 * SECOND);
    expect(world.requests.length).toBeLessThan(50);
    await world.pass(10 * MINUTE);
    expect(world.requests).toHaveLength(60);
    expect(world.mostAtOnce).toBeLessThanOrEqual(4);
    await world.pass(HOUR);
    expect(world.requests).toHaveLength(60);
  });

  it('holds up what waits in line for its minute', async () => {
    const world = new World({ accounts: 6, lifetime: 12 * 3600 });
    world.latency = 70 * SECOND;
    world.scheduler.start();
    for (const id of world.stored.keys()) void world.queue.add(id);
    await world.pass(SECOND);
    world.jump(DAY);
    while (world.jumps.length === 0) await world.pass(SECOND);
    await world.pass(59 * SECOND);
    expect(world.requests).toHaveLength(4);
    await world.pass(2 * MINUTE);
    expect(world.requests.length).toBeGreaterThanOrEqual(6);
  });

  it('and set right within the minute: nothing is sent at all', async () => {
    const world = new World({ accounts: 60, lifetime: 12 * 3600 });
    world.scheduler.start();
    await world.pass(HOUR);
    world.jump(YEAR);
    await world.pass(MINUTE);
    world.jump(-YEAR);
    await world.pass(HOUR);
    expect(world.jumps).toEqual([YEAR, -YEAR]);
    expect(world.requests).toEqual([]);
  });

  it('keeps its minute also where a request of before it fails for want of a network', async () => {
    const world = new World();
    const later = { kind: 'at', at: T0 + 10 * HOUR, source: 'expires_in' } as const;
    world.put(account({ id: 'account-1', automatic: true, tokens: tokens({ issuedAt: T0, accessExpiry: later }) }));
    world.answer = 'not_sent';
    world.latency = 70 * SECOND;
    world.scheduler.start();
    while (world.requests.length === 0) await world.pass(SECOND);
    world.answer = 'new_tokens';
    await world.pass(8 * SECOND);
    // Due 80 s after the jump, which is seen a minute after it at the latest.
    world.jump((world.scheduler.nextAttempt('account-1') ?? 0) - (T0 + world.elapsed) - 80 * SECOND);
    while (world.jumps.length === 0) await world.pass(SECOND);
    const seen = world.elapsed;
    await world.pass(3 * MINUTE);
    const sent = world.requests.find(({ id }) => id === 'account-1');
    expect(sent!.at - seen).toBeGreaterThanOrEqual(59 * SECOND);
  });
});
