/** The durable write of one account, among none, a hundred and ten thousand others, beside the disk's own time for the same bytes and syncs. */
import { join } from 'node:path';
import { buildCrowdWriter, buildWriteTimer } from '../lib/fault-process.mjs';
import { cellsOf, figureOf } from '../lib/measure.mjs';
import { inTemporaryFolder } from '../lib/measured-app.mjs';
import { SetupError, tail } from '../lib/progress.mjs';
import { collect } from '../lib/run.mjs';

export const title = 'The durable write of one account';

const RUNS = 60;
const COUNTS = [1, 100, 10_000];

/** @returns {Promise<import('../bench.mjs').Part>} */
export function run() {
  return inTemporaryFolder(async (folder) => {
    const crowd = await buildCrowdWriter(join(folder, 'crowd'));
    const timer = await buildWriteTimer(join(folder, 'timer'));
    const folders = COUNTS.map((count) => join(folder, `with-${count}`));
    for (const [index, count] of COUNTS.entries())
      await node([crowd, folders[index] ?? '', String(count), 'http://127.0.0.1:9/token']);
    /** @type {{ readonly writes: number[][], readonly disk: number[] }} */
    const { writes, disk } = JSON.parse(await node([timer, String(RUNS), ...folders]));
    const figures = writes.map((times, index) => ({
      count: COUNTS[index] ?? 0,
      milliseconds: figureOf(times),
      timesOne: figureOf(times.map((time, round) => time / (writes[0]?.[round] ?? 1))),
    }));
    const alone = figureOf(disk);
    return {
      columns: ['', '× 1', 'ms, median', 'least', 'most'],
      rows: [
        ...figures.map(({ count, milliseconds, timesOne }) => [
          `among ${count.toLocaleString('en')} account${count === 1 ? '' : 's'}`,
          timesOne.median.toFixed(2),
          ...cellsOf(milliseconds),
        ]),
        ['the disk alone: a file, its name, two syncs', '', ...cellsOf(alone)],
      ],
      remark: `Medians of ${RUNS}, in turn. Goal: among 10,000 accounts 1.2 times what it takes with one.`,
      results: { figures, disk: alone },
    };
  });
}

/**
 * @param {readonly string[]} args
 * @returns {Promise<string>} what it printed
 */
async function node(args) {
  const { code, output } = await collect(process.execPath, args);
  if (code !== 0) throw new SetupError(`The vault could not be measured.\n\n${tail(output, 20)}`);
  return output;
}
