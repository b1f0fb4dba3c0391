/** Removals that can be undone for ten seconds, by a clock in the test's hands. */
import { describe, expect, it } from 'vitest';
import type { TransportResult } from '../oauth';
import { accountBook } from './book';
import { account, answer, client, DISK_FULL, FakeAccountRecords, SAVED, T0 } from './fakes';
import { deferred } from './deferred';
import { setUpRemovals } from './removals-setup';
import { NEW_TOKENS, setUpRefresh } from './refresh-setup';
import type { SaveResult } from './ports';

describe('a removal', () => {
  it('is marked at once, offered for ten seconds, and erased then', async () => {
    const { made, log, timers, pass } = setUpRemovals();
    expect(await made.remove('account', ['a'])).toEqual({ removed: 1, failed: 0, failure: null });
    expect(made.pending()).toEqual([
      { id: 'removal-1', what: 'removed', kind: 'account', name: 'A', ids: ['a'], until: T0 + 10_000 },
    ]);
    expect(timers.map(({ ms }) => ms)).toEqual([10_000]);
    expect(log).toEqual(['aside account a']);
    await pass();
    expect(log).toEqual(['aside account a', 'erase account a']);
    expect(made.pending()).toEqual([]);
    expect(await made.undo('removal-1')).toEqual({ kind: 'over' });
  });

  it('that was undone is never erased', async () => {
    const { made, log, pass } = setUpRemovals();
    await made.remove('account', ['b']);
    expect(await made.undo('removal-1')).toEqual({ kind: 'undone', items: [{ kind: 'account', id: 'b' }] });
    await pass();
    expect(log).toEqual(['aside account b', 'back account b']);
  });

  it('of many is one to undo, and counts what could not be marked', async () => {
    const { made, accounts } = setUpRemovals();
    accounts.failures.push(DISK_FULL);
    const ids = Array.from({ length: 30 }, (_, index) => `n${index}`);
    expect(await made.remove('account', ids)).toEqual({ removed: 29, failed: 1, failure: DISK_FULL });
    const [removal] = made.pending();
    expect(removal?.ids).toHaveLength(29);
    expect(made.pending()).toHaveLength(1);
    const undone = await made.undo('removal-1');
    expect(undone.kind === 'undone' && undone.items).toHaveLength(29);
  });

  it('of which nothing could be marked offers nothing', async () => {
    const { made, accounts } = setUpRemovals();
    accounts.failures.push(DISK_FULL);
    expect(await made.remove('account', ['a'])).toEqual({ removed: 0, failed: 1, failure: DISK_FULL });
    expect(made.pending()).toEqual([]);
  });

  it('brings back what an account lives from before the account itself', async () => {
    const { made, log, pass } = setUpRemovals();
    await made.remove('account', ['a']);
    await made.remove('client', ['c']);
    await made.remove('provider', ['p']);
    log.length = 0;
    const undone = await made.undo('removal-1');
    expect(log).toEqual(['back provider p', 'back client c', 'back account a']);
    expect(undone.kind === 'undone' && undone.items.map(({ id }) => id)).toEqual(['p', 'c', 'a']);
    expect(made.pending()).toEqual([]);
    await pass();
    expect(log).toHaveLength(3);
  });

  it('that cannot be undone now is offered for another while, and nothing of it is erased meanwhile', async () => {
    const { made, log, timers, clients } = setUpRemovals();
    await made.remove('account', ['a']);
    await made.remove('client', ['c']);
    clients.failures.push(DISK_FULL);
    expect(await made.undo('removal-1')).toEqual({ kind: 'failed', save: DISK_FULL });
    expect(timers.slice(0, 2).every(({ off }) => off)).toBe(true);
    expect(log.filter((line) => line.startsWith('erase'))).toEqual([]);
    expect(made.pending().map(({ kind, ids }) => [kind, ...ids])).toEqual([
      ['client', 'c'],
      ['account', 'a'],
    ]);
    expect(await made.undo('removal-1')).toMatchObject({ kind: 'undone' });
  });

  it('is finished when the vault is closed', async () => {
    const { made, log } = setUpRemovals();
    await made.remove('account', ['a']);
    await made.remove('client', ['c']);
    await made.finish();
    expect(log.slice(2).toSorted()).toEqual(['erase account a', 'erase client c']);
    expect(made.pending()).toEqual([]);
  });

  it('that cannot be erased is reported and stays out of sight', async () => {
    const { made, accounts, pass, reports } = setUpRemovals();
    await made.remove('account', ['a']);
    accounts.failures.push(DISK_FULL);
    await pass();
    expect(reports).toHaveLength(1);
    expect(made.pending()).toEqual([]);
  });

  it('of which one cannot even be tried to erase holds up neither the others nor who waits for all', async () => {
    const { made, log, accounts, reports } = setUpRemovals();
    const erase = accounts.removable.erase;
    accounts.removable.erase = (id) => (id === 'a' ? Promise.reject(new Error('EBUSY')) : erase(id));
    await made.remove('account', ['a', 'b']);
    await made.remove('client', ['c']);
    await expect(made.finish()).resolves.toBeUndefined();
    expect(log.slice(3).toSorted()).toEqual(['erase account b', 'erase client c']);
    expect(reports).toHaveLength(1);
  });

  it('that is just being undone is back before the vault is closed', async () => {
    const { made, log, clients } = setUpRemovals();
    await made.remove('client', ['c']);
    await made.remove('account', ['a']);
    const slow = deferred<void>();
    const back = clients.removable.bringBack;
    clients.removable.bringBack = (id) => slow.promise.then(() => back(id));
    const undone = made.undo('removal-2');
    const closed = made.finish().then(() => void log.push('closed'));
    slow.resolve();
    expect(await undone).toMatchObject({ kind: 'undone' });
    await closed;
    expect(log.slice(2)).toEqual(['back client c', 'back account a', 'closed']);
  });
});

