import { expect, test } from 'vitest';
import type { ExpiryView, TokenView } from '../../preload/contract';
import { lifeAt, lifeUntil } from './life';

const token = (expiry: ExpiryView): TokenView => ({ expiry, mask: '••••9f2c', fingerprint: '01234567' });
const at = (days: number): ExpiryView => ({ kind: 'at', at: days * 86_400_000, source: 'expires_in' });
const now = (days: number) => days * 86_400_000;
const sinaapp = { issuedAt: 0, access: token(at(7)), refresh: token(at(8)), renewal: 'refresh_token' as const };

test('the refresh window follows the access token in proportion', () => {
  expect(lifeAt(sinaapp, now(0))).toEqual({ kind: 'span', accessEnd: 0.875, tail: 'closed', now: 0 });
});

test('now moves through the access part, then through the window, and stops at the end', () => {
  expect(lifeAt(sinaapp, now(3.5))).toMatchObject({ now: 0.4375 });
  expect(lifeAt(sinaapp, now(7.5))).toMatchObject({ now: 0.9375 });
  expect(lifeAt(sinaapp, now(30))).toMatchObject({ now: 1 });
});

test('an hour of access before a month of refresh can still be seen', () => {
  expect(
    lifeAt({ issuedAt: 0, access: token(at(1 / 24)), refresh: token(at(30)), renewal: 'refresh_token' }, 0),
  ).toMatchObject({
    accessEnd: 0.4,
  });
});

test('without a refresh token the access part is the whole line', () => {
  expect(lifeAt({ ...sinaapp, refresh: null, renewal: 'sign_in' }, now(7))).toEqual({
    kind: 'span',
    accessEnd: 1,
    tail: 'none',
    now: 1,
  });
});

test('a refresh token with no known end has an open tail', () => {
  expect(lifeAt({ ...sinaapp, refresh: token({ kind: 'unknown' }) }, 0)).toMatchObject({
    accessEnd: 0.88,
    tail: 'open',
  });
});

test('no end, no known end, no key', () => {
  expect(lifeAt({ ...sinaapp, access: token({ kind: 'never' }) }, 0)).toEqual({ kind: 'endless' });
  expect(lifeAt({ ...sinaapp, access: token({ kind: 'unknown' }) }, 0)).toEqual({ kind: 'unknown' });
  expect(lifeAt({ ...sinaapp, access: null }, 0)).toEqual({ kind: 'locked' });
});

test('what is asked for by the same grant has an open tail, without a refresh token', () => {
  expect(lifeAt({ ...sinaapp, refresh: null, renewal: 'same_grant' }, 0)).toMatchObject({
    accessEnd: 0.88,
    tail: 'open',
  });
});

test('now stands still until then, and elsewhere from then on; over the whole life of a grant', () => {
  for (const account of [
    sinaapp,
    { ...sinaapp, refresh: null, renewal: 'sign_in' as const },
    { ...sinaapp, refresh: token({ kind: 'unknown' }) },
    { ...sinaapp, access: token(at(1 / 24)), refresh: token(at(30)) },
  ]) {
    let time = now(0);
    let moves = 0;
    for (; lifeUntil(account, time) < Infinity; moves += 1) {
      const until = lifeUntil(account, time);
      expect(until).toBeGreaterThan(time);
      // To the millisecond that divisions leave in doubt.
      expect(lifeAt(account, until - 2)).toEqual(lifeAt(account, time));
      time = until + 1;
    }
    expect(moves).toBeGreaterThan(300);
    expect(lifeAt(account, now(10_000))).toEqual(lifeAt(account, time));
  }
});

test('what was revoked, never ends or is locked stands still', () => {
  const revoked = { at: now(1), accessToken: true, refreshToken: true };
  expect(lifeAt({ ...sinaapp, after: { revoked } }, now(2))).toMatchObject({ accessEnd: 1, now: 1 });
  expect(lifeUntil({ ...sinaapp, after: { revoked } }, now(2))).toBe(Infinity);
  expect(lifeUntil({ ...sinaapp, access: token({ kind: 'never' }) }, 0)).toBe(Infinity);
  expect(lifeUntil({ ...sinaapp, access: null }, 0)).toBe(Infinity);
});
