/**
 * Loaded by Electron (`-r`) before the app: the asynchronous safeStorage of newer Electrons, over the synchronous one of this Electron, with a
 * keyring that does not answer before a test calls `globalThis.keyringAnswers()`.
 */
'use strict';

// What newer Electrons call deprecated is all that this one has.
/* oxlint-disable typescript/no-deprecated */

/** @type {{ safeStorage: Electron.SafeStorage & Record<string, unknown> }} */
const { safeStorage } = module.require('electron');

/** @type {Promise<void>} */
const answered = new Promise((resolve) => Object.assign(globalThis, { keyringAnswers: resolve }));

Object.assign(safeStorage, {
  async isAsyncEncryptionAvailable() {
    await answered;
    return safeStorage.isEncryptionAvailable();
  },
  /** @param {string} text */
  async encryptStringAsync(text) {
    await answered;
    return safeStorage.encryptString(text);
  },
  /** @param {Buffer} sealed */
  async decryptStringAsync(sealed) {
    await answered;
    return { result: safeStorage.decryptString(sealed), shouldReEncrypt: false };
  },
});
