import { describe, expect, it } from 'vitest';
import { Secret } from '../oauth';
import type { Account, RefreshProblem } from './account';
import { account, T0, tokens } from './fakes';
import { aheadOf, planOf, shareOf, waitAfter, type Plan } from './schedule';

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

function plan(part: Partial<Account>, now = T0, failures = 1): Plan {
  return planOf({ state: 'open', account: account({ automatic: true, ...part }) }, now, failures);
}

function living(lifetime: number) {
  return tokens({ accessExpiry: { kind: 'at', at: T0 + lifetime, source: 'expires_in' } });
}

function at(found: Plan): number {
  if (found.kind !== 'at') throw new Error(`never: ${found.reason}`);
  return found.at - T0;
}

const server = (kind: 'rate_limited' | 'server_unavailable', retryAt: number | null = null): RefreshProblem => ({
  kind: 'server',
  at: T0,
  error: { class: kind, code: 'x', text: null, status: 503, retryAt },
});

describe('an account that was put back to the token before', () => {
  const older = tokens({ refreshToken: new Secret('refresh-0'), issuedAt: T0 - DAY });
  const back = { tokens: older, previous: tokens(), connectedAt: T0 - DAY, refreshedAt: T0, restoredAt: T0 + 1 };

  it('is not refreshed by itself: the refresh token of then is spent, and sending it may end the newer one too', () => {
    expect(plan(back)).toEqual({ kind: 'never', reason: 'needs_a_person' });
  });

  it.each<[string, Partial<Account>]>([
    ['gone forward again', { tokens: tokens(), previous: older }],
    ['refreshed by hand since', { refreshedAt: T0 + 2 }],
    ['one refresh token in both', { tokens: tokens({ issuedAt: T0 - DAY }) }],
  ])('is again where it has %s', (_what, since) => {
    expect(plan({ ...back, ...since }).kind).toBe('at');
  });
});

describe('how long before its end a token is replaced', () => {
  it.each([
    ['a year', 365 * DAY, DAY],
    ['a week', 7 * DAY, 60_480_000],
    ['an hour', HOUR, 6 * MINUTE],
    ['two minutes', 2 * MINUTE, 30 * SECOND],
    ['forty seconds', 40 * SECOND, 20 * SECOND],
    ['no time', 0, 0],
  ])('of %s', (_name, lifetime, ahead) => {
    expect(aheadOf(lifetime)).toBe(ahead);
  });

  it('is another share of its life where its user has set one, within the same bounds', () => {
    expect(aheadOf(HOUR, 0.5)).toBe(30 * MINUTE);
    expect(aheadOf(HOUR, 0.01)).toBe(36 * SECOND);
    expect(aheadOf(MINUTE, 0.01)).toBe(30 * SECOND);
    expect(aheadOf(30 * DAY, 0.5)).toBe(DAY);
  });

  it('is a little more for some accounts than for others, always the same for one', () => {
    const moments = Array.from({ length: 100 }, (_, index) => at(plan({ id: `account-${index}` })));
    expect(new Set(moments).size).toBe(100);
    for (const moment of moments) {
      expect(moment).toBeLessThanOrEqual(7 * DAY - 0.7 * DAY);
      expect(moment).toBeGreaterThan(7 * DAY - 0.875 * DAY);
    }
    expect(at(plan({}))).toBe(at(plan({})));
  });

  it('never comes sooner than 30 s after the tokens, however short they live', () => {
    expect(at(plan({ tokens: living(SECOND) }))).toBe(30 * SECOND);
    expect(at(plan({ tokens: living(0) }))).toBe(30 * SECOND);
  });

  it('holds for tokens that outlive the longest timer of JavaScript', () => {
    const found = at(
      plan({ tokens: tokens({ refreshExpiry: { kind: 'unknown' }, accessExpiry: living(90 * DAY).accessExpiry }) }),
    );
    expect(found).toBeGreaterThan(2 ** 31);
  });
});

