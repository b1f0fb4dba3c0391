import { expect, test } from 'vitest';
import { versionsOf } from './at-hand-handlers';
import { fill, nativeWords, roughly, roughlyHoldsFor } from './native-words';

const words = nativeWords('en');

test.each([
  [0, 'under a minute'],
  [59_999, 'under a minute'],
  [60_000, '1 min'],
  [3_599_999, '59 min'],
  [3_600_000, '1 h'],
  [86_399_999, '23 h'],
  [86_400_000 * 9.9, '9 d'],
])('%i ms are %s, and stay so for as long as is said', (ms, said) => {
  expect(roughly(ms, words)).toBe(said);
  const holds = roughlyHoldsFor(ms);
  expect(roughly(ms - holds + 1, words)).toBe(said);
  // Under a minute nothing else is said any more.
  expect(ms < 60_000 || roughly(ms - holds, words) !== said).toBe(true);
});

test('values are put into their places once, whatever they look like', () => {
  expect(fill('{{a}} and {{b}}', { a: '{{b}}', b: 1 })).toBe('{{b}} and 1');
  expect(fill('{{a}}', {})).toBe('{{a}}');
});

test('both languages have a name for every native text', () => {
  expect(Object.keys(nativeWords('zh-CN').menu)).toEqual(Object.keys(words.menu));
});

test('the versions for a ticket name no folder and no user', () => {
  const text = versionsOf({
    appVersion: '1.2.3',
    electron: '45.4.1',
    chromium: '150.0',
    node: '24.0',
    system: 'linux x64 6.1',
    platform: 'linux',
    trial: true,
    systemLocale: 'zh-CN',
    userDataFolder: '/home/somebody/.config/Latchkey',
    providersFolder: '/home/somebody/.config/Latchkey/providers',
  });
  expect(text).toContain('Electron 45.4.1 (trial runtime)');
  expect(text).not.toContain('somebody');
});
