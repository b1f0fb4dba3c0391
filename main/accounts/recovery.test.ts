import { describe, expect, it } from 'vitest';
import type { TransportResult } from '../oauth';
import type { Provider } from '../providers';
import { answer, DISK_FULL, T0, tokens } from './fakes';
import type { PendingRotation } from './ports';
import { LOCKED, LOST, NEW_TOKENS, setUpRefresh, sinaapp } from './refresh-setup';

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

describe('a doubt', () => {
  const strictly = async (second: TransportResult) => {
    const setting = await setUpRefresh([LOST, second]);
    await setting.refreshing.refresh('account-1', false);
    return setting;
  };

  it.each<[string, TransportResult, string]>([
    ['nothing could be sent', { kind: 'not_sent', reason: 'offline', detail: '' }, 'not_sent'],
    ['the server has trouble', answer('', 503), 'server'],
    ['the server is asked too often', answer('{}', 429), 'server'],
    ['a captive portal answers', answer('<!doctype html><title>Wi-Fi</title>', 200), 'not_from_server'],
  ])('stays where %s: the token may be spent all the same', async (_name, second, kind) => {
    const { refreshing, current, onDisk, journal } = await strictly(second);
    expect(await refreshing.refresh('account-1', true)).toMatchObject({ kind: 'failed', problem: { kind } });
    expect(current().problem).toMatchObject({ kind: 'uncertain', reason: 'connection_lost' });
    expect(onDisk().problem).toMatchObject({ kind: 'uncertain', reason: 'connection_lost' });
    expect(journal.steps.at(-1)).toBe('clear');
    // And so nothing is sent by itself.
    expect(await refreshing.refresh('account-1', false)).toEqual({ kind: 'refused', reason: 'uncertain' });
  });

  it('is over when the server says what became of the token', async () => {
    const { refreshing, current } = await strictly(answer({ error: 'invalid_grant' }, 400));
    await refreshing.refresh('account-1', true);
    expect(current().problem).toMatchObject({ kind: 'server', error: { class: 'sign_in_needed' } });
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
    await refreshing.recover(new Set(), []);
    expect(current().problem).toBeNull();
    expect(journal.steps).toEqual(['clear']);
  });

  it('received: the commit is finished without a second request', async () => {
    const { refreshing, journal, current, server } = await setUpRefresh([]);
    journal.left = [received(NEW_TOKENS)];
    await refreshing.recover(new Set(), []);
    expect(current().tokens.accessToken.reveal()).toBe('access-2');
    expect(current().generation).toBe(2);
    expect(server.bodies).toHaveLength(0);
  });

  it('received and committed already: nothing changes', async () => {
    const { refreshing, journal, current } = await setUpRefresh([], { start: { generation: 2 } });
    journal.left = [received(NEW_TOKENS)];
    await refreshing.recover(new Set(), []);
    expect(current().generation).toBe(2);
    expect(journal.steps).toEqual(['clear']);
  });

  it('received while its provider’s file is missing: the reply waits, and so does the token that it followed', async () => {
    const { refreshing, journal, current } = await setUpRefresh([], { provider: null });
    journal.left = [received(NEW_TOKENS)];
    await refreshing.recover(new Set(), []);
    expect(current()).toMatchObject({ generation: 1, problem: { kind: 'uncertain', reason: 'unreadable' } });
    expect(journal.steps).toEqual([]);
    expect(await refreshing.refresh('account-1', false)).toEqual({ kind: 'refused', reason: 'uncertain' });
  });

  it.each([
    ['set_aside', 'interrupted'],
    ['locked', 'unreadable'],
    ['newer_version', 'unreadable'],
  ] as const)('of which nobody can tell, being %s: the token is not sent by itself', async (outcome, reason) => {
    const { refreshing, journal, current } = await setUpRefresh([]);
    journal.damaged = [{ kind: 'journal', id: 'account-1', keptAs: 'kept', outcome, detail: 'why' }];
    await refreshing.recover(new Set(), []);
    expect(current().problem).toEqual({ kind: 'uncertain', at: T0, reason, detail: 'why' });
    expect(await refreshing.refresh('account-1', false)).toEqual({ kind: 'refused', reason: 'uncertain' });
  });

  it('received for an account that is locked: the reply waits until its key is there', async () => {
    const { refreshing, journal, book, records } = await setUpRefresh([]);
    records.saved.set('account-1', LOCKED);
    await book.load();
    journal.left = [received(NEW_TOKENS)];
    await refreshing.recover(new Set(), []);
    expect(journal.steps).toEqual([]);
  });

  it('received for an account whose record could not be read: the reply waits with it', async () => {
    const { refreshing, journal, book } = await setUpRefresh([]);
    await book.remove('account-1');
    journal.left = [received(NEW_TOKENS)];
    await refreshing.recover(new Set(['account-1']), []);
    expect(journal.steps).toEqual([]);
  });

  it('received for an account that was removed: nothing is left of it', async () => {
    const { refreshing, journal, book } = await setUpRefresh([]);
    await book.remove('account-1');
    journal.left = [received(NEW_TOKENS)];
    await refreshing.recover(new Set(), []);
    expect(journal.steps).toEqual(['clear']);
  });

  it('received for a generation whose record was damaged: the reply is the newest there is', async () => {
    const { refreshing, journal, current } = await setUpRefresh([]);
    const reply = received(NEW_TOKENS);
    journal.left = [{ ...reply, entry: { ...entry, generation: 4 } }];
    await refreshing.recover(new Set(), []);
    expect(current().tokens.accessToken.reveal()).toBe('access-2');
    expect(current().generation).toBe(5);
  });

  it('sent without a reply: uncertain', async () => {
    const { refreshing, journal, current } = await setUpRefresh([]);
    journal.left = [{ stage: 'sent', entry }];
    expect((await refreshing.recover(new Set(), [])).toRepeat).toEqual([]);
    expect(current().problem).toMatchObject({ kind: 'uncertain', reason: 'interrupted' });
  });

  it('sent without a reply, at a provider that allows it: to be tried again', async () => {
    const provider: Provider = { ...sinaapp, refresh: { ...sinaapp.refresh, after_lost_reply: 'retry_once' } };
    const { refreshing, journal } = await setUpRefresh([], { provider });
    journal.left = [{ stage: 'sent', entry }];
    expect((await refreshing.recover(new Set(), [])).toRepeat).toEqual(['account-1']);
  });

  it('in doubt since an earlier run still, with nothing in the journal: to be tried again too, where the provider allows it', async () => {
    const provider: Provider = { ...sinaapp, refresh: { ...sinaapp.refresh, after_lost_reply: 'retry_once' } };
    const problem = { kind: 'uncertain', at: T0, reason: 'timed_out', detail: '' } as const;
    const allowed = await setUpRefresh([], { provider, start: { problem } });
    expect((await allowed.refreshing.recover(new Set(), [])).toRepeat).toEqual(['account-1']);
    const asked = await setUpRefresh([], { start: { problem } });
    expect((await asked.refreshing.recover(new Set(), [])).toRepeat).toEqual([]);
  });

  it('in doubt while its provider’s file is missing: its user is asked', async () => {
    const problem = { kind: 'uncertain', at: T0, reason: 'timed_out', detail: '' } as const;
    const { refreshing } = await setUpRefresh([], { provider: null, start: { problem } });
    expect((await refreshing.recover(new Set(), [])).toRepeat).toEqual([]);
  });

  it('that was never sent is no refresh: nobody is told of one', async () => {
    const told: unknown[] = [];
    const { refreshing, journal } = await setUpRefresh([], { finished: (...all) => told.push(all) });
    journal.left = [{ stage: 'reserved', entry }];
    await refreshing.recover(new Set(), []);
    expect(told).toEqual([]);
  });

  it('a reply that nobody could read: its account is not tried again by itself, for the reply may hold the tokens', async () => {
    const provider: Provider = { ...sinaapp, refresh: { ...sinaapp.refresh, after_lost_reply: 'retry_once' } };
    const problem = { kind: 'uncertain', at: T0, reason: 'unreadable', detail: '' } as const;
    const { refreshing } = await setUpRefresh([], { provider, start: { problem } });
    expect((await refreshing.recover(new Set(), [])).toRepeat).toEqual([]);
  });
});

