/**
 * The published JSON Schema of a provider file, made from the schema that the app itself parses with.
 */
import { importBundled } from './bundle.mjs';
import { inProject } from './project.mjs';

/** Exports `providerJsonSchema()`. */
export const schemaSource = inProject('main', 'providers', 'json-schema.ts');

/** What is published. */
export const schemaFile = inProject('docs', 'provider.schema.json');

/** @returns {Promise<string>} what the published file has to contain */
export async function renderProviderSchema() {
  /** @type {{ providerJsonSchema(): unknown }} */
  const module = await importBundled(schemaSource);
  return `${JSON.stringify(module.providerJsonSchema(), undefined, 2)}\n`;
}
