import { expect, test } from 'vitest';
import type { NoticeView } from '../../preload/contract';
import en from '../messages/en.json';
import type { Words } from '../messages/words';
import { noticeWords } from './notice-words';

type DamagedView = Extract<NoticeView, { kind: 'record_damaged' }>;

const words = {
  t: (key: string, values: Readonly<Record<string, string>> = {}) => {
    const found = key.split('.').reduce<unknown>((within, name) => (within as Record<string, unknown>)[name], en);
    return String(found).replace(/\{\{(\w+)\}\}/g, (_, name: string) => values[name] ?? '');
  },
  sentences: (...parts: readonly string[]) => parts.filter(Boolean).join(' '),
} as unknown as Words;

const said = (what: DamagedView['what'], outcome: DamagedView['outcome']): string =>
  noticeWords({ id: '1', kind: 'record_damaged', what, keptAs: 'x.json', outcome, detail: '' }, words);

test('a damaged file is said to be damaged, with what is used in its place or what helps', () => {
  expect(said('account', 'set_aside')).toBe(
    'The file of an account is damaged. It was kept as x.json. Import a backup, or connect the account again.',
  );
  expect(said('account', 'previous_loaded')).toBe(
    'The file of an account is damaged. The one before it is in use; this one was kept as x.json.',
  );
  expect(said('settings', 'set_aside')).toBe('The settings file is damaged. It was kept as x.json.');
});

test('a file that is whole and cannot be opened is not said to be damaged', () => {
  expect(said('client', 'locked')).not.toContain('damaged');
  expect(said('client', 'newer_version')).not.toContain('damaged');
});
