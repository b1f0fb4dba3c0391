/**
 * Bundling what of the tests is made of the app's own modules (e2e/fault-process): the app without windows that the fault suite starts,
 * and the writer of many accounts. It goes to a temporary folder, so that no package
 * can pick it up.
 */
import { join } from 'node:path';
import { step } from './progress.mjs';
import { inProject, root } from './project.mjs';

/**
 * @param {string} folder where to
 * @returns {Promise<string>} the script for Electron's command line
 */
export function buildFaultProcess(folder) {
  return step('Build the app without windows', () => bundle('main', folder));
}

/**
 * @param {string} folder where to
 * @returns {Promise<string>} the script that writes many accounts, for Node's command line
 */
export function buildCrowdWriter(folder) {
  return bundle('crowd', folder);
}

/**
 * @param {string} folder where to
 * @returns {Promise<string>} the same for Electron's command line, which writes under the keyring
 */
export function buildKeyringCrowdWriter(folder) {
  return bundle('crowd-keyring', folder);
}

/**
 * @param {string} folder where to
 * @returns {Promise<string>} the script that times durable writes, for Node's command line
 */
export function buildWriteTimer(folder) {
  return bundle('write-timer', folder);
}

/**
 * @param {string} name of the module in e2e/fault-process
 * @param {string} folder where to
 */
async function bundle(name, folder) {
  // Not at the top: on a fresh machine the scripts start before there are packages.
  const { build } = await import('vite');
  await build({
    configFile: false,
    logLevel: 'error',
    root,
    ssr: { noExternal: true },
    build: {
      ssr: inProject('e2e', 'fault-process', `${name}.ts`),
      target: 'node18',
      outDir: folder,
      rolldownOptions: { external: ['electron'], output: { format: 'cjs', entryFileNames: `${name}.cjs` } },
    },
  });
  return join(folder, `${name}.cjs`);
}
