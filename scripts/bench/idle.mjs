/** Doing nothing: processor time while 1,000 accounts count down and nobody touches the window, beside a window in which nothing counts. */
import { figureOf } from '../lib/measure.mjs';
import { appsToMeasure, cpuSeconds, inTemporaryFolder } from '../lib/measured-app.mjs';

/** @typedef {import('../lib/measured-app.mjs').MeasuredApp} MeasuredApp */

export const title = 'Idle';
export const needsApp = true;

const RUNS = 7;
const COUNT = 1000;
const SECONDS = 10;
const SETTLE_MS = 45_000;

/** @returns {Promise<import('../bench.mjs').Part>} */
export function run() {
  return inTemporaryFolder(async (folder) => {
    const apps = appsToMeasure();
    await apps.fill(`${folder}/crowd`, COUNT);
    const bare = await apps.bare(`${folder}/bare`);
    const app = await apps.latchkey(`${folder}/crowd`);
    // What is done after a start is over, the engine's tidying of its memory among it.
    await app.page.waitForTimeout(SETTLE_MS);
    const ofBare = [];
    const ofApp = [];
    for (let round = 0; round < RUNS; round += 1) {
      ofBare.push(await percentOfACore(bare));
      ofApp.push(await percentOfACore(app));
    }
    await bare.close();
    await app.close();
    const results = { bare: figureOf(ofBare), latchkey: figureOf(ofApp) };
    return {
      columns: ['', 'seconds', '% of a core, median', 'least', 'most'],
      rows: Object.entries({ 'bare window': results.bare, 'Latchkey, 1,000 accounts': results.latchkey }).map(
        ([what, { median, least, most }]) => [what, SECONDS, median, least, most],
      ),
      remark: 'Goal: 1 % of a core at most.',
      results,
    };
  });
}

/** @param {MeasuredApp} app */
async function percentOfACore({ pid, page }) {
  const before = cpuSeconds(pid);
  await page.waitForTimeout(SECONDS * 1000);
  return ((cpuSeconds(pid) - before) / SECONDS) * 100;
}
