/** docs/design.md says what the look is: each value it names is the one the code has, and no colour of the code is missing there. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { fade } from './theme';

const root = path.join(import.meta.dirname, '..', '..');
const css = readFileSync(path.join(root, 'renderer', 'look', 'tokens.css'), 'utf8');
const design = readFileSync(path.join(root, 'docs', 'design.md'), 'utf8');

/** The tokens of one rule, by its selector. */
function tokensOf(selector: string): ReadonlyMap<string, string> {
  const start = css.indexOf(`${selector} {`);
  const rule = css.slice(start, css.indexOf('}', start));
  return new Map(
    [...rule.matchAll(/^\s*--([\w-]+):\s*([^;]+);/gm)].map(([, name = '', value = '']) => [
      name,
      value.replaceAll(/\s+/g, ' ').trim(),
    ]),
  );
}

const light = tokensOf(":root[data-mantine-color-scheme='light']");
const dark = tokensOf(":root[data-mantine-color-scheme='dark']");
const common = tokensOf(':root');

/** Rows of the colour table: `--name` (several by a slash), then the values of both themes. */
const documented = [...design.matchAll(/^\| (`--[^|]+) \| ([^|]+) \| ([^|]+) \|/gm)].flatMap(
  ([, names = '', lights = '', darks = '']) => {
    const split = (cell: string) => [...cell.matchAll(/`([^`]+)`/g)].map(([, text = '']) => text);
    const [name, one, other] = [split(names), split(lights), split(darks)];
    return name.map((each, index) => [each.slice(2), one[index], other[index]] as const);
  },
);

describe('the colours', () => {
  test.each(documented)('--%s is as documented', (name, inLight, inDark) => {
    expect([light.get(name), dark.get(name)]).toEqual([inLight, inDark]);
  });

  test('all are documented, and both themes have the same', () => {
    expect([...dark.keys()]).toEqual([...light.keys()]);
    expect(documented.map(([name]) => name).toSorted()).toEqual([...light.keys()].toSorted());
  });
});

test('type, corners and motion are as documented', () => {
  const px = (name: string) => common.get(name)?.replace('px', '');
  expect(design).toContain(`${px('type-small')} small, ${px('type-base')} base, ${px('type-large')} large`);
  expect(design).toContain(`${common.get('weight-plain')} and ${common.get('weight-strong')}`);
  expect(design).toContain(`Corners ${px('corner')}.`);
  expect(design).toContain(`${common.get('motion')?.replace('ms', ' ms').replace(' ease', ', ease')}`);
  expect(`${fade.duration}ms ${fade.timingFunction}`).toBe(common.get('motion'));
});

/** Relative luminance and contrast (WCAG 2.2, 1.4.3). */
function contrast(one: string, other: string): number {
  const luminance = (hex: string): number => {
    const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
      const part = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
      return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  };
  const [lighter = 0, darker = 0] = [luminance(one), luminance(other)].toSorted((a, b) => b - a);
  return (lighter + 0.05) / (darker + 0.05);
}

const words = [
  'text',
  'text-2',
  'brass',
  'fresh',
  'expiring',
  'refreshable',
  'expired',
  'sign-in-needed',
  'misconfigured',
  'uncertain',
  'locked',
];

describe.each([
  ['light', light],
  ['dark', dark],
] as const)('in the %s theme', (_theme, tokens) => {
  test.each(words)('--%s can be read on every surface', (word) => {
    for (const surface of ['surface', 'surface-side', 'surface-raised'])
      expect(contrast(tokens.get(word) ?? '', tokens.get(surface) ?? '')).toBeGreaterThanOrEqual(4.5);
  });

  test('the words of a primary button can be read', () => {
    expect(contrast(tokens.get('on-brass') ?? '', tokens.get('brass') ?? '')).toBeGreaterThanOrEqual(4.5);
  });
});
