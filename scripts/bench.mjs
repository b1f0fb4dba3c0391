/**
 * `npm run bench`: measures, prints tables and writes the figures to bench/results/. Every file in scripts/bench/ is one part; their names
 * as arguments choose among them: `npm run bench -- reader`. A figure tells something only beside another one of the same computer.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { mkdir, readdir, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { ensureBuild } from './lib/app-build.mjs';
import { buildKeyringCrowdWriter } from './lib/fault-process.mjs';
import { runWithKeyring } from './lib/keyring.mjs';
import { thisComputer } from './lib/measure.mjs';
import { ensurePackages } from './lib/packages.mjs';
import { SetupError, runScript, say } from './lib/progress.mjs';
import { inProject } from './lib/project.mjs';
import { setUp } from './lib/setup.mjs';

/**
 * What a part gives. One that exports `needsApp` is run with a built app, a screen and a keyring (measured-app.mjs).
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
  const parts = await partsNamed(wanted);
  if (parts.some(({ needsApp }) => needsApp) && process.env['LATCHKEY_CROWD_SCRIPT'] === undefined)
    return withAnApp(wanted);
  for (const { name, title, run } of parts) {
    const { columns, rows, remark, results } = await run();
    console.log(`\n${title}`);
    for (const line of tableOf([columns, ...rows])) console.log(`  ${line}`);
    say(remark);
    await keep(name, { at: new Date().toISOString(), computer: thisComputer(), ...results });
  }
  return 0;
});

/**
 * Runs this script once more, where apps can be started.
 *
 * @param {readonly string[]} wanted
 */
async function withAnApp(wanted) {
  const { runtime, env } = await setUp('test');
  await ensureBuild();
  const folder = mkdtempSync(join(tmpdir(), 'latchkey-bench-'));
  try {
    const crowd = await buildKeyringCrowdWriter(folder);
    return await runWithKeyring(process.execPath, [inProject('scripts', 'bench.mjs'), ...wanted], {
      env: { ...env, LATCHKEY_ELECTRON: runtime.executable, LATCHKEY_CROWD_SCRIPT: crowd },
    });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/**
 * @param {readonly string[]} wanted all where empty
 * @returns {Promise<readonly { name: string, title: string, needsApp: boolean, run: () => Promise<Part> }[]>}
 */
async function partsNamed(wanted) {
  const folder = inProject('scripts', 'bench');
  const files = (await readdir(folder)).filter((name) => name.endsWith('.mjs')).toSorted();
  const names = files.map((file) => basename(file, '.mjs'));
  const unknown = wanted.find((name) => !names.includes(name));
  if (unknown !== undefined) throw new SetupError(`There is no part "${unknown}". There are: ${names.join(', ')}.`);
  return Promise.all(
    names
      .filter((name) => wanted.length === 0 || wanted.includes(name))
      .map(async (name) => {
        const { title, needsApp = false, run } = await import(pathToFileURL(join(folder, `${name}.mjs`)).href);
        return { name, title, needsApp, run };
      }),
  );
}

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
