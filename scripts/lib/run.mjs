/**
 * Starting other programs. Three ways: quietly with the output collected, on the terminal, and in the background
 * for as long as this script lives.
 */
import { spawn, spawnSync } from 'node:child_process';
import { dirname, join } from 'node:path';
import { root } from './project.mjs';

/** How many programs run on this terminal now. They get Ctrl-C first, and this script outlives them. */
let foreground = 0;

/**
 * @typedef {object} RunOptions
 * @property {NodeJS.ProcessEnv} [env] the whole environment; default: this process's
 * @property {string} [cwd] default: the repository's root
 * @property {number} [timeoutMs] after this many milliseconds the program is ended
 */

/**
 * @typedef {object} RunResult
 * @property {number} code exit code; 1 when it was ended by a signal or could not be started
 * @property {string} output standard output and error, in the order they came
 * @property {boolean} timedOut
 */

/**
 * Runs a program to its end and collects what it prints.
 *
 * @param {string} command
 * @param {readonly string[]} args
 * @param {RunOptions} [options]
 * @returns {Promise<RunResult>} never rejects
 */
export function collect(command, args, { env = process.env, cwd = root, timeoutMs } = {}) {
  return new Promise((resolve) => {
    let output = '';
    let timedOut = false;
    const child = spawn(command, args, { env, cwd, stdio: ['ignore', 'pipe', 'pipe'] });
    const timer =
      timeoutMs === undefined
        ? undefined
        : setTimeout(() => {
            timedOut = true;
            child.kill('SIGKILL');
          }, timeoutMs);
    child.stdout.on('data', (chunk) => (output += String(chunk)));
    child.stderr.on('data', (chunk) => (output += String(chunk)));
    child.on('error', (error) => {
      clearTimeout(timer);
      resolve({ code: 1, output: output + error.message, timedOut });
    });
    child.on('close', (code) => {
      clearTimeout(timer);
      resolve({ code: code ?? 1, output, timedOut });
    });
  });
}

/**
 * Runs a program on this terminal, passes on the signals that should end it, and waits for it.
 *
 * @param {string} command
 * @param {readonly string[]} args
 * @param {RunOptions} [options]
 * @returns {Promise<number>} exit code; 1 when it was ended by a signal or could not be started
 */
export function onTerminal(command, args, { env = process.env, cwd = root, timeoutMs } = {}) {
  return new Promise((resolve) => {
    const child = spawn(command, args, {
      env,
      cwd,
      stdio: 'inherit',
      ...(timeoutMs === undefined ? {} : { timeout: timeoutMs }),
    });
    // Ctrl-C reaches the child from the terminal itself; here it only must not end us before the child.
    const ignore = () => undefined;
    foreground += 1;
    const pass = () => child.kill('SIGTERM');
    process.on('SIGINT', ignore);
    process.on('SIGTERM', pass);
    const done = (/** @type {number} */ code) => {
      foreground -= 1;
      process.off('SIGINT', ignore);
      process.off('SIGTERM', pass);
      resolve(code);
    };
    child.on('error', (error) => {
      console.error(error.message);
      done(1);
    });
    child.on('close', (code) => done(code ?? 1));
  });
}

/**
 * Registers what has to be done when this script ends, however it ends (short of SIGKILL).
 *
 * @param {() => void} cleanUp must be synchronous
 */
export function onExit(cleanUp) {
  process.on('exit', cleanUp);
  for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP'])) {
    process.on(signal, () => {
      if (foreground === 0) process.exit(1);
    });
  }
}

/**
 * @param {string} command
 * @returns {boolean} whether the program is on the PATH
 */
export function exists(command) {
  return spawnSync('/bin/sh', ['-c', `command -v ${command}`], { stdio: 'ignore' }).status === 0;
}

/**
 * How to call npm itself: by its script where that is known, which works on every system. Windows has it beside Node, and
 * its `npm.cmd` cannot be started without a shell.
 */
export function npmCommand() {
  const beside = join(dirname(process.execPath), 'node_modules', 'npm', 'bin', 'npm-cli.js');
  const script = process.env['npm_execpath'] ?? (process.platform === 'win32' ? beside : '');
  return script.endsWith('.js') ? { command: process.execPath, args: [script] } : { command: 'npm', args: [] };
}
