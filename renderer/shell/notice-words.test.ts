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
  noticeWords({ id: '1', kind: 'record_damaged', what, keptAs: 'x.json', outcome, detail: '' }, false, words);

test('a damaged file is said to be damaged, with what is used in its place or what helps', () => {
  expect(said('account', 'set_aside')).toBe(
    'The file of an account is damaged. It was kept as x.json. Import a backup, or connect the account again.',
  );
  expect(said('account', 'previous_loaded')).toBe(
    'The file of an account is damaged. Its refresh token may be spent: Latchkey asks before sending it. The one before it is in use; this one was kept as x.json.',
  );
  expect(said('settings', 'set_aside')).toBe(
    'The settings file is damaged. Accounts and tokens are not concerned. It was kept as x.json.',
  );
});

test('a file that is whole and cannot be opened is not said to be damaged', () => {
  expect(said('client', 'locked')).not.toContain('damaged');
  expect(said('client', 'newer_version')).not.toContain('damaged');
});

test('what it means for tokens is said where their file, their client or their journal is concerned', () => {
  expect(said('account', 'locked')).toContain('Its tokens are in it as they were.');
  expect(said('client', 'set_aside')).toContain('Its accounts keep their tokens');
  expect(said('journal', 'set_aside')).toContain('Latchkey asks before sending it.');
  expect(said('journal', 'locked')).toContain('Its account is not refreshed by itself meanwhile.');
});

test('a restart is not recommended where it would lose tokens', () => {
  const mistake = { id: '1', kind: 'unexpected_error', origin: 'TypeError in besides' } as const;
  expect(noticeWords(mistake, false, words)).toBe(
    'An error in Latchkey itself: TypeError in besides. Tokens are not touched by it. If something does not go on now, restart Latchkey.',
  );
  expect(noticeWords(mistake, true, words)).toContain('A restart would lose them');
});
