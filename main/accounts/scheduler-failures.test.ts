import { describe, expect, it } from 'vitest';
import type { RefreshOutcome } from './refresh';
import { DAY, HOUR, MINUTE, SECOND, World } from './scheduler-setup';

const tooMany: RefreshOutcome = {
  kind: 'failed',
  problem: {
    kind: 'server',
    at: 0,
    error: { class: 'rate_limited', code: 'http_429', text: null, status: 429, retryAt: 2 * HOUR },
  },
};
const spent: RefreshOutcome = {
  kind: 'failed',
  problem: { kind: 'uncertain', at: 0, reason: 'timed_out', detail: '' },
};

describe('after a failure', () => {
  it('waits as long as Retry-After says', async () => {
    const world = new World();
    world.answer = tooMany;
    world.scheduler.start();
    await world.pass(HOUR);
    expect(world.requests).toHaveLength(1);
    await world.pass(1.8 * HOUR);
    expect(world.requests).toHaveLength(1);
    await world.pass(HOUR);
    expect(world.requests).toHaveLength(2);
  });

  it('of the disk, no other account is tried for a minute, and then one ahead of the others', async () => {
    const world = new World({ accounts: 5 });
    world.answer = { kind: 'not_keepable', save: { kind: 'failed', reason: 'full', detail: 'ENOSPC' } };
    world.jump(HOUR);
    world.scheduler.start();
    await world.pass(25 * SECOND);
    expect(world.requests).toHaveLength(1);
    await world.pass(30 * SECOND);
    expect(world.requests).toHaveLength(1);
    await world.pass(10 * MINUTE);
    expect(world.requests.length).toBeGreaterThan(4);
    expect(world.mostAtOnce).toBe(1);
  });

  it('that the server told of, the others follow at once: the network answers', async () => {
    const world = new World({ accounts: 5 });
    world.answer = tooMany;
    world.jump(HOUR);
    world.scheduler.start();
    await world.pass(25 * SECOND);
    expect(world.requests).toHaveLength(5);
    expect(world.mostAtOnce).toBe(4);
  });

  it('an uncertain account waits for its user', async () => {
    const world = new World();
    world.answer = spent;
    world.scheduler.start();
    await world.pass(30 * DAY);
    expect(world.requests).toHaveLength(1);
  });

  it('a refusal, as of a removed client, is no endless loop', async () => {
    const world = new World();
    world.answer = { kind: 'refused', reason: 'no_endpoint' };
    world.scheduler.start();
    await world.pass(DAY);
    expect(world.requests.length).toBeLessThan(40);
  });
});
