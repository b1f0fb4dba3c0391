/**
 * Times the durable write of one account in several folders that crowd.ts filled, in turn, and of the same on the bare disk. Started by
 * Node with the number of rounds and the folders; prints milliseconds as JSON.
 */
import { mkdtemp, open, rename } from 'node:fs/promises';
import path from 'node:path';
import { Secret } from '../../main/oauth';
import { durableVault, safe } from '../../main/vault';
import { nodeDisk } from '../../main/vault/disk';
import { CROWD_COST, CROWD_PASSPHRASE, noKeyring } from './crowd-accounts';

/** The size of a sealed record, bytes. */
const RECORD = 4096;

async function writerIn(userDataFolder: string): Promise<() => Promise<void>> {
  const folder = path.join(userDataFolder, 'vault');
  const opening = safe(folder, noKeyring, { cost: CROWD_COST });
  await opening.find();
  const opened = await opening.unlock(new Secret(CROWD_PASSPHRASE));
  if (opened.kind !== 'opened') throw new Error(`the crowd is not opened: ${opened.kind}`);
  const { accounts } = durableVault(folder, opened.sealer);
  const [first] = (await accounts.load()).accounts;
  if (first === undefined || first.state !== 'open') throw new Error('the crowd is empty');
  return async () => {
    const saved = await accounts.save(first.account);
    if (saved.kind === 'failed') throw new Error(`not saved: ${saved.detail}`);
  };
}

async function onTheDisk(folder: string): Promise<void> {
  const handle = await open(path.join(folder, 'new'), 'w');
  await handle.write(Buffer.alloc(RECORD, 1));
  await handle.sync();
  await handle.close();
  await rename(path.join(folder, 'new'), path.join(folder, 'record'));
  await nodeDisk.syncFolder(folder);
}

async function timed(work: () => Promise<void>): Promise<number> {
  const begun = performance.now();
  await work();
  return performance.now() - begun;
}

async function main([rounds = '0', ...folders]: readonly string[]): Promise<void> {
  const writers = await Promise.all(folders.map(writerIn));
  const bare = await mkdtemp(path.join(folders[0] ?? '.', 'disk-'));
  const writes = writers.map((): number[] => []);
  const disk: number[] = [];
  // The first round fills the caches.
  for (let round = 0; round <= Number(rounds); round += 1) {
    for (const [index, write] of writers.entries()) {
      const time = await timed(write);
      if (round > 0) writes[index]?.push(time);
    }
    const time = await timed(() => onTheDisk(bare));
    if (round > 0) disk.push(time);
  }
  process.stdout.write(JSON.stringify({ writes, disk }));
}

void main(process.argv.slice(2));
