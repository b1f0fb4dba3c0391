/** Histories: what is told is kept, in its own time, and nothing else is touched by it. */
import { describe, expect, it } from 'vitest';
import { Secret, type TokenRequest } from '../oauth';
import { accountBook } from './book';
import { account, answer, client, DISK_FULL, FakeAccountRecords, FakeHistoryRecords, FakeServer, T0 } from './fakes';
import { histories } from './histories';
import { MOST_ENTRIES, MOST_STEPS, withEvent, type AccountEvent, type Errand } from './history';
import type { DamagedRecord } from './ports';

const COPIED: AccountEvent = { kind: 'copied', by: 'you', form: 'token' };
const request: TokenRequest = {
  url: 'https://as.example/token',
  method: 'POST',
  headers: {},
  query: new Secret(''),
  body: new Secret('grant_type=refresh_token&refresh_token=refresh-1'),
};

async function setUp(answers: ReturnType<typeof answer>[] = []) {
  const accounts = new FakeAccountRecords({ state: 'open', account: account() });
  const records = new FakeHistoryRecords();
  const tasks: (() => void)[] = [];
  const reports: unknown[] = [];
  const damaged: DamagedRecord[] = [];
  const changes: (string | null)[] = [];
  let [at, id] = [T0, 0];
  const server = new FakeServer(...answers);
  const book = accountBook(
    {
      changedElsewhere: () => Promise.resolve(null),
      load: () => following.load(),
      save: (each) => following.save(each),
      remove: (each) => following.remove(each),
      setAside: (each) => following.setAside(each),
      bringBack: (each) => following.bringBack(each),
    },
    () => undefined,
    () => undefined,
  );
  const kept = histories({
    records,
    book,
    findClient: () => client(),
    now: () => (at += 1000),
    newId: () => `attempt-${(id += 1)}`,
    later: (task) => tasks.push(task),
    changed: (each) => changes.push(each),
    damaged: (record) => damaged.push(record),
    report: (error) => reports.push(error),
  });
  const following = kept.following(accounts);
  await book.load();
  /** Runs what was put off, and what that puts off. */
  const turn = async (): Promise<void> => {
    while (tasks.length > 0) {
      tasks.shift()?.();
      await Promise.resolve();
    }
    await kept.settled();
  };
  return { kept, records, accounts, book, server, turn, tasks, reports, damaged, changes };
}

const errand = (part: Partial<Errand> = {}): Errand => ({
  key: {},
  kind: 'refresh',
  by: 'you',
  accountId: 'account-1',
  client: client(),
  ...part,
});

