/**
 * `npm run test:faults`: does to the app what must not hurt it (a thousand power cuts, full disks, lost replies, a clock a year ahead …)
 * and prints one line a fault. Ends with an error where a grant was lost or a record damaged. Takes about an hour; with `short` as
 * first argument, less than three minutes. Further arguments go to Playwright, for example `npm run test:faults -- storm.spec.ts`.
 */
import { ensureBuild } from './lib/app-build.mjs';
import { runScript } from './lib/progress.mjs';
import { setUp } from './lib/setup.mjs';
import { runFaultSuite } from './lib/suites.mjs';
import { exitCodeOf, totalLine } from './lib/totals.mjs';

await runScript(async () => {
  const given = process.argv.slice(2);
  const short = given[0] === 'short';
  const setup = await setUp('test');
  await ensureBuild();
  const counts = await runFaultSuite(setup, { short, extra: short ? given.slice(1) : given });
  console.log(totalLine(counts));
  return exitCodeOf(counts);
});
