import { expect, test } from 'vitest';
import type { BackupChoices, ImportItemView } from '../../preload/contract';
import { comingAlong, everything, needed, toggled } from './chosen';

const account = (id: string, clientId: string, providerId: string, state: 'ready' | 'locked' = 'ready') => {
  return {
    id,
    label: id,
    providerName: '',
    clientName: '',
    clientId,
    providerId,
    oneUse: false,
    automatic: false,
    state,
  };
};
const choices: BackupChoices = {
  accounts: [account('a', 'c1', 'p1'), account('b', 'c2', 'p2'), account('locked', 'c3', 'p3', 'locked')],
  clients: ['c1', 'c2', 'c3'].map((id, index) => ({
    id,
    clientName: id,
    providerName: '',
    providerId: `p${index + 1}`,
  })),
  providers: [{ id: 'p1', name: 'p1' }],
};
const listed = (set: ReadonlySet<string>) => [...set];

test('at first everything is ticked that can be read', () => {
  const { accounts, clients, providers } = everything(choices);
  expect([listed(accounts), listed(clients), listed(providers)]).toEqual([['a', 'b'], ['c1', 'c2', 'c3'], ['p1']]);
});

test('an account brings its client along, and both their provider', () => {
  const none = new Set<string>();
  const along = comingAlong(choices, { accounts: new Set(['a']), clients: new Set(['c2']), providers: none });
  expect([listed(along.clients), listed(along.providers)]).toEqual([['c1'], ['p1', 'p2']]);
});

test('ticking twice is not ticking', () => {
  const once = toggled(new Set(['a']), 'b');
  expect(listed(once)).toEqual(['a', 'b']);
  expect(listed(toggled(once, 'b'))).toEqual(['a']);
});

test('what the ticked entries need comes along', () => {
  const items = [
    { key: 'account-0', needs: ['client-0', 'provider-0'] },
    { key: 'account-1', needs: ['client-1'] },
  ] as unknown as ImportItemView[];
  expect(listed(needed(items, new Set(['account-0'])))).toEqual(['client-0', 'provider-0']);
});
