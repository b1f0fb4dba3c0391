import { expect, test } from 'vitest';
import { duration } from './duration';

const seconds = (s: number) => s * 1000;

test.each([
  ['a week less a second', seconds(604_799), { in: 'days', d: 6, h: 23 }],
  ['a day', seconds(86_400), { in: 'days', d: 1, h: 0 }],
  ['less than a day', seconds(22 * 3600 + 10 * 60 + 59), { in: 'hours', h: 22, m: 10 }],
  ['under an hour, to the second', seconds(23 * 60 + 9), { in: 'minutes', m: 23, s: '09' }],
  ['under a minute', seconds(41), { in: 'seconds', s: 41 }],
  ['a part of a second', 999, { in: 'now' }],
  ['the past', -5000, { in: 'now' }],
] as const)('%s', (_name, milliseconds, expected) => {
  expect(duration(milliseconds)).toEqual(expected);
});
