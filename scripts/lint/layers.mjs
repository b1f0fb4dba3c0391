/**
 * Who may import whom: the table of DESIGN.md section 2, and the pure function that judges one import by it.
 * Whatever the table does not allow is forbidden, in type imports and dynamic imports alike.
 */
import { isBuiltin } from 'node:module';
import { posix } from 'node:path';

/**
 * @typedef {object} Layer
 * @property {readonly string[]} imports other layers it may import; its own files it always may
 * @property {boolean} [electron] whether it may import Electron and the packages that work only inside Electron
 * @property {boolean} [browser] whether it runs without Node, so that Node's modules are out of reach
 */

const allOfMain = /** @type {const} */ ([
  'main/fault',
  'main/providers',
  'main/oauth',
  'main/accounts',
  'main/handover',
  'main/vault',
  'main/sandbox',
  'main/desktop',
]);

/** @type {Readonly<Record<string, Layer>>} */
export const layers = {
  'main/fault': { imports: [] },
  'main/providers': { imports: ['main/fault'] },
  'main/oauth': { imports: ['main/fault', 'main/providers'] },
  'main/accounts': { imports: ['main/fault', 'main/oauth', 'main/providers'] },
  'main/vault': { imports: ['main/fault', 'main/accounts', 'main/oauth', 'main/providers'] },
  'main/handover': { imports: ['main/fault', 'main/accounts', 'main/oauth', 'main/providers'] },
  'main/sandbox': { imports: ['main/fault'] },
  // Menus, the tray and notifications speak the window's words.
  'main/desktop': {
    imports: [...allOfMain, 'preload/contract', 'preload/shortcuts', 'renderer/messages', 'build/icons'],
    electron: true,
  },
  'main/app': { imports: [...allOfMain, 'preload/contract'], electron: true },
  'main/index': { imports: ['main/app', 'main/desktop', 'main/fault'], electron: true },
  // What tests share. No layer of the app lists it, so only tests may import it.
  'main/testing': { imports: [...allOfMain, 'preload/contract'] },
  // The contract is one thing in several files; only contract.ts is for others.
  'preload/contract': {
    imports: [
      'preload/discovery-views',
      'preload/backup-views',
      'preload/after-views',
      'preload/bench-requests',
      'preload/bench-views',
      'preload/at-hand-requests',
      'preload/at-hand-views',
      'preload/backup-requests',
      'preload/client-input',
      'preload/sign-in-requests',
      'preload/errors',
      'preload/grant-requests',
      'preload/history-requests',
      'preload/history-views',
      'preload/grant-views',
      'preload/hand-requests',
      'preload/hand-views',
      'preload/id-token-views',
      'preload/proof-views',
      'preload/protection',
      'preload/provider-views',
      'preload/question-views',
      'preload/refresh-views',
      'preload/preview-views',
      'preload/provider-requests',
      'preload/removal-requests',
      'preload/views',
    ],
    browser: true,
  },
  'preload/views': {
    imports: [
      'preload/errors',
      'preload/grant-views',
      'preload/hand-views',
      'preload/id-token-views',
      'preload/after-views',
      'preload/bench-views',
      'preload/at-hand-views',
      'preload/proof-views',
      'preload/protection',
      'preload/provider-views',
      'preload/question-views',
      'preload/refresh-views',
      'preload/removal-requests',
    ],
    browser: true,
  },
  'preload/provider-requests': { imports: ['preload/client-input'], browser: true },
  'preload/preview-views': { imports: ['preload/errors', 'preload/provider-views'], browser: true },
  'preload/removal-requests': { imports: [], browser: true },
  'preload/discovery-views': { imports: ['preload/proof-views'], browser: true },
  'preload/grant-requests': { imports: [], browser: true },
  'preload/history-requests': { imports: [], browser: true },
  'preload/history-views': { imports: [], browser: true },
  'preload/grant-views': { imports: ['preload/errors'], browser: true },
  'preload/hand-requests': { imports: [], browser: true },
  'preload/hand-views': { imports: ['preload/proof-views', 'preload/provider-views'], browser: true },
  'preload/id-token-views': { imports: [], browser: true },
  'preload/backup-views': { imports: ['preload/errors', 'preload/provider-views'], browser: true },
  'preload/after-views': { imports: ['preload/errors'], browser: true },
  'preload/bench-requests': { imports: [], browser: true },
  'preload/bench-views': { imports: [], browser: true },
  'preload/at-hand-requests': { imports: ['preload/update-requests'], browser: true },
  'preload/at-hand-views': { imports: ['preload/shortcuts', 'preload/update-views'], browser: true },
  'preload/update-requests': { imports: [], browser: true },
  'preload/update-views': { imports: [], browser: true },
  // Data that both sides need at run time, without the contract's schemas.
  'preload/shortcuts': { imports: [], browser: true },
  'preload/client-input': { imports: [], browser: true },
  'preload/protection': { imports: [], browser: true },
  'preload/backup-requests': { imports: [], browser: true },
  'preload/sign-in-requests': { imports: ['preload/client-input'], browser: true },
  'preload/proof-views': { imports: [], browser: true },
  'preload/provider-views': { imports: ['preload/proof-views'], browser: true },
  'preload/question-views': { imports: ['preload/errors'], browser: true },
  'preload/refresh-views': { imports: [], browser: true },
  'preload/errors': { imports: [], browser: true },
  'preload/in-order': { imports: [], browser: true },
  'preload/index': { imports: ['preload/contract', 'preload/in-order'], electron: true, browser: true },
  renderer: { imports: ['preload/contract', 'preload/shortcuts', 'renderer/messages'], browser: true },
  // Pictures that go into the bundle.
  'build/icons': { imports: [] },
  // Only the texts themselves.
  'renderer/messages': { imports: [], browser: true },
  e2e: { imports: ['preload/contract', 'main/sandbox', 'main/testing', 'e2e/fault-process'] },
  // The app without windows, for the fault suite: runs in Electron, and in no package.
  'e2e/fault-process': { imports: allOfMain, electron: true },
  scripts: { imports: [] },
  // Runs inside the trial runtime, not in Node.
  'scripts/trial-runtime': { imports: [], electron: true },
};

