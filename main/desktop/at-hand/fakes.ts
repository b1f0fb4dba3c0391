/** Accounts at a glance, for the tests of what is made of them. */
import { account, T0, tokens } from '../../accounts/fakes';
import type { Account } from '../../accounts';
import { glanceOf, type Glance } from './glance';

export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;

/** Tokens asked for at T0, that end so many milliseconds later; `refresh`: null for no refresh token. */
export function lives(
  access: number | null,
  refresh: number | null = null,
  part: Partial<Account> = {},
): Partial<Account> {
  const whole = tokens();
  return {
    ...part,
    tokens: {
      ...whole,
      issuedAt: T0,
      accessExpiry: access === null ? { kind: 'unknown' } : { kind: 'at', at: T0 + access, source: 'expires_in' },
      refreshToken: refresh === null ? null : whole.refreshToken,
      refreshExpiry: refresh === null ? { kind: 'unknown' } : { kind: 'at', at: T0 + refresh, source: 'expires_in' },
    },
  };
}

export function glance(part: Partial<Account> = {}): Glance {
  return glanceOf({ state: 'open', account: account(part) });
}
