/**
 * A Vite plugin that reads the catalogue of providers when the app is built: its forty files are checked and completed once, instead of
 * at each start. What runs is the module itself, so that the app gets what the tests see.
 */
import { inProject } from './project.mjs';

const module = inProject('main', 'providers', 'read-catalogue.ts');

/** @returns {import('vite').Plugin} */
export function catalogueAtBuild() {
  return {
    name: 'latchkey:catalogue-at-build',
    async load(id) {
      if (id !== module) return undefined;
      const { runnerImport } = await import('vite');
      const { module: read } = await runnerImport(module, { configFile: false, logLevel: 'error' });
      // The providers are plain data. As a text they are read a good deal faster than as a program.
      const text = JSON.stringify(JSON.stringify(read.readCatalogue()));
      return `const text = ${text};\nexport const readCatalogue = () => JSON.parse(text);\n`;
    },
  };
}
