import { expect, test } from 'vitest';
import { sliceAt, sliceUntil } from './slice';

const accounts = [
  {
    phases: [
      { status: 'fresh', until: 1000 },
      { status: 'expired', until: null },
    ] as const,
  },
  {
    phases: [
      { status: 'fresh', until: 5000 },
      { status: 'expired', until: null },
    ] as const,
  },
];

test('time within a slice is one time, the next status begins another', () => {
  expect([100, 500, 999].map((now) => sliceAt(accounts, now))).toEqual([100, 100, 100]);
  expect([1000, 4999].map((now) => sliceAt(accounts, now))).toEqual([1000, 1000]);
  expect([5000, 1e15].map((now) => sliceAt(accounts, now))).toEqual([5000, 5000]);
});

test('a clock that was set back begins another slice', () => {
  expect(sliceAt(accounts, 6000)).toBe(5000);
  expect(sliceAt(accounts, 200)).toBe(200);
  expect(sliceAt(accounts, 1000)).toBe(1000);
});

test('another list has slices of its own', () => {
  expect(sliceAt([...accounts], 300)).toBe(300);
});

test('a slice ends where an account goes over, the last one never', () => {
  const own = [...accounts];
  expect([100, 1000, 5000].map((now) => sliceUntil(own, now))).toEqual([1000, 5000, Infinity]);
});
