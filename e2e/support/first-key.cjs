/** Started by Electron (first-key.ts): seals something under Latchkey's name, so that the keyring has its key. */
'use strict';

const { app, safeStorage } = module.require('electron');

app.disableHardwareAcceleration();
// The keyring's key belongs to a name.
app.setName('Latchkey');
app.once('ready', () => {
  safeStorage.encryptString('a text of no matter');
  app.exit(0);
});
