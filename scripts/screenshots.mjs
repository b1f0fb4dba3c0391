/**
 * `npm run screenshots`: every screen as a PNG in screenshots/, which is not in git. Arguments go to Playwright.
 */
import { mkdirSync, rmSync } from 'node:fs';
import { ensureBuild } from './lib/app-build.mjs';
import { runWithKeyring } from './lib/keyring.mjs';
import { runScript, say } from './lib/progress.mjs';
import { inProject, toolScript } from './lib/project.mjs';
import { setUp } from './lib/setup.mjs';

await runScript(async () => {
  const { env } = await setUp('test');
  await ensureBuild();
  const folder = inProject('screenshots');
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder);
  const args = [toolScript('@playwright/test', 'playwright'), 'test', '--project=screenshots'];
  const code = await runWithKeyring(process.execPath, [...args, ...process.argv.slice(2)], {
    env: { ...env, LATCHKEY_SCREENSHOTS: folder },
  });
  if (code === 0) say(`The pictures are in ${folder}.`);
  return code;
});
