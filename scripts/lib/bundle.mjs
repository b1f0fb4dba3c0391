/**
 * Loading a TypeScript module of main/ into a script: bundled first, as Node does not read TypeScript.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

/**
 * @param {string} source absolute path of the module
 * @returns {Promise<any>} its exports
 */
export async function importBundled(source) {
  // Loaded here, not at the top: scripts must also load before the packages are installed.
  const { build } = await import('vite');
  const folder = await mkdtemp(join(tmpdir(), 'latchkey-bundle-'));
  try {
    await build({
      configFile: false,
      logLevel: 'error',
      ssr: { noExternal: true },
      build: {
        ssr: source,
        outDir: folder,
        emptyOutDir: true,
        rolldownOptions: { output: { entryFileNames: 'bundle.mjs' } },
      },
    });
    return await import(pathToFileURL(join(folder, 'bundle.mjs')).href);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
