/**
 * Servers that the catalogue does not have, each described by a file that was written from docs/providers.md alone (testing/foreign). Their
 * requests and what is read from their replies stand in testing/foreign-requests.txt and testing/foreign-readings.txt.
 */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import { catalogue, parseProvider, type Provider } from '../providers';
import samples from './testing/foreign-samples.json';
import { readingLines } from './testing/reading-lines';
import { requestLines } from './testing/request-lines';

const asBody = (sample: unknown): string => (typeof sample === 'string' ? sample : JSON.stringify(sample));

const foreign = Object.entries(samples).map(([id, { tokens, error }]) => ({
  id,
  tokens: asBody(tokens),
  error: asBody(error),
}));

function fileOf(id: string): Provider {
  const parsed = parseProvider(
    readFileSync(path.join(import.meta.dirname, 'testing', 'foreign', `${id}.json`), 'utf8'),
  );
  if (parsed.kind === 'invalid') throw new Error(`${id}: ${JSON.stringify(parsed.problems)}`);
  return parsed.provider;
}

it('none of them is in the catalogue', () => {
  const known = catalogue().map(({ id }) => id);
  expect(foreign.filter(({ id }) => known.includes(id))).toEqual([]);
  expect(foreign).toHaveLength(12);
});

it('their sample replies and sample errors are read as the table says', async () => {
  const table = foreign.map((sample) => readingLines(sample, fileOf(sample.id)).join('\n'));
  expect(table.join('\n')).not.toMatch(/NOT TOKENS|NOT AN ERROR/);
  await expect(`${table.join('\n\n')}\n`).toMatchFileSnapshot('./testing/foreign-readings.txt');
});

it('their requests are those in the table', async () => {
  const table = await Promise.all(
    foreign.map(async ({ id }) => (await requestLines(fileOf(id), { device_id: 'DEVICE' })).join('\n')),
  );
  await expect(`${table.join('\n\n')}\n`).toMatchFileSnapshot('./testing/foreign-requests.txt');
});
