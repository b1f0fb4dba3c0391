/**
 * The packages whose code goes into the app, with their licences: those that the sources import, and what those need in turn, as installed.
 * `renderer/about/licences.json` holds them for the About dialog; a test keeps it true.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { isBuiltin } from 'node:module';
import { join } from 'node:path';

/**
 * What the app's own code imports, as packages. Electron itself carries its own texts.
 *
 * @param {string} root the project's folder
 * @returns {string[]}
 */
function importedBy(root) {
  const names = ['main', 'preload', 'renderer'].flatMap((part) =>
    readdirSync(join(root, part), { recursive: true, encoding: 'utf8' })
      .filter((file) => /\.tsx?$/.test(file) && !/\.test\.tsx?$/.test(file) && !/(?:fakes|-setup|testing)/.test(file))
      .flatMap((file) => {
        const text = readFileSync(join(root, part, file), 'utf8');
        return [...text.matchAll(/^(?:import|export)\b[^;]*?from '((?:@[\w-]+\/)?[\w-]+)[^']*';/gm)]
          .filter(([statement]) => !/^(?:import|export) type\b/.test(statement))
          .map(([, name = '']) => name);
      }),
  );
  return [...new Set(names)].filter((name) => name !== 'electron' && name !== 'node' && !isBuiltin(name));
}

/**
 * @param {string} root the project's folder
 * @returns {{ name: string, version: string, licence: string }[]} by name, each once
 */
export function bundledLicences(root) {
  /** @type {Map<string, { name: string, version: string, licence: string }>} */
  const found = new Map();
  /** @type {[name: string, from: string][]} */
  const waiting = importedBy(root).map((name) => [name, root]);
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const [name, from] = next;
    const folder = folderOf(name, from, root);
    if (folder === undefined || found.has(name)) continue;
    const { version, license, dependencies = {} } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
    found.set(name, { name, version, licence: typeof license === 'string' ? license : 'see its package' });
    for (const each of Object.keys(dependencies)) {
      // Types leave nothing behind.
      if (!each.startsWith('@types/')) waiting.push([each, folder]);
    }
  }
  return [...found.values()].toSorted((one, other) => (one.name < other.name ? -1 : 1));
}

/**
 * Where a package is installed, as Node looks for it.
 *
 * @param {string} name
 * @param {string} from
 * @param {string} root
 * @returns {string | undefined}
 */
function folderOf(name, from, root) {
  for (let at = from; at.length >= root.length; at = join(at, '..')) {
    const folder = join(at, 'node_modules', name);
    if (existsSync(join(folder, 'package.json'))) return folder;
  }
  return undefined;
}
