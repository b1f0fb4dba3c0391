/**
 * What is sent to every provider of the catalogue, grant by grant, in one table: testing/provider-requests.txt. All values are fake and stand
 * there in clear and whole, so that the table can be laid beside the providers' documents.
 */
import { expect, it } from 'vitest';
import { catalogue } from '../providers';
import { requestLines } from './testing/request-lines';

it('every request to every provider is the one in the table', async () => {
  const providers = catalogue().filter(({ id }) => id !== 'standard');
  expect(providers).toHaveLength(40);
  const table = await Promise.all(providers.map(async (provider) => (await requestLines(provider)).join('\n')));
  expect(table.join('\n')).not.toContain('WRONG');
  await expect(`${table.join('\n\n')}\n`).toMatchFileSnapshot('./testing/provider-requests.txt');
});
