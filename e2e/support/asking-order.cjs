/**
 * Loaded by Electron (`-r`) before the app: writes down when the window says that it has drawn the screen of waiting, and when the keyring is
 * asked, into the file that LATCHKEY_ASKING_ORDER names. To a file, for whoever waits for the keyring answers nobody.
 */
'use strict';

/** @type {typeof import('node:fs')} */
const { appendFileSync } = module.require('node:fs');
/** @type {{ ipcMain: Electron.IpcMain, safeStorage: Record<string, ((...args: unknown[]) => unknown) | undefined> }} */
const { ipcMain, safeStorage } = module.require('electron');

/** @param {string} what */
const note = (what) => appendFileSync(process.env.LATCHKEY_ASKING_ORDER ?? '', `${what}\n`);

const handle = ipcMain.handle.bind(ipcMain);
ipcMain.handle = (channel, listener) =>
  handle(channel, (event, ...args) => {
    if (channel === 'latchkey:waitingDrawn') note('drawn');
    return listener(event, ...args);
  });

for (const name of ['isEncryptionAvailable', 'encryptString', 'isAsyncEncryptionAvailable', 'encryptStringAsync']) {
  const asked = safeStorage[name];
  if (asked === undefined) continue;
  safeStorage[name] = (/** @type {unknown[]} */ ...args) => {
    note('asked');
    return asked.apply(safeStorage, args);
  };
}
