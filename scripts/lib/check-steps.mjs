/**
 * Runs independent checks side by side and tells, in a fixed order, how each ended.
 */
import { say, seconds } from './progress.mjs';
import { collect } from './run.mjs';

/**
 * @typedef {object} Check
 * @property {string} name
 * @property {string} script absolute path of a JavaScript file
 * @property {readonly string[]} args
 */

/**
 * @param {readonly Check[]} checks
 * @returns {Promise<number>} exit code: 0 when all passed
 */
export async function runChecks(checks) {
  const color = process.stdout.isTTY ? { FORCE_COLOR: '1' } : { NO_COLOR: '1' };
  const env = { ...process.env, ...color };
  const running = checks.map(async ({ name, script, args }) => {
    const start = performance.now();
    const result = await collect(process.execPath, [script, ...args], { env });
    return { name, ...result, took: seconds(performance.now() - start) };
  });
  let failed = 0;
  for (const check of running) {
    const { name, code, output, took } = await check;
    say(`${code === 0 ? '✔' : '✖'} ${name}  ${took}`);
    if (code === 0) continue;
    failed += 1;
    console.log(`\n${output.trimEnd()}\n`);
  }
  return failed === 0 ? 0 : 1;
}
