import { describe, expect, it } from 'vitest';
import { mergeTokens, Secret } from '../oauth';
import { acme, setUpAfter } from './after-setup';
import { account, answer, T0, tokens } from './fakes';
import { planOf } from './schedule';

const END = T0 + 604_800_000;
const refused = {
  kind: 'server',
  at: T0,
  error: { class: 'server_unavailable', code: 'busy', text: null, status: 503, retryAt: null },
} as const;

describe('a provider that takes a refresh only at its time', () => {
  const provider = acme({ refresh: { window: { opens_before_expiry: 3600 } } });

  it('is not asked before, unless its user insists', async () => {
    const { refreshing, server } = await setUpAfter([answer({ access_token: 'access-2', expires_in: 60 })], {
      provider,
    });
    expect(await refreshing.refresh('account-1', false)).toEqual({ kind: 'refused', reason: 'too_early' });
    expect(server.requests).toEqual([]);
    expect(await refreshing.refresh('account-1', false, true)).toEqual({ kind: 'refreshed' });
  });

  it('is asked by itself when the window opens', () => {
    const stored = { state: 'open', account: account({ automatic: true }) } as const;
    const plan = planOf(stored, T0, 1, provider.refresh);
    expect(plan).toEqual({ kind: 'at', at: END - 3_600_000 });
    expect(
      planOf(stored, END + 2_000_000, 1, acme({ refresh: { window: { closes_after_expiry: 600 } } }).refresh),
    ).toEqual({ kind: 'never', reason: 'refresh_window_over' });
  });

  it('and one that takes a refresh a day is asked once a day', async () => {
    const daily = acme({ refresh: { at_most_every: 86_400 } });
    const { refreshing } = await setUpAfter([], { provider: daily });
    expect(await refreshing.refresh('account-1', false)).toEqual({ kind: 'refused', reason: 'too_early' });
    const short = account({
      automatic: true,
      refreshedAt: T0,
      tokens: tokens({ accessExpiry: { kind: 'at', at: T0 + 3_600_000, source: 'expires_in' } }),
    });
    expect(planOf({ state: 'open', account: short }, T0, 1, daily.refresh)).toEqual({
      kind: 'at',
      at: T0 + 86_400_000,
    });
  });
});

describe('a provider where a refused refresh ends the refresh token', () => {
  const provider = acme({ refresh: { after_failure: 'burned' } });

  it('is not asked again by itself, nor by hand without a word of its user', async () => {
    const start = { problem: refused, automatic: true };
    const stored = { state: 'open', account: account(start) } as const;
    expect(planOf(stored, T0, 1, provider.refresh)).toEqual({ kind: 'never', reason: 'needs_a_person' });
    const { refreshing, server } = await setUpAfter([answer({ access_token: 'access-2' })], {
      provider,
      accounts: [start],
    });
    expect(await refreshing.refresh('account-1', false)).toEqual({ kind: 'refused', reason: 'burned' });
    expect(server.requests).toEqual([]);
    expect(await refreshing.refresh('account-1', false, true)).toEqual({ kind: 'refreshed' });
  });

  it('is asked again after a request that never left', () => {
    const problem = { kind: 'not_sent', at: T0, reason: 'offline', detail: '' } as const;
    const stored = { state: 'open', account: account({ automatic: true, problem }) } as const;
    expect(planOf(stored, T0, 1, provider.refresh).kind).toBe('at');
  });
});

describe('the end of a refresh token that a refresh does not move', () => {
  const before = tokens();
  const next = (at: number) =>
    tokens({
      refreshToken: new Secret('refresh-2'),
      refreshExpiry: { kind: 'at', at, source: 'provider_document' },
    });

  it('stays, and is never later than the server says', () => {
    expect(mergeTokens(before, next(END * 2), false).refreshExpiry).toEqual(before.refreshExpiry);
    expect(mergeTokens(before, next(T0 + 1000), false).refreshExpiry).toMatchObject({ at: T0 + 1000 });
    expect(mergeTokens(before, next(END * 2), true).refreshExpiry).toMatchObject({ at: END * 2 });
  });

  it('and its renewals are counted', async () => {
    const provider = acme({ refresh: { extends: false, most_renewals: 5 } });
    const { refreshing, account: now } = await setUpAfter(
      [answer({ access_token: 'access-2', refresh_token: 'refresh-2' }), answer({ access_token: 'access-3' })],
      { provider },
    );
    await refreshing.refresh('account-1', false);
    await refreshing.refresh('account-1', false);
    expect(now()).toMatchObject({ generation: 3, renewals: 1 });
  });
});
