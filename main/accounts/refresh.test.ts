import { describe, expect, it } from 'vitest';
import type { TransportResult } from '../oauth';
import { catalogue, type Provider } from '../providers';
import type { Account, Client, StoredAccount } from './account';
import { accountBook } from './book';
import {
  account,
  answer,
  client,
  deferred,
  DISK_FULL,
  FakeAccountRecords,
  FakeJournal,
  FakeServer,
  T0,
  tokens,
} from './fakes';
import type { PendingRotation } from './ports';
import { refresher } from './refresh';

const sinaapp = catalogue().find(({ id }) => id === 'sinaapp') as Provider;
const NEW_TOKENS = {
  access_token: 'access-2',
  expires_in: 604_800,
  token_type: 'Bearer',
  scope: null,
  refresh_token: 'refresh-2',
};
const LOST: TransportResult = { kind: 'lost', reason: 'connection_lost', detail: 'ERR_EMPTY_RESPONSE' };

function open(stored: StoredAccount | undefined): Account {
  if (stored?.state !== 'open') throw new Error('the account is gone');
  return stored.account;
}

async function setUp(
  answers: readonly (TransportResult | Promise<TransportResult>)[],
  options: { readonly start?: Partial<Account>; readonly client?: Client; readonly provider?: Provider } = {},
) {
  const records = new FakeAccountRecords({ state: 'open', account: account(options.start) });
  const journal = new FakeJournal();
  const server = new FakeServer(...answers);
  const later: (() => void)[] = [];
  const book = accountBook(
    records,
    () => undefined,
    (task) => later.push(task),
  );
  await book.load();
  const activity: string[] = [];
  const refreshing = refresher({
    book,
    journal,
    send: server.send,
    now: () => T0,
    findClient: () => options.client ?? client(),
    findProvider: () => options.provider ?? sinaapp,
    activityChanged: (id) => activity.push(id),
  });
  const current = (): Account => open(book.find('account-1'));
  const onDisk = (): Account => open(records.saved.get('account-1'));
  return { book, records, journal, server, refreshing, current, onDisk, later, activity };
}

