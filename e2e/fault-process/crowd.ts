/**
 * Writes a user-data folder with many accounts in it, by the vault itself, under a passphrase. Started by Node with the folder, the number
 * of accounts and the address of their token endpoint.
 */
import path from 'node:path';
import { Secret } from '../../main/oauth';
import { durableVault, safe } from '../../main/vault';
import { CROWD_COST, CROWD_PASSPHRASE, hasty, noKeyring, writeAccounts } from './crowd-accounts';

async function writeCrowd(userDataFolder: string, count: number, tokenEndpoint: string): Promise<void> {
  const folder = path.join(userDataFolder, 'vault');
  const opening = safe(folder, noKeyring, { cost: CROWD_COST });
  await opening.find();
  const opened = await opening.usePassphrase(new Secret(CROWD_PASSPHRASE));
  if (opened.kind !== 'opened') throw new Error(`no vault for the crowd: ${opened.kind}`);
  await writeAccounts(durableVault(folder, opened.sealer, hasty), count, tokenEndpoint);
}

const [folder, count, tokenEndpoint] = process.argv.slice(2);
if (folder === undefined || tokenEndpoint === undefined) throw new Error('crowd <folder> <count> <token endpoint>');
void writeCrowd(folder, Number(count), tokenEndpoint);
