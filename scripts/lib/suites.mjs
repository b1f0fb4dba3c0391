/**
 * The two test suites, run on this terminal and counted.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runWithKeyring } from './keyring.mjs';
import { readJson, toolScript } from './project.mjs';
import { onTerminal } from './run.mjs';
import { countPlaywright, countVitest } from './totals.mjs';

/**
 * @param {readonly string[]} extra arguments for vitest
 * @returns {Promise<import('./totals.mjs').Counts>}
 */
export function runUnitTests(extra = []) {
  return withReport(async (report) => {
    const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
    const args = [toolScript('vitest'), 'run', ...reporters, ...extra];
    const code = await onTerminal(process.execPath, args);
    return countVitest(readJson(report), code);
  });
}

/**
 * @param {NodeJS.ProcessEnv} env as set-up gave it
 * @param {readonly string[]} extra arguments for Playwright
 * @returns {Promise<import('./totals.mjs').Counts>}
 */
export function runEndToEndTests(env, extra = []) {
  return withReport(async (report) => {
    const args = [toolScript('@playwright/test', 'playwright'), 'test', '--project=e2e', ...extra];
    const code = await runWithKeyring(process.execPath, args, {
      env: { ...env, LATCHKEY_E2E_REPORT: report },
    });
    return countPlaywright(readJson(report), code);
  });
}

/**
 * @param {(report: string) => Promise<import('./totals.mjs').Counts>} run gets the file the runner has to report to
 */
async function withReport(run) {
  const folder = mkdtempSync(join(tmpdir(), 'latchkey-report-'));
  try {
    return await run(join(folder, 'report.json'));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
