/**
 * `npm run package`: builds the app and packages it into dist/, by default unpacked for this system. Arguments go to
 * electron-builder: `npm run package -- --linux AppImage deb`.
 */
import { packageApp } from './lib/app-package.mjs';
import { ensurePackages } from './lib/packages.mjs';
import { runScript } from './lib/progress.mjs';
import { ensureRuntime } from './lib/runtime.mjs';

await runScript(async () => {
  await ensurePackages();
  const targets = process.argv.slice(2);
  return packageApp(await ensureRuntime(), targets.length > 0 ? targets : ['--dir']);
});
