/** The least an Electron app can be: one window with one page. What Latchkey is measured against (scripts/bench). */
'use strict';
// oxlint-disable-next-line latchkey/layers -- an app of its own, which is no part of Latchkey
const electron = require('electron');
const path = require('node:path');

void electron.app.whenReady().then(() => {
  const window = new electron.BrowserWindow({ width: 1100, height: 720, show: false });
  window.once('ready-to-show', () => window.show());
  return window.loadFile(path.join(__dirname, 'index.html'));
});
