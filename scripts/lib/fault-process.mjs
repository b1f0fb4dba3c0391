/**
 * Bundling the app without windows (e2e/fault-process) that the fault suite starts. It goes to a temporary folder, so that no package
 * can pick it up.
 */
import { join } from 'node:path';
import { step } from './progress.mjs';
import { inProject, root } from './project.mjs';

/**
 * @param {string} folder where to
 * @returns {Promise<string>} the script for Electron's command line
 */
export async function buildFaultProcess(folder) {
  // Not at the top: on a fresh machine the scripts start before there are packages.
  const { build } = await import('vite');
  await step('Build the app without windows', () =>
    build({
      configFile: false,
      logLevel: 'error',
      root,
      ssr: { noExternal: true },
      build: {
        ssr: inProject('e2e', 'fault-process', 'main.ts'),
        target: 'node18',
        outDir: folder,
        rolldownOptions: { external: ['electron'], output: { format: 'cjs', entryFileNames: 'main.cjs' } },
      },
    }),
  );
  return join(folder, 'main.cjs');
}
