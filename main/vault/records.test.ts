import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { Account } from '../accounts/account';
import { Secret } from '../oauth';
import {
  ACCOUNT_ID,
  CANARY,
  fakeKeyring,
  fakeSealer,
  faultyDisk,
  linklessDisk,
  sampleAccount,
  sampleClient,
  sampleTokens,
  temporaryFolder,
} from './fakes';
import { accountRecords, clientRecords } from './records';

const FIRST = sampleAccount();
const SECOND = sampleAccount({
  generation: 2,
  tokens: sampleTokens('2'),
  previous: sampleTokens('1'),
  refreshedAt: 1_760_000_100_000,
});
const FILE = `${ACCOUNT_ID}.json`;

const newFolder = (): string => temporaryFolder(onTestFinished);

/** The generation that loads, `locked`, or `none`. */
async function whatLoads(folder: string, sealer = fakeSealer()): Promise<number | 'locked' | 'none'> {
  const { accounts } = await accountRecords(folder, sealer).load();
  const [stored] = accounts;
  if (stored === undefined) return 'none';
  return stored.state === 'open' ? stored.account.generation : 'locked';
}

/** Comparable, secrets included. */
function plain(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value, (_, item: unknown) => (item instanceof Secret ? item.reveal() : item)));
}

describe('an account record', () => {
  it.each<[string, Partial<Account>]>([
    ['all it holds', { previous: sampleTokens('0'), requestedScope: ['read'], refreshedAt: 3 }],
    [
      'tokens without a refresh token that never expire',
      {
        tokens: {
          ...sampleTokens('1'),
          refreshToken: null,
          scope: null,
          accessExpiry: { kind: 'never', source: 'provider_document' },
        },
      },
    ],
    [
      'an error of the server',
      {
        problem: {
          kind: 'server',
          at: 1,
          error: { class: 'rate_limited', code: 'slow', text: null, status: 429, retryAt: 2 },
        },
      },
    ],
    ['a request that was not sent', { problem: { kind: 'not_sent', at: 1, reason: 'offline', detail: '' } }],
    [
      'an answer that was not the server’s',
      { problem: { kind: 'not_from_server', at: 1, status: 200, retryAt: null } },
    ],
    ['a reply that was lost', { problem: { kind: 'uncertain', at: 1, reason: 'interrupted', detail: 'x' } }],
  ])('comes back with %s', async (_, changes) => {
    const folder = newFolder();
    const sealer = fakeSealer();
    const account = sampleAccount(changes);
    expect(await accountRecords(folder, sealer).save(account)).toEqual({ kind: 'saved' });
    const { accounts, damaged } = await accountRecords(folder, sealer).load();
    expect(plain(accounts)).toEqual([{ state: 'open', account: plain(account) }]);
    expect(damaged).toEqual([]);
  });

  it('has no secret in clear text in any file, and no file that others can read', async () => {
    const folder = join(newFolder(), 'vault', 'accounts');
    const records = accountRecords(folder, fakeSealer());
    await records.save(FIRST);
    await records.save(SECOND);
    expect(readdirSync(folder)).toHaveLength(2);
    expect(statSync(folder).mode & 0o777).toBe(0o700);
    for (const name of readdirSync(folder)) {
      const content = readFileSync(join(folder, name), 'utf8');
      expect(content).not.toContain(CANARY);
      expect(content).not.toContain(Buffer.from(CANARY).toString('base64').slice(0, 12));
      expect(statSync(join(folder, name)).mode & 0o777).toBe(0o600);
    }
  });

  it('that could not be read back is not written', async () => {
    const folder = newFolder();
    const records = accountRecords(folder, fakeSealer());
    await records.save(FIRST);
    expect(await records.save({ ...SECOND, connectedAt: Number.NaN })).toMatchObject({
      kind: 'failed',
      reason: 'failed',
    });
    expect(readdirSync(folder)).toEqual([FILE]);
  });

  it('is not written at all while the keyring is away', async () => {
    const folder = newFolder();
    const keyring = fakeKeyring();
    const records = accountRecords(folder, fakeSealer(keyring));
    await records.save(FIRST);
    const before = readFileSync(join(folder, FILE));
    keyring.prefix = 'v10';
    expect(await records.save(SECOND)).toMatchObject({ kind: 'failed', reason: 'locked' });
    expect(readFileSync(join(folder, FILE))).toEqual(before);
  });

  it('is sealed anew when the key store asks for it', async () => {
    const folder = newFolder();
    const keyring = fakeKeyring();
    const records = accountRecords(folder, fakeSealer(keyring));
    await records.save(FIRST);
    const before = statSync(join(folder, FILE)).ino;
    keyring.reseal = true;
    await records.load();
    expect(statSync(join(folder, FILE)).ino).not.toBe(before);
    expect(await whatLoads(folder, fakeSealer(keyring))).toBe(1);
  });

  it('costs the same to write however many there are', async () => {
    const folder = newFolder();
    const sealer = fakeSealer();
    const operations = async (): Promise<string[]> => {
      const disk = faultyDisk({ at: Number.POSITIVE_INFINITY, what: 'EIO' });
      await accountRecords(folder, sealer, { disk }).save(FIRST);
      return disk.done;
    };
    await operations();
    const alone = await operations();
    const records = accountRecords(folder, sealer);
    await Promise.all(
      Array.from({ length: 200 }, (_, number) => records.save(sampleAccount({ id: `other-${number}` }))),
    );
    expect(await operations()).toEqual(alone);
    expect((await records.load()).accounts).toHaveLength(201);
  });

  it('saved several times at once ends with the last', async () => {
    const folder = newFolder();
    const sealer = fakeSealer();
    const records = accountRecords(folder, sealer);
    await Promise.all(Array.from({ length: 20 }, (_, index) => records.save(sampleAccount({ generation: index + 1 }))));
    expect(await whatLoads(folder, sealer)).toBe(20);
  });

  it.each(['../settings', 'a/b', 'a.b', '', 'CON', 'con', 'Ä', 'x'.repeat(65)])(
    'with the id %j is refused',
    async (id) => {
      const records = accountRecords(newFolder(), fakeSealer());
      await expect(records.save(sampleAccount({ id }))).rejects.toThrow('an id cannot be a file name');
      await expect(records.remove(id)).rejects.toThrow('an id cannot be a file name');
    },
  );
});

