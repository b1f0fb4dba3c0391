/**
 * `npm run test:fuzz`: at least 100,000 random token replies and a quarter as many callback URLs. Prints the seed, and fails unless
 * nothing crashed, no token was missed and no error was taken for tokens. `--seed N` repeats a run, `--rounds N` changes its length.
 */
import { importBundled } from './lib/bundle.mjs';
import { ensurePackages } from './lib/packages.mjs';
import { runScript, seconds } from './lib/progress.mjs';
import { inProject } from './lib/project.mjs';

/** @typedef {import('../main/oauth/fuzz').FuzzReport} FuzzReport */

await runScript(async () => {
  await ensurePackages();
  const seed = numberAfter('--seed') ?? Math.floor(Math.random() * 2 ** 31);
  const rounds = numberAfter('--rounds') ?? 120_000;
  /** @type {typeof import('../main/oauth/fuzz')} */
  const { fuzz } = await importBundled(inProject('main', 'oauth', 'fuzz', 'index.ts'));
  console.log(`seed ${seed}`);
  const start = performance.now();
  const { replies, callbacks } = fuzz(seed, rounds);
  print('token replies', replies, 'errors taken for tokens');
  print('callback URLs', callbacks, 'refusals taken for a code');
  console.log(`took ${seconds(performance.now() - start)}`);
  return [replies, callbacks].some(({ crashed, missed, mistaken }) => crashed + missed + mistaken > 0) ? 1 : 0;
});

/**
 * @param {string} what
 * @param {FuzzReport} report
 * @param {string} mistake what `mistaken` counts
 */
function print(what, { tried, crashed, missed, mistaken, examples }, mistake) {
  console.log(`${what}: tried ${tried}, crashed ${crashed}, tokens missed ${missed}, ${mistake} ${mistaken}`);
  for (const example of examples) console.log(`  ${example}`);
}

/**
 * @param {string} flag
 * @returns {number | undefined}
 */
function numberAfter(flag) {
  const at = process.argv.indexOf(flag);
  const value = at === -1 ? Number.NaN : Number(process.argv[at + 1]);
  return Number.isSafeInteger(value) && value > 0 ? value : undefined;
}