describe('what happened', () => {
  it('is told at once, shown at once, and written a moment later, together', async () => {
    const { kept, records, turn } = await setUp();
    kept.happened('account-1', COPIED);
    kept.happened('account-1', { kind: 'automatic', on: true });
    expect(records.writes).toBe(0);
    expect((await kept.of('account-1')).entries.map(({ event }) => event.kind)).toEqual(['copied', 'automatic']);
    await turn();
    expect(records.writes).toBe(1);
    expect(records.saved.get('account-1')?.entries).toHaveLength(2);
  });

  it('again and again is one entry that counts', async () => {
    const { kept, turn } = await setUp();
    kept.happened('account-1', COPIED);
    await turn();
    kept.happened('account-1', COPIED);
    kept.happened('account-1', COPIED);
    await turn();
    expect((await kept.of('account-1')).entries).toEqual([{ at: T0 + 1000, last: T0 + 3000, times: 3, event: COPIED }]);
  });

  it('is bounded: the oldest goes first', () => {
    let entries = withEvent([], T0, COPIED);
    for (let n = 0; n < 2 * MOST_ENTRIES; n += 1) {
      entries = withEvent(entries, T0 + n, { kind: 'refreshed', by: 'itself', generation: n });
    }
    expect(entries).toHaveLength(MOST_ENTRIES);
    expect(entries.at(-1)?.event).toMatchObject({ generation: 2 * MOST_ENTRIES - 1 });
  });

  it('that could not be written stays in memory, and goes with the next', async () => {
    const { kept, records, turn, reports } = await setUp();
    records.failures = [DISK_FULL];
    kept.happened('account-1', COPIED);
    await turn();
    expect(records.saved.size).toBe(0);
    expect((await kept.of('account-1')).entries).toHaveLength(1);
    kept.happened('account-1', { kind: 'exported' });
    await turn();
    expect(records.saved.get('account-1')?.entries.map(({ event }) => event.kind)).toEqual(['copied', 'exported']);
    expect(reports).toEqual([]);
  });

  it('to somebody who cannot hear is reported, and who tells it goes on', async () => {
    const { kept, reports, turn, changes } = await setUp();
    changes.push = () => {
      throw new Error('no window');
    };
    kept.happened('account-1', COPIED);
    expect(reports).toHaveLength(1);
    await turn();
    expect((await kept.of('account-1')).entries).toHaveLength(1);
  });

  it('to a record that throws is reported and harms nobody', async () => {
    const { kept, records, turn, reports } = await setUp();
    const read = records.read.bind(records);
    records.read = () => Promise.reject(new Error('EIO'));
    kept.happened('account-1', COPIED);
    await turn();
    expect(reports).toHaveLength(1);
    records.read = read;
    kept.happened('account-1', { kind: 'exported' });
    await turn();
    expect(records.saved.get('account-1')?.entries).toHaveLength(2);
  });

  it('goes with a damaged record only as far as that goes: it is reported, and a new one begins', async () => {
    const { kept, records, turn, damaged } = await setUp();
    const lost: DamagedRecord = { kind: 'history', id: 'account-1', keptAs: 'x', outcome: 'set_aside', detail: 'cut' };
    records.damaged = lost;
    kept.happened('account-1', COPIED);
    await turn();
    expect(damaged).toEqual([lost]);
    expect(records.saved.get('account-1')?.entries).toHaveLength(1);
  });
});

describe('an exchange', () => {
  it('is captured after its answer was given out, masked, and its steps stand together', async () => {
    const { kept, server, turn, records } = await setUp([
      answer({ error: 'use_dpop_nonce' }, 400),
      answer({ access_token: 'access-2-0123456789abcdef', refresh_token: 'refresh-2-0123456789abcdef' }),
    ]);
    const mine = errand();
    const send = kept.recording(server.send);
    const first = await send(request, mine);
    expect(first.kind).toBe('reply');
    expect((await kept.of('account-1')).attempts).toEqual([]);
    await send(request, mine);
    kept.concluded(mine, 'done');
    kept.happened('account-1', { kind: 'refreshed', by: 'you', generation: 2 });
    await turn();
    const saved = records.saved.get('account-1');
    expect(saved?.attempts).toMatchObject([{ kind: 'refresh', outcome: 'done', steps: [{}, {}] }]);
    expect(saved?.reply).toMatchObject({ answer: { status: 200 } });
    const text = JSON.stringify(saved);
    for (const secret of ['refresh-1', 'access-1', 'access-2-', 'refresh-2-', 'my-client-secret']) {
      expect(text).not.toContain(secret);
    }
  });

  it('without an errand is not captured', async () => {
    const { kept, server, turn, records } = await setUp([answer({})]);
    await kept.recording(server.send)(request);
    await turn();
    expect(records.saved.size).toBe(0);
  });

  it('that cannot be captured is reported, and its answer is the same', async () => {
    const { kept, server, turn, reports } = await setUp([answer({})]);
    const broken = { ...request, url: 'no address' };
    expect(await kept.recording(server.send)(broken, errand())).toMatchObject({ kind: 'reply' });
    await turn();
    expect(reports).toHaveLength(1);
  });

  it('keeps the last steps, and says how many went before', async () => {
    const many = MOST_STEPS + 3;
    const { kept, server, turn } = await setUp(Array.from({ length: many }, () => answer({ error: 'slow_down' }, 400)));
    const mine = errand({ kind: 'connect' });
    for (let n = 0; n < many; n += 1) await kept.recording(server.send)(request, mine);
    await turn();
    const [attempt] = (await kept.of('account-1')).attempts;
    expect(attempt).toMatchObject({ dropped: 3 });
    expect(attempt?.steps).toHaveLength(MOST_STEPS);
  });

  it('of the last five attempts is kept', async () => {
    const { kept, server, turn } = await setUp(Array.from({ length: 7 }, () => answer({})));
    for (let n = 0; n < 7; n += 1) {
      await kept.recording(server.send)(request, errand());
      await turn();
    }
    const { attempts } = await kept.of('account-1');
    expect(attempts.map(({ id }) => id)).toEqual(['attempt-3', 'attempt-4', 'attempt-5', 'attempt-6', 'attempt-7']);
  });

  it('that brought no account is kept in memory by its client, and moves to the account that came of it', async () => {
    const { kept, server, turn, records } = await setUp([answer({ error: 'invalid_grant' }, 400), answer({})]);
    const mine = errand({ kind: 'connect', accountId: null });
    await kept.recording(server.send)(request, mine);
    kept.concluded(mine, 'failed');
    await turn();
    expect(kept.loose('client-1')).toMatchObject([{ outcome: 'failed' }]);
    expect(kept.loose('another')).toEqual([]);
    expect(records.saved.size).toBe(0);
    await kept.recording(server.send)(request, mine);
    kept.concluded(mine, 'done', 'account-1');
    await turn();
    expect(kept.loose('client-1')).toEqual([]);
    expect(records.saved.get('account-1')?.attempts).toMatchObject([{ outcome: 'done', steps: [{}, {}] }]);
  });
});

