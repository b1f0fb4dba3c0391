import { expect, test } from 'vitest';
import type { AccountView } from '../../preload/contract';
import { findAccounts, type Verb, verbs } from './account-search';
import { foldedWords } from '../messages/fold';

const account = (id: string, part: Partial<AccountView> = {}): AccountView =>
  ({ id, label: id, providerId: 'acme', providerName: 'Acme', clientName: '', identity: null, ...part }) as AccountView;

const verbTexts = {
  ...(Object.fromEntries(verbs.map((verb) => [verb, verb.replace('_', ' ')])) as Record<Verb, string>),
  copy: 'copy token 复制 token',
  refresh: 'refresh 刷新',
};

const many = Array.from({ length: 10_000 }, (_, index) => account(`bot-${index}`));

function find(query: string, accounts: readonly AccountView[] = many, currentId: string | null = null) {
  return findAccounts(accounts, foldedWords(query), verbTexts, currentId, () => true).map(
    ({ account: { id }, verb }) => `${verb} ${id}`,
  );
}

test('an account is found by its name, with what is usually done with it', () => {
  expect(find('bot-4711')).toEqual(['copy bot-4711', 'refresh bot-4711', 'details bot-4711']);
});

test('what is to be done can be said before and after the name, in either language', () => {
  expect(find('refresh bot-4711')).toEqual(['refresh bot-4711']);
  expect(find('bot-4711 刷新')).toEqual(['refresh bot-4711']);
  expect(find('bot-4711 curl')).toEqual(['copy_curl bot-4711']);
});

test('of ten thousand accounts that fit, entries are made for a few', () => {
  expect(find('bot').length).toBeLessThan(60);
});

test('an account is found by its provider in the language that the window does not speak', () => {
  const sina = account('me', { providerId: 'sinaapp', providerName: { en: 'SinaApp', 'zh-CN': '新浪云' } });
  expect(find('新浪云', [sina])).toContain('copy me');
  expect(find('sinaapp', [sina])).toContain('copy me');
});

test('what is to be done alone lists no accounts but the one that has the keyboard', () => {
  expect(find('refresh')).toEqual([]);
  expect(find('refresh', many, 'bot-3')).toEqual(['refresh bot-3']);
});

test('a word that neither names an account nor says what to do leaves nothing', () => {
  expect(find('bot-4711 dance')).toEqual([]);
});

test('what cannot be done is not offered', () => {
  const hits = findAccounts(many, ['bot-4711'], verbTexts, null, (_account, verb) => verb !== 'copy');
  expect(hits.map(({ verb }) => verb)).not.toContain('copy');
});
