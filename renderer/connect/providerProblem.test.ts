/** What main says about wrong provider files is said in Chinese, too: every clause that its tests have met. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import i18next from 'i18next';
import { beforeAll, expect, it } from 'vitest';
import en from '../messages/en.json';
import chinese from '../messages/zh-CN.json';
import { problemWords } from './providerProblem';

const met = readFileSync(path.resolve(import.meta.dirname, '../../main/providers/testing/wrong-files.txt'), 'utf8');
const reasons = met.split('\n').filter((line) => line !== '');

beforeAll(async () => {
  await i18next.init({
    lng: 'zh-CN',
    resources: { en: { translation: en }, 'zh-CN': { translation: chinese } },
    interpolation: { escapeValue: false },
  });
});

it.each(reasons)('%s', (reason) => {
  const inEnglish = problemWords(reason, i18next.getFixedT('en'));
  expect(inEnglish).toBe(reason);
  const inChinese = problemWords(reason, i18next.t);
  expect(inChinese).toMatch(/\p{Script=Han}/u);
  // What is left in Latin letters is the file's own: keys, values, names of formats.
  expect(inChinese).not.toMatch(/\b(?:must|is|the|here|add|write)\b/);
});

it('what has no words in another language stays as it is', () => {
  expect(problemWords('is something new', i18next.t)).toBe('is something new');
});
