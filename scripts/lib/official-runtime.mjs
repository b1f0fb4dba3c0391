/**
 * The Electron the product is made for: the `electron` package, which since version 42 downloads its binary on first use.
 * Its own installer does the download and checks it; here it is only given a time limit, and a failure is remembered,
 * so that a machine without that access does not try again at every start.
 */
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { cacheFolder, inProject, readJson } from './project.mjs';
import { collect } from './run.mjs';

/** A slow line may need minutes; an unreachable host answers within seconds. */
const downloadLimitMs = 10 * 60_000;
/** How long a failed download is not tried again. */
const failureLifetimeMs = 24 * 60 * 60_000;

const folder = inProject('node_modules', 'electron');

/**
 * @returns {string} the version that package.json pins
 */
export function officialVersion() {
  return String(readJson(join(folder, 'package.json'))?.version);
}

/**
 * @returns {string | undefined} the folder of the installed runtime, or undefined when it is not there
 */
export function installedOfficialRuntime() {
  const binary = join(folder, 'path.txt');
  const version = join(folder, 'dist', 'version');
  if (!existsSync(binary) || !existsSync(version)) return undefined;
  if (readFileSync(version, 'utf8').trim().replace(/^v/, '') !== officialVersion()) return undefined;
  const dist = join(folder, 'dist');
  return existsSync(join(dist, readFileSync(binary, 'utf8'))) ? dist : undefined;
}

/**
 * @returns {string} name of the runtime's executable inside its folder
 */
export function officialExecutable() {
  return readFileSync(join(folder, 'path.txt'), 'utf8');
}

/**
 * @returns {Promise<void>} rejects with the reason when the download fails
 */
export async function downloadOfficialRuntime() {
  const result = await collect(process.execPath, [join(folder, 'install.js')], {
    timeoutMs: downloadLimitMs,
  });
  if (installedOfficialRuntime()) {
    rmSync(failureFile(), { force: true });
    return;
  }
  const reason = result.timedOut ? 'the download took too long' : firstLine(result.output);
  mkdirSync(cacheFolder(), { recursive: true });
  writeFileSync(failureFile(), JSON.stringify({ at: Date.now(), reason }));
  throw new Error(reason);
}

/**
 * @param {number} [now] epoch, milliseconds
 * @returns {boolean} whether this version's download failed a short while ago
 */
export function downloadFailedRecently(now = Date.now()) {
  return isRecentFailure(readJson(failureFile()), now);
}

/**
 * @param {unknown} record content of the failure file
 * @param {number} now epoch, milliseconds
 */
export function isRecentFailure(record, now) {
  if (typeof record !== 'object' || record === null || !('at' in record)) return false;
  if (typeof record.at !== 'number') return false;
  const age = now - record.at;
  // A record from the future comes from a changed clock and proves nothing.
  return age >= 0 && age < failureLifetimeMs;
}

function failureFile() {
  return join(cacheFolder(), `electron-${officialVersion()}-unreachable.json`);
}

/** @param {string} output */
function firstLine(output) {
  return output.trim().split('\n')[0] ?? 'no reason given';
}
