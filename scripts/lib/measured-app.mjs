/**
 * Electron apps to be measured: started as a user starts them, without a debugger that the start would wait for, and looked at from outside:
 * through the page's own marks, and by what Linux counts of their processes.
 */
import { spawn } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SetupError, tail } from './progress.mjs';
import { inProject, root } from './project.mjs';
import { collect } from './run.mjs';

/** A start or an end that takes longer is none, milliseconds. */
const LIMIT_MS = 30_000;

/**
 * @typedef {object} MeasuredApp
 * @property {import('@playwright/test').Page} page of its window
 * @property {number} firstListAfter milliseconds from the start of the process to the frame with the first list
 * @property {number} completeAfter milliseconds to the frame from which every account is there
 * @property {number} pid
 * @property {() => Promise<void>} close
 */

/**
 * @param {string} executable Electron
 * @param {readonly string[]} args the app and its switches
 * @returns {Promise<MeasuredApp>} once its window can be used
 */
async function startMeasured(executable, args) {
  const { chromium } = await import('@playwright/test');
  const startedAt = Date.now();
  const child = spawn(executable, ['--remote-debugging-port=0', ...args], { stdio: ['ignore', 'ignore', 'pipe'] });
  const ended = new Promise((resolve) => child.once('exit', resolve));
  const address = await devToolsAddress(child);
  const browser = await chromium.connectOverCDP(address, { noDefaults: true });
  const context = browser.contexts()[0];
  if (context === undefined) throw new Error('The app has no browser context.');
  const page = context.pages()[0] ?? (await context.waitForEvent('page'));
  await page.waitForFunction(() => performance.getEntriesByName('latchkey:complete').length > 0);
  const [firstList = 0, complete = 0] = await page.evaluate(() =>
    ['latchkey:first-list', 'latchkey:complete'].map(
      (name) => performance.timeOrigin + (performance.getEntriesByName(name)[0]?.startTime ?? 0),
    ),
  );
  return {
    page,
    firstListAfter: firstList - startedAt,
    completeAfter: complete - startedAt,
    pid: child.pid ?? 0,
    async close() {
      await browser.close();
      child.kill('SIGTERM');
      const insist = setTimeout(() => child.kill('SIGKILL'), LIMIT_MS);
      await ended;
      clearTimeout(insist);
    },
  };
}

/**
 * @param {import('node:child_process').ChildProcess} child
 * @returns {Promise<string>} where its DevTools listen
 */
function devToolsAddress(child) {
  return new Promise((resolve, reject) => {
    let output = '';
    child.stderr?.on('data', (chunk) => {
      output += String(chunk);
      const address = /DevTools listening on (ws:\S+)/.exec(output)?.[1];
      if (address === undefined) return;
      clearTimeout(tooLong);
      resolve(address);
    });
    const tooLong = setTimeout(() => {
      child.kill('SIGKILL');
      reject(new Error(`The app said nothing of its DevTools. It printed:\n${output}`));
    }, LIMIT_MS);
    child.once('exit', () => reject(new Error(`The app ended before its window opened. It printed:\n${output}`)));
  });
}

/**
 * Latchkey and the bare window beside it, with user-data folders full of accounts.
 *
 * @returns what the parts of the bench start; only within `npm run bench`, which sets everything up
 */
export function appsToMeasure() {
  const executable = process.env['LATCHKEY_ELECTRON'];
  const script = process.env['LATCHKEY_CROWD_SCRIPT'];
  if (executable === undefined || script === undefined) throw new SetupError('Run this by `npm run bench`.');
  const keyring = process.env['LATCHKEY_KEYRING'];
  const switches = [
    // The parts know buttons by their names.
    '--lang=en-US',
    ...(process.env['LATCHKEY_NO_SANDBOX'] === '1' ? ['--no-sandbox'] : []),
    ...(keyring === undefined ? [] : [`--password-store=${keyring}`]),
  ];
  const folderOf = (/** @type {string} */ folder) => `--user-data-dir=${folder}`;
  return {
    bare: (/** @type {string} */ folder) =>
      startMeasured(executable, [inProject('scripts', 'bare-window'), ...switches, folderOf(folder)]),
    /** The bare window with another page (plain-list.mjs). */
    plainList: (/** @type {string} */ app, /** @type {string} */ folder) =>
      startMeasured(executable, [app, ...switches, folderOf(folder)]),
    latchkey: (/** @type {string} */ folder) => startMeasured(executable, [root, ...switches, folderOf(folder)]),
    /** Fills a user-data folder; the accounts refresh at `tokenEndpoint`. */
    async fill(/** @type {string} */ folder, /** @type {number} */ count, tokenEndpoint = 'http://127.0.0.1:9/token') {
      // `userData` of the writer itself is another folder: what Chromium leaves in it does not belong to the crowd.
      const args = [script, ...switches, folderOf(`${folder}-writer`), '--', folder, String(count), tokenEndpoint];
      const { code, output } = await collect(executable, args);
      if (code !== 0) throw new SetupError(`The accounts could not be written.\n\n${tail(output, 20)}`);
    },
  };
}

/**
 * Runs a task with a temporary folder.
 *
 * @template T
 * @param {(folder: string) => Promise<T>} task
 * @returns {Promise<T>}
 */
export async function inTemporaryFolder(task) {
  const folder = await mkdtemp(join(tmpdir(), 'latchkey-bench-'));
  try {
    return await task(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/**
 * @param {number} pid
 * @returns {number[]} of the process and all that it started
 */
function family(pid) {
  /** @type {Map<number, number[]>} */
  const children = new Map();
  for (const name of readdirSync('/proc')) {
    if (!/^\d+$/.test(name)) continue;
    const parent = statOf(Number(name))?.parent;
    if (parent !== undefined) children.set(parent, [...(children.get(parent) ?? []), Number(name)]);
  }
  /** @type {(first: number) => number[]} */
  const of = (first) => [first, ...(children.get(first) ?? []).flatMap(of)];
  return of(pid);
}

/**
 * @param {string} file of /proc
 * @returns {string} empty where its process has ended, which it may between two looks
 */
function textOf(file) {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}

/** @param {number} pid */
function statOf(pid) {
  // The name stands in brackets and may have blanks in it.
  const text = textOf(`/proc/${pid}/stat`);
  if (text === '') return undefined;
  const fields = text.replace(/^.*\) /s, '').split(' ');
  return { parent: Number(fields[1]), ticks: Number(fields[11]) + Number(fields[12]) };
}

/**
 * @param {number} pid
 * @returns {number} seconds of processor time that an app has taken so far, all its processes
 */
export function cpuSeconds(pid) {
  // Linux counts in hundredths (USER_HZ).
  return family(pid).reduce((sum, each) => sum + (statOf(each)?.ticks ?? 0) / 100, 0);
}

/**
 * @param {number} pid
 * @returns {number} megabytes that an app holds, all its processes; what they share is counted once (PSS)
 */
export function memoryMegabytes(pid) {
  const kilobytes = family(pid).map((each) => {
    const found = /^Pss:\s+(\d+)/m.exec(textOf(`/proc/${each}/smaps_rollup`));
    return Number(found?.[1] ?? 0);
  });
  return kilobytes.reduce((sum, each) => sum + each, 0) / 1024;
}
