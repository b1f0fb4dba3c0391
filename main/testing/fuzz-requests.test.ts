import { expect, it } from 'vitest';
import { requests } from '../../preload/contract';
import { fuzzRequests } from './fuzz-requests';

it('no request of the contract crashes, takes a foreign sender, or lets through what it does not say', async () => {
  const reports = await fuzzRequests(20_260_101, 60);
  expect(reports.map(({ name }) => name)).toEqual(Object.keys(requests));
  expect(reports.filter(({ crashed }) => crashed > 0)).toEqual([]);
  for (const { tried, refused, accepted } of reports) expect(refused + accepted).toBe(tried);
  // The fields are known to it: what is right is let through.
  expect(reports.filter(({ accepted }) => accepted > 0).length).toBeGreaterThan(reports.length / 3);
});
