/** Sets up vaults under the keyring and under a passphrase, for the tests of safe.ts. */
import { cpSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { Secret } from '../oauth';
import { readCheckedJson, writeCheckedJson } from './checked-json';
import { PASSPHRASE_SCHEME } from './data-keys';
import type { Disk } from './disk';
import {
  ACCOUNT_ID,
  CANARY,
  fakeKeyring,
  hastyDisk,
  inMemory,
  sampleAccount,
  sampleClient,
  sampleHistory,
  sampleTokens,
  temporaryFolder,
  type FakeKeyring,
} from './fakes';
import { durableVault } from './index';
import { safe, type Opened, type Safe } from './safe';
import { sealedFiles } from './sealed-files';
import type { Sealer } from './sealing';

const COST = { cost: 2, blockSize: 8, parallelization: 1 };
export const PASSPHRASE = new Secret(`${CANARY}-open sesame`);
export const OTHER = new Secret(`${CANARY}-close sesame`);

export interface Setting {
  readonly folder: string;
  readonly keyring: FakeKeyring;
  readonly file: string;
  /** A new start of the app. */
  start(disk?: Disk): Safe;
}

export function setUp(keyring: FakeKeyring = fakeKeyring()): Setting {
  const folder = join(temporaryFolder(onTestFinished, inMemory), 'vault');
  const start = (disk: Disk = hastyDisk): Safe => safe(folder, keyring, { disk, cost: COST });
  return { folder, keyring, start, file: join(folder, 'passphrase.json') };
}

export function copyOf({ folder, keyring }: Setting): Setting {
  const copy = setUp(keyring);
  cpSync(folder, copy.folder, { recursive: true });
  return copy;
}

export function sealerOf(opened: Opened): Sealer {
  if (opened.kind !== 'opened') throw new Error(JSON.stringify(opened));
  return opened.sealer;
}

/** Loads everything as the desk does, and settles; gives the generations that can be read. */
export async function load(
  { folder }: Setting,
  vaultSafe: Safe,
  sealer: Sealer,
  disk: Disk = hastyDisk,
): Promise<readonly number[]> {
  const vault = durableVault(folder, sealer, disk);
  const { clients } = await vault.clients.load();
  const { accounts } = await vault.accounts.load();
  await vault.journal.pending();
  const open = accounts.flatMap((stored) => (stored.state === 'open' ? [stored.account] : []));
  await vaultSafe.settle(new Set([...clients, ...open].map(({ id }) => id)), () => vault.histories.sealAnew());
  return open.map(({ generation }) => generation);
}

export async function keysInUse({ folder }: Setting): Promise<readonly string[]> {
  const files = await sealedFiles(folder, hastyDisk);
  return files.map(({ key, role }) => `${role} ${key?.scheme} ${key?.scheme === PASSPHRASE_SCHEME ? key.keyring : ''}`);
}

/** A vault under the keyring with a client, an account in its second generation and a reply that nobody could read. */
export async function keyringVault(): Promise<Setting> {
  const setting = setUp();
  const found = await setting.start().find();
  if (found.kind !== 'open') throw new Error(found.kind);
  const vault = durableVault(setting.folder, found.sealer, hastyDisk);
  await vault.clients.save(sampleClient());
  await vault.accounts.save(sampleAccount());
  await vault.histories.save(sampleHistory());
  await vault.accounts.save(sampleAccount({ generation: 2, tokens: sampleTokens('2') }));
  const entry = { accountId: ACCOUNT_ID, grantId: 'grant-1', generation: 2, at: 5 };
  await vault.journal.reserve(entry);
  await vault.journal.markSent(entry);
  await vault.journal.storeReply(entry, {
    status: 200,
    headers: {},
    body: new TextEncoder().encode(`${CANARY}?`),
    sentAt: 5,
    receivedAt: 6,
  });
  return setting;
}

export async function passphraseVault(): Promise<Setting> {
  const setting = await keyringVault();
  const first = setting.start();
  await first.find();
  await load(setting, first, sealerOf(await first.usePassphrase(PASSPHRASE)));
  const second = setting.start();
  await second.find();
  await load(setting, second, sealerOf(await second.unlock(PASSPHRASE)));
  return setting;
}

/** Everything that is on disk, to look for secrets in. */
export function everything({ folder }: Setting): string {
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((name) => join(folder, name));
  return names
    .filter((name) => statSync(name).isFile())
    .map((name) => readFileSync(name, 'latin1'))
    .join('\n');
}

export function forge(file: string, change: (header: Record<string, unknown>) => Record<string, unknown>): void {
  const read = readCheckedJson(readFileSync(file, 'utf8'));
  if (read.kind === 'damaged') throw new Error(read.detail);
  writeFileSync(file, writeCheckedJson(change({ ...read.value })));
}
