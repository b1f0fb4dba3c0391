/** The bare window with a page that Latchkey's libraries draw: how near to the bare window a list of theirs can come at all. */
import { copyFile } from 'node:fs/promises';
import { join } from 'node:path';
import { inProject } from './project.mjs';

/**
 * @param {string} folder where the app is made, to be started from there
 */
export async function buildPlainList(folder) {
  const { build } = await import('vite');
  await build({
    configFile: false,
    logLevel: 'error',
    define: { 'process.env.NODE_ENV': '"production"' },
    build: {
      target: 'chrome114',
      outDir: folder,
      lib: {
        entry: inProject('scripts', 'plain-list', 'list.tsx'),
        formats: ['iife'],
        name: 'list',
        fileName: () => 'list.js',
        cssFileName: 'list',
      },
    },
  });
  await copyFile(inProject('scripts', 'plain-list', 'index.html'), join(folder, 'index.html'));
  for (const name of ['main.cjs', 'package.json'])
    await copyFile(inProject('scripts', 'bare-window', name), join(folder, name));
}
