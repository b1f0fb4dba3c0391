/**
 * A real, unlocked keyring for tests: a D-Bus session of their own with a gnome-keyring-daemon of their own, and a temporary home
 * folder, so that nobody's keyring, settings or accounts are touched.
 */
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inProject } from './project.mjs';
import { onTerminal } from './run.mjs';

/**
 * Runs a program on this terminal inside such a session; on macOS and Windows, where the system's own store serves, as it is.
 *
 * @param {string} command
 * @param {readonly string[]} args
 * @param {{ env: NodeJS.ProcessEnv }} options
 * @returns {Promise<number>} exit code
 */
export async function runWithKeyring(command, args, { env }) {
  if (process.platform !== 'linux') return onTerminal(command, args, { env });
  const home = mkdtempSync(join(tmpdir(), 'latchkey-home-'));
  try {
    const session = inProject('scripts', 'lib', 'keyring-session.mjs');
    const inSession = ['--', process.execPath, session, command, ...args];
    return await onTerminal('dbus-run-session', inSession, { env: { ...env, ...homeEnvironment(home) } });
  } finally {
    rmSync(home, { recursive: true, force: true });
  }
}

/**
 * @param {string} home a fresh folder; the folders named here are created in it
 * @returns {NodeJS.ProcessEnv}
 */
function homeEnvironment(home) {
  const folders = {
    XDG_CONFIG_HOME: join(home, '.config'),
    XDG_DATA_HOME: join(home, '.local', 'share'),
    XDG_CACHE_HOME: join(home, '.cache'),
    XDG_STATE_HOME: join(home, '.local', 'state'),
    XDG_RUNTIME_DIR: join(home, 'run'),
  };
  for (const folder of Object.values(folders)) mkdirSync(folder, { recursive: true, mode: 0o700 });
  // Left alone, Chromium chooses the store by the desktop's name: the developer's desktop must make no difference.
  return { HOME: home, ...folders, XDG_CURRENT_DESKTOP: undefined, LATCHKEY_KEYRING: 'gnome-libsecret' };
}
