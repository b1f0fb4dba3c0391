/** Going back to a version before: records that a later Latchkey wrote, by the same key and in the same format, with more in them. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { NO_MARKS } from '../accounts';
import { accountCodec, clientCodec, historyCodec, type RecordCodec } from './codec';
import {
  ACCOUNT_ID,
  fakeKeyring,
  fakeSealer,
  sampleAccount,
  sampleClient,
  sampleHistory,
  sampleTokens,
  temporaryFolder,
} from './fakes';
import { recordFolder } from './record-folder';
import { accountRecords, clientRecords, historyRecords } from './records';
import type { Sealer } from './sealing';

const FILE = `${ACCOUNT_ID}.json`;

/** A folder with an account in its second generation. */
async function vaultWithAccount(): Promise<{ readonly folder: string; readonly sealer: Sealer }> {
  const [folder, sealer] = [temporaryFolder(onTestFinished), fakeSealer(fakeKeyring())];
  const records = accountRecords(folder, sealer);
  await records.save(sampleAccount());
  await records.save(sampleAccount({ generation: 2, tokens: sampleTokens('2') }));
  return { folder, sealer };
}

/** All contents of a folder, to find bytes again under whatever name. */
function contents(folder: string): string[] {
  return readdirSync(folder).map((name) => readFileSync(join(folder, name), 'latin1'));
}

/** The records of a later Latchkey, which say more. */
function more<T extends { readonly id: string }, F extends object>(
  codec: RecordCodec<T, F>,
  field: object = { more: 1 },
): RecordCodec<T, F> {
  return {
    ...codec,
    facts: (value) => ({ ...codec.facts(value), more: true }),
    encode: (value) => ({ ...(codec.encode(value) as object), ...field }),
  };
}

it.each([
  ['a field that is not known here', { colourScheme: 'x' }],
  ['a value that is not known here', { marks: { ...NO_MARKS, copyAs: 'telegram' } }],
])('a record of a newer Latchkey with %s stays, and no older tokens take its place', async (_, field) => {
  const { folder, sealer } = await vaultWithAccount();
  const file = join(folder, FILE);
  await recordFolder(folder, more(accountCodec, field), sealer).save(sampleAccount({ generation: 3 }));
  const before = contents(folder);
  const records = accountRecords(folder, sealer);
  expect(await records.load()).toMatchObject({
    accounts: [{ state: 'locked', reason: 'newer', facts: { id: ACCOUNT_ID, generation: 3 } }],
    damaged: [],
  });
  expect(contents(folder)).toEqual(before);
  // Saved anew here, it is kept aside for whoever can read it.
  const written = readFileSync(file, 'latin1');
  await records.save(sampleAccount({ generation: 4 }));
  expect(contents(folder)).toContain(written);
});

it('one in which a newer Latchkey changed no more than a note stays: what is before it is not sealed in its place', async () => {
  const { folder, sealer } = await vaultWithAccount();
  await recordFolder(folder, more(accountCodec), sealer).save(sampleAccount({ generation: 2 }));
  const before = contents(folder);
  expect((await accountRecords(folder, sealer).load()).accounts).toMatchObject([{ state: 'locked', reason: 'newer' }]);
  expect(contents(folder)).toEqual(before);
});

it('a client or a history that a newer Latchkey wrote is reported as such', async () => {
  const [folder, sealer] = [temporaryFolder(onTestFinished), fakeSealer(fakeKeyring())];
  await recordFolder(folder, more(clientCodec), sealer).save(sampleClient());
  expect(await clientRecords(folder, sealer).load()).toMatchObject({
    clients: [],
    damaged: [{ kind: 'client', keptAs: `${sampleClient().id}.json`, outcome: 'newer_version' }],
  });
  await recordFolder(folder, more(historyCodec), sealer).save(sampleHistory());
  expect(await historyRecords(folder, sealer).read(ACCOUNT_ID)).toMatchObject({
    history: null,
    damaged: { kind: 'history', keptAs: FILE, outcome: 'newer_version' },
  });
});
