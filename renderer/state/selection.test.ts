import { beforeEach, expect, test } from 'vitest';
import { changeDesk, desk } from './desk';
import { selectAll, selectNone, selectOnly, selectUpTo, toggleSelected } from './selection';

const ids = ['a', 'b', 'c', 'd', 'e'];
const selected = () => [...desk.get().selected].join('');

beforeEach(() => {
  selectNone();
  changeDesk({ accountId: null });
});

test('one is chosen and let go again', () => {
  toggleSelected('b');
  toggleSelected('d');
  expect(selected()).toBe('bd');
  toggleSelected('b');
  expect(selected()).toBe('d');
});

test('a range goes from the last one chosen, either way, and is not longer for having been long', () => {
  toggleSelected('c');
  selectUpTo('e', ids);
  expect(selected()).toBe('cde');
  selectUpTo('a', ids);
  expect(selected()).toBe('abc');
});

test('without one chosen a range begins at the row that has the keyboard', () => {
  changeDesk({ accountId: 'b' });
  selectUpTo('d', ids);
  expect(selected()).toBe('bcd');
});

test('all, and none', () => {
  selectAll(ids);
  expect(selected()).toBe('abcde');
  selectNone();
  expect(selected()).toBe('');
});

test('what is gone is not chosen any more', () => {
  selectAll(ids);
  selectOnly(new Set(['b', 'd', 'x']));
  expect(selected()).toBe('bd');
  selectOnly(new Set());
  expect(desk.get().selected.size).toBe(0);
});

test('a range that began at what is gone begins at the row that has the keyboard', () => {
  toggleSelected('gone');
  changeDesk({ accountId: 'b' });
  selectUpTo('d', ids);
  expect(selected()).toBe('bcd');
});
