import { expect, it } from 'vitest';
import { waitingScreen } from './waiting-screen';

function setUp() {
  const timers = new Map<() => void, number>();
  const screen = waitingScreen((task, ms) => {
    timers.set(task, ms);
    return () => timers.delete(task);
  });
  let drawn = 0;
  const wait = (): void => void screen.drawn().then(() => (drawn += 1));
  return { screen, timers, wait, drawn: () => Promise.resolve().then(() => drawn) };
}

it('is waited for until the window says that it is drawn, each time anew', async () => {
  const { screen, wait, drawn, timers } = setUp();
  wait();
  expect(await drawn()).toBe(0);
  screen.told();
  expect(await drawn()).toBe(1);
  expect(timers.size).toBe(0);
  wait();
  expect(await drawn()).toBe(1);
  screen.told();
  expect(await drawn()).toBe(2);
});

it('of a window that draws nothing is waited for five seconds', async () => {
  const { wait, drawn, timers } = setUp();
  wait();
  expect([...timers.values()]).toEqual([5000]);
  for (const task of timers.keys()) task();
  expect(await drawn()).toBe(1);
});

it('drawn while nobody waits is of no account', () => {
  expect(() => setUp().screen.told()).not.toThrow();
});
