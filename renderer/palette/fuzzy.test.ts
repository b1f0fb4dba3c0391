import { expect, test } from 'vitest';
import { fitAll, fitOf } from './fuzzy';

test('the beginning fits better than the beginning of a word, that better than a part, that better than letters in order', () => {
  const fits = ['refresh all', 'all refreshed', 'unrefreshed', 'run each file, retry each shell'].map((text) =>
    fitOf(text, 'refresh'),
  );
  expect(fits).toEqual(fits.toSorted((one, other) => other - one));
  expect(new Set(fits).size).toBe(4);
});

test.each([
  ['copy token', 'ct', true],
  ['refresh all that are shown', 'rfa', true],
  ['重新连接…', '连接', true],
  ['重新连接…', '断开', false],
  ['copy token', 'x', false],
  ['copy token', 'nekot', false],
  // Letters in order begin where a word begins.
  ['export a backup', 'xb', false],
])('%s and %s: %s', (text, word, fits) => {
  expect(fitOf(text, word) > 0).toBe(fits);
});

test('every word has to fit, in whichever text', () => {
  expect(fitAll(['copy token', '复制 token'], ['复制', 'copy'])).toBeGreaterThan(0);
  expect(fitAll(['copy token', '复制 token'], ['copy', 'paste'])).toBe(0);
});
