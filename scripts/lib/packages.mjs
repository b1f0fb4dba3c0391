/**
 * The npm packages: installed when missing or older than package-lock.json.
 *
 * Whether they are current is read from npm's own record of the installed tree (node_modules/.package-lock.json), which
 * npm writes last. So a broken-off install counts as missing, and a plain `npm install` needs no second install here.
 */
import { setTimeout as delay } from 'node:timers/promises';
import { inProject, minimumNode, readJson, root } from './project.mjs';
import { SetupError, head, say, step, tail } from './progress.mjs';
import { collect, npmCommand } from './run.mjs';

const attempts = 3;

/**
 * @typedef {object} LockedPackage
 * @property {string} [version]
 * @property {string} [integrity]
 * @property {boolean} [optional]
 * @property {boolean} [peer]
 * @property {boolean} [link]
 *
 * @typedef {{ packages?: Record<string, LockedPackage> }} LockFile
 */

/**
 * Compares what is wanted with what is installed.
 *
 * @param {LockFile | undefined} wanted content of package-lock.json
 * @param {LockFile | undefined} installed content of node_modules/.package-lock.json
 * @returns {boolean} true when every package is there in the wanted version, and no other one
 */
export function packagesMatch(wanted, installed) {
  const want = wanted?.packages;
  const have = installed?.packages;
  if (!want || !have) return false;
  for (const [path, entry] of Object.entries(want)) {
    if (path === '') continue;
    const found = have[path];
    // An optional package for another platform is locked but never installed.
    if (!found && entry.optional) continue;
    if (found?.version !== entry.version || found?.integrity !== entry.integrity) return false;
  }
  return Object.keys(have).every((path) => path in want);
}

/** Installs the packages unless the installed ones are those of the lock file. */
export async function ensurePackages() {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  const [needMajor, needMinor] = minimumNode;
  if (major < needMajor || (major === needMajor && minor < needMinor)) {
    throw new SetupError(`Latchkey needs Node ${needMajor}.${needMinor} or newer; this is ${process.versions.node}.`);
  }
  const wanted = readJson(inProject('package-lock.json'));
  const installed = readJson(inProject('node_modules', '.package-lock.json'));
  if (packagesMatch(wanted, installed)) return;
  await step(installed ? 'Update npm packages' : 'Install npm packages', install);
}

async function install() {
  const { command, args } = npmCommand();
  const flags = ['ci', '--no-audit', '--no-fund', '--loglevel=error'];
  for (let attempt = 1; ; attempt += 1) {
    const result = await collect(command, [...args, ...flags], { cwd: root });
    if (result.code === 0) return;
    if (result.output.includes('code EUSAGE')) {
      throw new SetupError(`package.json and package-lock.json do not agree.\n\n${head(result.output)}`);
    }
    if (attempt === attempts) {
      throw new SetupError(
        `npm could not install the packages (${attempts} attempts). Is the npm registry reachable?\n\n${tail(result.output)}`,
      );
    }
    say(`npm ci failed, trying again (${attempt} of ${attempts - 1})`);
    await delay(2000 * attempt);
  }
}
