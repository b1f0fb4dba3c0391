/**
 * `npm run build`: bundles main, preload and renderer into out/.
 */
import { build } from './lib/app-build.mjs';
import { ensurePackages } from './lib/packages.mjs';
import { runScript } from './lib/progress.mjs';

await runScript(async () => {
  await ensurePackages();
  await build();
});
