import { expect, test } from 'vitest';
import type { ExpiryView, TokenView } from '../../preload/contract';
import { afterwards, afterwardsUntil, countdown, countdownUntil } from './count';

const token = (expiry: ExpiryView): TokenView => ({ expiry, mask: '••••9f2c', fingerprint: '01234567' });
const at = (time: number) => token({ kind: 'at', at: time, source: 'expires_in' });

test('counts to the end of the access token', () => {
  expect(countdown({ access: at(5000), refresh: null, renewal: 'sign_in' as const }, 'fresh', 2000)).toEqual({
    kind: 'left',
    ms: 3000,
    at: 5000,
  });
});

test('a token that was revoked is over, whatever its end', () => {
  const after = { revoked: { at: 1500, accessToken: true, refreshToken: true } };
  expect(countdown({ access: at(5000), refresh: null, renewal: 'sign_in', after }, 'sign_in_needed', 2000)).toEqual({
    kind: 'over',
    ms: 500,
    at: 1500,
  });
});

test('then to the end of the refresh window', () => {
  const facts = { access: at(5000), refresh: at(9000), renewal: 'refresh_token' as const };
  expect(countdown(facts, 'refreshable', 5000)).toEqual({ kind: 'can_refresh', ms: 4000, at: 9000 });
  expect(countdown(facts, 'expired', 9000)).toEqual({ kind: 'over', ms: 4000, at: 5000 });
});

test('a window with no known end is open without a countdown', () => {
  const facts = { access: at(5000), refresh: token({ kind: 'unknown' }), renewal: 'refresh_token' as const };
  expect(countdown(facts, 'refreshable', 6000)).toEqual({ kind: 'can_refresh', ms: null, at: null });
});

test('an account without a refresh token must be connected again, and says when', () => {
  const account = { access: at(5000), refresh: null, renewal: 'sign_in' as const, refreshing: false };
  expect(afterwards(account, 'fresh', 0)).toEqual({ kind: 'connect_again_by', at: 5000 });
  expect(afterwards(account, 'expired', 5000)).toEqual({ kind: 'connect_again' });
});

test('a token that never ends needs nothing', () => {
  expect(
    afterwards(
      { access: token({ kind: 'never' }), refresh: null, renewal: 'sign_in' as const, refreshing: false },
      'fresh',
      0,
    ),
  ).toEqual({
    kind: 'none',
  });
});

test('what is asked for by the same grant can be refreshed at any time, with or without a refresh token', () => {
  const facts = { access: at(5000), refresh: null, renewal: 'same_grant' as const };
  expect(countdown(facts, 'refreshable', 6000)).toEqual({ kind: 'can_refresh', ms: null, at: null });
  expect(afterwards({ ...facts, refreshing: false }, 'fresh', 0)).toEqual({ kind: 'refresh_any_time' });
});

test('a countdown says until when it stays as it is: to the second, the minute, the end', () => {
  const DAY = 86_400_000;
  const left = (ms: number) => countdownUntil({ kind: 'left', ms, at: 40 * DAY }, 40 * DAY - ms) - (40 * DAY - ms);
  expect([left(500), left(59_000), left(3_600_000), left(2 * DAY + 5)]).toEqual([500, 1, 1, 6]);
  expect(countdownUntil({ kind: 'over', ms: 61_500, at: 1000 }, 62_500)).toBe(63_000);
  expect(countdownUntil({ kind: 'can_refresh', ms: null, at: null }, 5000)).toBe(Infinity);
  expect(countdownUntil({ kind: 'never' }, 5000)).toBe(Infinity);
});

test('what can be done afterwards is looked at again when its moment comes, at midnight at the latest', () => {
  const noon = new Date(2026, 10, 22, 12).getTime();
  const midnight = new Date(2026, 10, 23).getTime();
  expect(afterwardsUntil({ kind: 'refresh_until', at: noon + 5000 }, noon)).toBe(noon + 5000);
  expect(afterwardsUntil({ kind: 'connect_again_by', at: noon + 86_400_000 }, noon)).toBe(midnight);
  expect(afterwardsUntil({ kind: 'connect_again' }, noon)).toBe(Infinity);
});
