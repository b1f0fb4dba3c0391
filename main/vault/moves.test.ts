/** A vault on its way from one key to another, with a crash and a full disk at every step. */
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { Secret } from '../oauth';
import { PASSPHRASE_SCHEME } from './data-keys';
import type { Disk } from './disk';
import { ACCOUNT_ID, CANARY, faultyDisk, hastyDisk, sampleAccount, type DiskFault } from './fakes';
import { durableVault } from './index';
import type { Opened, Safe } from './safe';
import {
  copyOf,
  everything,
  keyringVault,
  keysInUse,
  load,
  OTHER,
  PASSPHRASE,
  passphraseVault,
  sealerOf,
  type Setting,
} from './safe-setup';
import type { Sealer } from './sealing';

/** Everything that changes keys: what begins it, and by which passphrase the vault is opened before and after. */
const MOVES: [string, () => Promise<Setting>, (vaultSafe: Safe) => Promise<Opened>, readonly Secret[]][] = [
  ['from the keyring to a passphrase', keyringVault, (vaultSafe) => vaultSafe.usePassphrase(PASSPHRASE), [PASSPHRASE]],
  [
    'to another passphrase',
    passphraseVault,
    (vaultSafe) => vaultSafe.changePassphrase(PASSPHRASE, OTHER),
    [PASSPHRASE, OTHER],
  ],
  ['from a passphrase to the keyring', passphraseVault, (vaultSafe) => vaultSafe.useKeyring(), [PASSPHRASE]],
];

/** A start by whichever passphrase opens it. */
async function open(
  setting: Setting,
  passphrases: readonly Secret[],
  disk?: Disk,
): Promise<{ vaultSafe: Safe; sealer: Sealer }> {
  const vaultSafe = setting.start(disk);
  const found = await vaultSafe.find();
  if (found.kind === 'open') return { vaultSafe, sealer: found.sealer };
  expect(found.kind).toBe('locked');
  for (const passphrase of passphrases) {
    const opened = await vaultSafe.unlock(passphrase);
    if (opened.kind === 'opened') return { vaultSafe, sealer: opened.sealer };
    expect(opened).toMatchObject({ reason: 'wrong' });
  }
  throw new Error('no passphrase opens it');
}

/** A disk with a bad sector: one account's record cannot be read. */
const EIO = (): Promise<never> => Promise.reject(Object.assign(new Error('EIO: injected'), { code: 'EIO' }));
const badDisk: Disk = {
  ...hastyDisk,
  readFile: (path) => (path.endsWith(`${ACCOUNT_ID}.json`) ? EIO() : hastyDisk.readFile(path)),
  readSmall: (path) => (path.endsWith(`${ACCOUNT_ID}.json`) ? EIO() : hastyDisk.readSmall(path)),
};

describe.each(MOVES)('moving %s', (_name, made, begin, passphrases) => {
  it('while the disk refuses one record, the others are opened, and the key of that one is kept', async () => {
    const setting = await made();
    const other = { ...sampleAccount({ generation: 5 }), id: 'b0000000-0000-4000-8000-000000000000' };
    const first = await open(setting, passphrases);
    await durableVault(setting.folder, first.sealer, hastyDisk).accounts.save(other);
    const begun = sealerOf(await begin(first.vaultSafe));
    expect(await load(setting, first.vaultSafe, begun, badDisk)).toEqual([5]);
    for (const [disk, generations] of [
      [badDisk, [5]],
      [badDisk, [5]],
      [hastyDisk, [2, 5]],
      [hastyDisk, [2, 5]],
    ] as const) {
      const { vaultSafe, sealer } = await open(setting, passphrases.toReversed(), disk);
      expect(await load(setting, vaultSafe, sealer, disk)).toEqual(generations);
    }
  });

  it('seals every record and reply anew, and drops old copies and keys only in a later start', async () => {
    const setting = await made();
    const { vaultSafe, sealer } = await open(setting, passphrases);
    await load(setting, vaultSafe, sealer);
    const before = new Set(await keysInUse(setting));
    expect(await load(setting, vaultSafe, sealerOf(await begin(vaultSafe)))).toEqual([2]);
    const during = await keysInUse(setting);
    expect(during.filter((use) => use.startsWith('copy')).length).toBeGreaterThan(0);
    expect(during.filter((use) => !use.startsWith('copy') && before.has(use))).toEqual([]);

    const later = await open(setting, passphrases.toReversed());
    expect(await load(setting, later.vaultSafe, later.sealer)).toEqual([2]);
    const after = await keysInUse(setting);
    expect(new Set(after.map((use) => use.split(' ').slice(1).join(' '))).size).toBe(1);
    expect(after.filter((use) => before.has(use))).toEqual([]);
    expect(everything(setting)).not.toContain(CANARY);
    const last = await open(setting, passphrases.toReversed());
    expect(await load(setting, last.vaultSafe, last.sealer)).toEqual([2]);
  });

  const faults: DiskFault['what'][] = ['crash', 'ENOSPC'];
  it.each(faults)('survives %s at every operation', async (what) => {
    const start = await made();
    /** @returns whether there was an operation of that number */
    const survives = async (at: number): Promise<boolean> => {
      const setting = copyOf(start);
      const disk = faultyDisk({ at, what }, hastyDisk);
      const vaultSafe = setting.start(disk);
      const found = await vaultSafe.find().catch(() => null);
      let sealer = found?.kind === 'open' ? found.sealer : null;
      if (found?.kind === 'locked') {
        const unlocked = await vaultSafe.unlock(PASSPHRASE).catch(() => null);
        if (unlocked?.kind === 'opened') sealer = unlocked.sealer;
      }
      if (sealer !== null) {
        const begun = await begin(vaultSafe).catch(() => null);
        const going = begun?.kind === 'opened' ? begun.sealer : sealer;
        await load(setting, vaultSafe, going, disk).catch(() => null);
      }
      // The next two starts, on a disk that works: the grant is there, in its newest generation, and so is the reply.
      for (let count = 0; count < 2; count += 1) {
        const next = await open(setting, passphrases);
        expect(await load(setting, next.vaultSafe, next.sealer)).toEqual([2]);
        const { rotations } = await durableVault(setting.folder, next.sealer, hastyDisk).journal.pending();
        expect(rotations).toMatchObject([{ stage: 'received' }]);
      }
      expect(everything(setting)).not.toContain(CANARY);
      return disk.hit();
    };
    // Each spends most of its time waiting for the disk.
    const together = 8;
    for (let at = 0, hit = true; hit; at += together) {
      const hits = await Promise.all(Array.from({ length: together }, (_, index) => survives(at + index)));
      hit = hits.every(Boolean);
    }
  });
});

