import { expect, test } from 'vitest';
import type { AccountView } from '../../preload/contract';
import type { Filter } from '../state/desk';
import { listed, tally } from './listing';

const account = (id: string, providerId: string, label: string, until: number) =>
  ({
    id,
    providerId,
    label,
    providerName: { en: 'Kaixin001', 'zh-CN': '开心网' },
    clientName: 'my-client',
    identity: null,
    scope: { asked: null, granted: ['basic'], missing: [] },
    phases: [
      { status: 'fresh', until },
      { status: 'expired', until: null },
    ],
  }) as unknown as AccountView;

const accounts = [account('a', 'sinaapp', 'me@sina', 100), account('b', 'kaixin001', 'json001', 10)];
const ids = (filter: Filter, search = '') => listed(accounts, { filter, search }, 'en', 50).map(({ id }) => id);

test('the filter follows the clock', () => {
  expect(ids({ by: 'all' })).toEqual(['b', 'a']);
  expect(ids({ by: 'status', status: 'expired' })).toEqual(['b']);
  expect(ids({ by: 'provider', providerId: 'sinaapp' })).toEqual(['a']);
});

test('accounts stand in the order of their labels, numbers as numbers', () => {
  const many = ['SinaApp 10', 'SinaApp 2', 'json001', 'SinaApp'].map((label) => account(label, 'sinaapp', label, 100));
  const order = listed(many, { filter: { by: 'all' }, search: '' }, 'en', 50).map(({ label }) => label);
  expect(order).toEqual(['json001', 'SinaApp', 'SinaApp 2', 'SinaApp 10']);
});

test('every word of a search must occur, in the language of the window', () => {
  expect(ids({ by: 'all' }, 'KAIXIN json')).toEqual(['b']);
  expect(ids({ by: 'all' }, '开心网')).toEqual([]);
});

test('counts by status and by provider', () => {
  const { byStatus, byProvider } = tally(accounts, 50);
  expect([...byStatus]).toEqual([
    ['fresh', 1],
    ['expired', 1],
  ]);
  expect(byProvider.get('kaixin001')).toBe(1);
});
