import { mkdir, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, it } from 'vitest';
import { keptSessions, removeLeftovers, type KeptSession } from './kept-sessions';

const session = (number: number, clientId = 'client'): KeptSession => ({
  partition: `sign-in-kept-00000000-0000-4000-8000-00000000000${number}`,
  clientId,
  trust: 'system',
});

function setUp() {
  let all: Readonly<Record<string, KeptSession>> = {};
  const emptied: string[] = [];
  const kept = keptSessions({
    read: () => all,
    write: (next) => (all = next),
    empty: (partition) => Promise.resolve(void emptied.push(partition.slice(-1))),
  });
  return { kept, emptied, owners: () => Object.keys(all) };
}

it('a session belongs to one account, and an account has one', async () => {
  const { kept, emptied, owners } = setUp();
  await kept.adopt('a', session(1));
  await kept.adopt('b', session(2));
  // Somebody signed in as b in the session of a.
  await kept.adopt('b', session(1));
  expect(owners()).toEqual(['b']);
  expect(emptied).toEqual(['2']);
  expect(kept.find('a', 'system')).toBeUndefined();
  expect(kept.find('b', 'system')).toEqual(session(1));
});

it('a session that was opened with other certificates is not used', async () => {
  const { kept } = setUp();
  await kept.adopt('a', session(1));
  expect(kept.find('a', 'others')).toBeUndefined();
  expect(kept.find('constructor', 'system')).toBeUndefined();
});

it('a session goes with its account and with its client', async () => {
  const { kept, emptied, owners } = setUp();
  await kept.adopt('a', session(1));
  await kept.adopt('b', session(2, 'another'));
  await kept.adopt('c', session(3));
  await kept.forgetAccount('a');
  await kept.forgetClient('client');
  await kept.forgetAccount('nobody');
  expect(emptied).toEqual(['1', '3']);
  expect(owners()).toEqual(['b']);
});

const fail = (error: unknown): never => {
  throw error;
};

it('folders that belong to nobody are removed, and no others', async () => {
  const folder = await mkdtemp(path.join(tmpdir(), 'latchkey-partitions-'));
  for (const name of [session(1).partition, session(2).partition, 'other', 'sign-in-kept-x'])
    await mkdir(path.join(folder, name, 'Cookies'), { recursive: true });
  await removeLeftovers(folder, { a: session(1) }, fail);
  expect((await readdir(folder)).toSorted()).toEqual(['other', session(1).partition, 'sign-in-kept-x'].toSorted());
  await removeLeftovers(path.join(folder, 'missing'), {}, fail);
  await rm(folder, { recursive: true });
});

it('a folder that cannot be removed now keeps neither the others nor the app', async () => {
  const folder = await mkdtemp(path.join(tmpdir(), 'latchkey-partitions-'));
  for (const number of [1, 2]) await mkdir(path.join(folder, session(number).partition));
  const busy = Object.assign(new Error('EBUSY: a virus scanner has it open'), { code: 'EBUSY' });
  const reported: unknown[] = [];
  const remove = (one: string): Promise<void> =>
    one.endsWith(session(1).partition) ? Promise.reject(busy) : rm(one, { recursive: true });
  await removeLeftovers(folder, {}, (error) => reported.push(error), remove);
  expect(reported).toEqual([busy]);
  expect(await readdir(folder)).toEqual([session(1).partition]);
  await rm(folder, { recursive: true });
});
