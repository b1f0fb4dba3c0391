import { describe, expect, it } from 'vitest';
import type { TransportResult } from '../oauth';
import { catalogue } from '../providers';
import { answer, DISK_FULL, T0, tokens } from './fakes';
import { deferred } from './deferred';
import { LOCKED, LOST, NEW_TOKENS, retrying, setUpRefresh, sinaapp } from './refresh-setup';

/** Spring's first server, where its client asks for XML. */
const XML_TOKENS = '<oauth><access_token>access-2</access_token><refresh_token>refresh-2</refresh_token></oauth>';

describe('a refresh', () => {
  it('sends the refresh token once and keeps the new tokens, the old ones and a new generation', async () => {
    const { refreshing, server, current, onDisk } = await setUpRefresh([answer(NEW_TOKENS)]);
    expect(await refreshing.refresh('account-1', false)).toEqual({ kind: 'refreshed' });
    expect(server.bodies).toHaveLength(1);
    expect(server.bodies[0]?.get('refresh_token')).toBe('refresh-1');
    expect(server.bodies[0]?.get('grant_type')).toBe('refresh_token');
    expect(current().tokens.accessToken.reveal()).toBe('access-2');
    expect(current().tokens.refreshToken?.reveal()).toBe('refresh-2');
    expect(current().previous?.accessToken.reveal()).toBe('access-1');
    expect(current().generation).toBe(2);
    expect(onDisk()).toBe(current());
  });

  it('proves, marks, keeps the raw reply and clears, in this order', async () => {
    const { refreshing, journal } = await setUpRefresh([answer(NEW_TOKENS)]);
    await refreshing.refresh('account-1', false);
    expect(journal.steps).toEqual(['reserve', 'sent', 'received', 'clear']);
  });

  it('is one request however many ask, and all get the same result', async () => {
    const reply = deferred<TransportResult>();
    const { refreshing, server, activity } = await setUpRefresh([reply.promise]);
    const asked = Array.from({ length: 50 }, () => refreshing.refresh('account-1', false));
    expect(refreshing.isRefreshing('account-1')).toBe(true);
    reply.resolve(answer(NEW_TOKENS));
    expect(new Set(await Promise.all(asked)).size).toBe(1);
    expect(server.bodies).toHaveLength(1);
    expect(refreshing.isRefreshing('account-1')).toBe(false);
    expect(activity).toEqual(['account-1', 'account-1']);
  });

  it('keeps the refresh token and scope that a reply leaves out (RFC 6749 section 6)', async () => {
    const { refreshing, current } = await setUpRefresh(
      [answer({ access_token: 'access-2', token_type: 'Bearer', expires_in: 60 })],
      {
        start: { tokens: tokens({ scope: ['a', 'b'] }) },
      },
    );
    await refreshing.refresh('account-1', false);
    expect(current().tokens.refreshToken?.reveal()).toBe('refresh-1');
    expect(current().tokens.scope).toEqual(['a', 'b']);
  });

  it('is not sent when the journal cannot be written', async () => {
    const { refreshing, journal, server, current } = await setUpRefresh([]);
    journal.reserving = DISK_FULL;
    expect(await refreshing.refresh('account-1', false)).toEqual({ kind: 'not_keepable', save: DISK_FULL });
    expect(server.bodies).toHaveLength(0);
    expect(current().problem).toBeNull();
  });

  it('is not sent when the journal cannot say that it is, and leaves no journal', async () => {
    const { refreshing, journal, server, current } = await setUpRefresh([]);
    journal.marking = DISK_FULL;
    expect(await refreshing.refresh('account-1', false)).toEqual({ kind: 'not_keepable', save: DISK_FULL });
    expect(server.bodies).toHaveLength(0);
    expect(current().problem).toBeNull();
    expect(journal.steps).toEqual(['reserve', 'sent', 'clear']);
  });

  it('is not sent without a refresh token', async () => {
    const { refreshing, journal } = await setUpRefresh([], { start: { tokens: tokens({ refreshToken: null }) } });
    expect(await refreshing.refresh('account-1', false)).toEqual({ kind: 'refused', reason: 'no_refresh_token' });
    expect(journal.steps).toEqual([]);
  });

  it('is not sent without its client, nor for an account that is locked', async () => {
    const alone = await setUpRefresh([], { client: null });
    expect(await alone.refreshing.refresh('account-1', false)).toEqual({ kind: 'refused', reason: 'no_endpoint' });
    const { refreshing, book, records, journal } = await setUpRefresh([]);
    records.saved.set('account-1', LOCKED);
    await book.load();
    expect(await refreshing.refresh('account-1', false)).toEqual({ kind: 'refused', reason: 'locked' });
    expect([alone.journal.steps, journal.steps]).toEqual([[], []]);
  });

  it('keeps tokens in memory when the disk is full after the request, and writes them when it can', async () => {
    const { refreshing, records, current, onDisk, later, book, journal } = await setUpRefresh([answer(NEW_TOKENS)]);
    records.failures = [DISK_FULL, DISK_FULL];
    expect(await refreshing.refresh('account-1', false)).toEqual({ kind: 'refreshed_unsaved', save: DISK_FULL });
    expect(current().tokens.accessToken.reveal()).toBe('access-2');
    expect(onDisk().tokens.accessToken.reveal()).toBe('access-1');
    expect(book.isUnsaved('account-1')).toBe(true);
    expect(journal.steps).not.toContain('clear');
    later.shift()?.();
    await book.settled();
    expect(book.isUnsaved('account-1')).toBe(true);
    later.shift()?.();
    await book.settled();
    expect(book.isUnsaved('account-1')).toBe(false);
    expect(onDisk().tokens.accessToken.reveal()).toBe('access-2');
    expect(journal.steps.at(-1)).toBe('clear');
  });

  it('sends nothing while the tokens before are in memory only: their reply stays in the journal', async () => {
    const { refreshing, records, journal, server, current } = await setUpRefresh([answer(NEW_TOKENS)]);
    records.failures = [DISK_FULL, DISK_FULL];
    await refreshing.refresh('account-1', false);
    const steps = [...journal.steps];
    expect(await refreshing.refresh('account-1', false)).toEqual({ kind: 'not_keepable', save: DISK_FULL });
    expect(server.bodies).toHaveLength(1);
    expect(journal.steps).toEqual(steps);
    expect(current().tokens.refreshToken?.reveal()).toBe('refresh-2');
  });

  it('writes tokens that are in memory only before it sends them, and no late write clears its journal', async () => {
    const second = deferred<TransportResult>();
    const { refreshing, records, later, book, journal, onDisk } = await setUpRefresh([
      answer(NEW_TOKENS),
      second.promise,
    ]);
    records.failures = [DISK_FULL];
    await refreshing.refresh('account-1', false);
    const running = refreshing.refresh('account-1', false);
    await expect.poll(() => journal.steps.slice(3)).toEqual(['clear', 'reserve', 'sent']);
    expect(onDisk().generation).toBe(2);
    later.shift()?.();
    await book.settled();
    expect(journal.steps.slice(3)).toEqual(['clear', 'reserve', 'sent']);
    second.resolve(answer({ ...NEW_TOKENS, access_token: 'access-3' }));
    await running;
    expect(journal.steps.at(-1)).toBe('clear');
  });

  it('sends nothing while tokens that just came are being written, before it is known whether they can be', async () => {
    const { refreshing, records, book, journal, server } = await setUpRefresh([]);
    const disk = deferred<void>();
    records.before = disk.promise;
    records.failures = [DISK_FULL, DISK_FULL];
    const arrived = book.record(
      'account-1',
      (old) => ({ ...old, grantId: 'grant-2' }),
      () => undefined,
    );
    const asked = refreshing.refresh('account-1', false);
    disk.resolve();
    expect(await arrived).toEqual(DISK_FULL);
    expect(await asked).toEqual({ kind: 'not_keepable', save: DISK_FULL });
    expect([server.bodies, journal.steps]).toEqual([[], []]);
  });

  it('counts how often the refresh token itself was renewed', async () => {
    const { refresh_token: _left, ...without } = NEW_TOKENS;
    const { refreshing, current } = await setUpRefresh([answer(NEW_TOKENS), answer(NEW_TOKENS), answer(without)]);
    const counted: number[] = [];
    for (let times = 0; times < 3; times += 1) {
      await refreshing.refresh('account-1', false);
      counted.push(current().renewals);
    }
    expect(counted).toEqual([1, 1, 1]);
  });
});

