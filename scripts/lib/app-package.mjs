/**
 * Packaging the built app with electron-builder, for this machine and without network: the runtime that is already here goes in.
 */
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { ensureBuild } from './app-build.mjs';
import { SetupError, say, step, tail } from './progress.mjs';
import { inProject, root, toolScript } from './project.mjs';
import { collect, onTerminal } from './run.mjs';
import { fingerprint } from './sources.mjs';

/** @typedef {import('./runtime.mjs').Runtime} Runtime */

const stamp = inProject('dist', '.sources');

/**
 * Makes the unpacked app in dist/ unless the one there is from this build and this runtime.
 *
 * @param {Runtime} runtime
 */
export async function ensurePackage(runtime) {
  const wanted = `${packageFingerprint()} ${runtime.kind} ${runtime.version}`;
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return;
  await step('Package the app', async () => {
    rmSync(stamp, { force: true });
    const result = await collect(process.execPath, builderArguments(runtime, ['--dir']));
    if (result.code !== 0) throw new SetupError(`electron-builder failed.\n\n${tail(result.output, 40)}`);
    mkdirSync(inProject('dist'), { recursive: true });
    writeFileSync(stamp, wanted);
  });
}

/**
 * Builds and packages, with electron-builder's own output on the terminal.
 *
 * @param {Runtime} runtime
 * @param {readonly string[]} targets electron-builder's arguments, for example `--linux dir`
 * @returns {Promise<number>} exit code
 */
export async function packageApp(runtime, targets) {
  await ensureBuild();
  rmSync(stamp, { force: true });
  const env = { ...process.env, ...archiver() };
  const code = await onTerminal(process.execPath, builderArguments(runtime, targets), { env });
  if (runtime.kind === 'trial' && isForThisMachine(targets)) {
    say(`This package carries the trial runtime (Electron ${runtime.version}): for tests only, never for users.`);
  }
  return code;
}

/**
 * @param {Runtime} runtime
 * @param {readonly string[]} targets
 */
function builderArguments(runtime, targets) {
  const runtimeFlags = isForThisMachine(targets)
    ? [`-c.electronDist=${runtime.folder}`, `-c.electronVersion=${runtime.version}`]
    : [];
  const config = ['--config', 'electron-builder.yml', '--publish', 'never'];
  return [toolScript('electron-builder'), ...targets, ...config, ...runtimeFlags, ...releaseFlags(runtime)];
}

/**
 * The system's 7-Zip, where there is one: electron-builder downloads its own otherwise, which takes a network.
 *
 * @param {NodeJS.ProcessEnv} [env]
 * @param {(file: string) => boolean} [exists]
 * @returns {Record<string, string>} what to add to the environment
 */
export function archiver(env = process.env, exists = existsSync) {
  if (env['ELECTRON_BUILDER_7ZIP_PATH'] !== undefined) return {};
  const places = (env['PATH'] ?? '').split(delimiter).filter((folder) => folder !== '');
  const found = places.map((folder) => join(folder, '7za')).find(exists);
  return found === undefined ? {} : { ELECTRON_BUILDER_7ZIP_PATH: found };
}

/**
 * Who releases these packages: `LATCHKEY_REPOSITORY` names a repository of GitHub's, `owner/name`, and is set by the release workflow. It
 * is the home page that deb and rpm ask for, and the place where packages look for updates; with the trial runtime they look nowhere.
 *
 * @param {Pick<Runtime, 'kind'>} runtime
 * @param {NodeJS.ProcessEnv} [env]
 * @returns {string[]} electron-builder's arguments
 */
export function releaseFlags({ kind }, env = process.env) {
  const repository = env['LATCHKEY_REPOSITORY'] ?? '';
  if (repository === '') return [];
  const [, owner, repo] = /^([\w.-]+)\/([\w.-]+)$/.exec(repository) ?? [];
  if (owner === undefined || repo === undefined) {
    throw new SetupError(`LATCHKEY_REPOSITORY is "${repository}"; it must be a repository's "owner/name".`);
  }
  const homepage = `-c.extraMetadata.homepage=https://github.com/${owner}/${repo}`;
  if (kind === 'trial') return [homepage];
  return [homepage, '-c.publish.provider=github', `-c.publish.owner=${owner}`, `-c.publish.repo=${repo}`];
}

/**
 * @param {readonly string[]} targets electron-builder's arguments
 * @returns {boolean} whether the runtime that is here fits; for other systems and processors electron-builder downloads its own
 */
export function isForThisMachine(targets) {
  // Without named targets electron-builder makes all that its file lists, for every processor.
  const named = targets.includes('--dir') || targets.some((target) => !target.startsWith('-'));
  const systems = { linux: ['--linux', '-l'], darwin: ['--mac', '-m'], win32: ['--win', '-w'] };
  const foreign = Object.entries(systems).flatMap(([name, flags]) => (name === process.platform ? [] : flags));
  const otherArchitectures = ['--x64', '--arm64', '--armv7l', '--ia32', '--universal'].filter(
    (flag) => flag !== `--${process.arch}`,
  );
  return named && !targets.some((target) => foreign.includes(target) || otherArchitectures.includes(target));
}

function packageFingerprint() {
  return fingerprint(root, ['out', 'build', 'electron-builder.yml', 'package.json']);
}
