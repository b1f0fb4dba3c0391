/**
 * `npm run bench`: measures, prints tables and writes the figures to bench/results/. Every file in scripts/bench/ is one part; their names
 * as arguments choose among them: `npm run bench -- reader`. A figure tells something only beside another one of the same computer.
 */
import { mkdir, readdir, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { thisComputer } from './lib/measure.mjs';
import { ensurePackages } from './lib/packages.mjs';
import { SetupError, runScript, say } from './lib/progress.mjs';
import { inProject } from './lib/project.mjs';

/**
 * What a part gives.
 *
 * @typedef {object} Part
 * @property {readonly string[]} columns
 * @property {readonly (readonly (string | number)[])[]} rows numbers are times
 * @property {string} remark one sentence below the table
 * @property {object} results written down
 */

await runScript(async () => {
  await ensurePackages();
  const wanted = process.argv.slice(2);
  const folder = inProject('scripts', 'bench');
  const files = (await readdir(folder)).filter((name) => name.endsWith('.mjs')).toSorted();
  const names = files.map((file) => basename(file, '.mjs'));
  const unknown = wanted.find((name) => !names.includes(name));
  if (unknown !== undefined) throw new SetupError(`There is no part "${unknown}". There are: ${names.join(', ')}.`);
  for (const name of names) {
    if (wanted.length > 0 && !wanted.includes(name)) continue;
    /** @type {{ readonly title: string, readonly run: () => Promise<Part> }} */
    const part = await import(pathToFileURL(join(folder, `${name}.mjs`)).href);
    const { columns, rows, remark, results } = await part.run();
    console.log(`\n${part.title}`);
    for (const line of tableOf([columns, ...rows])) console.log(`  ${line}`);
    say(remark);
    await keep(name, { at: new Date().toISOString(), computer: thisComputer(), ...results });
  }
});

/**
 * @param {readonly (readonly (string | number)[])[]} rows
 * @returns {string[]} one line a row, numbers to the right
 */
function tableOf(rows) {
  const texts = rows.map((row) =>
    row.map((cell, index) => (typeof cell === 'number' && index > 1 ? cell.toFixed(2) : String(cell))),
  );
  const widths = (texts[0] ?? []).map((_cell, column) => Math.max(...texts.map((row) => row[column]?.length ?? 0)));
  return texts.map((row) =>
    row
      .map((cell, column) => (column === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart(widths[column] ?? 0)))
      .join('  '),
  );
}

/**
 * @param {string} name
 * @param {object} results
 */
async function keep(name, results) {
  const folder = inProject('bench', 'results');
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, `${name}.json`), `${JSON.stringify(results, null, 2)}\n`);
  say(`Written to bench/results/${name}.json.`);
}