describe('a failed refresh changes no token', () => {
  it.each<[string, TransportResult, object]>([
    ['invalid_grant', answer({ error: 'invalid_grant' }, 400), { kind: 'server', error: { class: 'sign_in_needed' } }],
    [
      'unauthorized_client',
      answer({ error: 'unauthorized_client' }, 400),
      { kind: 'server', error: { class: 'not_permitted' } },
    ],
    [
      'invalid_client',
      answer({ error: 'invalid_client' }, 401),
      { kind: 'server', error: { class: 'client_rejected' } },
    ],
    ['503', answer('', 503), { kind: 'server', error: { class: 'server_unavailable', status: 503 } }],
    ['a captive portal', answer('<!doctype html><title>Wi-Fi</title>', 200), { kind: 'not_from_server' }],
    ['a redirect', answer('', 302), { kind: 'not_from_server', status: 302 }],
    [
      'offline',
      { kind: 'not_sent', reason: 'offline', detail: 'ERR_INTERNET_DISCONNECTED' },
      { kind: 'not_sent', reason: 'offline' },
    ],
    ['a lost reply', LOST, { kind: 'uncertain', reason: 'connection_lost' }],
    ['a cut reply', answer('{"access_token":"acc'), { kind: 'uncertain', reason: 'unreadable' }],
    ['an empty reply', answer(''), { kind: 'uncertain', reason: 'unreadable' }],
    ['a reply in XML', answer(XML_TOKENS), { kind: 'uncertain', reason: 'unreadable' }],
    ['a cut reply under 500', answer('{"access_token":"acc', 500), { kind: 'uncertain', reason: 'unreadable' }],
    ['words of a token under 400', answer('invalid access_token "{', 400), { kind: 'not_from_server', status: 400 }],
  ])('%s', async (_name, result, problem) => {
    const { refreshing, current, onDisk, journal } = await setUpRefresh([result]);
    const before = current().tokens;
    expect(await refreshing.refresh('account-1', false)).toMatchObject({ kind: 'failed', problem });
    expect(current().tokens).toBe(before);
    expect(current().generation).toBe(1);
    expect(current().problem).toMatchObject(problem);
    expect(onDisk().problem).toMatchObject(problem);
    // Only a reply that may hold tokens waits in the journal.
    expect(journal.steps.at(-1)).toBe('reason' in problem && problem.reason === 'unreadable' ? 'received' : 'clear');
  });

  it('is not tried again at once where nothing was sent: only a lost reply is', async () => {
    const { refreshing, server } = await setUpRefresh([{ kind: 'not_sent', reason: 'offline', detail: '' }], {
      provider: retrying,
    });
    expect(await refreshing.refresh('account-1', false)).toMatchObject({ problem: { kind: 'not_sent' } });
    expect(server.bodies).toHaveLength(1);
  });

  it.each(['refresh-1', 'access-1', 'my-client-secret'])('never repeats what is secret (%s)', async (secret) => {
    const said = answer({ error: 'invalid_grant', error_description: `the token ${secret} is not known here` }, 400);
    const { refreshing, current } = await setUpRefresh([said]);
    await refreshing.refresh('account-1', false);
    expect(current().problem).toMatchObject({
      error: { text: expect.stringContaining('is not known here') as string },
    });
    expect(JSON.stringify(current().problem)).not.toContain(secret);
  });

  it('is told by the name of what the server wants done first', async () => {
    const { actions } = catalogue().find(({ id }) => id === 'kaixin001') ?? { actions: [] };
    const { refreshing } = await setUpRefresh([answer({ need_bind: 1, bind_url: 'http://www.kaixin001.com/bind' })], {
      provider: { ...sinaapp, actions },
    });
    expect(await refreshing.refresh('account-1', false)).toMatchObject({
      kind: 'failed',
      problem: { kind: 'server', error: { class: 'request_refused', code: 'bind_account', retryAt: null } },
    });
  });

  it('remembers when the server wants to be asked again', async () => {
    const { refreshing, current } = await setUpRefresh([answer({ error: 'slow_down' }, 429, { 'retry-after': '120' })]);
    await refreshing.refresh('account-1', false);
    expect(current().problem).toMatchObject({
      kind: 'server',
      error: { class: 'rate_limited', retryAt: T0 + 121_000 },
    });
  });

  it('keeps the sealed reply in the journal when it could not be read', async () => {
    const { refreshing, journal } = await setUpRefresh([answer('{"access_token":"acc')]);
    await refreshing.refresh('account-1', false);
    expect(journal.steps).toEqual(['reserve', 'sent', 'received']);
  });

  it('is forgotten by the next success', async () => {
    const { refreshing, current } = await setUpRefresh([answer('', 503), answer(NEW_TOKENS)]);
    await refreshing.refresh('account-1', false);
    await refreshing.refresh('account-1', false);
    expect(current().problem).toBeNull();
  });
});

