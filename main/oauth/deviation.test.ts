import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import { deviationAnswers, deviationTags } from './deviation';

it.each(['en', 'zh-CN'])('every deviation has its words in %s', (language) => {
  const file = path.join(import.meta.dirname, `../../renderer/messages/${language}.json`);
  const { deviation } = JSON.parse(readFileSync(file, 'utf8')) as { deviation: Record<'tag' | 'done', object> };
  expect(Object.keys(deviation.tag).toSorted()).toEqual(deviationTags.toSorted());
  expect(Object.keys(deviation.done).toSorted()).toEqual(deviationAnswers.toSorted());
});
