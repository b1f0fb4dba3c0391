/**
 * `npm test`: sets everything up, runs the unit tests, packages the app, runs the end-to-end tests and the short
 * version of the fault suite, and ends with one line:
 * `N passed, N failed`. `unit` or `e2e` as first argument runs one of the two; further arguments go to its runner, for example
 * `npm run test:e2e -- connect.spec.ts`.
 */
import { ensureBuild } from './lib/app-build.mjs';
import { ensurePackage } from './lib/app-package.mjs';
import { ensurePackages } from './lib/packages.mjs';
import { runScript, say } from './lib/progress.mjs';
import { setUp } from './lib/setup.mjs';
import { runEndToEndTests, runFaultSuite, runUnitTests } from './lib/suites.mjs';
import { addCounts, exitCodeOf, totalLine } from './lib/totals.mjs';

/** @typedef {import('./lib/totals.mjs').Counts} Counts */

await runScript(async () => {
  const [which, ...extra] = process.argv.slice(2);
  const counts = await runSuites(which, extra);
  if (counts.skipped > 0) say(`${counts.skipped} skipped`);
  console.log(totalLine(counts));
  return exitCodeOf(counts);
});

/**
 * @param {string | undefined} which
 * @param {readonly string[]} extra
 * @returns {Promise<Counts>}
 */
async function runSuites(which, extra) {
  if (which === 'unit') {
    await ensurePackages();
    return runUnitTests(extra);
  }
  const setup = await setUp('test');
  const { runtime, env } = setup;
  const unit = which === 'e2e' ? undefined : await runUnitTests();
  const e2e = await countingFailure(async () => {
    await ensureBuild();
    await ensurePackage(runtime);
    return runEndToEndTests(env, which === 'e2e' ? extra : []);
  });
  if (unit === undefined) return e2e;
  const faults = await countingFailure(() => runFaultSuite(setup, { short: true }));
  return addCounts([unit, e2e, faults]);
}

/**
 * A build that breaks after the unit tests must not swallow their count.
 *
 * @param {() => Promise<Counts>} run
 * @returns {Promise<Counts>}
 */
async function countingFailure(run) {
  try {
    return await run();
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    return { passed: 0, failed: 1, skipped: 0 };
  }
}
