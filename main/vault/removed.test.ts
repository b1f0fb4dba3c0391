/** Records that were removed and can come back: what is on disk at every moment, and what a crash leaves of it. */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { ACCOUNT_ID, fakeSealer, faultyDisk, hastyDisk, sampleAccount, sampleClient, temporaryFolder } from './fakes';
import { rotationJournal } from './journal';
import { bringProviderBack, eraseProvider, eraseRemovedProviders, setProviderAside } from './provider-file';
import { accountRecords, clientRecords } from './records';

const newFolder = (): string => temporaryFolder(onTestFinished);
const entry = { accountId: ACCOUNT_ID, grantId: 'grant', generation: 2, at: 1 };

/** An account with a generation before it and a rotation on its way. */
async function filled() {
  const folder = newFolder();
  const sealer = fakeSealer();
  const records = accountRecords(folder, sealer);
  await records.save(sampleAccount());
  await records.save(sampleAccount({ generation: 2 }));
  await rotationJournal(folder, sealer).reserve(entry);
  return { folder, sealer, records };
}

const contents = (folder: string): Record<string, string> =>
  Object.fromEntries(readdirSync(folder).map((name) => [name, readFileSync(join(folder, name), 'base64')]));

describe('a record that is set aside', () => {
  it('keeps every byte of its files, the generation before and the journal included, and comes back with them', async () => {
    const { folder, records } = await filled();
    const before = contents(folder);
    expect(Object.keys(before)).toHaveLength(3);
    expect(await records.setAside(ACCOUNT_ID)).toEqual({ kind: 'saved' });
    expect(contents(folder)).toEqual({ ...before, [`${ACCOUNT_ID}.removed`]: expect.any(String) });
    expect(await records.bringBack(ACCOUNT_ID)).toEqual({ kind: 'saved' });
    expect(contents(folder)).toEqual(before);
  });

  it('is erased with all its files when it is next read, and named', async () => {
    const { folder, sealer, records } = await filled();
    await records.setAside(ACCOUNT_ID);
    const loaded = await accountRecords(folder, sealer).load();
    expect(loaded).toEqual({ accounts: [], damaged: [], erased: [ACCOUNT_ID] });
    expect(readdirSync(folder)).toEqual([]);
    expect(await rotationJournal(folder, sealer).pending()).toEqual({ rotations: [], damaged: [] });
  });

  it('can be written meanwhile and is still set aside', async () => {
    const { folder, sealer, records } = await filled();
    await records.setAside(ACCOUNT_ID);
    await records.save(sampleAccount({ generation: 3 }));
    await records.bringBack(ACCOUNT_ID);
    const { accounts } = await accountRecords(folder, sealer).load();
    expect(accounts).toMatchObject([{ state: 'open', account: { generation: 3 } }]);
  });

  it('is erased whatever the key: nothing has to be read for it', async () => {
    const { folder, records } = await filled();
    await records.setAside(ACCOUNT_ID);
    const loaded = await accountRecords(folder, fakeSealer()).load();
    expect(loaded).toEqual({ accounts: [], damaged: [], erased: [ACCOUNT_ID] });
  });

  it('works for clients alike', async () => {
    const folder = newFolder();
    const sealer = fakeSealer();
    const records = clientRecords(folder, sealer);
    const client = sampleClient();
    await records.save(client);
    await records.setAside(client.id);
    await records.bringBack(client.id);
    expect((await clientRecords(folder, sealer).load()).clients).toHaveLength(1);
    await records.setAside(client.id);
    expect((await clientRecords(folder, sealer).load()).clients).toEqual([]);
    expect(readdirSync(folder)).toEqual([]);
  });
});

