import { describe, expect, it } from 'vitest';
import type { Account } from './account';
import { answer, client, DISK_FULL, T0 } from './fakes';
import { deferred } from './deferred';
import type { UnreadReply } from './ports';
import { unreadReader } from './read-again';
import { NEW_TOKENS, setUpRefresh, sinaapp } from './refresh-setup';
import type { TransportResult } from '../oauth';

const UNCERTAIN = { kind: 'uncertain', at: T0, reason: 'unreadable', detail: '' } as const;

function unread(body: unknown, part: Partial<UnreadReply['entry']> = {}, current = true): UnreadReply {
  const result = answer(body);
  if (result.kind !== 'reply') throw new Error('not a reply');
  const entry = { accountId: 'account-1', grantId: 'grant-1', generation: 1, at: T0, ...part };
  return { entry, reply: result.reply, current };
}

async function setUp(
  kept: UnreadReply[],
  answers: readonly Promise<TransportResult>[] = [],
  start: Partial<Account> = {},
) {
  const world = await setUpRefresh(answers, { start: { problem: UNCERTAIN, ...start } });
  const { book, journal, refreshing } = world;
  journal.kept = kept;
  const reader = unreadReader({
    book,
    journal,
    refresher: refreshing,
    findClient: () => client(),
    findProvider: () => sinaapp,
  });
  return { ...world, reader };
}

describe('a reply that nobody could read', () => {
  it('can be looked at, without what may be a token', async () => {
    const { reader } = await setUp([unread('access_token: 5f3a9c0d7e21')]);
    expect(await reader.look('account-1')).toEqual({
      at: T0 + 1000,
      status: 200,
      contentType: 'application/json',
      text: 'access_token: ••••12',
    });
  });

  it('read again brings its tokens, without a request', async () => {
    const { reader, onDisk, journal, server } = await setUp([unread('garbled'), unread(NEW_TOKENS, {}, false)]);
    expect(await reader.readAgain('account-1')).toEqual({ kind: 'read' });
    expect(onDisk()).toMatchObject({ generation: 2, problem: null });
    expect(onDisk().tokens.refreshToken?.reveal()).toBe('refresh-2');
    expect(journal.steps).toEqual([]);
    expect(server.bodies).toEqual([]);
  });

  it('brings tokens that are good although those before were revoked, but not where they were revoked with them', async () => {
    const revokedAt = (at: number) => ({ revoked: { at, accessToken: true, refreshToken: false }, clockOffset: 7_000 });
    const before = await setUp([unread(NEW_TOKENS)], [], revokedAt(T0 - 1));
    expect(await before.reader.readAgain('account-1')).toEqual({ kind: 'read' });
    // The reply had no Date: what was known of the server's clock stays.
    expect(before.onDisk()).toMatchObject({ generation: 2, revoked: null, clockOffset: 7_000 });
    const afterwards = await setUp([unread(NEW_TOKENS)], [], revokedAt(T0 + 60_000));
    expect(await afterwards.reader.readAgain('account-1')).toEqual({ kind: 'read' });
    expect(afterwards.onDisk()).toMatchObject({ generation: 2, revoked: { at: T0 + 60_000 } });
  });

  it('is cleared from the journal once its tokens are saved, and no sooner', async () => {
    const { reader, records, journal, later } = await setUp([unread(NEW_TOKENS)]);
    records.failures = [DISK_FULL];
    expect(await reader.readAgain('account-1')).toEqual({ kind: 'read_unsaved', save: DISK_FULL });
    expect(journal.steps).toEqual([]);
    later[0]?.();
    await expect.poll(() => journal.steps).toEqual(['clear']);
  });

  it('stays as it is where it is as unreadable as before', async () => {
    const { reader, current, journal } = await setUp([unread('garbled')]);
    expect(await reader.readAgain('account-1')).toEqual({ kind: 'unreadable' });
    expect(current().problem).toEqual(UNCERTAIN);
    expect(journal.steps).toEqual([]);
  });

  it('counts for the grant and the tokens it was the reply to, and for no other', async () => {
    const { reader, current } = await setUp([
      unread(NEW_TOKENS, { generation: 0 }),
      unread(NEW_TOKENS, { grantId: 'grant-0' }),
    ]);
    expect(await reader.readAgain('account-1')).toEqual({ kind: 'nothing_kept' });
    expect(await reader.look('account-1')).toBeNull();
    expect(current().generation).toBe(1);
  });

  it('is not read while a refresh is under way, nor for an account that is gone', async () => {
    const reply = deferred<TransportResult>();
    const { reader, refreshing, book } = await setUp([unread(NEW_TOKENS)], [reply.promise]);
    const refreshed = refreshing.refresh('account-1', true);
    expect(await reader.readAgain('account-1')).toEqual({ kind: 'refused', reason: 'refreshing' });
    reply.resolve(answer(NEW_TOKENS));
    await refreshed;
    await book.remove('account-1');
    expect(await reader.readAgain('account-1')).toEqual({ kind: 'refused', reason: 'not_found' });
  });
});
