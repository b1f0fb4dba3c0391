/**
 * Loaded by Electron (`-r`) before the app: reports what would otherwise pass unseen, as a line of the log, on which tests fail.
 */
'use strict';

/**
 * @param {string} what
 * @param {unknown} error
 */
function report(what, error) {
  process.stderr.write(`latchkey: ${what}: ${error instanceof Error ? error.stack : String(error)}\n`);
}

process.on('uncaughtExceptionMonitor', (error) => report('uncaught exception', error));
process.on('unhandledRejection', (reason) => report('unhandled rejection', reason));
