import { expect, test } from 'vitest';
import type { PhaseView } from '../../preload/contract';
import { statusAt, statusUntil } from './phase';

const phases: readonly PhaseView[] = [
  { status: 'fresh', until: 1000 },
  { status: 'expiring', until: 2000 },
  { status: 'sign_in_needed', until: null },
];

test.each([
  [0, 'fresh'],
  [999, 'fresh'],
  [1000, 'expiring'],
  [1999, 'expiring'],
  [2000, 'sign_in_needed'],
  [Number.MAX_SAFE_INTEGER, 'sign_in_needed'],
] as const)('at %i the status is %s: a phase ends just before its end', (now, status) => {
  expect(statusAt(phases, now)).toBe(status);
});

test('a status stays until its phase ends, the last one for ever', () => {
  expect([0, 999, 1000, 2000].map((now) => statusUntil(phases, now))).toEqual([1000, 1000, 2000, Infinity]);
});
