/** The order of operations that a power cut could not show: the name of a file is durable only when its folder was synced. */
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { writeDurably } from './durable-file';
import { ACCOUNT_ID, fakeSealer, faultyDisk, temporaryFolder } from './fakes';
import { rotationJournal } from './journal';

const soundDisk = () => faultyDisk({ at: Number.POSITIVE_INFINITY, what: 'EIO' });

it('a durable write is not over before the new name is durable as well', async () => {
  const path = join(temporaryFolder(onTestFinished), 'record.json');
  for (const content of ['old', 'new']) {
    const disk = soundDisk();
    await writeDurably(path, Buffer.from(content), disk);
    expect(disk.done.indexOf('sync')).toBeGreaterThan(disk.done.lastIndexOf('write'));
    expect(disk.done.slice(-2)).toEqual(['rename', 'sync folder']);
  }
});

it('a rotation has its name durable before anything is sent, and its mark and the reply where they are', async () => {
  const entry = { accountId: ACCOUNT_ID, grantId: 'grant-1', generation: 3, at: 1 };
  const reply = { status: 200, headers: {}, body: new TextEncoder().encode('{}'), sentAt: 2, receivedAt: 3 };
  const disk = soundDisk();
  const journal = rotationJournal(temporaryFolder(onTestFinished), fakeSealer(), { disk });
  await journal.reserve(entry);
  expect(disk.done.slice(-2)).toEqual(['rename', 'sync folder']);
  for (const step of [() => journal.markSent(entry), () => journal.storeReply(entry, reply)]) {
    await step();
    expect(disk.done.at(-1)).toBe('sync');
  }
  // Else a power cut brought it back: a refresh that is over would be called interrupted.
  await journal.clear(ACCOUNT_ID);
  expect(disk.done.slice(-2)).toEqual(['unlink', 'sync folder']);
});