describe('a crash', () => {
  it.each([
    ['with hard links', (disk: ReturnType<typeof faultyDisk>) => disk],
    ['without hard links', linklessDisk],
  ])('at any step of a save loads the old account or the new one, and nothing as damaged, %s', async (_, kindOf) => {
    const sealer = fakeSealer();
    const seen = new Set<unknown>();
    for (let at = 0, hit = true; hit; at += 1) {
      const folder = newFolder();
      await accountRecords(folder, sealer).save(FIRST);
      const faulty = faultyDisk({ at, what: 'crash' });
      const result = await accountRecords(folder, sealer, { disk: kindOf(faulty) }).save(SECOND);
      hit = faulty.hit();
      const { accounts, damaged } = await accountRecords(folder, sealer).load();
      const [stored] = accounts;
      const generation = stored?.state === 'open' ? stored.account.generation : 'none';
      expect(result.kind === 'saved' ? [2] : [1, 2], `crash at step ${at}`).toContain(generation);
      expect(damaged).toEqual([]);
      expect(readdirSync(folder).filter((name) => name.endsWith('.tmp'))).toEqual([]);
      seen.add(generation);
    }
    expect([...seen]).toEqual([1, 2]);
  });

  it('at any step of the first save loads the account or none, and nothing as damaged', async () => {
    const sealer = fakeSealer();
    for (let at = 0, hit = true; hit; at += 1) {
      const folder = newFolder();
      const faulty = faultyDisk({ at, what: 'crash' });
      await accountRecords(folder, sealer, { disk: faulty }).save(FIRST);
      hit = faulty.hit();
      expect([1, 'none']).toContain(await whatLoads(folder, sealer));
      expect((await accountRecords(folder, sealer).load()).damaged).toEqual([]);
    }
  });

  it('at any step of a removal leaves the newest account or none, never an older one', async () => {
    const sealer = fakeSealer();
    const seen = new Set<unknown>();
    for (let at = 0, hit = true; hit; at += 1) {
      const folder = newFolder();
      const records = accountRecords(folder, sealer);
      await records.save(FIRST);
      await records.save(SECOND);
      const faulty = faultyDisk({ at, what: 'crash' });
      await accountRecords(folder, sealer, { disk: faulty }).remove(ACCOUNT_ID);
      hit = faulty.hit();
      seen.add(await whatLoads(folder, sealer));
    }
    expect([...seen]).toEqual([2, 'none']);
  });

  it('at any step of a save or of mending at load loses no generation that was acknowledged', async () => {
    const sealer = fakeSealer();
    for (let saveAt = 0, saveHit = true; saveHit; saveAt += 1) {
      for (let loadAt = 0, loadHit = true; loadHit; loadAt += 1) {
        const folder = newFolder();
        await accountRecords(folder, sealer).save(FIRST);
        const dying = faultyDisk({ at: saveAt, what: 'crash' });
        const result = await accountRecords(folder, sealer, { disk: dying }).save(SECOND);
        saveHit = dying.hit();
        const dyingAgain = faultyDisk({ at: loadAt, what: 'crash' });
        await accountRecords(folder, sealer, { disk: dyingAgain }).load();
        loadHit = dyingAgain.hit();
        expect(result.kind === 'saved' ? [2] : [1, 2], `${saveAt}, then ${loadAt}`).toContain(
          await whatLoads(folder, sealer),
        );
      }
    }
  });
});

