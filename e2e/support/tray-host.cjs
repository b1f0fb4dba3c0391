/**
 * Loaded by Electron (`-r`) before the app: a desktop that shows tray icons. The test's session has a bus but no panel, so the one question
 * that the app asks it (main/desktop/at-hand/tray-host.ts) is answered here.
 */
'use strict';

const childProcess = require('node:child_process');

/** @type {any} */
const own = childProcess;
const { execFile } = own;
/** @param {[program: string, ...rest: any[]]} call */
own.execFile = (...call) => {
  if (call[0] !== 'gdbus') return execFile(...call);
  setImmediate(() => call.at(-1)(null, '(true,)\n', ''));
  return undefined;
};
