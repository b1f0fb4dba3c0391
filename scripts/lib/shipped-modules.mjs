/**
 * Notes which packages' code goes into the app, as the bundler sees it: a plugin of electron.vite.config.ts. What a build noted lies in
 * out/.shipped/, one file a part, and is in no package.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { inProject } from './project.mjs';

export const shippedFolder = inProject('out', '.shipped');

/**
 * @param {string} part `main`, `preload` or `renderer`
 * @returns {import('vite').Plugin}
 */
export function shippedModules(part) {
  return {
    name: 'latchkey-shipped-modules',
    apply: 'build',
    generateBundle(_options, bundle) {
      const folders = Object.values(bundle)
        .flatMap((file) => (file.type === 'chunk' ? file.moduleIds : []))
        .flatMap((id) => packageFolderOf(id) ?? []);
      mkdirSync(shippedFolder, { recursive: true });
      writeFileSync(join(shippedFolder, `${part}.json`), JSON.stringify([...new Set(folders)].toSorted(), null, 2));
    },
  };
}

/**
 * @param {string} id a module of the bundler's, for example `\0/x/node_modules/a/node_modules/@b/c/index.js?used`
 * @returns {string | undefined} its package's folder below the project, as the lock file names it
 */
export function packageFolderOf(id) {
  const path = id.replaceAll('\\', '/').replace(/[?#].*$/, '');
  return /(?:^|[/\0])(node_modules\/(?:.*\/node_modules\/)?(?:@[^/]+\/)?[^@/][^/]*)\//.exec(path)?.[1];
}
