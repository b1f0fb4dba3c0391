/**
 * Where things are: the project, its cache, and the command-line tools of its packages.
 * Uses only Node's built-in modules, so it works before `npm ci` has ever run.
 */
import { existsSync, readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The repository's root folder. */
export const root = resolve(dirname(fileURLToPath(import.meta.url)), '../..');

/** Oldest Node that the tools run on (electron-vite and Vite ask for it). */
export const minimumNode = /** @type {const} */ ([20, 19]);

/** True when run by root, on systems that have a root. */
export const isRoot = process.getuid?.() === 0;

/**
 * @param {...string} segments path below the repository's root
 * @returns {string} absolute path
 */
export function inProject(...segments) {
  return join(root, ...segments);
}

/**
 * The folder for downloads that survive a clean checkout. Never inside git.
 *
 * @param {NodeJS.ProcessEnv} [env]
 * @returns {string} absolute path; not created
 */
export function cacheFolder(env = process.env) {
  // The XDG specification says that a relative XDG_CACHE_HOME must be ignored.
  const xdg = env['XDG_CACHE_HOME'];
  if (xdg?.startsWith('/')) return join(xdg, 'latchkey');
  if (process.platform === 'win32' && env['LOCALAPPDATA']) {
    return join(env['LOCALAPPDATA'], 'latchkey', 'cache');
  }
  return join(homedir(), '.cache', 'latchkey');
}

/**
 * @param {string} file absolute path of a JSON file
 * @returns {any} its content, or undefined when it is missing or not JSON
 */
export function readJson(file) {
  if (!existsSync(file)) return undefined;
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

/**
 * The script behind a package's command. Running it with Node spares a shell and the `.cmd` files of Windows.
 *
 * @param {string} packageName for example `vitest`
 * @param {string} [command] the command's name, when it is not the package's
 * @returns {string} absolute path of a JavaScript file
 */
export function toolScript(packageName, command = packageName) {
  const folder = inProject('node_modules', packageName);
  /** @type {{ bin?: string | Record<string, string> } | undefined} */
  const manifest = readJson(join(folder, 'package.json'));
  const bin = manifest?.bin;
  const script = typeof bin === 'string' ? bin : bin?.[command];
  if (script === undefined) throw new Error(`${packageName} has no command ${command}`);
  return join(folder, script);
}