describe('never by itself', () => {
  const person = (problem: RefreshProblem) => plan({ problem });
  const refused = (
    kind: 'sign_in_needed' | 'client_rejected' | 'not_permitted' | 'scope_refused' | 'request_refused',
  ) => person({ kind: 'server', at: T0, error: { class: kind, code: 'x', text: null, status: 400, retryAt: null } });

  it('where it was not asked for', () => expect(plan({ automatic: false })).toEqual({ kind: 'never', reason: 'off' }));

  it.each(['sign_in_needed', 'client_rejected', 'not_permitted', 'scope_refused', 'request_refused'] as const)(
    'after %s',
    (kind) => expect(refused(kind)).toEqual({ kind: 'never', reason: 'needs_a_person' }),
  );

  it('while it is uncertain whether the refresh token is spent', () => {
    const found = person({ kind: 'uncertain', at: T0, reason: 'interrupted', detail: '' });
    expect(found).toEqual({ kind: 'never', reason: 'needs_a_person' });
  });

  it('without a refresh token, without a known end, after the refresh window', () => {
    expect(plan({ tokens: tokens({ refreshToken: null }) })).toMatchObject({ reason: 'only_by_sign_in' });
    expect(plan({ tokens: tokens({ accessExpiry: { kind: 'unknown' } }) })).toMatchObject({ reason: 'no_known_end' });
    const endless = tokens({ accessExpiry: { kind: 'never', source: 'expires_in' } });
    expect(plan({ tokens: endless })).toMatchObject({ reason: 'no_known_end' });
    expect(plan({}, T0 + 9 * DAY)).toMatchObject({ reason: 'refresh_window_over' });
  });

  it('once its tokens were revoked', () => {
    const revoked = { at: T0, accessToken: false, refreshToken: true };
    expect(plan({ revoked })).toMatchObject({ reason: 'needs_a_person' });
  });

  it('while its secrets are locked', () => {
    const { id, clientId, providerId, grant, label, identity, generation, practice } = account();
    const facts = { id, clientId, providerId, grant, label, identity, generation, practice };
    expect(
      planOf(
        {
          state: 'locked',
          facts,
          reason: 'key_changed',
          sealedBy: { scheme: 'linux-v11', keyring: null },
          keyNow: null,
        },
        T0,
        1,
      ),
    ).toMatchObject({ reason: 'locked' });
  });
});

describe('after a passing failure', () => {
  it('waits longer with every failure, up to an hour, never twice alike', () => {
    const waits = [1, 2, 3, 4, 20].map((failures) => waitAfter(server('server_unavailable'), failures, 0.5));
    expect(waits).toEqual([MINUTE, 2 * MINUTE, 4 * MINUTE, 8 * MINUTE, HOUR]);
    expect(waitAfter(null, 1, 0)).toBe(45 * SECOND);
    expect(waitAfter(null, 1, 1)).toBe(75 * SECOND);
    expect(shareOf('a', 1)).not.toBe(shareOf('a', 2));
  });

  it('waits as long as Retry-After says', () => {
    expect(waitAfter(server('rate_limited', T0 + 2 * HOUR), 1, 0.5)).toBe(2 * HOUR);
    const due = { tokens: living(31 * SECOND) };
    expect(at(plan({ ...due, problem: server('rate_limited', T0 + 2 * HOUR) }))).toBe(2 * HOUR);
    const page: RefreshProblem = { kind: 'not_from_server', at: T0, status: 503, retryAt: T0 + 2 * HOUR };
    expect(at(plan({ ...due, problem: page }))).toBe(2 * HOUR);
  });

  it('is not held back by a failure that a clock set back since had noted', () => {
    const now = T0 - 365 * DAY;
    expect(plan({ problem: server('rate_limited', T0 + HOUR) }, now)).toEqual({ kind: 'at', at: now });
  });
});

it('tokens from a clock that was set back since are replaced, as their end cannot be told', () => {
  expect(at(plan({}, T0 - DAY))).toBe(-DAY);
  expect(at(plan({}, T0 - 30 * SECOND))).toBeGreaterThan(6 * DAY);
});
