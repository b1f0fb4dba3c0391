/**
 * The published JSON Schema of a provider file, made from the schema that the app itself parses with.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { inProject } from './project.mjs';

/** Exports `providerJsonSchema()`. */
export const schemaSource = inProject('main', 'providers', 'json-schema.ts');

/** What is published. */
export const schemaFile = inProject('docs', 'provider.schema.json');

/**
 * Bundles the source, as Node does not read TypeScript, and calls it.
 *
 * @returns {Promise<string>} what the published file has to contain
 */
export async function renderProviderSchema() {
  // Loaded here, not at the top: the module must also load before the packages are installed.
  const { build } = await import('vite');
  const folder = await mkdtemp(join(tmpdir(), 'latchkey-schema-'));
  try {
    await build({
      configFile: false,
      logLevel: 'error',
      ssr: { noExternal: true },
      build: {
        ssr: schemaSource,
        outDir: folder,
        emptyOutDir: true,
        rolldownOptions: { output: { entryFileNames: 'schema.mjs' } },
      },
    });
    /** @type {{ providerJsonSchema(): unknown }} */
    const module = await import(pathToFileURL(join(folder, 'schema.mjs')).href);
    return `${JSON.stringify(module.providerJsonSchema(), undefined, 2)}\n`;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
