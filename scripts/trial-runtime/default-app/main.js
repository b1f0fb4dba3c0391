/**
 * The default app of the trial runtime: it does what Electron's own does when called as `electron [-r module] path`, no more.
 * It runs inside Electron 25, is copied there by scripts/lib/trial-runtime.mjs, and must stay CommonJS.
 *
 * Playwright drives Electron through `-r <its loader>`, which must run before the app and finds the arguments untouched.
 */
'use strict';

const electron = require('electron');
const { existsSync } = require('node:fs');
const Module = require('node:module');
const path = require('node:path');

/**
 * setVersion and setAppPath exist for default apps and are not in Electron's types.
 *
 * @type {typeof electron.app & { setVersion(version: string): void, setAppPath(path: string): void }}
 */
const app = /** @type {any} */ (electron.app);

/**
 * @param {string[]} args what follows the executable
 * @returns {{ modules: string[], target: string | undefined }}
 */
function parse(args) {
  /** @type {string[]} */
  const modules = [];
  for (let i = 0; i < args.length; i += 1) {
    const arg = String(args[i]);
    if (arg === '-r' || arg === '--require') {
      i += 1;
      modules.push(String(args[i]));
    } else if (!arg.startsWith('-')) {
      return { modules, target: arg };
    }
  }
  return { modules, target: undefined };
}

/** @param {string} folder holds the package.json of the app to start */
function introduce(folder) {
  const manifest = require(path.join(folder, 'package.json'));
  const name = manifest.productName ?? manifest.name;
  if (manifest.version) app.setVersion(manifest.version);
  if (name) app.setName(name);
  // Electron derives the folder from the name only while nobody has asked for it yet, which the preloaded modules may have done.
  if (!app.commandLine.hasSwitch('user-data-dir') && name) {
    app.setPath('userData', path.join(app.getPath('appData'), name));
  }
}

/** @param {string} target folder or file to start */
function load(target) {
  // What Electron's own default app sets: apps use it to tell `electron .` from a packaged start.
  Object.defineProperty(process, 'defaultApp', { value: true, enumerable: true });
  const resolved = path.resolve(target);
  const isFolder = existsSync(path.join(resolved, 'package.json'));
  if (isFolder) introduce(resolved);
  const file = require.resolve(resolved);
  app.setAppPath(isFolder ? resolved : path.dirname(file));
  // `true` makes it the main module, for code that asks `require.main === module`.
  // oxlint-disable-next-line no-underscore-dangle -- the name is Node's, there is no public one
  /** @type {any} */ (Module)._load(file, null, true);
}

const { modules, target } = parse(process.argv.slice(1));
for (const name of modules) require(path.resolve(name));
if (target === undefined) {
  console.error('usage: electron [-r module] path-of-app');
  app.exit(1);
} else {
  try {
    load(target);
  } catch (error) {
    console.error(error);
    electron.dialog.showErrorBox('The app could not be started', String(error));
    app.exit(1);
  }
}
