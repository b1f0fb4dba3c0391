/**
 * `npm run licenses`: writes the list of the About dialog anew from what the build ships, and fails where a licence is not on the list of
 * those allowed. With `--check` it writes nothing and fails when the list is not true.
 */
import { readFile, writeFile } from 'node:fs/promises';
import { ensureBuild } from './lib/app-build.mjs';
import { ensurePackages } from './lib/packages.mjs';
import { SetupError, runScript, say } from './lib/progress.mjs';
import { allowedLicences, licenceList, licencesFile, shippedPackages } from './lib/shipped.mjs';

await runScript(async () => {
  await ensurePackages();
  await ensureBuild();
  const packages = shippedPackages();
  const odd = packages.filter(({ licence }) => !allowedLicences.has(licence));
  if (odd.length > 0) {
    const named = odd.map(({ name, licence }) => `${name} (${licence})`).join(', ');
    throw new SetupError(`Not on the list of allowed licences in scripts/lib/shipped.mjs: ${named}.`);
  }
  const wanted = licenceList(packages);
  if ((await readFile(licencesFile, 'utf8')) === wanted) return say(`${packages.length} packages, all as listed.`);
  if (process.argv.includes('--check')) {
    throw new SetupError('renderer/about/licences.json is not what is shipped: run `npm run licenses`.');
  }
  await writeFile(licencesFile, wanted);
  say(`Wrote renderer/about/licences.json: ${packages.length} packages.`);
});
