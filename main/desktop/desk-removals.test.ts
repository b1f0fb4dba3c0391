/** What is erased of a removed client and its provider where an account came through it meanwhile. */
import { expect, it } from 'vitest';
import { accountBook, clientBook, type StoredAccount } from '../accounts';
import { deferred } from '../accounts/deferred';
import { account, client, FakeAccountRecords, FakeClientRecords, SAVED } from '../accounts/fakes';
import { deskRemovals } from './desk-removals';
import { outstanding } from './outstanding';

const nothing = (): void => undefined;

async function setUp(...accounts: readonly StoredAccount[]) {
  const clientRecords = new FakeClientRecords();
  clientRecords.saved.set('client-1', client());
  const book = accountBook(new FakeAccountRecords(...accounts), nothing, nothing);
  const clients = clientBook(
    clientRecords,
    () => undefined,
    () => 'new',
    nothing,
  );
  await Promise.all([book.load(), clients.load()]);
  const log: string[] = [];
  const grants = outstanding();
  const step = (what: string) => async (id: string) => {
    log.push(`${what} ${id}`);
    return SAVED;
  };
  const made = deskRemovals({
    shelf: {
      find: () => undefined,
      textOf: () => null,
      keep: async () => SAVED,
      setAside: step('aside'),
      bringBack: step('back'),
      erase: step('erase'),
    },
    reloadProviders: async () => nothing(),
    forgetSession: async () => nothing(),
    removalsChanged: nothing,
    book,
    clients,
    now: () => 0,
    nameOf: ({ id }) => id,
    later: () => nothing,
    endAttempts: (id) => void log.push(`attempts of ${id} end`),
    grantsArrived: () => grants.over().then(() => book.settled()),
    report: (error) => void log.push(String(error)),
  });
  return { made, book, clients, clientRecords, log, grants };
}

it('a client that is removed takes the sign-ins through it along, and is erased when its time is over', async () => {
  const { made, clients, clientRecords, log } = await setUp();
  await made.remove('client', ['client-1']);
  expect(log).toEqual(['attempts of client-1 end']);
  await made.finish();
  expect(clients.find('client-1')).toBeUndefined();
  expect([...clientRecords.saved]).toEqual([]);
});

it('a client and its provider stay for the account whose code was on its way when they were removed', async () => {
  const { made, book, clients, clientRecords, log, grants } = await setUp();
  const reply = deferred<void>();
  void grants.during(reply.promise).then(() => book.add(account()));
  await made.remove('client', ['client-1']);
  await made.remove('provider', ['sinaapp']);
  const finished = made.finish();
  reply.resolve();
  await finished;
  expect(book.findOpen('account-1')?.clientId).toBe('client-1');
  expect(clients.find('client-1')).toEqual(client());
  expect([...clientRecords.marked]).toEqual([]);
  expect(log.slice(1)).toEqual(['aside sinaapp', 'back sinaapp']);
});
