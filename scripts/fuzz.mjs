/**
 * `npm run test:fuzz`: at least 100,000 random token replies, a quarter as many callback URLs, and every request that a window can make
 * with inputs of wrong types and sizes. Prints the seed, and fails unless nothing crashed, no token was missed, no error was taken for tokens
 * and no request let through what the contract does not say. `--seed N` repeats a run, `--rounds N` changes its length.
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
  /** @type {typeof import('../main/testing/fuzz-requests')} */
  const { fuzzRequests } = await importBundled(inProject('main', 'testing', 'fuzz-requests.ts'));
  const channels = await fuzzRequests(seed, Math.ceil(rounds / 600));
  printChannels(channels);
  console.log(`took ${seconds(performance.now() - start)}`);
  const failed = [replies, callbacks].some(({ crashed, missed, mistaken }) => crashed + missed + mistaken > 0);
  return failed || channels.some(({ crashed }) => crashed > 0) ? 1 : 0;
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

/** @param {readonly import('../main/testing/fuzz-requests').ChannelReport[]} channels */
function printChannels(channels) {
  const sum = (/** @type {'tried' | 'refused' | 'accepted' | 'crashed'} */ what) =>
    channels.reduce((total, channel) => total + channel[what], 0);
  const width = Math.max(...channels.map(({ name }) => name.length));
  for (const { name, tried, refused, accepted, crashed } of channels)
    console.log(`  ${name.padEnd(width)} tried ${tried}, refused ${refused}, accepted ${accepted}, crashed ${crashed}`);
  const [tried, refused, accepted, crashed] = [sum('tried'), sum('refused'), sum('accepted'), sum('crashed')];
  console.log(
    `requests of a window: ${channels.length} channels, tried ${tried}, refused ${refused}, accepted ${accepted}, crashed ${crashed}`,
  );
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
