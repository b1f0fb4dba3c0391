/**
 * The packages whose code is in the app: which they are (as the last build noted), their licences and the texts of these. The one list
 * that the About dialog, THIRD-PARTY-LICENSES.txt and the SBOM are made of.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { SetupError } from './progress.mjs';
import { inProject, readJson } from './project.mjs';
import { shippedFolder } from './shipped-modules.mjs';

/** Licences that ask for no more than to be named, with their text. */
export const allowedLicences = new Set([
  'MIT',
  'ISC',
  '0BSD',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'Apache-2.0',
  'BlueOak-1.0.0',
  'CC0-1.0',
]);

/** The list for the About dialog. It is in git, and goes into the build that it describes. */
export const licencesFile = inProject('renderer', 'about', 'licences.json');

/**
 * @typedef {object} ShippedPackage
 * @property {string} folder below the project, as the lock file names it
 * @property {string} name
 * @property {string} version
 * @property {string} licence SPDX identifier
 * @property {string} integrity of the archive it came from, as the lock file has it: `sha512-` and base64
 * @property {string | null} text of its licence and notices; null where it carries none
 */

/** @returns {ShippedPackage[]} by name and version; a package may be there in two versions */
export function shippedPackages() {
  const lock = readJson(inProject('package-lock.json'))?.packages ?? {};
  return shippedFolders()
    .map((folder) => {
      const { name, version, license } = JSON.parse(readFileSync(inProject(folder, 'package.json'), 'utf8'));
      return {
        folder,
        name,
        version,
        licence: String(license),
        integrity: lock[folder]?.integrity,
        text: textIn(folder),
      };
    })
    .toSorted((one, other) => compare(`${one.name} ${one.version}`, `${other.name} ${other.version}`));
}

/** @returns {string[]} */
function shippedFolders() {
  const parts = ['main', 'preload', 'renderer'].map((part) => join(shippedFolder, `${part}.json`));
  const missing = parts.find((file) => !existsSync(file));
  if (missing !== undefined) throw new SetupError('What is shipped is known after a build only: run `npm run build`.');
  return [...new Set(parts.flatMap((file) => JSON.parse(readFileSync(file, 'utf8'))))];
}

/** @param {string} folder */
function textIn(folder) {
  const files = readdirSync(inProject(folder))
    .filter((name) => /^(?:licen[cs]e|copying|notice)(?:[.-]|$)/i.test(name))
    .toSorted(compare);
  const texts = files.map((name) => readFileSync(inProject(folder, name), 'utf8').replaceAll('\r\n', '\n').trim());
  return texts.length === 0 ? null : texts.join('\n\n');
}

/**
 * @param {readonly ShippedPackage[]} packages
 * @returns {string} the content of {@link licencesFile}
 */
export function licenceList(packages) {
  const shown = packages.map(({ name, version, licence }) => ({ name, version, licence }));
  return `${JSON.stringify(shown, null, 2)}\n`;
}

/**
 * @param {readonly ShippedPackage[]} packages
 * @returns {string} the content of THIRD-PARTY-LICENSES.txt
 */
export function licenceTexts(packages) {
  const head = [
    'Latchkey contains the packages below, under their licences. Electron and Chromium, on which it runs,',
    'have their own: LICENSE.electron.txt and LICENSES.chromium.html.',
  ].join('\n');
  const parts = packages.map(({ name, version, licence, text }) => {
    const title = `${name} ${version} (${licence})`;
    return `${'='.repeat(80)}\n${title}\n${'='.repeat(80)}\n\n${text ?? `Published under ${licence}, without a text of its own.`}`;
  });
  return `${[head, ...parts].join('\n\n')}\n`;
}

/**
 * @param {string} one
 * @param {string} other
 */
function compare(one, other) {
  return one < other ? -1 : Number(one > other);
}
