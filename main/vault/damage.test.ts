/** What happens to records that are damaged, locked or strange. The rule: every byte is still there afterwards, and the user is told. */
import { copyFileSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { readCheckedJson, writeCheckedJson } from './checked-json';
import {
  ACCOUNT_ID,
  fakeKeyring,
  fakeSealer,
  faultyDisk,
  sampleAccount,
  sampleTokens,
  temporaryFolder,
  type FakeKeyring,
} from './fakes';
import { accountRecords } from './records';

const OTHER_ID = 'a0000000-0000-4000-8000-000000000000';
const FILE = `${ACCOUNT_ID}.json`;
const PREVIOUS = `${FILE}.prev`;

/** A folder with an account in its second generation. */
async function vaultWithAccount(): Promise<{ folder: string; keyring: FakeKeyring; file: string }> {
  const folder = temporaryFolder(onTestFinished);
  const keyring = fakeKeyring();
  const records = accountRecords(folder, fakeSealer(keyring));
  await records.save(sampleAccount());
  await records.save(sampleAccount({ generation: 2, tokens: sampleTokens('2') }));
  return { folder, keyring, file: join(folder, FILE) };
}

function load(folder: string, keyring: FakeKeyring) {
  return accountRecords(folder, fakeSealer(keyring)).load();
}

/** All contents of a folder, to find bytes again under whatever name. */
function contents(folder: string): string[] {
  return readdirSync(folder).map((name) => readFileSync(join(folder, name), 'latin1'));
}

/** Changes members of a whole record and gives it a right checksum again, as no accident would. */
function forge(file: string, changes: Record<string, unknown>): void {
  const record = readCheckedJson(readFileSync(file, 'utf8'));
  if (record.kind === 'damaged') throw new Error(record.detail);
  writeFileSync(file, writeCheckedJson({ ...record.value, ...changes }));
}

function member(file: string, name: string): unknown {
  const record = readCheckedJson(readFileSync(file, 'utf8'));
  return record.kind === 'whole' ? record.value[name] : undefined;
}

const DAMAGES: [string, (content: Buffer) => Buffer][] = [
  ['empty', () => Buffer.alloc(0)],
  ['cut in half', (content) => content.subarray(0, content.length / 2)],
  ['cut by one byte', (content) => content.subarray(0, -1)],
  ['all NUL', (content) => Buffer.alloc(content.length)],
  ['NUL at its end', (content) => Buffer.concat([content.subarray(0, -100), Buffer.alloc(100)])],
  ['null', () => Buffer.from('null')],
  ['[]', () => Buffer.from('[]')],
  ['{}', () => Buffer.from('{}')],
  ['other JSON with a right checksum', () => Buffer.from(writeCheckedJson({ format: 'something-else' }))],
  ['a record without members', () => Buffer.from(writeCheckedJson({ format: 'latchkey-record', version: 1 }))],
  ['twice itself', (content) => Buffer.concat([content, content])],
];

describe('a damaged record', () => {
  it.each(DAMAGES)('that is %s is kept aside, and the generation before is loaded', async (_, damage) => {
    const { folder, keyring, file } = await vaultWithAccount();
    const bytes = damage(readFileSync(file));
    writeFileSync(file, bytes);
    const { accounts, damaged } = await load(folder, keyring);
    expect(accounts).toMatchObject([{ state: 'open', account: { generation: 1 } }]);
    expect(damaged).toMatchObject([{ kind: 'account', id: ACCOUNT_ID, outcome: 'previous_loaded' }]);
    expect(damaged[0]?.keptAs).toMatch(/\.json\.damaged-\d{8}T\d{9}Z$/);
    expect(readFileSync(join(folder, damaged[0]!.keptAs))).toEqual(bytes);
    // From then on all is well, and the user is not told again.
    expect(await load(folder, keyring)).toMatchObject({ accounts: [{ account: { generation: 1 } }], damaged: [] });
  });

  it.each(DAMAGES)('that is %s and has no generation before is set aside', async (_, damage) => {
    const { folder, keyring, file } = await vaultWithAccount();
    rmSync(join(folder, PREVIOUS));
    const bytes = damage(readFileSync(file));
    writeFileSync(file, bytes);
    const { accounts, damaged } = await load(folder, keyring);
    expect(accounts).toEqual([]);
    expect(damaged).toMatchObject([{ outcome: 'set_aside' }]);
    expect(readFileSync(join(folder, damaged[0]!.keptAs))).toEqual(bytes);
    expect(await load(folder, keyring)).toEqual({ accounts: [], damaged: [], erased: [] });
  });

  it('is found out whichever byte of it was flipped', async () => {
    const { folder, keyring, file } = await vaultWithAccount();
    const current = readFileSync(file);
    const previous = readFileSync(join(folder, PREVIOUS));
    for (let index = 0; index < current.length; index += 5) {
      const flipped = Buffer.from(current);
      flipped[index] = flipped[index]! ^ 0x04;
      for (const name of readdirSync(folder)) rmSync(join(folder, name));
      writeFileSync(file, flipped);
      writeFileSync(join(folder, PREVIOUS), previous);
      const { accounts, damaged } = await load(folder, keyring);
      expect(accounts, `byte ${index}`).toMatchObject([{ state: 'open', account: { generation: 1 } }]);
      expect(damaged).toHaveLength(1);
      expect(contents(folder)).toContain(flipped.toString('latin1'));
    }
  });

  it('and a damaged generation before are both kept', async () => {
    const { folder, keyring, file } = await vaultWithAccount();
    writeFileSync(file, 'one');
    writeFileSync(join(folder, PREVIOUS), 'two');
    expect(await load(folder, keyring)).toMatchObject({ accounts: [], damaged: [{ outcome: 'set_aside' }] });
    expect(contents(folder).toSorted()).toEqual(['one', 'two']);
  });

  it('that is missing is replaced by the generation before, and said', async () => {
    const { folder, keyring, file } = await vaultWithAccount();
    rmSync(file);
    expect(await load(folder, keyring)).toMatchObject({
      accounts: [{ account: { generation: 1 } }],
      damaged: [{ outcome: 'previous_loaded', keptAs: PREVIOUS, detail: 'missing' }],
    });
  });

  it('keeps all its bytes through a crash at any step of mending', async () => {
    for (let at = 0, hit = true; hit; at += 1) {
      const { folder, keyring, file } = await vaultWithAccount();
      writeFileSync(file, 'damaged');
      const disk = faultyDisk({ at, what: 'crash' });
      await accountRecords(folder, fakeSealer(keyring), { disk }).load();
      hit = disk.hit();
      expect((await load(folder, keyring)).accounts, `step ${at}`).toMatchObject([{ account: { generation: 1 } }]);
      expect(contents(folder)).toContain('damaged');
    }
  });

  it('does not push out the generation before when an unfinished write takes its place', async () => {
    const { folder, keyring, file } = await vaultWithAccount();
    const newest = readFileSync(file);
    writeFileSync(file, 'damaged');
    writeFileSync(`${file}.tmp`, newest);
    expect((await load(folder, keyring)).accounts).toMatchObject([{ account: { generation: 2 } }]);
    expect(contents(folder)).toContain('damaged');
    writeFileSync(file, 'damaged again');
    expect((await load(folder, keyring)).accounts).toMatchObject([{ account: { generation: 1 } }]);
  });
});

describe('a record that someone changed', () => {
  it('to hold what is sealed for another account is not opened as that account', async () => {
    const { folder, keyring, file } = await vaultWithAccount();
    const other = join(folder, `${OTHER_ID}.json`);
    await accountRecords(folder, fakeSealer(keyring)).save(
      sampleAccount({ id: OTHER_ID, tokens: sampleTokens('other') }),
    );
    forge(other, { sealed: member(file, 'sealed') });
    const { accounts, damaged } = await load(folder, keyring);
    expect(accounts).toMatchObject([
      { state: 'open' },
      { state: 'locked', facts: { id: OTHER_ID }, reason: 'damaged' },
    ]);
    expect(damaged).toMatchObject([{ id: OTHER_ID, outcome: 'locked' }]);
  });

  it('to hold an older sealed part of the same account falls back to what is whole', async () => {
    const { folder, keyring, file } = await vaultWithAccount();
    forge(file, { sealed: member(join(folder, PREVIOUS), 'sealed') });
    expect(await load(folder, keyring)).toMatchObject({
      accounts: [{ account: { generation: 1 } }],
      damaged: [{ outcome: 'previous_loaded' }],
    });
  });

  it('to belong to another client is not opened', async () => {
    const { folder, keyring, file } = await vaultWithAccount();
    rmSync(join(folder, PREVIOUS));
    forge(file, { facts: { ...(member(file, 'facts') as object), clientId: OTHER_ID } });
    expect((await load(folder, keyring)).accounts).toMatchObject([{ state: 'locked', reason: 'damaged' }]);
  });

  it('by copying it under another id is set aside', async () => {
    const { folder, keyring, file } = await vaultWithAccount();
    copyFileSync(file, join(folder, `${OTHER_ID}.json`));
    expect(await load(folder, keyring)).toMatchObject({
      accounts: [{ account: { id: ACCOUNT_ID } }],
      damaged: [{ id: OTHER_ID, outcome: 'set_aside' }],
    });
  });

  it('does no harm by strange names in the folder', async () => {
    const { folder, keyring } = await vaultWithAccount();
    for (const name of ['Copy of it.json', '.json', 'UPPER.json', 'notes.txt']) writeFileSync(join(folder, name), 'x');
    expect(await load(folder, keyring)).toMatchObject({ accounts: [{ account: { generation: 2 } }], damaged: [] });
    expect(readdirSync(folder)).toHaveLength(6);
  });
});

describe('a record that cannot be opened now', () => {
  it('is locked with its facts while the keyring is away, stays as it is, and comes back', async () => {
    const { folder, keyring, file } = await vaultWithAccount();
    const before = contents(folder);
    keyring.available = false;
    const { accounts, damaged } = await load(folder, keyring);
    expect(accounts).toEqual([
      {
        state: 'locked',
        reason: 'key_unavailable',
        sealedBy: { scheme: 'linux-v11', keyring: 'gnome_libsecret' },
        keyNow: null,
        facts: expect.objectContaining({ id: ACCOUNT_ID, label: '新浪 “main”', generation: 2 }),
      },
    ]);
    expect(damaged).toEqual([]);
    expect(contents(folder)).toEqual(before);
    keyring.available = true;
    expect((await load(folder, keyring)).accounts).toMatchObject([{ account: { generation: 2 } }]);
    expect(readFileSync(file).length).toBeGreaterThan(0);
  });

  it('is locked by name after the keyring changed, does not fall back to older tokens, and comes back with the old keyring', async () => {
    const { folder, keyring } = await vaultWithAccount();
    const before = contents(folder);
    const { key } = keyring;
    keyring.change();
    keyring.backend = 'kwallet6';
    expect((await load(folder, keyring)).accounts).toMatchObject([
      {
        state: 'locked',
        reason: 'key_changed',
        sealedBy: { scheme: 'linux-v11', keyring: 'gnome_libsecret' },
        keyNow: { scheme: 'linux-v11', keyring: 'kwallet6' },
      },
    ]);
    expect(contents(folder)).toEqual(before);
    Object.assign(keyring, { key, backend: 'gnome_libsecret' });
    expect((await load(folder, keyring)).accounts).toMatchObject([{ account: { generation: 2 } }]);
  });

  it('is kept aside when the account is connected again under the new key', async () => {
    const { folder, keyring, file } = await vaultWithAccount();
    const locked = readFileSync(file, 'latin1');
    keyring.change();
    const records = accountRecords(folder, fakeSealer(keyring));
    await records.load();
    expect(await records.save(sampleAccount({ generation: 3 }))).toEqual({ kind: 'saved' });
    await records.save(sampleAccount({ generation: 4 }));
    expect((await load(folder, keyring)).accounts).toMatchObject([{ account: { generation: 4 } }]);
    const aside = readdirSync(folder).filter((name) => name.includes('.json.locked-'));
    expect(aside.map((name) => readFileSync(join(folder, name), 'latin1'))).toEqual([locked]);
  });

  it('because a newer Latchkey wrote it stays untouched and is reported', async () => {
    const { folder, keyring, file } = await vaultWithAccount();
    forge(file, { version: 2, more: true });
    const before = contents(folder);
    expect(await load(folder, keyring)).toMatchObject({
      accounts: [],
      damaged: [{ id: ACCOUNT_ID, keptAs: FILE, outcome: 'newer_version', detail: 'version 2' }],
    });
    expect(contents(folder)).toEqual(before);
  });

  it('because the disk refuses to read it is reported and stays', async () => {
    const { folder, keyring } = await vaultWithAccount();
    rmSync(join(folder, FILE));
    const before = readdirSync(folder);
    const disk = { ...faultyDisk({ at: 0, what: 'EIO' }) };
    expect(await accountRecords(folder, fakeSealer(keyring), { disk }).load()).toMatchObject({
      accounts: [],
      damaged: [{ outcome: 'locked', detail: expect.stringContaining('EIO') }],
    });
    expect(readdirSync(folder)).toEqual(before);
  });
});
