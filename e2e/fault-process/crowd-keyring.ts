/**
 * Like crowd.ts, under the system's keyring, which only Electron reaches: for measurements of the start, where nobody types a passphrase.
 * Started by Electron with the folder, the number of accounts and the address of their token endpoint behind the script.
 */
import { webcrypto } from 'node:crypto';
import path from 'node:path';
import { app, safeStorage } from 'electron';
import { electronKeyStore } from '../../main/desktop/safe-storage';
import { durableVault, judgeProtection, safeStorageSealer } from '../../main/vault';
import { hasty, writeAccounts } from './crowd-accounts';

// As main/index.ts does for Node 18.
globalThis.crypto ??= webcrypto as Crypto;
const keyring = process.env['LATCHKEY_KEYRING'];
if (keyring !== undefined) app.commandLine.appendSwitch('password-store', keyring);
app.disableHardwareAcceleration();
// The keyring's key belongs to a name.
app.setName('Latchkey');

const [folder, count, tokenEndpoint] = process.argv.slice(process.argv.indexOf('--') + 1);

async function write(): Promise<void> {
  if (folder === undefined || tokenEndpoint === undefined) throw new Error('-- <folder> <count> <token endpoint>');
  const keyStore = electronKeyStore(safeStorage, process.platform);
  const judged = await judgeProtection(keyStore);
  if (judged.kind === 'undecided') throw new Error(`no keyring for the crowd: ${judged.reason}`);
  const vault = durableVault(path.join(folder, 'vault'), safeStorageSealer(keyStore, judged), hasty);
  await writeAccounts(vault, Number(count), tokenEndpoint);
  app.exit(0);
}

app
  .whenReady()
  .then(write)
  .catch((error: unknown) => {
    process.stderr.write(`${String(error)}\n`);
    app.exit(1);
  });
