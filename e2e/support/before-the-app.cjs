/**
 * Loaded by Electron (`-r`) before the app: reports what would otherwise pass unseen, as a line of the log, on which tests fail; and
 * gives the app what a test cannot: a user who is there, and ends it by a menu or a key.
 */
'use strict';

const { app, powerMonitor } = module.require('electron');

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

// Nobody types on the screen of the tests: from a quarter of an hour on, every passphrase vault would lock itself at once.
powerMonitor.getSystemIdleTime = () => 0;
