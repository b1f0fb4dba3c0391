/**
 * `npm start`: sets everything up and opens the app. Arguments after `--` go to Electron:
 * `npm start -- --user-data-dir=/tmp/try`.
 */
import { ensureBuild } from './lib/app-build.mjs';
import { runScript, say, seconds } from './lib/progress.mjs';
import { root } from './lib/project.mjs';
import { onTerminal } from './lib/run.mjs';
import { setUp } from './lib/setup.mjs';

await runScript(async () => {
  const { runtime, env, flags, virtualDisplay } = await setUp('start');
  await ensureBuild();
  if (runtime.kind === 'trial') say(`Trial runtime: Electron ${runtime.version}, for trying and testing only.`);
  if (virtualDisplay) {
    say('There is no screen here: the window opens on a virtual display that nobody sees.');
    say('Chromium may complain about a missing bus and GPU; on such a machine that is normal.');
  }
  say(`Ready after ${seconds(performance.now())}; starting Latchkey.`);
  return onTerminal(runtime.executable, [...flags, root, ...process.argv.slice(2)], { env });
});
