/**
 * Which Electron to run: the official one where it can be had, otherwise, on linux-x64, the trial runtime.
 * `LATCHKEY_RUNTIME=official|trial` overrides.
 */
import { join } from 'node:path';
import {
  downloadFailedRecently,
  downloadOfficialRuntime,
  installedOfficialRuntime,
  officialExecutable,
  officialVersion,
} from './official-runtime.mjs';
import { SetupError, say, step } from './progress.mjs';
import {
  downloadTrialRuntime,
  hasTrialRuntime,
  refreshDefaultApp,
  trialRuntimeFits,
  trialRuntimeFolder,
  trialVersion,
} from './trial-runtime.mjs';

/**
 * @typedef {object} Runtime
 * @property {'official' | 'trial'} kind
 * @property {string} version Electron's
 * @property {string} folder holds the executable; for ELECTRON_OVERRIDE_DIST_PATH and electron-builder's electronDist
 * @property {string} executable absolute path
 */

/**
 * @returns {Promise<Runtime>} a runtime that is there
 */
export async function ensureRuntime() {
  const wish = process.env['LATCHKEY_RUNTIME'];
  if (wish !== undefined && wish !== 'official' && wish !== 'trial') {
    throw new SetupError(`LATCHKEY_RUNTIME is "${wish}"; it may be "official" or "trial".`);
  }
  if (wish === 'trial' && !trialRuntimeFits()) {
    throw new SetupError('The trial runtime exists for linux-x64 only.');
  }
  if (wish !== 'trial') {
    const official = await officialRuntime({ insist: wish === 'official' || !trialRuntimeFits() });
    if (official) return official;
  }
  return trialRuntime();
}

/**
 * The environment that tells the `electron` package, Playwright and the app which runtime this is.
 *
 * @param {Runtime} runtime
 * @returns {NodeJS.ProcessEnv}
 */
export function runtimeEnvironment(runtime) {
  return runtime.kind === 'trial' ? { ELECTRON_OVERRIDE_DIST_PATH: runtime.folder, LATCHKEY_TRIAL_RUNTIME: '1' } : {};
}

/**
 * @param {{ insist: boolean }} options insist: no other runtime will do, so try now and fail with the reason
 * @returns {Promise<Runtime | undefined>}
 */
async function officialRuntime({ insist }) {
  if (!installedOfficialRuntime()) {
    if (!insist && downloadFailedRecently()) return undefined;
    const version = officialVersion();
    try {
      await step(`Download Electron ${version}`, downloadOfficialRuntime);
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      if (insist) throw new SetupError(`Electron ${version} could not be downloaded: ${reason}`);
      say(`Not reachable from here (${reason}); not tried again for a day.`);
      return undefined;
    }
  }
  const folder = installedOfficialRuntime();
  if (!folder) return undefined;
  const executable = join(folder, officialExecutable());
  return { kind: 'official', version: officialVersion(), folder, executable };
}

/** @returns {Promise<Runtime>} */
async function trialRuntime() {
  if (!hasTrialRuntime()) {
    await step(`Download the trial runtime, Electron ${trialVersion} (110 MB)`, downloadTrialRuntime);
  }
  await refreshDefaultApp();
  const folder = trialRuntimeFolder();
  return { kind: 'trial', version: trialVersion, folder, executable: join(folder, 'electron') };
}
