import { describe, expect, it } from 'vitest';
import { accountBook } from './book';
import { account, DISK_FULL, FakeAccountRecords } from './fakes';
import { deferred } from './deferred';
import type { StoredAccount } from './account';
import type { Watcher } from './ports';

async function setUp() {
  const records = new FakeAccountRecords({ state: 'open', account: account() });
  const shown: string[][] = [];
  const book = accountBook(
    records,
    (ids) => shown.push([...ids]),
    () => undefined,
  );
  await book.load();
  return { records, book, shown };
}

describe('a change to an account', () => {
  it('is saved before it is shown', async () => {
    const { records, book, shown } = await setUp();
    const disk = deferred<void>();
    records.before = disk.promise;
    const renamed = book.change('account-1', (old) => ({ ...old, label: 'CI bot' }));
    await Promise.resolve();
    expect(book.findOpen('account-1')?.label).toBe('SinaApp');
    expect(shown).toEqual([]);
    disk.resolve();
    await renamed;
    expect(book.findOpen('account-1')?.label).toBe('CI bot');
    expect(shown).toEqual([['account-1']]);
  });

  it('changes nothing when it cannot be saved', async () => {
    const { records, book, shown } = await setUp();
    records.failures = [DISK_FULL];
    expect(await book.change('account-1', (old) => ({ ...old, label: 'CI bot' }))).toBe(DISK_FULL);
    expect(book.findOpen('account-1')?.label).toBe('SinaApp');
    expect(shown).toEqual([]);
    // What was prepared on disk would be finished by the next start.
    expect(records.order.map(({ label }) => label)).toEqual(['SinaApp']);
  });

  it('builds on the change before it', async () => {
    const { book } = await setUp();
    await Promise.all([
      book.change('account-1', (old) => ({ ...old, label: `${old.label} a` })),
      book.change('account-1', (old) => ({ ...old, label: `${old.label} b` })),
    ]);
    expect(book.findOpen('account-1')?.label).toBe('SinaApp a b');
  });

  it('carries what an earlier failure could not write', async () => {
    const { records, book } = await setUp();
    records.failures = [DISK_FULL];
    let written = 0;
    await book.record(
      'account-1',
      (old) => ({ ...old, generation: 2 }),
      () => (written += 1),
    );
    expect(book.isUnsaved('account-1')).toBe(true);
    await book.change('account-1', (old) => ({ ...old, label: 'CI bot' }));
    expect(book.isUnsaved('account-1')).toBe(false);
    expect(written).toBe(1);
    expect(records.order.at(-1)).toMatchObject({ label: 'CI bot', generation: 2 });
  });

  it('that is recorded after one that could not be written has both told of once they are', async () => {
    const { records, book } = await setUp();
    const written: string[] = [];
    records.failures = [DISK_FULL, DISK_FULL];
    for (const name of ['first', 'second', 'third']) {
      await book.record(
        'account-1',
        (old) => ({ ...old, label: name }),
        () => void written.push(name),
      );
    }
    expect(written).toEqual(['first', 'second', 'third']);
    expect(book.isUnsaved('account-1')).toBe(false);
  });
});

describe('what cannot be written', () => {
  it('is tried again after 1, 2, 5, 15 and then every 30 seconds, once each time, until it is', async () => {
    const records = new FakeAccountRecords({ state: 'open', account: account() });
    const timers: { readonly task: () => void; readonly ms: number }[] = [];
    const book = accountBook(
      records,
      () => undefined,
      (task, ms) => timers.push({ task, ms }),
    );
    await book.load();
    records.failures = Array.from({ length: 8 }, () => DISK_FULL);
    for (const generation of [2, 3]) {
      await book.record(
        'account-1',
        (old) => ({ ...old, generation }),
        () => undefined,
      );
    }
    const waits: number[] = [];
    for (let timer = timers.shift(); timer !== undefined; timer = timers.shift()) {
      waits.push(timer.ms);
      timer.task();
      await book.settled();
    }
    expect(waits).toEqual([1000, 2000, 5000, 15_000, 30_000, 30_000, 30_000]);
    expect(book.isUnsaved('account-1')).toBe(false);
    expect(records.order.at(-1)).toMatchObject({ generation: 3 });
  });
});

describe('what another Latchkey has written', () => {
  const ours = account({ grantId: 'grant-2', generation: 3, connectedAt: 2000 });

  it.each([
    ['a later generation', { generation: 4 }, true],
    ['the same generation', { generation: 3 }, true],
    ['an earlier generation', { generation: 2 }, false],
    ['a grant that came later', { grantId: 'grant-3', generation: 1, connectedAt: 3000 }, true],
    ['a grant that came before', { grantId: 'grant-1', generation: 9, connectedAt: 1000 }, false],
  ])('being %s, is taken up only where it is no older', async (_what, part, taken) => {
    const records = new FakeAccountRecords({ state: 'open', account: ours });
    const nothing = (): void => undefined;
    const book = accountBook(records, nothing, nothing);
    await book.load();
    const theirs = { ...ours, ...part, label: 'theirs' };
    records.changedElsewhere = async () => theirs;
    await book.catchUp(ours.id);
    expect(book.findOpen(ours.id)).toBe(taken ? theirs : ours);
  });

  it('is not taken up in the place of tokens that are in memory only', async () => {
    const { records, book } = await setUp();
    records.failures = [DISK_FULL];
    await book.record(
      'account-1',
      (old) => ({ ...old, generation: 2 }),
      () => undefined,
    );
    records.changedElsewhere = async () => account({ generation: 5 });
    await book.catchUp('account-1');
    expect(book.findOpen('account-1')?.generation).toBe(2);
  });
});

describe('removing an account', () => {
  it('leaves it where the record cannot be removed', async () => {
    const { records, book } = await setUp();
    records.failures = [DISK_FULL];
    await book.remove('account-1');
    expect(book.all()).toHaveLength(1);
  });

  it('is not undone by a write that was waiting', async () => {
    const { records, book } = await setUp();
    await Promise.all([book.remove('account-1'), book.change('account-1', (old) => ({ ...old, label: 'late' }))]);
    expect(book.all()).toEqual([]);
    expect(records.saved.size).toBe(0);
  });
});

describe('an account that is kept elsewhere too', () => {
  it('is saved before it is shown, and not there at all where it cannot be saved', async () => {
    const { records, book, shown } = await setUp();
    records.failures = [DISK_FULL];
    expect(await book.adopt(account({ id: 'account-2' }))).toBe(DISK_FULL);
    expect([book.find('account-2'), book.isUnsaved('account-2'), shown]).toEqual([undefined, false, []]);
    expect((await book.adopt(account({ id: 'account-2' }))).kind).toBe('saved');
    expect(shown).toEqual([['account-2']]);
  });
});

it('what was read of many is found while others are read, and stands in its order when all are', async () => {
  const stored = ['a', 'b', 'c'].map((id) => ({ state: 'open', account: account({ id }) }) as const);
  const [a, b, c] = stored;
  const records = Object.assign(new FakeAccountRecords(...stored), {
    async load(watcher?: Watcher<StoredAccount>) {
      watcher?.read([c!], 3);
      watcher?.read([a!, b!], 3);
      return { accounts: stored, damaged: [], erased: [] };
    },
  });
  const book = accountBook(
    records,
    () => undefined,
    () => undefined,
  );
  const told: unknown[] = [];
  await book.load({ first: ['c'], read: (ids, total) => told.push([ids, total, book.all().length]) });
  expect(told).toEqual([
    [['c'], 3, 1],
    [['a', 'b'], 3, 3],
  ]);
  expect(book.all()).toEqual(stored);
});
