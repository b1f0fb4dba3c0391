/**
 * The system packages that Electron and the tests need on Debian and its kin, as pure functions.
 */

/**
 * @typedef {object} Findings
 * @property {readonly string[]} libraries shared libraries that are missing, by file name
 * @property {readonly string[]} programs programs that are missing, by name
 * @property {boolean} chineseFont whether a font with Chinese characters is there
 */

/** Which package brings which library. Those not linked by Electron are loaded while it runs. */
export const libraryPackages = /** @type {const} */ ({
  'libgtk-3.so.0': 'libgtk-3-0',
  'libnss3.so': 'libnss3',
  'libnssutil3.so': 'libnss3',
  'libsmime3.so': 'libnss3',
  'libnspr4.so': 'libnss3',
  'libasound.so.2': 'libasound2',
  'libgbm.so.1': 'libgbm1',
  'libXss.so.1': 'libxss1',
  'libsecret-1.so.0': 'libsecret-1-0',
  'libnotify.so.4': 'libnotify4',
});

/** @type {Readonly<Record<string, string>>} */
const programPackages = {
  Xvfb: 'xvfb',
  'dbus-run-session': 'dbus',
  'dbus-send': 'dbus',
  'gnome-keyring-daemon': 'gnome-keyring',
  'fc-list': 'fontconfig',
};

const chineseFontPackage = 'fonts-wqy-microhei';

/**
 * Packages that were renamed with the 64-bit time type (Debian 13, Ubuntu 24.04). The old names live on there as virtual
 * packages only, which apt-get refuses when more than one package provides them.
 */
const renamed = ['libgtk-3-0', 'libasound2'];

/**
 * @param {Findings} findings
 * @returns {string[]} the packages to install, by their names before the renaming; empty when nothing is missing
 */
export function missingPackages({ libraries, programs, chineseFont }) {
  /** @type {Record<string, string>} */
  const known = libraryPackages;
  // Libraries that no entry names (libX11, libatk, …) are dependencies of GTK.
  const wanted = [
    ...libraries.map((name) => known[name] ?? 'libgtk-3-0'),
    ...programs.map((name) => programPackages[name] ?? name),
    ...(chineseFont ? [] : [chineseFontPackage]),
  ];
  return [...new Set(wanted)].toSorted();
}

/**
 * @param {readonly string[]} packages names before the renaming
 * @param {ReadonlySet<string>} available names that apt knows here, as far as asked
 * @returns {string[]} names to give to apt-get here
 */
export function currentNames(packages, available) {
  return packages.map((name) => (available.has(`${name}t64`) ? `${name}t64` : name));
}

/**
 * @param {readonly string[]} packages
 * @returns {string[]} the new names that apt should be asked about
 */
export function possibleNewNames(packages) {
  return packages.filter((name) => renamed.includes(name)).map((name) => `${name}t64`);
}

/**
 * @param {readonly string[]} packages names to give to apt-get
 * @returns {string} the one command that a person without root's rights has to run
 */
export function installCommand(packages) {
  return `sudo apt-get update && sudo apt-get install -y --no-install-recommends ${packages.join(' ')}`;
}

/**
 * @param {string} output of `ldd`
 * @returns {string[]} names of the libraries that were not found
 */
export function missingFromLdd(output) {
  return [...output.matchAll(/^\s*(\S+) => not found/gm)].map((match) => String(match[1]));
}
