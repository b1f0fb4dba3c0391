import { expect, test } from 'vitest';
import { shortMoment, shortMomentUntil } from './moment';

const DAY = 86_400_000;
const noon = new Date(2026, 10, 22, 12).getTime();

test.each([
  ['today', noon + 3_600_000],
  ['tomorrow', noon + DAY],
  ['half a year and a minute ahead', noon + 180 * DAY + 60_000],
  ['half a year ago, less a minute', noon - 180 * DAY + 60_000],
  ['yesterday', noon - DAY],
  ['years ago', noon - 900 * DAY],
])('%s is written the same until then', (_name, at) => {
  const until = shortMomentUntil(at, noon);
  expect(until).toBeGreaterThan(noon);
  for (const now of [noon + 1, (noon + until) / 2, until - 1]) {
    expect(shortMoment(at, now, 'en')).toBe(shortMoment(at, noon, 'en'));
  }
});

test('it is written otherwise when its day begins, and at the edges of half a year', () => {
  const tomorrow = noon + DAY;
  expect(shortMoment(tomorrow, shortMomentUntil(tomorrow, noon), 'en')).toBe('12:00');
  const far = noon + 180 * DAY + 60_000;
  expect(shortMoment(far, shortMomentUntil(far, noon), 'en')).not.toBe(shortMoment(far, noon, 'en'));
  const past = noon - 180 * DAY + 60_000;
  expect(shortMoment(past, shortMomentUntil(past, noon), 'en')).not.toBe(shortMoment(past, noon, 'en'));
});
