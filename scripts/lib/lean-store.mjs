/**
 * Leaves out of electron-store what Latchkey does not want of it: ajv, ajv-formats and semver, for it is handed neither schemas nor
 * migrations (main/vault/no-validators.ts; only there, for the updater compares versions by the same semver), and when-exit, which would end
 * the app at a signal (main/vault/no-signals.ts).
 */
import { inProject } from './project.mjs';

const standIns = [
  {
    of: /\/node_modules\/(?:conf|electron-store)\//,
    names: ['ajv/dist/2020.js', 'ajv-formats', 'semver'],
    file: 'no-validators.ts',
  },
  { of: /\/node_modules\/atomically\//, names: ['when-exit'], file: 'no-signals.ts' },
];

/** @returns {import('vite').Plugin} */
export function leanStore() {
  return {
    name: 'latchkey-lean-store',
    enforce: 'pre',
    resolveId(source, importer) {
      const by = importer?.replaceAll('\\', '/') ?? '';
      const standIn = standIns.find(({ of, names }) => names.includes(source) && of.test(by));
      return standIn === undefined ? undefined : inProject('main', 'vault', standIn.file);
    },
  };
}
