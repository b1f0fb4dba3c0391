/** Very many records: those that are wanted first are read first, and the others are told of as they come. */
import { expect, it, onTestFinished } from 'vitest';
import { fakeSealer, hastyDisk, inMemory, sampleAccount, temporaryFolder } from './fakes';
import { accountRecords } from './records';

const idOf = (number: number): string => `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`;

async function filled(count: number) {
  const records = accountRecords(temporaryFolder(onTestFinished, inMemory), fakeSealer(), { disk: hastyDisk });
  for (let number = 0; number < count; number += 1) await records.save(sampleAccount({ id: idOf(number) }));
  return records;
}

/** What a watcher is told, and what loads. */
async function loaded(count: number, first: readonly string[]) {
  const told: { readonly ids: readonly string[]; readonly total: number }[] = [];
  const records = await filled(count);
  const { accounts } = await records.load({
    first,
    read: (some, total) => {
      told.push({ ids: some.flatMap((each) => (each.state === 'open' ? [each.account.id] : [])), total });
    },
  });
  return { told, ids: accounts.flatMap((each) => (each.state === 'open' ? [each.account.id] : [])) };
}

it('the first are told of first, in the order they are wanted in, then every other one once', async () => {
  const { told, ids } = await loaded(510, [idOf(400), 'long gone', idOf(7), idOf(400)]);
  const all = Array.from({ length: 510 }, (_, number) => idOf(number));
  expect(told[0]).toEqual({ ids: [idOf(400), idOf(7)], total: 510 });
  expect(told.slice(1).flatMap((each) => each.ids)).toEqual(all.filter((id) => id !== idOf(400) && id !== idOf(7)));
  expect(ids).toEqual(all);
});

it.each([
  ['they are few', 20, [idOf(1)]],
  ['none of the wanted is there', 510, ['long gone']],
  ['nobody knows which stood first', 510, []],
])('nobody is told before all are there where %s', async (_why, count, first) => {
  const { told, ids } = await loaded(count, first);
  expect(told).toEqual([]);
  expect(ids).toHaveLength(count);
});
