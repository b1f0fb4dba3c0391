import { expect, test } from 'vitest';
import type { AccountView } from '../../preload/contract';
import { nextStep } from './next-step';

const at = { expiry: { kind: 'at', at: 1000, source: 'expires_in' }, mask: '', fingerprint: '' } as const;
const base = {
  access: at,
  refreshing: false,
  automatic: { on: false, nextAt: null },
  renewal: 'refresh_token',
  problem: null,
} as unknown as AccountView;
const itself = { ...base, automatic: { on: true, nextAt: 500 } };
const signIn = { ...base, renewal: 'sign_in' } as AccountView;

test.each([
  ['a fresh one that is refreshed by itself says when', itself, 'fresh', 'by_itself', 'refresh'],
  ['a fresh one can be refreshed', base, 'fresh', 'refresh_brings', 'refresh'],
  ['one without a refresh token is used until its end', signIn, 'fresh', 'use_until_end', 'copy'],
  [
    'one whose end nobody told is used',
    { ...signIn, access: { ...at, expiry: { kind: 'unknown' } } },
    'fresh',
    'use_unknown',
    'copy',
  ],
  [
    'one without an end is used for good',
    { ...base, access: { ...at, expiry: { kind: 'never' } } },
    'fresh',
    'use_for_good',
    'copy',
  ],
  ['one that ends soon is refreshed', base, 'expiring', 'refresh_soon', 'refresh'],
  [
    'one that ends soon and cannot be refreshed is connected again',
    signIn,
    'expiring',
    'sign_in_soon',
    'connect_again',
  ],
  ['one that has ended is refreshed', base, 'refreshable', 'refresh_now', 'refresh'],
  [
    'one of the same grant is asked for again',
    { ...base, renewal: 'same_grant' },
    'refreshable',
    'ask_again',
    'refresh',
  ],
] as const)('%s', (_, account, status, kind, action) => {
  expect(nextStep(account, status)).toMatchObject({ kind, action });
});

test('while a refresh is on its way there is nothing to do but wait', () => {
  expect(nextStep({ ...base, refreshing: true }, 'fresh')).toEqual({ kind: 'refreshing' });
});

test('where something is wrong the problem says what to do', () => {
  expect(nextStep({ ...base, problem: { code: 'offline' } } as AccountView, 'fresh')).toBeNull();
  for (const status of ['expired', 'sign_in_needed', 'misconfigured', 'uncertain', 'locked'] as const) {
    expect(nextStep(base, status)).toBeNull();
  }
});
