/** A passphrase vault: what opens it, what does not, and what is left on disk. */
import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { Secret } from '../oauth';
import { PASSPHRASE_SCHEME } from './data-keys';
import { ACCOUNT_ID, CANARY, sampleAccount, sampleClient } from './fakes';
import { durableVault } from './index';
import { everything, forge, load, OTHER, PASSPHRASE, passphraseVault, sealerOf, setUp } from './safe-setup';

describe('a passphrase vault', () => {
  it('keeps what it is given, and nothing of it is on disk in clear', async () => {
    const setting = setUp();
    setting.keyring.available = false;
    const first = setting.start();
    expect(await first.find()).toMatchObject({ kind: 'undecided', reason: 'no_keyring', kept: 0 });
    const vault = durableVault(setting.folder, sealerOf(await first.usePassphrase(PASSPHRASE)));
    await vault.accounts.save(sampleAccount({ generation: 7 }));
    await vault.clients.save(sampleClient());

    const next = setting.start();
    expect(await next.find()).toEqual({ kind: 'locked', moving: false });
    expect(await load(setting, next, sealerOf(await next.unlock(PASSPHRASE)))).toEqual([7]);
    expect(everything(setting)).not.toContain(CANARY);
    expect(statSync(setting.file).mode & 0o777).toBe(0o600);
  });

  it('says that a passphrase is wrong, and is as it was', async () => {
    const setting = await passphraseVault();
    const before = everything(setting);
    const next = setting.start();
    await next.find();
    expect(await next.unlock(OTHER)).toEqual({ kind: 'refused', reason: 'wrong', detail: null });
    expect(everything(setting)).toBe(before);
    expect((await next.unlock(PASSPHRASE)).kind).toBe('opened');
  });

  it('takes the same passphrase composed in another way, and no short one', async () => {
    const setting = setUp();
    const first = setting.start();
    await first.find();
    expect(await first.usePassphrase(new Secret('1234567'))).toMatchObject({ reason: 'short' });
    await first.usePassphrase(new Secret('caf\u00e9 令牌 nine'));
    const next = setting.start();
    await next.find();
    expect((await next.unlock(new Secret('cafe\u0301 令牌 nine'))).kind).toBe('opened');
  });

  it('seals and opens nothing once it is locked, and what is on disk stays', async () => {
    const setting = await passphraseVault();
    const vaultSafe = setting.start();
    await vaultSafe.find();
    const sealer = sealerOf(await vaultSafe.unlock(PASSPHRASE));
    const vault = durableVault(setting.folder, sealer);
    await vault.accounts.load();
    const before = everything(setting);
    vaultSafe.lock();
    expect(await vault.accounts.save(sampleAccount({ generation: 9 }))).toMatchObject({ reason: 'locked' });
    const entry = { accountId: ACCOUNT_ID, grantId: 'grant-1', generation: 2, at: 9 };
    expect(await vault.journal.reserve(entry)).toMatchObject({ reason: 'locked' });
    expect((await vault.accounts.load()).accounts).toMatchObject([{ state: 'locked', reason: 'key_unavailable' }]);
    expect(everything(setting)).toBe(before);
  });

  it('only compares the passphrase while its keys are in memory', async () => {
    const setting = await passphraseVault();
    const vaultSafe = setting.start();
    await vaultSafe.find();
    const first = sealerOf(await vaultSafe.unlock(PASSPHRASE));
    await vaultSafe.unlock(PASSPHRASE);
    expect((await first.seal('text')).kind).toBe('sealed');
  });
});