describe('who asked, and what came of it', () => {
  it('is told once for all who joined, after it is on disk, by the first of them', async () => {
    const told: unknown[] = [];
    const { refreshing, onDisk } = await setUpRefresh([answer(NEW_TOKENS)], {
      finished: ({ by, kind }, outcome) => told.push([kind, by, outcome.kind, onDisk().generation]),
    });
    await Promise.all([
      refreshing.refresh('account-1', false, false, 'itself'),
      refreshing.refresh('account-1', false, false, 'you'),
    ]);
    expect(told).toEqual([['refresh', 'itself', 'refreshed', 2]]);
  });

  it('both requests of one refresh are one errand', async () => {
    const { refreshing, server } = await setUpRefresh([LOST, answer(NEW_TOKENS)], { provider: retrying });
    await refreshing.refresh('account-1', false);
    expect(server.errands).toHaveLength(2);
    expect(server.errands[0]).toBe(server.errands[1]);
  });

  it('what an earlier run left is told as recovered', async () => {
    const told: unknown[] = [];
    const { refreshing, journal } = await setUpRefresh([], {
      finished: ({ by }, outcome) => told.push([by, outcome.kind]),
    });
    const entry = { accountId: 'account-1', grantId: 'grant-1', generation: 1, at: T0 };
    const { reply } = answer(NEW_TOKENS) as Extract<TransportResult, { kind: 'reply' }>;
    journal.left = [{ stage: 'received', entry, reply }];
    await refreshing.recover(new Set(), []);
    expect(told).toEqual([['recovery', 'refreshed']]);
  });
});
