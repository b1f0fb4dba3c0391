/**
 * `npm run bench`: measures, prints tables and writes the figures to bench/results/, in a folder of the commit that was measured. Every file
 * in scripts/bench/ is one part; their names as arguments choose among them: `npm run bench -- reader`. `npm run bench -- compare <commit>
 * <commit>` prints the figures of two commits beside each other. A figure tells something only beside another one of the same computer.
 */
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { ensureBuild } from './lib/app-build.mjs';
import { compareFigures } from './lib/compare-figures.mjs';
import { buildKeyringCrowdWriter } from './lib/fault-process.mjs';
import { runWithKeyring } from './lib/keyring.mjs';
import { thisComputer } from './lib/measure.mjs';
import { ensurePackages } from './lib/packages.mjs';
import { SetupError, runScript, say } from './lib/progress.mjs';
import { inProject, root } from './lib/project.mjs';
import { collect } from './lib/run.mjs';
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
  if (wanted[0] === 'compare') return compare(wanted.slice(1));
  const parts = await partsNamed(wanted);
  if (parts.some(({ needsApp }) => needsApp) && process.env['LATCHKEY_CROWD_SCRIPT'] === undefined)
    return withAnApp(wanted);
  const commit = await commitOf();
  for (const { name, title, run } of parts) {
    const { columns, rows, remark, results } = await run();
    console.log(`\n${title}`);
    for (const line of tableOf([columns, ...rows])) console.log(`  ${line}`);
    say(remark);
    await keep(commit, name, { at: new Date().toISOString(), computer: thisComputer(), ...results });
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
 * @param {string} commit
 * @param {string} name
 * @param {object} results
 */
async function keep(commit, name, results) {
  const folder = inProject('bench', 'results', commit);
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, `${name}.json`), `${JSON.stringify(results, null, 2)}\n`);
  say(`Written to bench/results/${commit}/${name}.json.`);
}

/** @returns {Promise<string>} the commit that is measured; with a mark where it is not what lies there */
async function commitOf() {
  const head = await collect('git', ['-C', root, 'rev-parse', '--short', 'HEAD']);
  if (head.code !== 0) return 'no-commit';
  const changes = await collect('git', ['-C', root, 'status', '--porcelain']);
  return `${head.output.trim()}${changes.output.trim() === '' ? '' : '-changed'}`;
}

/**
 * Prints the medians of two commits, part by part.
 *
 * @param {readonly string[]} commits as their folders in bench/results are called
 */
async function compare(commits) {
  const [before = '', after = ''] = commits;
  const results = inProject('bench', 'results');
  const measured = existsSync(results) ? await readdir(results) : [];
  const missing = [before, after].find((commit) => !measured.includes(commit));
  if (missing !== undefined)
    throw new SetupError(`"${missing}" was not measured here. There are: ${measured.join(', ') || 'none'}.`);
  const parts = await readdir(join(results, after));
  for (const part of parts.filter((file) => existsSync(join(results, before, file)))) {
    const [then, now] = await Promise.all(
      [before, after].map(async (commit) => JSON.parse(await readFile(join(results, commit, part), 'utf8'))),
    );
    console.log(`\n${basename(part, '.json')}`);
    const rows = compareFigures(then, now).map((each) => [
      each.name,
      '',
      each.before,
      each.after,
      each.after / each.before,
      each.apart ? 'apart' : '',
    ]);
    for (const line of tableOf([['', '', before, after, 'ratio', ''], ...rows])) console.log(`  ${line}`);
  }
  say('“apart”: the two ranges do not touch. Compare ratios, and only figures of one computer.');
  return 0;
}
