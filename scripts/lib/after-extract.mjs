/**
 * Called by electron-builder when the runtime has been copied and before the app goes in.
 */
import { rm } from 'node:fs/promises';
import { join } from 'node:path';

/** The Electron that first had the fuse `grantFileProtocolExtraPrivileges`. */
const firstWithFileFuse = 29;

/**
 * @typedef {object} Packager
 * @property {{ electronVersion: string, electronFuses: Record<string, boolean> }} config
 * @property {(appOutDir: string) => string} getResourcesDir
 */

/**
 * @param {{ appOutDir: string, packager: Packager }} context
 */
export async function afterExtract({ appOutDir, packager }) {
  // SECURITY: an Electron that does not find its app falls back to the default app, and that runs any path it is given.
  // electron-builder removes it from what it downloads, but not from a runtime that it is handed.
  await rm(join(packager.getResourcesDir(appOutDir), 'default_app.asar'), { recursive: true, force: true });

  // The trial runtime is older than this fuse, and flipping one that is not there is an error.
  if (Number.parseInt(packager.config.electronVersion, 10) < firstWithFileFuse) {
    delete packager.config.electronFuses['grantFileProtocolExtraPrivileges'];
  }
}
