import { describe, expect, it } from 'vitest';
import { readRetryAfter } from './retry-after';

const receivedAt = Date.parse('Sun, 06 Nov 1994 08:00:00 GMT');
const inOneMinute = 'Sun, 06 Nov 1994 08:01:00 GMT';

describe('Retry-After', () => {
  it.each<[string, Record<string, string>, number | null]>([
    ['in seconds', { 'retry-after': '120' }, 120_000],
    ['of no seconds', { 'retry-after': '0' }, 0],
    ['as a date', { 'retry-after': inOneMinute }, 60_000],
    ['as a date of RFC 850', { 'retry-after': 'Sunday, 06-Nov-94 08:01:00 GMT' }, 60_000],
    ['as a date of asctime', { 'retry-after': 'Sun Nov  6 08:01:00 1994' }, 60_000],
    [
      'as a date by a clock that is an hour behind',
      { 'retry-after': 'Sun, 06 Nov 1994 07:01:00 GMT', date: 'Sun, 06 Nov 1994 07:00:00 GMT' },
      60_000,
    ],
    ['as a date beside a Date that cannot be read', { 'retry-after': inOneMinute, date: 'today' }, 60_000],
    ['in the past', { 'retry-after': 'Sun, 06 Nov 1994 07:00:00 GMT' }, 0],
    ['for ever, cut to a day', { 'retry-after': '9'.repeat(90) }, 86_400_000],
    ['that is missing', {}, null],
    ['that is empty', { 'retry-after': ' ' }, null],
    ['that is negative', { 'retry-after': '-5' }, null],
    ['that is a fraction', { 'retry-after': '1.5' }, null],
    ['that is a bare year', { 'retry-after': '1995-01-01' }, null],
    ['that is nonsense', { 'retry-after': 'Soon, please' }, null],
  ])('%s', (_what, headers, wait) => {
    expect(readRetryAfter({ headers, receivedAt })).toBe(wait === null ? null : receivedAt + wait);
  });
});
