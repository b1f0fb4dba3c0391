/** The vault as the composition root sees it. */
import { join } from 'node:path';
import type { AccountRecords, ClientRecords, HistoryRecords, RotationJournal } from '../accounts/ports';
import { nodeDisk, type Disk } from './disk';
import { rotationJournal } from './journal';
import { memoryAccountRecords, memoryClientRecords, memoryHistoryRecords, memoryJournal } from './memory';
import { accountRecords, clientRecords, historyRecords } from './records';
import type { Sealer } from './sealing';

export { backupFiles, type BackupFiles, type BackupRefused, type SealedBackup } from './backup-file';
export {
  bringProviderBack,
  eraseProvider,
  eraseRemovedProviders,
  setProviderAside,
  writeProviderFile,
} from './provider-file';
export { writeTokenFile } from './token-file';
export { safe, type Found, type Opened, type Refused, type Safe, type SafeOptions } from './safe';
export { judgeProtection, safeStorageSealer, type KeyStore, type Protection, type Sealer } from './sealing';
export type { AtHandSettings } from './at-hand-settings';
export {
  DEFAULT_SETTINGS,
  setAsideDamagedSettings,
  settingsBook,
  type DamagedSettings,
  type Settings,
  type SettingsBook,
  type SettingsStore,
} from './settings';

export interface Vault {
  readonly accounts: AccountRecords;
  readonly clients: ClientRecords;
  readonly journal: RotationJournal;
  readonly histories: HistoryRecords;
}

/**
 * The vault on disk.
 * @param folder belongs to the vault alone; made when first needed
 */
export function durableVault(folder: string, sealer: Sealer, disk: Disk = nodeDisk): Vault {
  const accounts = join(folder, 'accounts');
  return {
    accounts: accountRecords(accounts, sealer, { disk }),
    clients: clientRecords(join(folder, 'clients'), sealer, { disk }),
    // Beside the account's record: removing an account removes everything that begins with its id.
    journal: rotationJournal(accounts, sealer, { disk }),
    histories: historyRecords(join(folder, 'histories'), sealer, { disk }),
  };
}

/** The vault that forgets, for those who have no keyring and want nothing on disk. */
export function memoryVault(): Vault {
  return {
    accounts: memoryAccountRecords(),
    clients: memoryClientRecords(),
    journal: memoryJournal(),
    histories: memoryHistoryRecords(),
  };
}
