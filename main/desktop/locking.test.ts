import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { lockWhenLeft } from './locking';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

function setUp(minutes: number) {
  const listeners = new Map<string, () => void>();
  const computer = { idle: 0, minutes };
  const causes: string[] = [];
  lockWhenLeft(
    { on: (event, listener) => listeners.set(event, listener), getSystemIdleTime: () => computer.idle },
    () => computer.minutes,
    (why) => causes.push(why),
  );
  return { computer, causes, signal: (event: string) => listeners.get(event)?.() };
}

it('locks when nobody was there for the minutes set, and not before', async () => {
  const { computer, causes } = setUp(2);
  computer.idle = 119;
  await vi.advanceTimersByTimeAsync(5_000);
  expect(causes).toEqual([]);
  computer.idle = 120;
  await vi.advanceTimersByTimeAsync(5_000);
  expect(causes).toEqual(['idle']);
});

it('does not lock by itself where 0 minutes are set, until the setting changes', async () => {
  const { computer, causes } = setUp(0);
  computer.idle = 100_000;
  await vi.advanceTimersByTimeAsync(60_000);
  expect(causes).toEqual([]);
  computer.minutes = 1;
  await vi.advanceTimersByTimeAsync(5_000);
  expect(causes).toEqual(['idle']);
});

it.each(['suspend', 'lock-screen'])('locks on %s whatever is set', (event) => {
  const { causes, signal } = setUp(0);
  signal(event);
  expect(causes).toEqual(['away']);
});
