import { expect, test } from 'vitest';
import { compareFigures } from './compare-figures.mjs';

const figure = (median: number, least: number, most: number) => ({ median, least, most, runs: 9 });

test('figures are found by their names wherever they stand, and told apart where their ranges do not touch', () => {
  const before = {
    at: '2026',
    figures: [
      { name: 'bare window', milliseconds: figure(300, 290, 320) },
      { name: 'gone', milliseconds: figure(1, 1, 1) },
    ],
    ratio: figure(2, 1.9, 2.2),
  };
  const after = {
    figures: [
      { name: 'new', milliseconds: figure(1, 1, 1) },
      { name: 'bare window', milliseconds: figure(305, 300, 330) },
    ],
    ratio: figure(1.5, 1.4, 1.6),
  };
  expect(compareFigures(before, after)).toEqual([
    { name: 'figures / bare window / milliseconds', before: 300, after: 305, apart: false },
    { name: 'ratio', before: 2, after: 1.5, apart: true },
  ]);
});

test('nothing is compared with what is no figure', () => {
  expect(compareFigures({ a: 1, b: null, c: 'x' }, { a: figure(1, 1, 1) })).toEqual([]);
});
