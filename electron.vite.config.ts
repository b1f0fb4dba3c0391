/**
 * How the three parts are bundled. Everything is bundled: the packaged app carries no node_modules, so each dependency is
 * a devDependency.
 *
 * The targets are those of the oldest runtime we start on, the trial runtime: Electron 25 has Node 18 and Chromium 114.
 */
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'electron-vite';
import { catalogueAtBuild } from './scripts/lib/catalogue-at-build.mjs';
import { shippedModules } from './scripts/lib/shipped-modules.mjs';
import { leanStore } from './scripts/lib/lean-store.mjs';

const inProject = (...segments: string[]) => join(import.meta.dirname, ...segments);

/** Every HTML file at the top of renderer/ is a page of its own. */
function pages(): Record<string, string> {
  const names = readdirSync(inProject('renderer')).filter((name) => name.endsWith('.html'));
  return Object.fromEntries(names.map((name) => [name.slice(0, -5), inProject('renderer', name)]));
}

export default defineConfig({
  main: {
    plugins: [catalogueAtBuild(), leanStore(), shippedModules('main')],
    build: {
      externalizeDeps: false,
      target: 'node18',
      // Half as much to read at each start; names stay, for what an error says.
      minify: true,
      rolldownOptions: { output: { keepNames: true } },
      outDir: inProject('out', 'main'),
      lib: { entry: inProject('main', 'index.ts'), formats: ['cjs'] },
    },
  },
  preload: {
    plugins: [shippedModules('preload')],
    build: {
      externalizeDeps: false,
      // SECURITY: a sandboxed preload cannot load other files, so it must be one.
      isolatedEntries: true,
      target: 'node18',
      outDir: inProject('out', 'preload'),
      lib: { entry: inProject('preload', 'index.ts'), formats: ['cjs'] },
    },
  },
  renderer: {
    root: inProject('renderer'),
    plugins: [react(), shippedModules('renderer')],
    build: {
      target: 'chrome114',
      minify: true,
      outDir: inProject('out', 'renderer'),
      rolldownOptions: { input: pages() },
    },
  },
});