describe('an account whose record was damaged, so that the one before was loaded', () => {
  const reusable: Provider = { ...sinaapp, refresh: { ...sinaapp.refresh, token: 'reusable' } };

  it('is in doubt: its refresh token may be spent, and is not sent by itself', async () => {
    const { refreshing, current, onDisk } = await setUpRefresh([]);
    await refreshing.recover(new Set(['account-1']), ['account-1']);
    expect(current().problem).toMatchObject({ kind: 'uncertain', reason: 'interrupted' });
    expect(onDisk().problem).toEqual(current().problem);
    expect(await refreshing.refresh('account-1', false)).toEqual({ kind: 'refused', reason: 'uncertain' });
  });

  it.each<[string, Parameters<typeof setUpRefresh>[1]]>([
    ['its refresh tokens are good for more than one use', { provider: reusable }],
    ['it has none', { start: { tokens: tokens({ refreshToken: null }) } }],
  ])('is not where %s', async (_why, options) => {
    const { refreshing, current } = await setUpRefresh([], options);
    await refreshing.recover(new Set(['account-1']), ['account-1']);
    expect(current().problem).toBeNull();
  });

  it('is so also without its provider’s file', async () => {
    const { refreshing, current } = await setUpRefresh([], { provider: null });
    await refreshing.recover(new Set(['account-1']), ['account-1']);
    expect(current().problem).toMatchObject({ kind: 'uncertain', reason: 'interrupted' });
  });

  it('is so also where the journal has a refresh that was never sent', async () => {
    const { refreshing, journal, current } = await setUpRefresh([]);
    journal.left = [
      { stage: 'reserved', entry: { accountId: 'account-1', grantId: 'grant-1', generation: 1, at: T0 } },
    ];
    await refreshing.recover(new Set(['account-1']), ['account-1']);
    expect(current().problem).toMatchObject({ kind: 'uncertain', reason: 'interrupted' });
  });

  it('keeps what the server said of it', async () => {
    const error = { class: 'sign_in_needed', code: 'invalid_grant', text: null, status: 400, retryAt: null } as const;
    const problem = { kind: 'server', at: T0, error } as const;
    const { refreshing, current } = await setUpRefresh([], { start: { problem } });
    await refreshing.recover(new Set(['account-1']), ['account-1']);
    expect(current().problem).toBe(problem);
  });

  it.each([
    ['is kept', []],
    ['cannot be written yet', [DISK_FULL]],
  ])('is not where the journal has the reply that followed, which %s', async (_what, failures) => {
    const { refreshing, journal, records, current } = await setUpRefresh([]);
    records.failures = [...failures];
    const result = answer(NEW_TOKENS);
    if (result.kind !== 'reply') throw new Error('not a reply');
    const entry = { accountId: 'account-1', grantId: 'grant-1', generation: 4, at: T0 };
    journal.left = [{ stage: 'received', entry, reply: result.reply }];
    await refreshing.recover(new Set(['account-1']), ['account-1']);
    expect(current()).toMatchObject({ generation: 5, problem: null });
  });
});
