import { expect, test } from 'vitest';
import { sleepers } from './waking';

test('who shows something is woken when it may be another, and not before', () => {
  const clock = sleepers();
  const woken: string[] = [];
  clock.add(
    () => woken.push('minutes'),
    (now) => (Math.floor(now / 60_000) + 1) * 60_000,
    30_000,
  );
  clock.add(
    () => woken.push('never'),
    () => Infinity,
    30_000,
  );
  for (const now of [31_000, 59_999, 60_000, 61_000, 119_000, 121_000]) {
    woken.push(String(now));
    clock.tick(now, false);
  }
  expect(woken).toEqual(['31000', '59999', '60000', 'minutes', '61000', '119000', '121000', 'minutes']);
});

test('when the clock was set everybody looks again, and counts from there', () => {
  const clock = sleepers();
  let woken = 0;
  clock.add(
    () => (woken += 1),
    (now) => now + 1000,
    1_000_000,
  );
  clock.tick(5000, true);
  clock.tick(5999, false);
  expect(woken).toBe(1);
  clock.tick(6000, false);
  expect(woken).toBe(2);
});

test('who has gone is not woken', () => {
  const clock = sleepers();
  let woken = 0;
  const leave = clock.add(
    () => (woken += 1),
    () => -Infinity,
    0,
  );
  clock.tick(1000, false);
  leave();
  clock.tick(2000, true);
  expect(woken).toBe(1);
  expect(clock.any()).toBe(false);
});
