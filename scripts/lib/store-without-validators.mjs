/**
 * Leaves ajv, ajv-formats and semver out of electron-store, which Latchkey hands neither schemas nor migrations (main/vault/no-validators.ts).
 * Only there: the updater compares versions by the same semver.
 */
import { inProject } from './project.mjs';

const unused = new Set(['ajv/dist/2020.js', 'ajv-formats', 'semver']);
const store = /\/node_modules\/(?:conf|electron-store)\//;

/** @returns {import('vite').Plugin} */
export function storeWithoutValidators() {
  return {
    name: 'latchkey-store-without-validators',
    enforce: 'pre',
    resolveId(source, importer) {
      const ofStore = unused.has(source) && store.test(importer?.replaceAll('\\', '/') ?? '');
      return ofStore ? inProject('main', 'vault', 'no-validators.ts') : undefined;
    },
  };
}
