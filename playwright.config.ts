/**
 * Three projects: `e2e` drives the real app through its windows, `faults` does to it what must not hurt it, `screenshots` takes a picture
 * of every screen. All are started by scripts/, which provide the runtime, the virtual screen and the keyring by environment variables.
 */
import { defineConfig } from '@playwright/test';

const short = process.env['LATCHKEY_FAULTS'] === 'short';
const jsonReport = process.env['LATCHKEY_E2E_REPORT'];

export default defineConfig({
  outputDir: 'test-results',
  globalSetup: './e2e/support/first-key.ts',
  timeout: 60_000,
  expect: { timeout: 10_000 },
  // Each test file starts apps of its own in folders of its own.
  fullyParallel: true,
  // A test waits for its app as much as the app works: three keep two cores busy.
  workers: 3,
  retries: 0,
  forbidOnly: true,
  reporter: jsonReport === undefined ? 'list' : [['list'], ['json', { outputFile: jsonReport }]],
  // SECURITY: traces and videos would write what is on screen and on the wire, tokens included, to disk.
  use: { trace: 'off', video: 'off', screenshot: 'off' },
  projects: [
    { name: 'e2e', testDir: 'e2e', testIgnore: ['**/screenshots/**', '**/faults/**'] },
    // One at a time, for its figures are measured; the short form, whose figures nobody compares, keeps both cores busy.
    { name: 'faults', testDir: 'e2e/faults', fullyParallel: short, workers: short ? 2 : 1, timeout: 7_200_000 },
    { name: 'screenshots', testDir: 'e2e/screenshots' },
  ],
});
