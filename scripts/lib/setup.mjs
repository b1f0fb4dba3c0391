/**
 * All the set-up a command needs, from a bare machine with Node on it to an Electron that can open a window.
 */
import { hasDisplay, startVirtualDisplay } from './display.mjs';
import { ensurePackages } from './packages.mjs';
import { SetupError } from './progress.mjs';
import { isRoot } from './project.mjs';
import { ensureRuntime, runtimeEnvironment } from './runtime.mjs';
import { ensureSystem, sandboxRemedy } from './system.mjs';

/**
 * @typedef {object} Setup
 * @property {import('./runtime.mjs').Runtime} runtime
 * @property {NodeJS.ProcessEnv} env for programs that start Electron
 * @property {readonly string[]} flags for Electron's command line
 * @property {boolean} virtualDisplay whether windows open on a screen that nobody sees
 */

/**
 * What the tests and screenshots use on Linux besides Electron: a screen of their own, a keyring of their own, characters
 * for the Chinese texts, and the program that copied commands are run with.
 */
const testNeeds = {
  programs: ['Xvfb', 'dbus-run-session', 'dbus-send', 'gnome-keyring-daemon', 'curl'],
  chineseFont: true,
};

/**
 * @param {'start' | 'test'} purpose
 * @returns {Promise<Setup>}
 */
export async function setUp(purpose) {
  await ensurePackages();
  const runtime = await ensureRuntime();
  const ownScreen = process.platform === 'linux' && (purpose === 'test' || !hasDisplay());
  const startNeeds = { programs: ownScreen ? ['Xvfb'] : [], chineseFont: false };
  await ensureSystem(runtime.executable, purpose === 'test' ? testNeeds : startNeeds);
  const remedy = sandboxRemedy(runtime.folder);
  if (remedy !== undefined) {
    throw new SetupError(`This system denies Electron its sandbox. Please run this once:\n\n  ${remedy}`);
  }
  const display = ownScreen ? await startVirtualDisplay() : {};
  return {
    runtime,
    env: { ...process.env, ...runtimeEnvironment(runtime), ...display, ...rootEnvironment() },
    flags: rootFlags(),
    virtualDisplay: ownScreen,
  };
}

/** Chromium refuses to run as root with its sandbox. Development and tests only: a packaged app never gets this flag. */
function rootFlags() {
  return isRoot && process.platform === 'linux' ? ['--no-sandbox'] : [];
}

/** @returns {NodeJS.ProcessEnv} for tests, which start Electron themselves */
function rootEnvironment() {
  return rootFlags().length > 0 ? { LATCHKEY_NO_SANDBOX: '1' } : {};
}
