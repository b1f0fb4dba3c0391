/** A journal whose parts are whole, but not of one refresh; and one that the disk does not give. */
import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import type { RotationEntry } from '../accounts/ports';
import { nodeDisk } from './disk';
import { ACCOUNT_ID, fakeSealer, temporaryFolder } from './fakes';
import { rotationJournal } from './journal';
import { REPLY_AT } from './journal-file';

const ENTRY: RotationEntry = { accountId: ACCOUNT_ID, grantId: 'grant-1', generation: 3, at: 1_760_000_000_000 };
const OTHER: RotationEntry = { ...ENTRY, accountId: 'a0000000-0000-4000-8000-000000000000' };
const REPLY = {
  status: 200,
  headers: {},
  body: new TextEncoder().encode('{"access_token":"x"}'),
  sentAt: 1,
  receivedAt: 2,
};

function setUp() {
  const folder = temporaryFolder(onTestFinished);
  const sealer = fakeSealer();
  const fileOf = ({ accountId }: RotationEntry): string => join(folder, `${accountId}.rotation`);
  return { folder, sealer, journal: rotationJournal(folder, sealer), fileOf };
}

it.each(['reserved', 'sent'])(
  '%s, and under the name of another account: set aside, and no word on either',
  async (stage) => {
    const { journal, fileOf } = setUp();
    await journal.reserve(OTHER);
    if (stage === 'sent') await journal.markSent(OTHER);
    renameSync(fileOf(OTHER), fileOf(ENTRY));
    expect(await journal.pending()).toMatchObject({
      rotations: [],
      damaged: [{ id: ACCOUNT_ID, outcome: 'set_aside' }],
    });
  },
);

it('with the reply to an earlier refresh of the same account: sent, and what the older reply held is not taken', async () => {
  const { journal, fileOf } = setUp();
  await journal.reserve({ ...ENTRY, generation: 2 });
  await journal.storeReply({ ...ENTRY, generation: 2 }, REPLY);
  const earlier = readFileSync(fileOf(ENTRY)).subarray(REPLY_AT);
  await journal.clear(ACCOUNT_ID);
  await journal.reserve(ENTRY);
  await journal.markSent(ENTRY);
  writeFileSync(fileOf(ENTRY), Buffer.concat([readFileSync(fileOf(ENTRY)).subarray(0, REPLY_AT), earlier]));
  const { rotations, damaged } = await journal.pending();
  expect(rotations).toEqual([{ stage: 'sent', entry: ENTRY }]);
  expect(damaged).toMatchObject([{ id: ACCOUNT_ID, outcome: 'set_aside' }]);
});

it('refused by the disk is told, stays, and holds up no other', async () => {
  const { folder, sealer, journal, fileOf } = setUp();
  await journal.reserve(ENTRY);
  await journal.reserve(OTHER);
  const readFile = async (path: string): Promise<Buffer> => {
    if (path === fileOf(ENTRY)) throw Object.assign(new Error('EIO: i/o error'), { code: 'EIO' });
    return nodeDisk.readFile(path);
  };
  const { rotations, damaged } = await rotationJournal(folder, sealer, { disk: { ...nodeDisk, readFile } }).pending();
  expect(rotations).toEqual([{ stage: 'reserved', entry: OTHER }]);
  expect(damaged).toMatchObject([{ id: ACCOUNT_ID, outcome: 'locked', keptAs: `${ACCOUNT_ID}.rotation` }]);
  expect((await journal.pending()).rotations).toHaveLength(2);
});