describe('a header', () => {
  const members: [string, (header: Record<string, unknown>) => Record<string, unknown>][] = [
    ['use', (header) => ({ ...header, use: 'open' })],
    ['oldCopies', (header) => ({ ...header, oldCopies: header['oldCopies'] !== true })],
    ['check', (header) => ({ ...header, check: Buffer.alloc(28).toString('base64') })],
    ['mac', (header) => ({ ...header, mac: Buffer.alloc(32).toString('base64') })],
    ['salt', (header) => ({ ...header, kdf: { ...(header['kdf'] as object), salt: 'AAAA' } })],
    ['cost', (header) => ({ ...header, kdf: { ...(header['kdf'] as object), cost: 4 } })],
    ['a key', (header) => ({ ...header, keys: [{ id: 'ff', wrapped: Buffer.alloc(60).toString('base64') }] })],
    ['the order of keys', (header) => ({ ...header, keys: [...(header['keys'] as unknown[])].toReversed() })],
    ['last key, taken away,', (header) => ({ ...header, keys: (header['keys'] as unknown[]).slice(0, 1) })],
  ];

  it.each(members)('whose %s was altered opens nothing, with the right checksum too', async (_name, change) => {
    const setting = await passphraseVault();
    const first = setting.start();
    await first.find();
    await first.unlock(PASSPHRASE);
    // Two keys, so that there is an order.
    await first.changePassphrase(PASSPHRASE, PASSPHRASE);
    forge(setting.file, change);
    const next = setting.start();
    await next.find();
    expect(await next.unlock(PASSPHRASE)).toMatchObject({
      kind: 'refused',
      reason: expect.stringMatching(/wrong|damaged/),
    });
  });

  it.each([
    ['memory', { cost: 2 ** 24, blockSize: 64 }],
    ['a cost that is no power of two', { cost: 1000 }],
  ])('that asks for %s is not taken', async (_name, kdf) => {
    const setting = await passphraseVault();
    forge(setting.file, (header) => ({ ...header, kdf: { ...(header['kdf'] as object), ...kdf } }));
    forge(`${setting.file}.prev`, (header) => ({ ...header, kdf: { ...(header['kdf'] as object), ...kdf } }));
    expect(await setting.start().find()).toMatchObject({ kind: 'undecided', reason: 'passphrase_file', kept: 1 });
  });

  it.each([
    ['empty', Buffer.alloc(0)],
    ['NUL', Buffer.alloc(500)],
    ['cut', Buffer.from('{"format":"latchkey-pass')],
  ])('that is %s is replaced by its second copy and kept', async (_name, damaged) => {
    const setting = await passphraseVault();
    writeFileSync(setting.file, damaged);
    const next = setting.start();
    expect(await next.find()).toEqual({ kind: 'locked', moving: false });
    expect(await load(setting, next, sealerOf(await next.unlock(PASSPHRASE)))).toEqual([2]);
    expect(readdirSync(setting.folder).some((name) => name.includes('passphrase.json.damaged-'))).toBe(true);
  });

  it('of a newer Latchkey is left alone', async () => {
    const setting = await passphraseVault();
    forge(setting.file, (header) => ({ ...header, version: 2, more: true }));
    const before = everything(setting);
    expect(await setting.start().find()).toMatchObject({ reason: 'passphrase_file', detail: 'version 2', kept: 1 });
    expect(everything(setting)).toBe(before);
  });
});

describe('a record under a passphrase', () => {
  it('that was altered, with the right checksum, is not opened; the generation before is', async () => {
    const setting = await passphraseVault();
    const vaultSafe = setting.start();
    await vaultSafe.find();
    const sealer = sealerOf(await vaultSafe.unlock(PASSPHRASE));
    const vault = durableVault(setting.folder, sealer);
    await vault.accounts.load();
    await vault.accounts.save(sampleAccount({ generation: 3 }));
    forge(join(setting.folder, 'accounts', `${ACCOUNT_ID}.json`), (record) => {
      const sealed = Buffer.from(record['sealed'] as string, 'base64');
      sealed[20] = (sealed[20] ?? 0) ^ 1;
      return { ...record, sealed: sealed.toString('base64') };
    });
    const { accounts, damaged } = await durableVault(setting.folder, sealer).accounts.load();
    expect(accounts).toMatchObject([{ state: 'open', account: { generation: 2 } }]);
    expect(damaged).toMatchObject([{ outcome: 'previous_loaded' }]);
  });

  it('of another vault is named as such, and nothing of it is lost', async () => {
    const setting = await passphraseVault();
    const stranger = setUp();
    const other = stranger.start();
    await other.find();
    const sealer = sealerOf(await other.usePassphrase(OTHER));
    expect((await durableVault(setting.folder, sealer).accounts.load()).accounts).toMatchObject([
      { state: 'locked', reason: 'key_changed', sealedBy: { scheme: PASSPHRASE_SCHEME } },
    ]);
  });
});

it('a new passphrase keeps the file of an earlier one aside whose keys are not there: something may be sealed by them', async () => {
  const setting = await passphraseVault();
  const moving = setting.start();
  await moving.find();
  await moving.unlock(PASSPHRASE);
  await load(setting, moving, sealerOf(await moving.useKeyring()));
  const next = setting.start();
  expect(await next.find()).toMatchObject({ kind: 'open' });
  const earlier = readFileSync(setting.file, 'utf8');
  await next.usePassphrase(OTHER);
  const aside = readdirSync(setting.folder).filter((name) => name.startsWith('passphrase.json.locked-'));
  expect(aside.map((name) => readFileSync(join(setting.folder, name), 'utf8'))).toEqual([earlier]);
});
