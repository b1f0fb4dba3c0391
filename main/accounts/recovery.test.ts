import { describe, expect, it } from 'vitest';
import type { Provider } from '../providers';
import { answer, T0 } from './fakes';
import type { PendingRotation } from './ports';
import { LOST, NEW_TOKENS, setUpRefresh, sinaapp } from './refresh-setup';

describe('an uncertain account', () => {
  it('is not refreshed unless its user decides so', async () => {
    const { refreshing, server } = await setUpRefresh([LOST]);
    await refreshing.refresh('account-1', false);
    expect(await refreshing.refresh('account-1', false)).toEqual({ kind: 'refused', reason: 'uncertain' });
    expect(server.bodies).toHaveLength(1);
  });

  it('sends the same refresh token when its user decides so', async () => {
    const { refreshing, server, current } = await setUpRefresh([LOST, answer(NEW_TOKENS)]);
    await refreshing.refresh('account-1', false);
    expect(await refreshing.refresh('account-1', true)).toEqual({ kind: 'refreshed' });
    expect(server.bodies.map((body) => body.get('refresh_token'))).toEqual(['refresh-1', 'refresh-1']);
    expect(current().problem).toBeNull();
  });

  it('is tried once more by itself, and only once, where the provider allows it', async () => {
    const provider: Provider = { ...sinaapp, refresh: { ...sinaapp.refresh, after_lost_reply: 'retry_once' } };
    const { refreshing, server } = await setUpRefresh([LOST, LOST], { provider });
    expect(await refreshing.refresh('account-1', false)).toMatchObject({
      kind: 'failed',
      problem: { kind: 'uncertain' },
    });
    expect(server.bodies).toHaveLength(2);
  });
});

describe('what an earlier run left in the journal', () => {
  const entry = { accountId: 'account-1', grantId: 'grant-1', generation: 1, at: T0 };
  const received = (body: unknown): PendingRotation => {
    const result = answer(body);
    if (result.kind !== 'reply') throw new Error('not a reply');
    return { stage: 'received', entry, reply: result.reply };
  };

  it('reserved but not sent: the old token stands', async () => {
    const { refreshing, journal, current } = await setUpRefresh([]);
    journal.left = [{ stage: 'reserved', entry }];
    await refreshing.recover(new Set());
    expect(current().problem).toBeNull();
    expect(journal.steps).toEqual(['clear']);
  });

  it('received: the commit is finished without a second request', async () => {
    const { refreshing, journal, current, server } = await setUpRefresh([]);
    journal.left = [received(NEW_TOKENS)];
    await refreshing.recover(new Set());
    expect(current().tokens.accessToken.reveal()).toBe('access-2');
    expect(current().generation).toBe(2);
    expect(server.bodies).toHaveLength(0);
  });

  it('received and committed already: nothing changes', async () => {
    const { refreshing, journal, current } = await setUpRefresh([], { start: { generation: 2 } });
    journal.left = [received(NEW_TOKENS)];
    await refreshing.recover(new Set());
    expect(current().generation).toBe(2);
    expect(journal.steps).toEqual(['clear']);
  });

  it('received while its provider’s file is missing: the reply waits', async () => {
    const { refreshing, journal, current } = await setUpRefresh([], { provider: null });
    journal.left = [received(NEW_TOKENS)];
    await refreshing.recover(new Set());
    expect(current().generation).toBe(1);
    expect(journal.steps).toEqual([]);
  });

  it('received for an account whose record could not be read: the reply waits with it', async () => {
    const { refreshing, journal, book } = await setUpRefresh([]);
    await book.remove('account-1');
    journal.left = [received(NEW_TOKENS)];
    await refreshing.recover(new Set(['account-1']));
    expect(journal.steps).toEqual([]);
  });

  it('received for an account that was removed: nothing is left of it', async () => {
    const { refreshing, journal, book } = await setUpRefresh([]);
    await book.remove('account-1');
    journal.left = [received(NEW_TOKENS)];
    await refreshing.recover(new Set());
    expect(journal.steps).toEqual(['clear']);
  });

  it('received for a generation whose record was damaged: the reply is the newest there is', async () => {
    const { refreshing, journal, current } = await setUpRefresh([]);
    const reply = received(NEW_TOKENS);
    journal.left = [{ ...reply, entry: { ...entry, generation: 4 } }];
    await refreshing.recover(new Set());
    expect(current().tokens.accessToken.reveal()).toBe('access-2');
    expect(current().generation).toBe(5);
  });

  it('sent without a reply: uncertain', async () => {
    const { refreshing, journal, current } = await setUpRefresh([]);
    journal.left = [{ stage: 'sent', entry }];
    expect((await refreshing.recover(new Set())).toRepeat).toEqual([]);
    expect(current().problem).toMatchObject({ kind: 'uncertain', reason: 'interrupted' });
  });

  it('sent without a reply, at a provider that allows it: to be tried again', async () => {
    const provider: Provider = { ...sinaapp, refresh: { ...sinaapp.refresh, after_lost_reply: 'retry_once' } };
    const { refreshing, journal } = await setUpRefresh([], { provider });
    journal.left = [{ stage: 'sent', entry }];
    expect((await refreshing.recover(new Set())).toRepeat).toEqual(['account-1']);
  });
});