describe('an account that is set aside', () => {
  const open = () => {
    const before = account({
      marks: { favourite: true, note: 'a note', colour: 'blue', copyAs: null },
      previous: account().tokens,
      generation: 7,
    });
    const records = new FakeAccountRecords({ state: 'open', account: before });
    const shown: string[][] = [];
    const book = accountBook(
      records,
      (ids) => shown.push([...ids]),
      () => undefined,
    );
    return { before, records, book, shown };
  };

  it('is nowhere: not in the list, not to be found, not to be changed', async () => {
    const { book, records } = open();
    await book.load();
    expect(await book.setAside('account-1')).toEqual(SAVED);
    expect(records.marked).toEqual(new Set(['account-1']));
    expect(book.all()).toEqual([]);
    expect(book.find('account-1')).toBeUndefined();
    expect(book.findOpen('account-1')).toBeUndefined();
    await book.change('account-1', (one) => ({ ...one, label: 'another' }));
    expect(records.order).toEqual([]);
  });

  it('comes back as it was: the very same record', async () => {
    const { book, before, records, shown } = open();
    await book.load();
    await book.setAside('account-1');
    expect(await book.bringBack('account-1')).toEqual(SAVED);
    expect(book.findOpen('account-1')).toBe(before);
    expect(records.marked.size).toBe(0);
    expect(shown).toEqual([['account-1'], ['account-1']]);
  });

  it('stays where it is when the mark cannot be written, and stays aside when it cannot be taken away', async () => {
    const { book, records } = open();
    await book.load();
    records.failures.push(DISK_FULL);
    expect(await book.setAside('account-1')).toEqual(DISK_FULL);
    expect(book.all()).toHaveLength(1);
    await book.setAside('account-1');
    records.failures.push(DISK_FULL);
    expect(await book.bringBack('account-1')).toEqual(DISK_FULL);
    expect(book.all()).toHaveLength(0);
    expect(await book.bringBack('account-1')).toEqual(SAVED);
  });

  it('is erased for good, and cannot come back then', async () => {
    const { book, records } = open();
    await book.load();
    await book.setAside('account-1');
    await book.remove('account-1');
    expect(records.saved.size).toBe(0);
    expect(await book.bringBack('account-1')).toMatchObject({ kind: 'failed' });
  });

  it('still gets the tokens of a refresh that was on its way, so that undoing brings back a refresh token that works', async () => {
    const reply = deferred<TransportResult>();
    const { refreshing, book, journal, server } = await setUpRefresh([reply.promise], { client: client() });
    const asked = refreshing.refresh('account-1', false);
    await expect.poll(() => server.bodies).toHaveLength(1);
    await book.setAside('account-1');
    reply.resolve(answer(NEW_TOKENS));
    expect(await asked).toEqual({ kind: 'refreshed' });
    expect(book.all()).toEqual([]);
    await book.bringBack('account-1');
    expect(book.findOpen('account-1')?.tokens.refreshToken?.reveal()).toBe('refresh-2');
    expect(journal.steps.at(-1)).toBe('clear');
    expect(server.bodies).toHaveLength(1);
  });

  it('is not refreshed', async () => {
    const { refreshing, book, server } = await setUpRefresh([]);
    await book.setAside('account-1');
    expect(await refreshing.refresh('account-1', false)).toMatchObject({ kind: 'refused' });
    expect(server.bodies).toHaveLength(0);
  });
});