describe('removing', () => {
  it('leaves no file of the account behind, and every other account', async () => {
    const folder = newFolder();
    const sealer = fakeSealer();
    const records = accountRecords(folder, sealer);
    const longer = sampleAccount({ id: `${ACCOUNT_ID}-2` });
    await records.save(FIRST);
    await records.save(SECOND);
    await records.save(longer);
    expect(await records.remove(ACCOUNT_ID)).toEqual({ kind: 'saved' });
    expect(readdirSync(folder)).toEqual([`${longer.id}.json`]);
    expect(await records.remove(ACCOUNT_ID)).toEqual({ kind: 'saved' });
  });
});

describe('a client record', () => {
  it('comes back with its secret, which stands in no file', async () => {
    const folder = newFolder();
    const sealer = fakeSealer();
    const client = sampleClient();
    await clientRecords(folder, sealer).save(client);
    const { clients, damaged } = await clientRecords(folder, sealer).load();
    expect(plain(clients)).toEqual([plain(client)]);
    expect(damaged).toEqual([]);
    expect(readFileSync(join(folder, `${client.id}.json`), 'utf8')).not.toContain(CANARY);
  });

  it('whose key is not there is reported as locked and comes back with the key', async () => {
    const folder = newFolder();
    const keyring = fakeKeyring();
    const records = clientRecords(folder, fakeSealer(keyring));
    await records.save(sampleClient());
    keyring.available = false;
    expect(await records.load()).toMatchObject({ clients: [], damaged: [{ kind: 'client', outcome: 'locked' }] });
    keyring.available = true;
    expect(await records.load()).toMatchObject({ clients: [{ id: sampleClient().id }], damaged: [] });
  });

  it('is no account, whatever its file is called', async () => {
    const folder = newFolder();
    const sealer = fakeSealer();
    await clientRecords(folder, sealer).save(sampleClient());
    expect(await accountRecords(folder, sealer).load()).toMatchObject({
      accounts: [],
      damaged: [{ outcome: 'set_aside' }],
    });
  });
});
