/**
 * What a person sees of the set-up: one line a step, with a check mark and the seconds it took. Steps that have
 * nothing to do are never announced.
 */

/** An end that was expected: its message says what to do, a stack trace would only hide it. */
export class SetupError extends Error {}

/**
 * Shows a step while it runs and how it ended.
 *
 * @template T
 * @param {string} label what is done, for example `Install packages`
 * @param {() => Promise<T>} work
 * @returns {Promise<T>} what `work` gave
 */
export async function step(label, work) {
  const start = performance.now();
  const live = process.stdout.isTTY && !process.env['CI'];
  if (live) process.stdout.write(`  … ${label}`);
  const finish = (/** @type {string} */ mark) => {
    const line = `  ${mark} ${label}  ${seconds(performance.now() - start)}\n`;
    process.stdout.write(live ? `\r\u001B[2K${line}` : line);
  };
  try {
    const result = await work();
    finish('✔');
    return result;
  } catch (error) {
    finish('✖');
    throw error;
  }
}

/**
 * @param {string} text a remark below the steps
 */
export function say(text) {
  console.log(`  ${text}`);
}

/**
 * @param {number} milliseconds
 * @returns {string} for example `1.3 s`
 */
export function seconds(milliseconds) {
  return `${(milliseconds / 1000).toFixed(1)} s`;
}

/**
 * The last lines of a program's output: enough to see why it failed.
 *
 * @param {string} output
 * @param {number} [count]
 */
export function tail(output, count = 15) {
  return output.trimEnd().split('\n').slice(-count).join('\n');
}

/**
 * The first lines of a program's output, for programs that name the reason first and their manual after it.
 *
 * @param {string} output
 * @param {number} [count]
 */
export function head(output, count = 15) {
  return output.trim().split('\n').slice(0, count).join('\n');
}

/**
 * Runs a script's main function and turns its end into an exit code.
 *
 * @param {() => Promise<number | void>} main
 */
export async function runScript(main) {
  try {
    process.exitCode = (await main()) ?? 0;
  } catch (error) {
    console.error(error instanceof SetupError ? `\n${error.message}\n` : error);
    process.exitCode = 1;
  }
}
