/** What the reader makes of every surveyed provider's sample reply and sample error, in one table: testing/provider-readings.txt. */
import { expect, it } from 'vitest';
import { providerSamples } from './testing/provider-samples';
import { fromCatalogue } from './testing/read';
import { readingLines } from './testing/reading-lines';

it('there are forty', () => {
  expect(providerSamples).toHaveLength(40);
});

it('the sample reply and the sample error of every provider are read as the table says', async () => {
  const table = providerSamples.map((sample) => readingLines(sample, fromCatalogue(sample.id)).join('\n'));
  await expect(`${table.join('\n\n')}\n`).toMatchFileSnapshot('./testing/provider-readings.txt');
});
