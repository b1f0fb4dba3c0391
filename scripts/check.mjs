/**
 * `npm run check`: everything that can be judged without opening a window. Types, lint with the import rules, format, generated
 * files, unit tests.
 */
import { existsSync } from 'node:fs';
import { runChecks } from './lib/check-steps.mjs';
import { ensurePackages } from './lib/packages.mjs';
import { runScript } from './lib/progress.mjs';
import { inProject, toolScript } from './lib/project.mjs';
import { schemaSource } from './lib/provider-schema.mjs';

await runScript(async () => {
  await ensurePackages();
  const hasSchema = existsSync(schemaSource);
  return runChecks([
    { name: 'Types', script: toolScript('typescript', 'tsc'), args: ['--noEmit', '--pretty', 'false', '-p', '.'] },
    { name: 'Lint', script: toolScript('oxlint'), args: ['--type-aware', '--deny-warnings'] },
    { name: 'Format', script: toolScript('oxfmt'), args: ['--check'] },
    ...(hasSchema ? [{ name: 'Provider schema', script: inProject('scripts/schema.mjs'), args: ['--check'] }] : []),
    { name: 'Unit tests', script: toolScript('vitest'), args: ['run'] },
  ]);
});
