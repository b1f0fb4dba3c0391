import { expect, test } from 'vitest';
import type { ExpiryView, TokenView } from '../../preload/contract';
import { lifeAt } from './life';

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