/** Unit tests in main/ may set up their subject with any other part of main. */
const testImports = [...allOfMain, 'main/testing'];

const electronPackages = ['electron', 'electron-store', 'electron-updater'];
const testFile = /\.test\.tsx?$/;

/**
 * Judges one import.
 *
 * @param {string} file the importing file, relative to the repository's root, with forward slashes
 * @param {string} specifier what stands in the import
 * @returns {string | undefined} the broken rule in words, or undefined when the import is allowed
 */
export function judgeImport(file, specifier) {
  const from = layerOf(file);
  if (from === undefined) return undefined;
  const layer = layers[from];
  if (layer === undefined) {
    return `${from} has no import rule yet: give it a place in scripts/lint/layers.mjs.`;
  }
  return specifier.startsWith('.')
    ? judgeOwn(file, from, layer, specifier)
    : judgePackage(file, from, layer, specifier);
}

/**
 * @param {string} file
 * @param {string} from
 * @param {Layer} layer
 * @param {string} specifier relative
 */
function judgeOwn(file, from, layer, specifier) {
  const path = posix.join(posix.dirname(file), specifier.replace(/\?.*$/, ''));
  const to = layerOf(path);
  const extra = from.startsWith('main/') && testFile.test(file) ? testImports : [];
  const allowed = [...layer.imports, ...extra];
  if (to !== undefined && (to === from || allowed.includes(to))) return undefined;
  const may = layer.imports.length > 0 ? `only ${layer.imports.join(', ')}` : 'nothing of ours';
  return `${from} may import ${may}, not ${to ?? path} (DESIGN.md section 2).`;
}

/**
 * @param {string} file
 * @param {string} from
 * @param {Layer} layer
 * @param {string} specifier of a package or a module of Node's
 */
function judgePackage(file, from, layer, specifier) {
  if (electronPackages.some((name) => specifier === name || specifier.startsWith(`${name}/`))) {
    if (layer.electron) return undefined;
    return `${from} may not import ${specifier}: Electron belongs to main/index.ts, main/app.ts, main/desktop and preload/index.ts (DESIGN.md section 2).`;
  }
  // Their tests run in Node.
  if (layer.browser && !testFile.test(file) && isBuiltin(specifier)) {
    return `${from} may not import ${specifier}: it runs without Node (DESIGN.md section 2).`;
  }
  return undefined;
}

/**
 * @param {string} path of a file, with or without extension, or a folder; relative to the repository's root
 * @returns {string | undefined} its layer's name, whether the table has it or not; undefined outside the layered folders
 */
export function layerOf(path) {
  if (/^renderer\/messages\/[\w-]+\.json$/.test(path)) return 'renderer/messages';
  if (path.startsWith('build/icons/')) return 'build/icons';
  const [top = '', next = ''] = path.replace(/(\.test)?\.(tsx?|mjs|js|json)$/, '').split('/');
  if (top === 'scripts' && next === 'trial-runtime') return 'scripts/trial-runtime';
  if (top === 'e2e' && next === 'fault-process') return 'e2e/fault-process';
  if (top === 'renderer' || top === 'e2e' || top === 'scripts') return top;
  if (top === 'main' || top === 'preload') return `${top}/${next || 'index'}`;
  return undefined;
}
