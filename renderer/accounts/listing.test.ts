import { expect, test } from 'vitest';
import type { AccountView } from '../../preload/contract';
import type { Filter } from '../state/desk';
import { listed, tally, withGroups, type Arrangement } from './listing';

const account = (id: string, providerId: string, label: string, until: number) =>
  ({
    id,
    providerId,
    label,
    providerName: { en: 'Kaixin001', 'zh-CN': '开心网' },
    clientName: 'my-client',
    identity: null,
    scope: { asked: null, granted: ['basic'], missing: [] },
    marks: { favourite: id === 'a', note: id === 'b' ? 'For the photo job' : '', colour: null, copyAs: null },
    access: { expiry: { kind: 'at', at: until } },
    clientId: providerId,
    phases: [
      { status: 'fresh', until },
      { status: 'expired', until: null },
    ],
  }) as unknown as AccountView;

const accounts = [account('a', 'sinaapp', 'me@sina', 100), account('b', 'kaixin001', 'json001', 10)];
const plain: Arrangement = { filter: { by: 'all' }, search: '', sort: 'label', group: 'none' };
const ids = (filter: Filter, search = '') =>
  listed(accounts, { ...plain, filter, search }, 'en', 50).map(({ id }) => id);

test('the filter follows the clock', () => {
  expect(ids({ by: 'all' })).toEqual(['b', 'a']);
  expect(ids({ by: 'status', status: 'expired' })).toEqual(['b']);
  expect(ids({ by: 'provider', providerId: 'sinaapp' })).toEqual(['a']);
});

test('accounts stand in the order of their labels, numbers as numbers', () => {
  const many = ['SinaApp 10', 'SinaApp 2', 'json001', 'SinaApp'].map((label) => account(label, 'sinaapp', label, 100));
  const order = listed(many, plain, 'en', 50).map(({ label }) => label);
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

test('favourites are a filter, and a note is looked through', () => {
  expect(ids({ by: 'favourite' })).toEqual(['a']);
  expect(ids({ by: 'colour', colour: 'red' })).toEqual([]);
  expect(ids({ by: 'all' }, 'PHOTO')).toEqual(['b']);
});

test('what ends first stands first; then what never ends, what nobody knows, what is locked', () => {
  const ends = {
    at: { kind: 'at', at: 10 },
    later: { kind: 'at', at: 99 },
    never: { kind: 'never' },
    unknown: { kind: 'unknown' },
  };
  const all = [...Object.entries(ends), ['locked', null] as const].map(([id, expiry]) => ({
    ...account(id, 'sinaapp', `z ${id}`, 100),
    access: expiry === null ? null : { expiry },
  })) as unknown as AccountView[];
  const order = listed(all.toReversed(), { ...plain, sort: 'expiry' }, 'en', 50).map(({ id }) => id);
  expect(order).toEqual(['at', 'later', 'never', 'unknown', 'locked']);
});

test('groups stand in the order of their names, each with its head and its count', () => {
  const three = [...accounts, account('c', 'kaixin001', 'another', 100)];
  const named = three.map((each) => ({ ...each, providerName: each.providerId }));
  const lines = withGroups(listed(named, { ...plain, group: 'provider' }, 'en', 50), 'provider');
  expect(lines.map((line) => (line.kind === 'group' ? `${line.key} ${line.count}` : line.account.id))).toEqual([
    'group kaixin001 2',
    'c',
    'b',
    'group sinaapp 1',
    'a',
  ]);
  expect(withGroups(named, 'none').every(({ kind }) => kind === 'account')).toBe(true);
});
