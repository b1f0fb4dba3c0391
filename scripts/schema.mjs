/**
 * `npm run schema`: writes docs/provider.schema.json. With `--check` it writes nothing and fails when the file is not
 * what would be written.
 */
import { existsSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { ensurePackages } from './lib/packages.mjs';
import { SetupError, runScript, say } from './lib/progress.mjs';
import { renderProviderSchema, schemaFile } from './lib/provider-schema.mjs';

await runScript(async () => {
  await ensurePackages();
  const wanted = await renderProviderSchema();
  if (existsSync(schemaFile) && (await readFile(schemaFile, 'utf8')) === wanted) return;
  if (process.argv.includes('--check')) {
    throw new SetupError('docs/provider.schema.json is not what main/providers/ says: run `npm run schema`.');
  }
  await mkdir(dirname(schemaFile), { recursive: true });
  await writeFile(schemaFile, wanted);
  say('Wrote docs/provider.schema.json.');
});
