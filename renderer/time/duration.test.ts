import { expect, test } from 'vitest';
import { duration, leftUntil, sinceUntil } from './duration';

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

const HOUR = 3_600_000;
const lengths = [
  0,
  1,
  999,
  1000,
  1001,
  59_999,
  60_000,
  HOUR - 1,
  HOUR,
  HOUR + 1,
  5 * HOUR + 7,
  24 * HOUR - 1,
  24 * HOUR,
  170 * HOUR + 1,
];

test('the time left is said the same until then, and otherwise from then on', () => {
  const at = 1e12;
  for (const left of lengths.filter((each) => each >= 1000)) {
    const until = leftUntil(at, at - left);
    expect(duration(at - (until - 1)), `${left}`).toEqual(duration(left));
    expect(duration(at - until), `${left}`).not.toEqual(duration(left));
  }
});

test('the last second is "now" until it is over, and then nothing is left', () => {
  expect([leftUntil(5000, 4001), leftUntil(5000, 4999)]).toEqual([5000, 5000]);
  expect([leftUntil(5000, 5000), leftUntil(5000, 9000)]).toEqual([Infinity, Infinity]);
});

test('the time since is said the same until then, and otherwise from then on', () => {
  for (const since of [-5000, ...lengths]) {
    const until = sinceUntil(0, since);
    expect(duration(until - 1), `${since}`).toEqual(duration(since));
    expect(duration(until), `${since}`).not.toEqual(duration(since));
  }
});
