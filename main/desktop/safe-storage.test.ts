import { describe, expect, it } from 'vitest';
import { electronKeyStore } from './safe-storage';

const reversed = (text: string): string => text.split('').toReversed().join('');

const sync = {
  isEncryptionAvailable: () => true,
  encryptString: (text: string) => Buffer.from(reversed(text)),
  decryptString: (sealed: Buffer) => reversed(sealed.toString()),
};

const asynchronous = {
  isAsyncEncryptionAvailable: () => Promise.resolve(true),
  encryptStringAsync: (text: string) => Promise.resolve(Buffer.from(reversed(text))),
  decryptStringAsync: (sealed: Buffer) =>
    Promise.resolve({ result: reversed(sealed.toString()), shouldReEncrypt: true }),
};

describe('safeStorage', () => {
  it('is asked synchronously before Electron 42', async () => {
    const store = electronKeyStore(sync, 'linux');
    expect(store.blocking).toBe(true);
    expect(await store.isAvailable()).toBe(true);
    expect(await store.decrypt(await store.encrypt('abc'))).toEqual({ text: 'abc', reseal: false });
  });

  it('is asked asynchronously from 42, and its wrapped result is unwrapped', async () => {
    const store = electronKeyStore({ ...sync, ...asynchronous }, 'linux');
    expect(store.blocking).toBe(false);
    expect(await store.isAvailable()).toBe(true);
    expect(await store.decrypt(await store.encrypt('abc'))).toEqual({ text: 'abc', reseal: true });
  });

  it('works without the synchronous API, as in Electron 46', async () => {
    const store = electronKeyStore(asynchronous, 'darwin');
    expect((await store.decrypt(await store.encrypt('abc'))).text).toBe('abc');
  });

  it('names its backend where this Electron can', () => {
    const named = (name: string) =>
      electronKeyStore({ ...sync, getSelectedStorageBackend: () => name }, 'linux').backend;
    expect([named('gnome_libsecret'), named('unknown'), electronKeyStore(sync, 'linux').backend]).toEqual([
      'gnome_libsecret',
      null,
      null,
    ]);
  });
});
