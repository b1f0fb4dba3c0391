/**
 * Building the app into out/. A build is skipped when its sources are those of the last one.
 */
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { SetupError, step, tail } from './progress.mjs';
import { inProject, root, toolScript } from './project.mjs';
import { collect } from './run.mjs';
import { shippedFolder } from './shipped-modules.mjs';
import { licenceTexts, shippedPackages } from './shipped.mjs';
import { fingerprint } from './sources.mjs';

const sources = [
  'build',
  'main',
  'preload',
  'renderer',
  'electron.vite.config.ts',
  'scripts/lib/catalogue-at-build.mjs',
  'scripts/lib/shipped-modules.mjs',
  'scripts/lib/lean-store.mjs',
  'tsconfig.json',
  'package.json',
  'package-lock.json',
];
const stamp = inProject('out', '.sources');

/** @returns {string} a fingerprint of all that goes into the app */
export function appFingerprint() {
  return fingerprint(root, sources, (name) => !/\.test\.tsx?$/.test(name));
}

/** Builds the app unless the sources are those of the last build. */
export async function ensureBuild() {
  const wanted = appFingerprint();
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return;
  await build();
}

/** Builds the app. */
export async function build() {
  await step('Build the app', async () => {
    // Taken before the build: a file saved meanwhile leads to another build, never to a stale one.
    const built = appFingerprint();
    rmSync(stamp, { force: true });
    rmSync(shippedFolder, { recursive: true, force: true });
    const result = await collect(process.execPath, [toolScript('electron-vite'), 'build']);
    if (result.code !== 0) throw new SetupError(`The build failed.\n\n${tail(result.output, 40)}`);
    writeFileSync(inProject('out', 'THIRD-PARTY-LICENSES.txt'), licenceTexts(shippedPackages()));
    writeFileSync(stamp, built);
  });
}
