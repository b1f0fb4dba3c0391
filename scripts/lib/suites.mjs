/**
 * The test suites, run on this terminal and counted.
 */
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { buildCrowdWriter, buildFaultProcess } from './fault-process.mjs';
import { faultTable } from './fault-table.mjs';
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
    const crowd = await buildCrowdWriter(join(dirname(report), 'crowd'));
    const args = [toolScript('@playwright/test', 'playwright'), 'test', '--project=e2e', ...extra];
    const code = await runWithKeyring(process.execPath, args, {
      env: { ...env, LATCHKEY_E2E_REPORT: report, LATCHKEY_CROWD_SCRIPT: crowd },
    });
    return countPlaywright(readJson(report), code);
  });
}

/**
 * Ends with one line a fault. A row with a loss fails the run even where its test forgot to.
 *
 * @param {import('./setup.mjs').Setup} setup
 * @param {{ short: boolean, extra?: readonly string[] }} options short: the version that is part of `npm test`
 * @returns {Promise<import('./totals.mjs').Counts>}
 */
export function runFaultSuite({ runtime, env }, { short, extra = [] }) {
  return withReport(async (report) => {
    const folder = dirname(report);
    const rows = join(folder, 'rows.jsonl');
    const script = await buildFaultProcess(join(folder, 'process'));
    const args = [toolScript('@playwright/test', 'playwright'), 'test', '--project=faults', ...extra];
    const code = await runWithKeyring(process.execPath, args, {
      env: {
        ...env,
        LATCHKEY_E2E_REPORT: report,
        LATCHKEY_ELECTRON: runtime.executable,
        LATCHKEY_FAULT_SCRIPT: script,
        LATCHKEY_FAULT_ROWS: rows,
        LATCHKEY_FAULTS: short ? 'short' : 'full',
      },
    });
    const table = faultTable(existsSync(rows) ? readFileSync(rows, 'utf8') : '');
    console.log(`\n${table.text}\n`);
    return countPlaywright(readJson(report), table.harmless ? code : 1);
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
