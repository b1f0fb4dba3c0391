/**
 * `npm run sbom`: writes dist/latchkey-<version>.cdx.json, a bill of materials of what is shipped, in CycloneDX 1.6.
 */
import { mkdir, writeFile } from 'node:fs/promises';
import { ensureBuild } from './lib/app-build.mjs';
import { ensurePackages } from './lib/packages.mjs';
import { runScript, say } from './lib/progress.mjs';
import { inProject, readJson } from './lib/project.mjs';
import { productRuntimeVersions } from './lib/runtime-versions.mjs';
import { sbomOf } from './lib/sbom.mjs';
import { shippedPackages } from './lib/shipped.mjs';

await runScript(async () => {
  await ensurePackages();
  await ensureBuild();
  const app = readJson(inProject('package.json'));
  const packages = shippedPackages();
  const runtime = await productRuntimeVersions();
  const document = sbomOf({ app, packages, runtime, at: new Date().toISOString() });
  await mkdir(inProject('dist'), { recursive: true });
  await writeFile(inProject('dist', `latchkey-${app.version}.cdx.json`), `${JSON.stringify(document, null, 2)}\n`);
  say(`Wrote dist/latchkey-${app.version}.cdx.json: ${packages.length} packages, Electron ${runtime.electron}.`);
  if (runtime.node === undefined)
    say('The version of Node inside it is known where Electron is installed, and left out here.');
});
