/**
 * Boot order, and nothing else: one instance, our scheme, ready, a window, start. The lock is taken before any storage is touched.
 */
import { webcrypto } from 'node:crypto';
import { accessSync, constants } from 'node:fs';
import path from 'node:path';
import { app, dialog, ipcMain, Menu, protocol } from 'electron';
import { earlyFiles } from './desktop/at-hand/early-files';
import { familyOf, refuseCoreFiles } from './desktop/core-files';
import { holdEarlyRequests } from './desktop/early-requests';
import { APP_SCHEME, serveFirstPage } from './desktop/app-scheme';
import { logError } from './desktop/log';
import { beginMainWindow } from './desktop/main-window';
import { fetchNoDictionaries } from './desktop/spell-check';
import { hearUnexpected } from './desktop/unexpected';

const unexpected = hearUnexpected(process, logError);

// Node 18, as in Electron 25's main process, has no global Web Crypto; oauth4webapi expects one.
globalThis.crypto ??= webcrypto as Crypto;

// The keyring named at the start counts, even where a loader has appended another one (Playwright's appends `basic`).
const keyring = process.argv.find((argument) => argument.startsWith('--password-store='))?.split('=')[1];
if (keyring !== undefined) app.commandLine.appendSwitch('password-store', keyring);

// SECURITY: every process sandboxed, whatever a window's options say. --no-sandbox is for root in development and tests, where
// Chromium refuses to start otherwise; packages are not run as root.
if (!app.commandLine.hasSwitch('no-sandbox')) app.enableSandbox();
// SECURITY: no start takes any certificate for good, in no window and for no token request.
app.commandLine.removeSwitch('ignore-certificate-errors');
if (app.requestSingleInstanceLock()) {
  protocol.registerSchemesAsPrivileged([APP_SCHEME]);
  // Ours comes with the app (at-hand); Electron's own, which reloads pages and opens tools, is not even made.
  Menu.setApplicationMenu(null);
  const takeEarlyFiles = earlyFiles(app);
  app
    .whenReady()
    .then(() => start(takeEarlyFiles))
    .catch(failedStart);
} else {
  const folder = app.getPath('userData');
  // The other instance is shown instead (`second-instance`); nothing of ours has been opened yet. Where nothing can be written there is no lock
  // to take, and no other instance either.
  if (mayWrite(folder)) app.exit(0);
  else app.whenReady().then(() => failedStart(new Error(`Nothing can be written to ${folder}`)), failedStart);
}

function mayWrite(folder: string): boolean {
  try {
    accessSync(folder, constants.W_OK);
    return true;
  } catch {
    return false;
  }
}

async function start(takeEarlyFiles: () => readonly string[]): Promise<void> {
  // Before there is a session, which would fetch them.
  fetchNoDictionaries(app);
  const pageDelivered = serveFirstPage(protocol, path.join(__dirname, '../renderer'));
  const requests = holdEarlyRequests(ipcMain);
  const firstWindow = beginMainWindow();
  // The page is being read and run in a process of its own while the app is in this one, which is deaf meanwhile.
  await pageDelivered;
  const { startApp } = await import('./app');
  await startApp({ firstWindow, requests, takeEarlyFiles, unexpected });
  // SECURITY: see core-files.ts; after the start, which does not need it.
  setTimeout(() => void refuseCoreFiles({ platform: process.platform, processIds: () => familyOf(process.pid) }), 500);
  // SECURITY: electron-store answers any page that asks where its files lie. No page of ours does, and there is one gate (ipc.ts).
  ipcMain.removeAllListeners('electron-store-get-data');
}

async function failedStart(error: unknown): Promise<void> {
  logError(error);
  const { failedStartWords } = await import('./desktop/failed-start');
  const { title, content } = failedStartWords(error, app.getPreferredSystemLanguages()[0] ?? app.getLocale());
  dialog.showErrorBox(title, content);
  app.exit(1);
}
