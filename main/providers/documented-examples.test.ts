import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import { providerJsonSchema } from './json-schema';
import { parseProvider } from './parse';

const text = readFileSync(path.join(import.meta.dirname, '../../docs/providers.md'), 'utf8');
const examples = Array.from(text.matchAll(/```json\n([\s\S]*?)```/g), ([, json]) => json ?? '');

it('docs/providers.md has worked examples', () => {
  expect(examples.length).toBeGreaterThanOrEqual(4);
});

it.each(examples.map((json, index) => [index + 1, json] as const))(
  'example %i of docs/providers.md is a provider',
  (_index, json) => {
    expect(parseProvider(json)).toMatchObject({ kind: 'ok' });
  },
);

/** Every name that a provider file may have, wherever it stands. */
function namesIn(schema: unknown): string[] {
  if (Array.isArray(schema)) return schema.flatMap(namesIn);
  if (typeof schema !== 'object' || schema === null) return [];
  return Object.entries(schema).flatMap(([key, value]: [string, unknown]) =>
    key === 'properties' && typeof value === 'object' && value !== null
      ? [...Object.keys(value), ...Object.values(value).flatMap(namesIn)]
      : namesIn(value),
  );
}

it('the reference of docs/providers.md has every field', () => {
  const reference = text.slice(text.indexOf('## Reference'));
  const missing = [...new Set(namesIn(providerJsonSchema()))].filter((name) => !reference.includes(`\`${name}\``));
  expect(missing).toEqual([]);
});
