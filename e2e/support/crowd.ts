/** A user-data folder with many accounts in it; see e2e/fault-process/crowd.ts, which writes it. */
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

export const CROWD_PASSPHRASE = 'canary crowd passphrase';

/** @param tokenEndpoint where the accounts refresh */
export async function writeCrowd(userDataFolder: string, count: number, tokenEndpoint: string): Promise<void> {
  const script = process.env['LATCHKEY_CROWD_SCRIPT'];
  if (script === undefined) throw new Error('No script that writes accounts: run this by `npm run test:e2e`.');
  await promisify(execFile)(process.execPath, [script, userDataFolder, String(count), tokenEndpoint]);
}
