/**
 * Loaded by Electron (`-r`) before the app: reports what would otherwise pass unseen, as a line of the log, on which tests fail; and lets
 * a test end the app as its user does.
 */
'use strict';

const { app } = module.require('electron');

/**
 * @param {string} what
 * @param {unknown} error
 */
function report(what, error) {
  process.stderr.write(`latchkey: ${what}: ${error instanceof Error ? error.stack : String(error)}\n`);
}

process.on('uncaughtExceptionMonitor', (error) => report('uncaught exception', error));
process.on('unhandledRejection', (reason) => report('unhandled rejection', reason));

// What a test evaluates (Playwright's own `close` among it) may interrupt a script that is running, in the middle of a window's event. No
// menu and no key does, and Electron does not outlive a window that is destroyed there.
const quit = app.quit.bind(app);
app.quit = () => void setImmediate(() => quit());
