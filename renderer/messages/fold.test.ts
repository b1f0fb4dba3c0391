import { expect, test } from 'vitest';
import { fold, foldedWords } from './fold';

test('capitals, accents and full-width forms make no difference, however they are encoded', () => {
  for (const text of ['Café', 'CAFE\u0301', 'ｃａｆé', 'cafe']) expect(fold(text)).toBe('cafe');
  expect(fold('新浪 ＡＢＣ１')).toBe('新浪 abc1');
});

test('words are parted by white space of any width', () => {
  expect(foldedWords(' Ａ\u3000b\u00a0 新浪 ')).toEqual(['a', 'b', '新浪']);
  expect(foldedWords('   ')).toEqual([]);
});
