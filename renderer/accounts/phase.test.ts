import { expect, test } from 'vitest';
import type { PhaseView } from '../../preload/contract';
import { statusAt } from './phase';

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
