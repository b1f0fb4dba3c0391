/** From memory to disk: all of it, or no account. */
import { expect, it, onTestFinished } from 'vitest';
import type { Account } from '../accounts';
import { account, client } from '../accounts/fakes';
import { durableVault } from '../vault';
import { fakeSealer, hastyDisk, temporaryFolder } from '../vault/fakes';
import { copyDesk } from './copy-desk';

const accounts = ['a', 'b', 'c'].map((id) => account({ id }));
const desk = {
  book: { all: () => accounts.map((each) => ({ state: 'open', account: each }) as const) },
  clients: { all: () => [client()] },
  history: {
    of: async (id: string) => ({
      id,
      entries: id === 'b' ? [{ at: 1, last: 1, times: 1, event: { kind: 'imported' } }] : [],
      attempts: [],
      reply: null,
    }),
  },
} as unknown as Parameters<typeof copyDesk>[0];

function vault() {
  return durableVault(temporaryFolder(onTestFinished), fakeSealer(), hastyDisk);
}

it('a vault gets everything that was in memory', async () => {
  const to = vault();
  expect(await copyDesk(desk, to)).toBe(true);
  expect((await to.accounts.load()).accounts).toHaveLength(3);
  expect((await to.clients.load()).clients).toHaveLength(1);
  expect((await to.histories.read('b')).history?.entries).toHaveLength(1);
});

it('a vault that had no room for one account is left with none: those in memory go on, and theirs would be spent', async () => {
  const to = vault();
  const save = (one: Account) =>
    one.id === 'b'
      ? Promise.resolve({ kind: 'failed', reason: 'full', detail: 'ENOSPC' } as const)
      : to.accounts.save(one);
  expect(await copyDesk(desk, { ...to, accounts: { ...to.accounts, save } })).toBe(false);
  expect((await to.accounts.load()).accounts).toEqual([]);
});