describe('whatever moment the power goes', () => {
  /** Runs a step with the power cut at each of its operations in turn; tells how many there were. */
  async function cutEverywhere(
    prepare: (records: ReturnType<typeof accountRecords>) => Promise<unknown>,
    step: (records: ReturnType<typeof accountRecords>) => Promise<unknown>,
    look: (loaded: number, names: readonly string[]) => void,
  ): Promise<void> {
    let cuts = 0;
    for (let at = 0; at === cuts; at += 1) {
      const folder = newFolder();
      const sealer = fakeSealer();
      const records = accountRecords(folder, sealer, { disk: hastyDisk });
      await records.save(sampleAccount());
      await prepare(records);
      const disk = faultyDisk({ at, what: 'crash' }, hastyDisk);
      await step(accountRecords(folder, sealer, { disk })).catch(() => undefined);
      if (disk.hit()) cuts += 1;
      const { accounts } = await accountRecords(folder, sealer, { disk: hastyDisk }).load();
      look(accounts.length, readdirSync(folder));
    }
    expect(cuts).toBeGreaterThan(1);
  }

  it('an account that is being set aside is whole or gone, never half of it', () =>
    cutEverywhere(
      async () => undefined,
      (records) => records.setAside(ACCOUNT_ID),
      (loaded, names) => expect(names).toEqual(loaded === 1 ? [`${ACCOUNT_ID}.json`] : []),
    ));

  it('an account that is being erased does not come back', () =>
    cutEverywhere(
      (records) => records.setAside(ACCOUNT_ID),
      (records) => records.remove(ACCOUNT_ID),
      (loaded, names) => expect([loaded, names]).toEqual([0, []]),
    ));

  it('an account that came back stays', async () => {
    const { folder, sealer, records } = await filled();
    await records.setAside(ACCOUNT_ID);
    await records.bringBack(ACCOUNT_ID);
    expect((await accountRecords(folder, sealer).load()).accounts).toHaveLength(1);
  });

  it('a mark that could not be written in full is not there', async () => {
    const folder = newFolder();
    const sealer = fakeSealer();
    await accountRecords(folder, sealer).save(sampleAccount());
    const disk = faultyDisk({ at: 2, what: 'ENOSPC' });
    expect(await accountRecords(folder, sealer, { disk }).setAside(ACCOUNT_ID)).toMatchObject({ reason: 'full' });
    expect(readdirSync(folder)).toEqual([`${ACCOUNT_ID}.json`]);
  });
});

describe('a provider file that is taken away', () => {
  it('keeps its content under a name that is not read, and comes back', async () => {
    const folder = newFolder();
    writeFileSync(join(folder, 'acme.json'), 'mine');
    expect(await setProviderAside(folder, 'acme.json')).toEqual({ kind: 'saved' });
    expect(readdirSync(folder)).toEqual(['acme.json.removed']);
    expect(await bringProviderBack(folder, 'acme.json')).toEqual({ kind: 'saved' });
    expect(readFileSync(join(folder, 'acme.json'), 'utf8')).toBe('mine');
  });

  it('does not come back over another of its name, whatever the capitals', async () => {
    const folder = newFolder();
    writeFileSync(join(folder, 'acme.json'), 'mine');
    await setProviderAside(folder, 'acme.json');
    writeFileSync(join(folder, 'Acme.json'), 'another');
    expect(await bringProviderBack(folder, 'acme.json')).toMatchObject({ kind: 'failed' });
    expect(contents(folder)).toEqual({
      'Acme.json': Buffer.from('another').toString('base64'),
      'acme.json.removed': Buffer.from('mine').toString('base64'),
    });
  });

  it('is erased when its time is over, or at the next start; other files stay', async () => {
    const folder = newFolder();
    for (const name of ['a.json', 'b.json', 'notes.removed']) writeFileSync(join(folder, name), name);
    await setProviderAside(folder, 'a.json');
    await eraseProvider(folder, 'a.json');
    expect(readdirSync(folder).toSorted()).toEqual(['b.json', 'notes.removed']);
    await setProviderAside(folder, 'b.json');
    await eraseRemovedProviders(folder);
    expect(readdirSync(folder)).toEqual(['notes.removed']);
    await eraseRemovedProviders(join(folder, 'nowhere'));
  });
});
