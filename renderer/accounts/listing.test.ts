import { expect, test } from 'vitest';
import type { AccountView } from '../../preload/contract';
import type { Filter } from '../state/desk';
import { leftReason, listed, tally, withGroups, type Arrangement } from './listing';

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
    after: { identity: { profile: null } },
    renewal: 'refresh',
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

test('every word of a search must occur, a provider’s name in either language', () => {
  expect(ids({ by: 'all' }, 'KAIXIN json')).toEqual(['b']);
  expect(ids({ by: 'all' }, '开心网\u3000ＪＳＯＮ')).toEqual(['b']);
  expect(ids({ by: 'all' }, '开心网 nobody')).toEqual([]);
});

test('what the row shows is found: the name that the provider told, and the scope that was granted by saying nothing', () => {
  const [told, silent] = accounts.map((each, index) => ({
    ...each,
    after: { identity: { profile: index === 0 ? { name: 'Zoë' } : null } },
    scope: { asked: index === 0 ? ['gone'] : ['photos'], granted: index === 0 ? [] : null, missing: [] },
  })) as unknown as AccountView[];
  const found = (search: string) => listed([told!, silent!], { ...plain, search }, 'en', 50).map(({ id }) => id);
  expect(found('zoe')).toEqual(['a']);
  expect(found('photos')).toEqual(['b']);
  expect(found('gone')).toEqual([]);
});

test('groups of one name stay apart', () => {
  const each = (id: string, client: string, label: string) =>
    ({ ...account(id, client, label, 100), clientName: 'app', providerName: client }) as AccountView;
  const mixed = [each('1', 'one', 'a'), each('2', 'two', 'b'), each('3', 'one', 'c')].map((one) => ({
    ...one,
    providerName: 'Same',
  }));
  for (const group of ['client', 'provider'] as const) {
    const lines = withGroups(listed(mixed, { ...plain, group }, 'en', 50), group);
    expect(lines.map((line) => (line.kind === 'group' ? `${line.key} ${line.count}` : line.account.id))).toEqual([
      'group one 2',
      '1',
      '3',
      'group two 1',
      '2',
    ]);
  }
});

test('what needs its user first is left out of a refresh of many, and says why', () => {
  const [one] = accounts;
  expect(leftReason(one!, 50)).toBeNull();
  expect(leftReason({ ...one!, renewal: 'sign_in' }, 50)).toBe('sign_in_needed');
  const phases = [{ status: 'uncertain', until: null }] as const;
  expect(leftReason({ ...one!, phases }, 50)).toBe('uncertain');
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
