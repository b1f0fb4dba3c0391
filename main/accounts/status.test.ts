import { describe, expect, it } from 'vitest';
import type { ServerError } from '../oauth';
import type { RefreshProblem } from './account';
import { account, T0, tokens } from './fakes';
import { phasesOf, statusAt, type Status } from './status';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

const open = (part: Parameters<typeof account>[0] = {}) => phasesOf({ state: 'open', account: account(part) });

const serverProblem = (kind: ServerError['class']): RefreshProblem => ({
  kind: 'server',
  at: T0,
  error: { class: kind, code: 'x', text: null, status: 400, retryAt: null },
});

describe('the status of a SinaApp account', () => {
  const phases = open();

  it.each<[string, number, Status]>([
    ['is fresh at first', 0, 'fresh'],
    ['is expiring in the last tenth of its life', 7 * DAY - 16 * HOUR, 'expiring'],
    ['is still expiring in its last millisecond', 7 * DAY - 1, 'expiring'],
    ['is refreshable from the moment of expiry', 7 * DAY, 'refreshable'],
    ['is refreshable for one day more', 8 * DAY - 1, 'refreshable'],
    ['needs a sign-in afterwards', 8 * DAY, 'sign_in_needed'],
    ['needs a sign-in a year later', 365 * DAY, 'sign_in_needed'],
    ['is fresh on a clock that was set back', -365 * DAY, 'fresh'],
  ])('%s', (_name, after, status) => {
    expect(statusAt(phases, T0 + after)).toBe(status);
  });
});

describe('the status by time', () => {
  it('is fresh for ever when the token never expires', () => {
    expect(open({ tokens: tokens({ accessExpiry: { kind: 'never', source: 'expires_in' } }) })).toEqual([
      { status: 'fresh', until: null },
    ]);
  });

  it('is expired, not refreshable, without a refresh token', () => {
    const phases = open({ tokens: tokens({ refreshToken: null, refreshExpiry: { kind: 'unknown' } }) });
    expect(statusAt(phases, T0 + 7 * DAY)).toBe('expired');
  });

  it('stays refreshable where nobody knows how long the refresh token lives', () => {
    const phases = open({ tokens: tokens({ refreshExpiry: { kind: 'unknown' } }) });
    expect(statusAt(phases, T0 + 365 * DAY)).toBe('refreshable');
  });

  it('warns at most a day ahead', () => {
    const phases = open({ tokens: tokens({ accessExpiry: { kind: 'at', at: T0 + 300 * DAY, source: 'expires_in' } }) });
    expect(statusAt(phases, T0 + 299 * DAY - 1)).toBe('fresh');
    expect(statusAt(phases, T0 + 299 * DAY)).toBe('expiring');
  });
});

describe('the status after a failed refresh', () => {
  it.each<[ServerError['class'], Status]>([
    ['sign_in_needed', 'sign_in_needed'],
    ['client_rejected', 'misconfigured'],
    ['not_permitted', 'misconfigured'],
    ['rate_limited', 'fresh'],
    ['server_unavailable', 'fresh'],
    ['request_refused', 'fresh'],
    ['scope_refused', 'fresh'],
  ])('%s makes it %s', (kind, status) => {
    expect(statusAt(open({ problem: serverProblem(kind) }), T0)).toBe(status);
  });

  it('asks for a sign-in when a client without refresh permission has outlived its token', () => {
    expect(statusAt(open({ problem: serverProblem('not_permitted') }), T0 + 7 * DAY)).toBe('sign_in_needed');
  });

  it('is uncertain after a lost reply, whatever the time', () => {
    const phases = open({ problem: { kind: 'uncertain', at: T0, reason: 'connection_lost', detail: '' } });
    expect(statusAt(phases, T0 + 365 * DAY)).toBe('uncertain');
  });

  it('is untouched when nothing was sent', () => {
    expect(statusAt(open({ problem: { kind: 'not_sent', at: T0, reason: 'offline', detail: '' } }), T0)).toBe('fresh');
  });
});

it('an account whose key is not there is locked', () => {
  const { id, clientId, providerId, grant, label, identity, generation, practice } = account();
  const facts = { id, clientId, providerId, grant, label, identity, generation, practice };
  const lock = { reason: 'key_changed', sealedBy: { scheme: 'linux-v11', keyring: null }, keyNow: null } as const;
  expect(phasesOf({ state: 'locked', facts, ...lock })).toEqual([{ status: 'locked', until: null }]);
});
