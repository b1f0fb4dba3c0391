import { expect, it } from 'vitest';
import { deferred } from '../accounts/deferred';
import { Fault } from '../fault';
import { refuse, type Handlers } from './ipc';
import { onlyWhenOpen } from './when-open';

function setUp(handler: () => unknown) {
  const world = { closed: null as 'app_locked' | null };
  const all = { cancelRefreshes: handler, getView: handler } as unknown as Handlers;
  const guarded = onlyWhenOpen(all, { closed: () => world.closed, whenOpen: async () => undefined });
  return { world, ask: () => Promise.resolve(guarded.cancelRefreshes(undefined)), guarded };
}

it('a request that was under way when Latchkey was locked is told so, and is no error', async () => {
  const waiting = deferred<void>();
  const { world, ask } = setUp(async () => {
    await waiting.promise;
    throw new Fault('app_locked', 'asked while there is no desk');
  });
  const asked = ask();
  world.closed = 'app_locked';
  waiting.resolve();
  expect(await asked).toEqual(refuse('app_locked'));
});

it('an error of another kind stays one, locked or not', async () => {
  const { world, ask } = setUp(() => {
    world.closed = 'app_locked';
    throw new Error('something else');
  });
  await expect(ask()).rejects.toThrow('something else');
});

it('a locked Latchkey does nothing but what needs no desk', async () => {
  const { world, ask, guarded } = setUp(() => null);
  world.closed = 'app_locked';
  expect(await ask()).toEqual(refuse('app_locked'));
  expect(await guarded.getView(undefined)).toBeNull();
});
