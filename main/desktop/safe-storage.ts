/**
 * safeStorage behind one face: asynchronous from Electron 42, synchronous before (and gone in 46). What both return is only a
 * promise of protection; main/vault judges the sealed bytes themselves.
 */
import type { SafeStorage } from 'electron';
import type { KeyStore } from '../vault';

/** The part of the asynchronous API that is used, present from Electron 42. */
type AsyncSafeStorage = Pick<SafeStorage, 'isAsyncEncryptionAvailable' | 'encryptStringAsync' | 'decryptStringAsync'> &
  NamedBackend;

/** On Linux, and newer than Electron 25: which store Chromium has chosen. */
interface NamedBackend {
  getSelectedStorageBackend?(): string;
}

/** The synchronous API as Electron had it until 45. */
interface SyncSafeStorage extends NamedBackend {
  isEncryptionAvailable(): boolean;
  encryptString(text: string): Buffer;
  decryptString(sealed: Buffer): string;
}

export interface ElectronKeyStore extends KeyStore {
  /** A question holds up the whole main process until the system has answered, which it may do only after its user has. */
  readonly blocking: boolean;
}

/** Makes the vault's key store from Electron's safeStorage, by the API that this Electron has. */
export function electronKeyStore(
  safeStorage: AsyncSafeStorage | SyncSafeStorage,
  platform: NodeJS.Platform,
): ElectronKeyStore {
  return hasAsync(safeStorage) ? asyncKeyStore(safeStorage, platform) : syncKeyStore(safeStorage, platform);
}

function hasAsync(safeStorage: AsyncSafeStorage | SyncSafeStorage): safeStorage is AsyncSafeStorage {
  return 'encryptStringAsync' in safeStorage && typeof safeStorage.encryptStringAsync === 'function';
}

function asyncKeyStore(safeStorage: AsyncSafeStorage, platform: NodeJS.Platform): ElectronKeyStore {
  return {
    blocking: false,
    platform,
    get backend() {
      return backendOf(safeStorage);
    },
    isAvailable: () => safeStorage.isAsyncEncryptionAvailable(),
    encrypt: (text) => safeStorage.encryptStringAsync(text),
    async decrypt(sealed) {
      const { result, shouldReEncrypt } = await safeStorage.decryptStringAsync(sealed);
      return { text: result, reseal: shouldReEncrypt };
    },
  };
}

function syncKeyStore(safeStorage: SyncSafeStorage, platform: NodeJS.Platform): ElectronKeyStore {
  return {
    blocking: true,
    platform,
    get backend() {
      return backendOf(safeStorage);
    },
    isAvailable: async () => safeStorage.isEncryptionAvailable(),
    encrypt: async (text) => safeStorage.encryptString(text),
    decrypt: async (sealed) => ({ text: safeStorage.decryptString(sealed), reseal: false }),
  };
}

/** Only a name to show: whether it protects is told by the sealed bytes. */
function backendOf(safeStorage: NamedBackend): string | null {
  const name = safeStorage.getSelectedStorageBackend?.();
  return name === undefined || name === '' || name === 'unknown' ? null : name;
}
