import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import { parseProvider } from './parse';

const text = readFileSync(path.join(import.meta.dirname, '../../docs/providers.md'), 'utf8');
const examples = Array.from(text.matchAll(/```json\n([\s\S]*?)```/g), ([, json]) => json ?? '');

it('docs/providers.md has three worked examples', () => {
  expect(examples).toHaveLength(3);
});

it.each(examples.map((json, index) => [index + 1, json] as const))(
  'example %i of docs/providers.md is a provider',
  (_index, json) => {
    expect(parseProvider(json)).toMatchObject({ kind: 'ok' });
  },
);
