import { expect, test } from 'vitest';
import { inLocale, resolveLocale } from './locale';

test.each([
  ['system', 'zh-CN', 'zh-CN'],
  ['system', 'zh-Hans-SG', 'zh-CN'],
  ['system', 'zha', 'en'],
  ['system', 'de-DE', 'en'],
  ['en', 'zh-CN', 'en'],
  ['zh-CN', 'en-US', 'zh-CN'],
] as const)('setting %s on a %s system speaks %s', (setting, system, expected) => {
  expect(resolveLocale(setting, system)).toBe(expected);
});

test('a text of a view is one text, or one a language', () => {
  expect(inLocale('SinaApp', 'zh-CN')).toBe('SinaApp');
  expect(inLocale({ en: 'Password', 'zh-CN': '密码' }, 'zh-CN')).toBe('密码');
});
