import { describe, expect, it } from 'vitest';
import type { ServerError } from '../oauth';
import { catalogue, type Provider } from '../providers';
import type { ConnectOutcome } from './connect';
import { afterPoll, type Polling, type PollVerdict } from './device-polling';
import { T0 } from './fakes';

const { device } = catalogue().find(({ id }) => id === 'standard') as Provider;
const start: Polling = { interval: 5000, faults: 0 };

const said = (code: string, part: Partial<ServerError> = {}): ConnectOutcome => ({
  kind: 'server_error',
  error: { class: 'request_refused', code, text: null, status: 400, retryAt: null, ...part },
});
const offline: ConnectOutcome = {
  kind: 'transport',
  result: { kind: 'not_sent', reason: 'offline', detail: 'ERR_INTERNET_DISCONNECTED' },
};

/** The waits between requests, in ms, for what the server says one after the other. */
function waits(...outcomes: readonly ConnectOutcome[]): readonly number[] {
  let polling = start;
  return outcomes.map((outcome) => {
    const verdict: PollVerdict = afterPoll(polling, outcome, device, T0);
    if (verdict.kind !== 'again') throw new Error(`over: ${verdict.kind}`);
    polling = verdict.polling;
    return verdict.wait;
  });
}

describe('the next request', () => {
  it('comes after the interval while the user has not agreed', () => {
    expect(waits(said('authorization_pending'), said('authorization_pending'))).toEqual([5000, 5000]);
  });

  it('comes five seconds later after each slow_down, for good', () => {
    expect(
      waits(said('slow_down'), said('authorization_pending'), said('slow_down'), said('authorization_pending')),
    ).toEqual([10_000, 10_000, 15_000, 15_000]);
  });

  it('comes later and later while the network fails, and as before once it answers', () => {
    expect(waits(offline, offline, offline, offline, offline, said('authorization_pending'))).toEqual([
      10_000, 20_000, 40_000, 60_000, 60_000, 5000,
    ]);
  });

  it('is never sooner than Retry-After says', () => {
    const busy = said('http_429', { class: 'rate_limited', status: 429, retryAt: T0 + 90_000 });
    expect(waits(busy)).toEqual([90_000]);
  });

  it('comes although a page of somebody in between was all there was', () => {
    const page: ConnectOutcome = {
      kind: 'unreadable',
      reply: { kind: 'unreadable', looksLike: 'page', status: 200, retryAt: null },
    };
    expect(afterPoll(start, page, device, T0)).toMatchObject({ kind: 'again', slow: true });
  });

  it('waits for the words of the provider’s own', () => {
    const own = { ...device, pending: ['1349174'], denied: ['1349152'] };
    expect(afterPoll(start, said('1349174'), own, T0)).toMatchObject({ kind: 'again' });
    expect(afterPoll(start, said('1349152'), own, T0)).toEqual({ kind: 'denied' });
  });
});

describe('there is no next request', () => {
  it.each<[string, ConnectOutcome, string]>([
    ['the user said no', said('access_denied'), 'denied'],
    ['the code has ended', said('expired_token'), 'expired'],
    ['the code is spent', said('invalid_grant', { class: 'sign_in_needed' }), 'over'],
    ['the client is refused', said('invalid_client', { class: 'client_rejected' }), 'over'],
    ['there are tokens', { kind: 'connected', accountId: 'a' }, 'over'],
    [
      'words came that nobody can read: they may have been the tokens',
      { kind: 'unreadable', reply: { kind: 'unreadable', looksLike: 'garbled', status: 200, retryAt: null } },
      'over',
    ],
  ])('once %s', (_what, outcome, kind) => {
    expect(afterPoll(start, outcome, device, T0).kind).toBe(kind);
  });
});