describe('an account that is removed', () => {
  it('takes its history with it', async () => {
    const { kept, records, book, turn } = await setUp();
    kept.happened('account-1', COPIED);
    await turn();
    expect(await book.remove('account-1')).toEqual({ kind: 'saved' });
    expect(records.saved.size).toBe(0);
  });

  it('has all of it again when that is undone, also what was told meanwhile', async () => {
    const { kept, records, book, turn } = await setUp();
    kept.happened('account-1', COPIED);
    expect(await book.setAside('account-1')).toEqual({ kind: 'saved' });
    kept.happened('account-1', { kind: 'copied', by: 'tray', form: 'token' });
    await turn();
    expect(records.saved.get('account-1')?.entries).toHaveLength(1);
    await book.bringBack('account-1');
    await turn();
    expect(records.saved.get('account-1')?.entries).toHaveLength(2);
    await book.setAside('account-1');
    await book.remove('account-1');
    expect(records.saved.size).toBe(0);
  });

  it('is still known by its tokens: what comes for it meanwhile is masked by value, too', async () => {
    // Under a harmless name and short: nothing but its value tells that it is secret.
    const { kept, book, server, turn } = await setUp([answer({ message: 'instead of access-1' })]);
    await book.setAside('account-1');
    await kept.recording(server.send)(request, errand());
    await turn();
    await book.bringBack('account-1');
    await turn();
    const { attempts } = await kept.of('account-1');
    expect(attempts).toHaveLength(1);
    expect(JSON.stringify(attempts)).not.toContain('access-1');
  });

  it('and that an earlier run left to be erased leaves no history behind', async () => {
    const { kept, records, accounts, turn } = await setUp();
    kept.happened('account-1', COPIED);
    await turn();
    await kept
      .following({
        changedElsewhere: () => Promise.resolve(null),
        load: () => Promise.resolve({ accounts: [], damaged: [], erased: ['account-1'] }),
        save: (each) => accounts.save(each),
        remove: (id) => accounts.remove(id),
        setAside: (id) => accounts.setAside(id),
        bringBack: (id) => accounts.bringBack(id),
      })
      .load();
    expect(records.saved.size).toBe(0);
  });

  it('that cannot be removed keeps its history', async () => {
    const { kept, records, accounts, book, turn } = await setUp();
    kept.happened('account-1', COPIED);
    await turn();
    accounts.failures = [DISK_FULL];
    expect(await book.remove('account-1')).toEqual(DISK_FULL);
    await turn();
    expect(records.saved.get('account-1')?.entries).toHaveLength(1);
  });

  it('gets no history from what comes late', async () => {
    const { kept, records, book, turn } = await setUp();
    await book.remove('account-1');
    kept.happened('account-1', COPIED);
    await turn();
    expect(records.saved.size).toBe(0);
  });
});
