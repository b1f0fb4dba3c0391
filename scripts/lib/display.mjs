/**
 * A virtual screen (Xvfb) for machines without one, and for tests, so that no window jumps onto a developer's screen.
 * It lives as long as this script and admits only programs that hold its cookie.
 */
import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SetupError } from './progress.mjs';
import { onExit } from './run.mjs';

const startLimitMs = 15_000;

/** @returns {boolean} whether programs started from here can open windows */
export function hasDisplay() {
  if (process.platform !== 'linux') return true;
  return Boolean(process.env['DISPLAY'] || process.env['WAYLAND_DISPLAY']);
}

/**
 * Starts Xvfb on a free display number. It is ended when this script exits.
 *
 * @returns {Promise<NodeJS.ProcessEnv>} what programs need to use it
 */
export async function startVirtualDisplay() {
  const folder = mkdtempSync(join(tmpdir(), 'latchkey-display-'));
  const authority = join(folder, 'Xauthority');
  writeFileSync(authority, authorityEntry(randomBytes(16)), { mode: 0o600 });
  // Without -noreset the server starts anew whenever its last client leaves, and refuses the next one for that moment.
  const args = ['-displayfd', '3', '-screen', '0', '1400x1000x24', '-nolisten', 'tcp', '-noreset', '-auth', authority];
  // A process group of its own: Ctrl-C must not end the screen before the app on it.
  const child = spawn('Xvfb', args, { stdio: ['ignore', 'ignore', 'pipe', 'pipe'], detached: true });
  onExit(() => {
    child.kill();
    rmSync(folder, { recursive: true, force: true });
  });
  const number = await displayNumber(child);
  child.unref();
  for (const stream of child.stdio) {
    if (stream && 'unref' in stream && typeof stream.unref === 'function') stream.unref();
  }
  // Wayland would be preferred to X by some toolkits.
  return { DISPLAY: `:${number}`, XAUTHORITY: authority, WAYLAND_DISPLAY: undefined };
}

/**
 * An entry of an Xauthority file that is valid for every display of this machine, as the number is not known beforehand.
 * Format: family, then address, display number, method and data, each with a two-byte length (see xauth's source).
 *
 * @param {Buffer} cookie 16 bytes
 * @returns {Buffer}
 */
export function authorityEntry(cookie) {
  const anyFamily = Buffer.from([0xff, 0xff]);
  const field = (/** @type {Buffer} */ bytes) =>
    Buffer.concat([Buffer.from([bytes.length >> 8, bytes.length & 0xff]), bytes]);
  const fields = [Buffer.alloc(0), Buffer.alloc(0), Buffer.from('MIT-MAGIC-COOKIE-1'), cookie];
  return Buffer.concat([anyFamily, ...fields.map(field)]);
}

/**
 * @param {import('node:child_process').ChildProcess} child
 * @returns {Promise<number>} the display number that Xvfb chose, told on its file descriptor 3
 */
function displayNumber(child) {
  return new Promise((resolve, reject) => {
    let complaint = '';
    const fail = (/** @type {string} */ reason) => {
      clearTimeout(timer);
      reject(new SetupError(`The virtual display (Xvfb) did not start: ${reason} ${complaint}`.trim()));
    };
    const timer = setTimeout(() => fail('time-out.'), startLimitMs);
    child.on('error', (error) => fail(error.message));
    child.on('exit', () => fail('it ended.'));
    child.stderr?.on('data', (chunk) => (complaint += String(chunk)));
    let answer = '';
    child.stdio[3]?.on('data', (/** @type {unknown} */ chunk) => {
      answer += String(chunk);
      if (!answer.endsWith('\n')) return;
      clearTimeout(timer);
      child.removeAllListeners('exit');
      resolve(Number(answer));
    });
  });
}