describe('after a move', () => {
  it('to another passphrase the old one opens nothing, with an old copy of the header neither', async () => {
    const setting = await passphraseVault();
    const oldHeader = readFileSync(setting.file);
    const first = setting.start();
    await first.find();
    await first.unlock(PASSPHRASE);
    await load(setting, first, sealerOf(await first.changePassphrase(PASSPHRASE, OTHER)));
    const next = setting.start();
    await next.find();
    expect(await next.unlock(PASSPHRASE)).toMatchObject({ reason: 'wrong' });
    await load(setting, next, sealerOf(await next.unlock(OTHER)));

    writeFileSync(setting.file, oldHeader);
    const thief = setting.start();
    await thief.find();
    const sealer = sealerOf(await thief.unlock(PASSPHRASE));
    expect((await durableVault(setting.folder, sealer).accounts.load()).accounts).toMatchObject([
      { state: 'locked', reason: 'key_changed' },
    ]);
  });

  it('to a passphrase the keyring is not asked any more', async () => {
    const setting = await passphraseVault();
    setting.keyring.available = false;
    setting.keyring.encrypt = () => Promise.reject(new Error('asked'));
    const { vaultSafe, sealer } = await open(setting, [PASSPHRASE]);
    expect(await load(setting, vaultSafe, sealer)).toEqual([2]);
  });

  it('to the keyring nothing is left of the passphrase', async () => {
    const setting = await passphraseVault();
    const first = await open(setting, [PASSPHRASE]);
    await load(setting, first.vaultSafe, sealerOf(await first.vaultSafe.useKeyring()));
    expect(existsSync(setting.file)).toBe(true);
    const second = await open(setting, []);
    await load(setting, second.vaultSafe, second.sealer);
    expect(readdirSync(setting.folder).toSorted()).toEqual(['accounts', 'clients', 'histories']);
  });

  it('to the keyring, which is then lost before it was read back, the passphrase still opens everything', async () => {
    const setting = await passphraseVault();
    const first = await open(setting, [PASSPHRASE]);
    await load(setting, first.vaultSafe, sealerOf(await first.vaultSafe.useKeyring()));
    setting.keyring.change();
    const second = await open(setting, []);
    // Shown as locked, and the copies under the passphrase stay.
    expect(await load(setting, second.vaultSafe, second.sealer)).toEqual([]);
    expect(await keysInUse(setting)).toContainEqual(expect.stringContaining(`copy ${PASSPHRASE_SCHEME}`));
    const way = sealerOf(await second.vaultSafe.unlock(PASSPHRASE));
    expect(await load(setting, second.vaultSafe, way)).toEqual([2]);
    const third = await open(setting, []);
    expect(await load(setting, third.vaultSafe, third.sealer)).toEqual([2]);
  });

  it('that the keyring does not take nothing has changed', async () => {
    const setting = await passphraseVault();
    const { vaultSafe } = await open(setting, [PASSPHRASE]);
    const before = everything(setting);
    setting.keyring.prefix = 'v10';
    expect(await vaultSafe.useKeyring()).toMatchObject({ kind: 'refused', reason: 'no_keyring' });
    expect(everything(setting)).toBe(before);
  });
});
