/**
 * Counting tests: from the JSON reports of the two runners to the one line that ends `npm test`. Pure.
 */

/**
 * @typedef {object} Counts
 * @property {number} passed
 * @property {number} failed
 * @property {number} skipped
 */

/**
 * @param {any} report of vitest's JSON reporter, or undefined when there is none
 * @param {number} exitCode of the runner
 * @returns {Counts}
 */
export function countVitest(report, exitCode) {
  const suites = report?.testResults ?? [];
  // A file that cannot be loaded has no tests to count, and must not be lost.
  const broken = suites.filter(
    (/** @type {any} */ suite) => suite.status === 'failed' && suite.assertionResults.length === 0,
  );
  return atLeastOneFailure(exitCode, {
    passed: report?.numPassedTests ?? 0,
    failed: (report?.numFailedTests ?? 0) + broken.length,
    skipped: (report?.numPendingTests ?? 0) + (report?.numTodoTests ?? 0),
  });
}

/**
 * @param {any} report of Playwright's JSON reporter, or undefined when there is none
 * @param {number} exitCode of the runner
 * @returns {Counts}
 */
export function countPlaywright(report, exitCode) {
  const stats = report?.stats;
  return atLeastOneFailure(exitCode, {
    passed: stats?.expected ?? 0,
    // Retries are off; a test that passed only once in two would be no pass.
    failed: (stats?.unexpected ?? 0) + (stats?.flaky ?? 0),
    skipped: stats?.skipped ?? 0,
  });
}

/**
 * @param {readonly Counts[]} parts
 * @returns {Counts}
 */
export function addCounts(parts) {
  const sum = (/** @type {keyof Counts} */ key) => parts.reduce((total, part) => total + part[key], 0);
  return { passed: sum('passed'), failed: sum('failed'), skipped: sum('skipped') };
}

/**
 * @param {Counts} counts
 * @returns {string} the closing line, which CI reads
 */
export function totalLine({ passed, failed }) {
  return `${passed} passed, ${failed} failed`;
}

/**
 * @param {Counts} counts
 * @returns {number} exit code: no test at all is a failure too
 */
export function exitCodeOf({ passed, failed }) {
  return failed > 0 || passed === 0 ? 1 : 0;
}

/**
 * A runner that failed without naming a test (it crashed, or found none) counts as one failure.
 *
 * @param {number} exitCode
 * @param {Counts} counts
 * @returns {Counts}
 */
function atLeastOneFailure(exitCode, counts) {
  return exitCode !== 0 && counts.failed === 0 ? { ...counts, failed: 1 } : counts;
}