describe('a refresh', () => {
  it('sends the refresh token once and keeps the new tokens, the old ones and a new generation', async () => {
    const { refreshing, server, current, onDisk } = await setUp([answer(NEW_TOKENS)]);
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
    const { refreshing, journal } = await setUp([answer(NEW_TOKENS)]);
    await refreshing.refresh('account-1', false);
    expect(journal.steps).toEqual(['reserve', 'sent', 'received', 'clear']);
  });

  it('is one request however many ask, and all get the same result', async () => {
    const reply = deferred<TransportResult>();
    const { refreshing, server, activity } = await setUp([reply.promise]);
    const asked = Array.from({ length: 50 }, () => refreshing.refresh('account-1', false));
    expect(refreshing.isRefreshing('account-1')).toBe(true);
    reply.resolve(answer(NEW_TOKENS));
    expect(new Set(await Promise.all(asked)).size).toBe(1);
    expect(server.bodies).toHaveLength(1);
    expect(refreshing.isRefreshing('account-1')).toBe(false);
    expect(activity).toEqual(['account-1', 'account-1']);
  });

  it('keeps the refresh token and scope that a reply leaves out (RFC 6749 section 6)', async () => {
    const { refreshing, current } = await setUp(
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
    const { refreshing, journal, server, current } = await setUp([]);
    journal.reserving = DISK_FULL;
    expect(await refreshing.refresh('account-1', false)).toEqual({ kind: 'not_keepable', save: DISK_FULL });
    expect(server.bodies).toHaveLength(0);
    expect(current().problem).toBeNull();
  });

  it('is not sent without a refresh token', async () => {
    const { refreshing, journal } = await setUp([], { start: { tokens: tokens({ refreshToken: null }) } });
    expect(await refreshing.refresh('account-1', false)).toEqual({ kind: 'refused', reason: 'no_refresh_token' });
    expect(journal.steps).toEqual([]);
  });

  it('keeps tokens in memory when the disk is full after the request, and writes them when it can', async () => {
    const { refreshing, records, current, onDisk, later, book, journal } = await setUp([answer(NEW_TOKENS)]);
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

  it('drops a reply when the account was connected again meanwhile', async () => {
    const reply = deferred<TransportResult>();
    const { refreshing, book, current } = await setUp([reply.promise]);
    const refreshed = refreshing.refresh('account-1', false);
    const connectedAgain = tokens({ accessToken: tokens().accessToken });
    await book.record(
      'account-1',
      (old) => ({ ...old, grantId: 'grant-2', tokens: connectedAgain }),
      () => undefined,
    );
    reply.resolve(answer(NEW_TOKENS));
    expect(await refreshed).toEqual({ kind: 'overtaken' });
    expect(current().tokens).toBe(connectedAgain);
  });

  it('does not lose a name that was typed meanwhile', async () => {
    const reply = deferred<TransportResult>();
    const { refreshing, book, current } = await setUp([reply.promise]);
    const refreshed = refreshing.refresh('account-1', false);
    await book.change('account-1', (old) => ({ ...old, label: 'CI bot' }));
    reply.resolve(answer(NEW_TOKENS));
    await refreshed;
    expect(current().label).toBe('CI bot');
    expect(current().generation).toBe(2);
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
  ])('%s', async (_name, result, problem) => {
    const { refreshing, current, onDisk } = await setUp([result]);
    const before = current().tokens;
    expect(await refreshing.refresh('account-1', false)).toMatchObject({ kind: 'failed', problem });
    expect(current().tokens).toBe(before);
    expect(current().generation).toBe(1);
    expect(current().problem).toMatchObject(problem);
    expect(onDisk().problem).toMatchObject(problem);
  });

  it('remembers when the server wants to be asked again', async () => {
    const { refreshing, current } = await setUp([answer({ error: 'slow_down' }, 429, { 'retry-after': '120' })]);
    await refreshing.refresh('account-1', false);
    expect(current().problem).toMatchObject({
      kind: 'server',
      error: { class: 'rate_limited', retryAt: T0 + 121_000 },
    });
  });

  it('keeps the sealed reply in the journal when it could not be read', async () => {
    const { refreshing, journal } = await setUp([answer('{"access_token":"acc')]);
    await refreshing.refresh('account-1', false);
    expect(journal.steps).toEqual(['reserve', 'sent', 'received']);
  });

  it('is forgotten by the next success', async () => {
    const { refreshing, current } = await setUp([answer('', 503), answer(NEW_TOKENS)]);
    await refreshing.refresh('account-1', false);
    await refreshing.refresh('account-1', false);
    expect(current().problem).toBeNull();
  });
});

describe('an uncertain account', () => {
  it('is not refreshed unless its user decides so', async () => {
    const { refreshing, server } = await setUp([LOST]);
    await refreshing.refresh('account-1', false);
    expect(await refreshing.refresh('account-1', false)).toEqual({ kind: 'refused', reason: 'uncertain' });
    expect(server.bodies).toHaveLength(1);
  });

  it('sends the same refresh token when its user decides so', async () => {
    const { refreshing, server, current } = await setUp([LOST, answer(NEW_TOKENS)]);
    await refreshing.refresh('account-1', false);
    expect(await refreshing.refresh('account-1', true)).toEqual({ kind: 'refreshed' });
    expect(server.bodies.map((body) => body.get('refresh_token'))).toEqual(['refresh-1', 'refresh-1']);
    expect(current().problem).toBeNull();
  });

  it('is tried once more by itself, and only once, where the provider allows it', async () => {
    const provider: Provider = { ...sinaapp, refresh: { ...sinaapp.refresh, after_lost_reply: 'retry_once' } };
    const { refreshing, server } = await setUp([LOST, LOST], { provider });
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
    const { refreshing, journal, current } = await setUp([]);
    journal.left = [{ stage: 'reserved', entry }];
    await refreshing.recover();
    expect(current().problem).toBeNull();
    expect(journal.steps).toEqual(['clear']);
  });

  it('received: the commit is finished without a second request', async () => {
    const { refreshing, journal, current, server } = await setUp([]);
    journal.left = [received(NEW_TOKENS)];
    await refreshing.recover();
    expect(current().tokens.accessToken.reveal()).toBe('access-2');
    expect(current().generation).toBe(2);
    expect(server.bodies).toHaveLength(0);
  });

  it('received and committed already: nothing changes', async () => {
    const { refreshing, journal, current } = await setUp([], { start: { generation: 2 } });
    journal.left = [received(NEW_TOKENS)];
    await refreshing.recover();
    expect(current().generation).toBe(2);
    expect(journal.steps).toEqual(['clear']);
  });

  it('sent without a reply: uncertain', async () => {
    const { refreshing, journal, current } = await setUp([]);
    journal.left = [{ stage: 'sent', entry }];
    expect((await refreshing.recover()).toRepeat).toEqual([]);
    expect(current().problem).toMatchObject({ kind: 'uncertain', reason: 'interrupted' });
  });

  it('sent without a reply, at a provider that allows it: to be tried again', async () => {
    const provider: Provider = { ...sinaapp, refresh: { ...sinaapp.refresh, after_lost_reply: 'retry_once' } };
    const { refreshing, journal } = await setUp([], { provider });
    journal.left = [{ stage: 'sent', entry }];
    expect((await refreshing.recover()).toRepeat).toEqual(['account-1']);
  });
});
