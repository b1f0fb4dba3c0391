/**
 * Loaded by Electron (`-r`) before the app: writes down when the window has drawn the screen of waiting, and when the keyring is asked, into the file that LATCHKEY_ASKING_ORDER names. To a file, for whoever waits for the keyring answers nobody.
 */
'use strict';

/** @type {typeof import('node:fs')} */
const { appendFileSync } = module.require('node:fs');
/** @type {{ app: Electron.App, safeStorage: Record<string, ((...args: unknown[]) => unknown) | undefined> }} */
const { app, safeStorage } = module.require('electron');

/** @param {string} what */
const note = (what) => appendFileSync(process.env.LATCHKEY_ASKING_ORDER ?? '', `${what}\n`);

app.on('web-contents-created', (_event, contents) => {
  const execute = contents.executeJavaScript.bind(contents);
  contents.executeJavaScript = async (code) => {
    const result = await execute(code);
    const seen = await execute('document.body.innerText');
    if (code.includes('[data-waiting]')) note(/keyring/.test(seen) ? 'drawn' : 'drawn empty');
    return result;
  };
});

for (const name of ['isEncryptionAvailable', 'encryptString', 'isAsyncEncryptionAvailable', 'encryptStringAsync']) {
  const asked = safeStorage[name];
  if (asked === undefined) continue;
  safeStorage[name] = (/** @type {unknown[]} */ ...args) => {
    note('asked');
    return asked.apply(safeStorage, args);
  };
}
