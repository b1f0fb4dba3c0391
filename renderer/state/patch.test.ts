import { expect, test } from 'vitest';
import type { AccountView, AppView } from '../../preload/contract';
import { applyPatch } from './patch';

const account = (id: string, label = id) => ({ id, label }) as AccountView;
const view = (accounts: readonly AccountView[]) =>
  ({ accounts, clients: [] as unknown, notices: [] as unknown }) as AppView;

test('a changed account keeps its place and the others stay the same objects', () => {
  const before = view([account('a'), account('b'), account('c')]);
  const after = applyPatch(before, { accounts: { changed: [account('b', 'renamed')], removed: [] } });
  expect(after.accounts.map((each) => each.label)).toEqual(['a', 'renamed', 'c']);
  expect(after.accounts[0]).toBe(before.accounts[0]);
  expect(after.accounts[2]).toBe(before.accounts[2]);
});

test('a new account comes last and a removed one goes', () => {
  const after = applyPatch(view([account('a'), account('b')]), {
    accounts: { changed: [account('c')], removed: ['a'] },
  });
  expect(after.accounts.map((each) => each.id)).toEqual(['b', 'c']);
});

test('small lists are replaced whole and the rest is left alone', () => {
  const before = view([account('a')]);
  const after = applyPatch(before, { notices: [] });
  expect(after.accounts).toBe(before.accounts);
  expect(after.clients).toBe(before.clients);
});
