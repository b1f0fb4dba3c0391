import { expect, test } from 'vitest';
import { inSeconds, inUnits } from './lifetime';

test.each([
  [30, 30, 1],
  [90, 90, 1],
  [300, 5, 60],
  [604_800, 1, 604_800],
  [691_200, 8, 86_400],
  [0, 0, 1],
] as const)('%i seconds are %i times %i', (seconds, count, unit) => {
  expect(inUnits(seconds)).toEqual({ count, unit });
});

test('only a whole number of seconds within the limits is a lifetime', () => {
  expect(inSeconds('5', 60, 1)).toBe(300);
  expect(inSeconds('0', 1, 0)).toBe(0);
  for (const wrong of ['', ' ', '-1', '0.0000001', 'x', '53']) expect(inSeconds(wrong, 604_800, 1)).toBeNull();
});
