/**
 * The start: from the process to the first list, with no, 100 and 10,000 accounts, beside an Electron app that is nothing but a window,
 * and beside one whose window has fifty rows drawn by the same libraries.
 */
import { figureOf } from '../lib/measure.mjs';
import { appsToMeasure, inTemporaryFolder, memoryMegabytes } from '../lib/measured-app.mjs';
import { buildPlainList } from '../lib/plain-list.mjs';

export const title = 'Start and memory';
export const needsApp = true;

const RUNS = 9;
/** `LATCHKEY_BENCH_ACCOUNTS=0,100` measures only these, in a part of the time. */
const COUNTS = (process.env['LATCHKEY_BENCH_ACCOUNTS'] ?? '0,100,10000').split(',').map(Number);

/** @returns {Promise<import('../bench.mjs').Part>} */
export function run() {
  return inTemporaryFolder(async (folder) => {
    const apps = appsToMeasure();
    const folderOf = (/** @type {number} */ count) => `${folder}/with-${count}`;
    for (const count of COUNTS) await apps.fill(folderOf(count), count);
    await buildPlainList(`${folder}/plain-list`);
    const starts = [
      { name: 'bare window', start: () => apps.bare(`${folder}/bare`) },
      {
        name: '50 rows by the same libraries, nothing else',
        start: () => apps.plainList(`${folder}/plain-list`, `${folder}/plain`),
      },
      ...COUNTS.map((count) => ({
        name: `Latchkey, ${count.toLocaleString('en')} accounts`,
        start: () => apps.latchkey(folderOf(count)),
      })),
    ];
    /** @type {{ firstList: number[], complete: number[], memory: number[] }[]} */
    const seen = starts.map(() => ({ firstList: [], complete: [], memory: [] }));
    // In turn, so that what else the computer does meets them alike. The first round fills the caches.
    for (let round = 0; round <= RUNS; round += 1) {
      for (const [index, { start }] of starts.entries()) {
        const app = await start();
        // What is done right after the start is over, and its garbage gone.
        await app.page.waitForTimeout(1500);
        const memory = memoryMegabytes(app.pid);
        await app.close();
        if (round === 0) continue;
        seen[index]?.firstList.push(app.firstListAfter);
        seen[index]?.complete.push(app.completeAfter);
        seen[index]?.memory.push(memory);
      }
    }
    const ratio = (/** @type {'firstList' | 'complete' | 'memory'} */ what, /** @type {number} */ index) =>
      figureOf((seen[index]?.[what] ?? []).map((value, round) => value / (seen[0]?.[what][round] ?? 1)));
    const figures = starts.map(({ name }, index) => ({
      name,
      milliseconds: figureOf(seen[index]?.firstList ?? []),
      timesBare: ratio('firstList', index),
      complete: figureOf(seen[index]?.complete ?? []),
      completeTimesBare: ratio('complete', index),
      megabytes: figureOf(seen[index]?.memory ?? []),
      memoryTimesBare: ratio('memory', index),
    }));
    return {
      columns: [
        '',
        'ms to the first list',
        'least',
        'most',
        '× bare',
        'ms until all are there',
        '× bare',
        'MB',
        '× bare',
      ],
      rows: figures.map(
        ({ name, milliseconds, timesBare, complete, completeTimesBare, megabytes, memoryTimesBare }) => [
          name,
          milliseconds.median.toFixed(0),
          milliseconds.least.toFixed(0),
          milliseconds.most.toFixed(0),
          timesBare.median,
          complete.median.toFixed(0),
          completeTimesBare.median,
          megabytes.median.toFixed(0),
          memoryTimesBare.median,
        ],
      ),
      remark:
        'Goals: 1.25 times the bare window with 100 accounts, 1.6 times with 10,000. What is clicked before all are there is done when they are.',
      results: { figures },
    };
  });
}
