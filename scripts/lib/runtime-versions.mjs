/**
 * What the product's Electron is made of. The runtime itself is asked where it is installed; elsewhere the tables of the installed packages
 * know at least its Chromium.
 */
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { installedOfficialRuntime, officialExecutable, officialVersion } from './official-runtime.mjs';
import { collect } from './run.mjs';

/** @returns {Promise<import('./sbom.mjs').RuntimeVersions>} */
export async function productRuntimeVersions() {
  const electron = officialVersion();
  const folder = installedOfficialRuntime();
  if (folder !== undefined) {
    const env = { ...process.env, ELECTRON_RUN_AS_NODE: '1' };
    const asked = ['-p', 'JSON.stringify({ chromium: process.versions.chrome, node: process.versions.node })'];
    const { code, output } = await collect(join(folder, officialExecutable()), asked, { env, timeoutMs: 30_000 });
    if (code === 0) return { electron, ...JSON.parse(output) };
  }
  try {
    const chromium = createRequire(import.meta.url)('electron-to-chromium').fullVersions[electron];
    return chromium === undefined ? { electron } : { electron, chromium };
  } catch {
    // That package belongs to a tool and may go with it.
    return { electron };
  }
}
