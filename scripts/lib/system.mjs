/**
 * System libraries and programs on Linux: what is missing is found by looking, and installed by apt-get when we are root.
 * Otherwise the one command to run is printed.
 */
import { spawnSync } from 'node:child_process';
import {
  currentNames,
  installCommand,
  libraryPackages,
  missingFromLdd,
  missingPackages,
  possibleNewNames,
} from './debian.mjs';
import { SetupError, step, tail } from './progress.mjs';
import { isRoot } from './project.mjs';
import { collect, exists } from './run.mjs';

/**
 * @typedef {object} Needs
 * @property {readonly string[]} programs
 * @property {boolean} chineseFont
 */

/**
 * @param {string} executable Electron's, absolute path
 * @param {Needs} needs what is needed besides Electron's own libraries
 */
export async function ensureSystem(executable, needs) {
  if (process.platform !== 'linux') return;
  const findings = look(executable, needs);
  const packages = missingPackages(findings);
  if (packages.length === 0) return;
  if (!exists('apt-get')) {
    const names = [...findings.libraries, ...findings.programs].join(', ') || 'a font with Chinese characters';
    throw new SetupError(`Missing on this system: ${names}. Install them with your package manager.`);
  }
  if (!isRoot) {
    const command = installCommand(currentNames(packages, available(packages)));
    throw new SetupError(`Some system packages are missing. Please run this once:\n\n  ${command}`);
  }
  await step(`Install system packages: ${packages.join(' ')}`, () => install(packages));
  const left = missingPackages(look(executable, needs));
  if (left.length > 0) throw new SetupError(`Still missing after the installation: ${left.join(' ')}`);
}

/**
 * Chromium's sandbox needs user namespaces or a set-uid helper. Where the kernel denies the one and a development
 * runtime lacks the other, Electron ends with a message that names neither remedy clearly.
 *
 * @param {string} folder the runtime's
 * @returns {string | undefined} what to run, or undefined when the sandbox can work
 */
export function sandboxRemedy(folder) {
  if (process.platform !== 'linux' || isRoot) return undefined;
  const helper = `${folder}/chrome-sandbox`;
  // Without `unshare` to try it with, the sandbox is believed to work.
  const tryIt = 'command -v unshare >/dev/null || exit 0; unshare --user --map-root-user true 2>/dev/null';
  const script = `[ -u '${helper}' ] && exit 0; ${tryIt}`;
  const works = spawnSync('/bin/sh', ['-c', script], { stdio: 'ignore' }).status === 0;
  return works ? undefined : `sudo chown root '${helper}' && sudo chmod 4755 '${helper}'`;
}

/**
 * @param {string} executable
 * @param {Needs} needs
 * @returns {import('./debian.mjs').Findings}
 */
function look(executable, needs) {
  const linked = missingFromLdd(output('ldd', [executable]));
  const programs = needs.programs.filter((name) => !exists(name));
  const fonts = needs.chineseFont ? output('fc-list', [':lang=zh']) : 'not needed';
  return {
    libraries: [...new Set([...linked, ...missingAtRunTime()])],
    programs: needs.chineseFont && !exists('fc-list') ? [...programs, 'fc-list'] : programs,
    chineseFont: fonts.trim() !== '',
  };
}

/** @returns {string[]} libraries missing from the loader's cache; `ldd` does not see what is loaded while running */
function missingAtRunTime() {
  const cache = output('/sbin/ldconfig', ['-p']);
  // Systems without this cache (NixOS, Alpine) can only be judged by `ldd`.
  if (cache === '') return [];
  return Object.keys(libraryPackages).filter((name) => !cache.includes(`\t${name} `));
}

/** @param {readonly string[]} packages */
async function install(packages) {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  const update = await collect('apt-get', ['update'], { env });
  const names = currentNames(packages, available(packages));
  const flags = ['install', '-y', '--no-install-recommends'];
  const result = await collect('apt-get', [...flags, ...names], { env });
  if (result.code !== 0) {
    const reason = tail(update.code === 0 ? result.output : update.output + result.output);
    throw new SetupError(`apt-get could not install ${names.join(' ')}.\n\n${reason}`);
  }
}

/**
 * @param {readonly string[]} packages
 * @returns {Set<string>} the new names that apt knows
 */
function available(packages) {
  const names = possibleNewNames(packages);
  if (names.length === 0) return new Set();
  const policy = output('apt-cache', ['policy', ...names]);
  return new Set(
    names.filter((name) => new RegExp(`^${name}:\\n.*\\n\\s+Candidate: (?!\\(none\\))`, 'm').test(policy)),
  );
}

/**
 * @param {string} command
 * @param {string[]} args
 * @returns {string} standard output; empty when the program is missing
 */
function output(command, args) {
  const env = { ...process.env, LC_ALL: 'C' };
  const result = spawnSync(command, args, { encoding: 'utf8', env, maxBuffer: 1 << 26 });
  return result.error ? '' : result.stdout;
}