describe('a change', () => {
  const changeOf = (id: string, log: string[], result: SaveResult = SAVED) => ({
    kind: 'client' as const,
    id,
    name: id.toUpperCase(),
    takeBack: async () => {
      log.push(`take back ${id}`);
      return result;
    },
  });

  it('is offered for ten seconds, and stays when they are over', async () => {
    const { made, log, pass } = setUpRemovals();
    made.changed(changeOf('c', log));
    expect(made.pending()).toEqual([
      { id: 'removal-1', what: 'changed', kind: 'client', name: 'C', ids: ['c'], until: T0 + 10_000 },
    ]);
    await pass();
    expect(made.pending()).toEqual([]);
    expect(await made.undo('removal-1')).toEqual({ kind: 'over' });
    expect(log).toEqual([]);
  });

  it('that is undone becomes what was before', async () => {
    const { made, log } = setUpRemovals();
    made.changed(changeOf('c', log));
    expect(await made.undo('removal-1')).toEqual({ kind: 'undone', items: [{ kind: 'client', id: 'c' }] });
    expect(log).toEqual(['take back c']);
  });

  it('that cannot be undone now is offered once more', async () => {
    const { made, log } = setUpRemovals();
    made.changed(changeOf('c', log, DISK_FULL));
    expect(await made.undo('removal-1')).toEqual({ kind: 'failed', save: DISK_FULL });
    expect(made.pending()).toMatchObject([{ id: 'removal-1', what: 'changed' }]);
  });

  it('is not offered any more when the same is changed again or removed; others are', async () => {
    const { made, log } = setUpRemovals();
    for (const id of ['c', 'd', 'c']) made.changed(changeOf(id, log));
    expect(made.pending().map(({ id, ids }) => [id, ...ids])).toEqual([
      ['removal-2', 'd'],
      ['removal-3', 'c'],
    ]);
    await made.remove('client', ['c']);
    expect(made.pending().map(({ what, ids }) => [what, ...ids])).toEqual([
      ['changed', 'd'],
      ['removed', 'c'],
    ]);
  });

  it('of what an account lives from stays when the account comes back', async () => {
    const { made, log } = setUpRemovals();
    made.changed(changeOf('c', log));
    await made.remove('account', ['a']);
    await made.undo('removal-2');
    expect(made.pending()).toMatchObject([{ what: 'changed', kind: 'client' }]);
    expect(log).toEqual(['aside account a', 'back account a']);
  });
});
