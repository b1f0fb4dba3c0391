import { readdirSync, readFileSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { RotationEntry } from '../accounts/ports';
import type { RawReply } from '../oauth';
import { writeCheckedJson } from './checked-json';
import { ACCOUNT_ID, CANARY, fakeKeyring, fakeSealer, faultyDisk, sampleAccount, temporaryFolder } from './fakes';
import { rotationJournal } from './journal';
import { REPLY_AT, SENT_AT } from './journal-file';
import { accountRecords } from './records';

const ENTRY: RotationEntry = { accountId: ACCOUNT_ID, grantId: 'grant-1', generation: 3, at: 1_760_000_000_000 };
const OTHER: RotationEntry = { ...ENTRY, accountId: 'a0000000-0000-4000-8000-000000000000' };
const FILE = `${ACCOUNT_ID}.rotation`;
const REPLY: RawReply = {
  status: 200,
  headers: { 'content-type': 'text/html', 'retry-after': '5', 'set-cookie': 'session=1' },
  body: new TextEncoder().encode(`{"access_token":"${CANARY}-令牌",}`),
  sentAt: 1_760_000_000_001,
  receivedAt: 1_760_000_000_900,
};

function setUp() {
  const folder = temporaryFolder(onTestFinished);
  const keyring = fakeKeyring();
  const journal = rotationJournal(folder, fakeSealer(keyring));
  /** As the next start finds it. */
  const pending = () => rotationJournal(folder, fakeSealer(keyring)).pending();
  return { folder, keyring, journal, pending, file: join(folder, FILE) };
}

async function received(journal: ReturnType<typeof setUp>['journal'], entry = ENTRY, reply = REPLY): Promise<void> {
  await journal.reserve(entry);
  await journal.markSent(entry);
  await journal.storeReply(entry, reply);
}

/** Overwrites a part of a file with zeros. */
function wipe(file: string, position: number, length: number): void {
  const content = readFileSync(file);
  content.fill(0, position, Math.min(position + length, content.length));
  writeFileSync(file, content);
}

describe('a rotation', () => {
  it('is found at each of its steps, and not after it was cleared', async () => {
    const { journal, pending, folder } = setUp();
    expect(await pending()).toEqual({ rotations: [], damaged: [] });
    expect(await journal.reserve(ENTRY)).toEqual({ kind: 'saved' });
    expect((await pending()).rotations).toEqual([{ stage: 'reserved', entry: ENTRY }]);
    expect(await journal.markSent(ENTRY)).toEqual({ kind: 'saved' });
    expect((await pending()).rotations).toEqual([{ stage: 'sent', entry: ENTRY }]);
    expect(await journal.storeReply(ENTRY, REPLY)).toEqual({ kind: 'saved' });
    const { rotations, damaged } = await pending();
    expect(damaged).toEqual([]);
    expect(rotations).toEqual([
      {
        stage: 'received',
        entry: ENTRY,
        reply: { ...REPLY, headers: { 'content-type': 'text/html', 'retry-after': '5' } },
      },
    ]);
    expect(await journal.clear(ACCOUNT_ID)).toEqual({ kind: 'saved' });
    expect(await pending()).toEqual({ rotations: [], damaged: [] });
    expect(readdirSync(folder)).toEqual([]);
    expect(await journal.clear(ACCOUNT_ID)).toEqual({ kind: 'saved' });
  });

  it('has its name durable before anything is sent, and its mark and the reply where they are', async () => {
    const disk = faultyDisk({ at: Number.POSITIVE_INFINITY, what: 'EIO' });
    const journal = rotationJournal(temporaryFolder(onTestFinished), fakeSealer(), { disk });
    await journal.reserve(ENTRY);
    expect(disk.done.slice(-2)).toEqual(['rename', 'sync folder']);
    for (const step of [() => journal.markSent(ENTRY), () => journal.storeReply(ENTRY, REPLY)]) {
      await step();
      expect(disk.done.at(-1)).toBe('sync');
    }
  });

  it('takes its space before anything is sent, for real, and needs none for the reply', async () => {
    const { journal, file } = setUp();
    await journal.reserve(ENTRY);
    const { size, blocks, mode } = statSync(file);
    expect(size).toBeGreaterThan(64 * 1024);
    expect(blocks * 512).toBeGreaterThanOrEqual(size);
    expect(mode & 0o777).toBe(0o600);
    await journal.markSent(ENTRY);
    await journal.storeReply(ENTRY, { ...REPLY, body: new Uint8Array(40_000) });
    expect(statSync(file)).toMatchObject({ size, blocks });
  });

  it('keeps a reply that is longer than the space reserved', async () => {
    const { journal, pending } = setUp();
    const body = Buffer.alloc(1024 * 1024, 'reply');
    await received(journal, ENTRY, { ...REPLY, body });
    const [rotation] = (await pending()).rotations;
    expect(rotation?.stage === 'received' && body.equals(rotation.reply.body)).toBe(true);
  });

  it('has no token in clear text in its file', async () => {
    const { journal, file } = setUp();
    await received(journal);
    expect(readFileSync(file, 'latin1')).not.toContain(CANARY);
    expect(readFileSync(file, 'latin1')).not.toContain(Buffer.from(REPLY.body).toString('base64').slice(0, 24));
  });

  it('is kept apart for each account', async () => {
    const { journal, pending } = setUp();
    await Promise.all([received(journal), journal.reserve(OTHER)]);
    await journal.clear(OTHER.accountId);
    expect((await pending()).rotations).toMatchObject([{ stage: 'received', entry: ENTRY }]);
  });

  it('runs its steps in the order they were asked for', async () => {
    const { journal, pending } = setUp();
    await Promise.all([
      journal.reserve(ENTRY),
      journal.markSent(ENTRY),
      journal.clear(ACCOUNT_ID),
      journal.reserve(ENTRY),
    ]);
    expect((await pending()).rotations).toEqual([{ stage: 'reserved', entry: ENTRY }]);
  });

  it('is not begun where sealing does not work', async () => {
    const { journal, keyring, folder } = setUp();
    keyring.available = false;
    expect(await journal.reserve(ENTRY)).toMatchObject({ kind: 'failed', reason: 'locked' });
    expect(readdirSync(folder)).toEqual([]);
  });

  it('says that the reply could not be sealed, and stays sent', async () => {
    const { journal, keyring, pending } = setUp();
    await journal.reserve(ENTRY);
    await journal.markSent(ENTRY);
    keyring.prefix = 'v10';
    expect(await journal.storeReply(ENTRY, REPLY)).toMatchObject({ kind: 'failed', reason: 'locked' });
    expect((await pending()).rotations).toMatchObject([{ stage: 'sent' }]);
  });

  it('does not come back when its account was removed meanwhile', async () => {
    const { journal, keyring, folder } = setUp();
    const records = accountRecords(folder, fakeSealer(keyring));
    await records.save(sampleAccount());
    await journal.reserve(ENTRY);
    await journal.markSent(ENTRY);
    await records.remove(ACCOUNT_ID);
    expect(await journal.storeReply(ENTRY, REPLY)).toMatchObject({ kind: 'failed' });
    expect(readdirSync(folder)).toEqual([]);
  });

  it.each(['../x', 'a.b', ''])('with the account id %j is refused', async (accountId) => {
    const { journal } = setUp();
    await expect(journal.reserve({ ...ENTRY, accountId })).rejects.toThrow('an id cannot be a file name');
  });
});

describe('a failing disk', () => {
  it('at any step of the reservation refuses it, and nothing counts as sent', async () => {
    for (let at = 0, hit = true; hit; at += 1) {
      const { folder, keyring, pending } = setUp();
      const disk = faultyDisk({ at, what: 'ENOSPC' });
      const result = await rotationJournal(folder, fakeSealer(keyring), { disk }).reserve(ENTRY);
      hit = disk.hit();
      expect(result).toMatchObject(hit ? { kind: 'failed', reason: 'full' } : { kind: 'saved' });
      const { rotations, damaged } = await pending();
      expect(rotations.map(({ stage }) => stage).filter((stage) => stage !== 'reserved')).toEqual([]);
      expect(damaged).toEqual([]);
    }
  });

  it('after a crash at any step of a rotation leaves the stage before or the one reached', async () => {
    const seen = new Set<string>();
    for (let at = 0, hit = true; hit; at += 1) {
      const { folder, keyring, pending } = setUp();
      const disk = faultyDisk({ at, what: 'crash' });
      const journal = rotationJournal(folder, fakeSealer(keyring), { disk });
      const steps = [
        () => journal.reserve(ENTRY),
        () => journal.markSent(ENTRY),
        () => journal.storeReply(ENTRY, REPLY),
        () => journal.clear(ACCOUNT_ID),
      ];
      let reached = 0;
      for (const step of steps) {
        if ((await step()).kind === 'failed') break;
        reached += 1;
      }
      hit = disk.hit();
      const { rotations } = await pending();
      const stage = rotations[0]?.stage ?? 'none';
      const order = ['none', 'reserved', 'sent', 'received', 'none'];
      expect([order[reached], order[reached + 1]], `crash at step ${at}`).toContain(stage);
      expect(readdirSync(folder).filter((name) => name.endsWith('.tmp'))).toEqual([]);
      seen.add(stage);
    }
    expect([...seen].toSorted()).toEqual(['none', 'received', 'reserved', 'sent']);
  });
});

describe('a torn or damaged journal', () => {
  it('whose reply was cut at any place counts as sent', async () => {
    const { journal, pending, file } = setUp();
    await received(journal);
    const content = readFileSync(file);
    for (const length of [0, 1, 100, 511, 512, 513, 600]) {
      writeFileSync(file, content.subarray(0, REPLY_AT + length));
      expect((await pending()).rotations, `${length} bytes`).toEqual([{ stage: 'sent', entry: ENTRY }]);
    }
  });

  it('whose mark of sending is torn counts as sent', async () => {
    const { journal, pending, file } = setUp();
    await journal.reserve(ENTRY);
    await journal.markSent(ENTRY);
    wipe(file, SENT_AT, 50);
    expect((await pending()).rotations).toEqual([{ stage: 'sent', entry: ENTRY }]);
  });

  it('with one bad line still knows its refresh from the other, or from the sealed reply', async () => {
    const { journal, pending, file } = setUp();
    await received(journal);
    wipe(file, 0, 4096);
    expect((await pending()).rotations).toMatchObject([{ stage: 'received', entry: ENTRY }]);
    wipe(file, SENT_AT, 4096);
    expect((await pending()).rotations).toMatchObject([{ stage: 'received', entry: ENTRY }]);
  });

  it.each([
    ['empty', (file: string) => truncateSync(file, 0)],
    ['all NUL', (file: string) => wipe(file, 0, 100_000)],
    ['null', (file: string) => writeFileSync(file, 'null')],
  ])('that is %s is set aside and reported', async (_, damage) => {
    const { journal, pending, file, folder } = setUp();
    await received(journal);
    damage(file);
    const bytes = readFileSync(file);
    const { rotations, damaged } = await pending();
    expect(rotations).toEqual([]);
    expect(damaged).toMatchObject([{ kind: 'journal', id: ACCOUNT_ID, outcome: 'set_aside' }]);
    expect(readFileSync(join(folder, damaged[0]!.keptAs))).toEqual(bytes);
    expect(await pending()).toEqual({ rotations: [], damaged: [] });
  });

  it('copied from another account is set aside', async () => {
    const { journal, pending, folder } = setUp();
    await received(journal, OTHER);
    writeFileSync(join(folder, FILE), readFileSync(join(folder, `${OTHER.accountId}.rotation`)));
    rmSync(join(folder, `${OTHER.accountId}.rotation`));
    expect(await pending()).toMatchObject({ rotations: [], damaged: [{ id: ACCOUNT_ID, outcome: 'set_aside' }] });
  });

  it('with a reply moved in from another account does not give it out', async () => {
    const { journal, pending, folder, file } = setUp();
    await received(journal);
    await received(journal, OTHER);
    const foreign = readFileSync(join(folder, `${OTHER.accountId}.rotation`)).subarray(REPLY_AT);
    writeFileSync(file, Buffer.concat([readFileSync(file).subarray(0, REPLY_AT), foreign]));
    const { rotations, damaged } = await pending();
    expect(rotations.find(({ entry }) => entry.accountId === ACCOUNT_ID)).toEqual({ stage: 'sent', entry: ENTRY });
    expect(damaged).toMatchObject([{ id: ACCOUNT_ID, outcome: 'set_aside' }]);
  });

  it('by a newer Latchkey stays untouched', async () => {
    const { journal, pending, file } = setUp();
    await journal.reserve(ENTRY);
    const newer = writeCheckedJson({ format: 'latchkey-rotation', version: 2 });
    writeFileSync(file, newer.padEnd(4096));
    expect(await pending()).toMatchObject({ rotations: [], damaged: [{ outcome: 'newer_version', keptAs: FILE }] });
    expect(readFileSync(file, 'utf8')).toBe(newer.padEnd(4096));
  });
});

describe('a reply that waits', () => {
  it('for its key is reported as locked, stays, and is given out once the key is back', async () => {
    const { journal, keyring, pending, file } = setUp();
    await received(journal);
    const before = readFileSync(file);
    keyring.available = false;
    expect(await pending()).toMatchObject({ rotations: [], damaged: [{ outcome: 'locked', keptAs: FILE }] });
    expect(readFileSync(file)).toEqual(before);
    keyring.available = true;
    expect((await pending()).rotations).toMatchObject([{ stage: 'received' }]);
  });

  it('and was not cleared is kept aside by the next reservation', async () => {
    const { journal, pending, folder, file } = setUp();
    await received(journal);
    const before = readFileSync(file);
    expect(await journal.reserve({ ...ENTRY, generation: 4 })).toEqual({ kind: 'saved' });
    expect((await pending()).rotations).toMatchObject([{ stage: 'reserved', entry: { generation: 4 } }]);
    const aside = readdirSync(folder).filter((name) => name.startsWith(`${FILE}.unread-`));
    expect(aside.map((name) => readFileSync(join(folder, name)))).toEqual([before]);
  });

  it('is given out for its account, the newest first, kept aside or not', async () => {
    const { journal, keyring, file } = setUp();
    await received(journal);
    await received(journal, { ...ENTRY, at: ENTRY.at + 1 }, { ...REPLY, status: 201 });
    await received(journal, OTHER);
    const unread = await journal.unread(ACCOUNT_ID);
    expect(unread.map(({ reply, current }) => [reply.status, current])).toEqual([
      [201, true],
      [200, false],
    ]);
    keyring.available = false;
    expect(await journal.unread(ACCOUNT_ID)).toEqual([]);
    expect(readFileSync(file).length).toBeGreaterThan(0);
  });
});
