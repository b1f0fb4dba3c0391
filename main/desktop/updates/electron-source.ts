/**
 * Updates by electron-updater. SECURITY: nothing is downloaded unasked, no older version is taken, no installer that would fetch its parts
 * itself, and the checks of the library (SHA-512 of the published list, the publisher's signature on Windows, Apple's on macOS) stay on.
 * It writes no log: its messages hold whole answers.
 */
import { app } from 'electron';
import type { AppUpdater, CancellationToken } from 'electron-updater';
import { plainText } from '../../oauth';
import { plainNotes } from './release-notes';
import { requestsOf } from './library-requests';
import type { UpdateSource } from './updates';

/** Loads the library, which nothing else does. */
export async function electronSource(): Promise<UpdateSource> {
  const {
    AppImageUpdater,
    CancellationToken: Cancellation,
    MacUpdater,
    NsisUpdater,
  } = await import('electron-updater');
  const updater: AppUpdater =
    process.platform === 'win32'
      ? new NsisUpdater()
      : process.platform === 'darwin'
        ? new MacUpdater()
        : new AppImageUpdater();
  updater.logger = null;
  updater.autoDownload = false;
  updater.autoInstallOnAppQuit = true;
  updater.allowDowngrade = false;
  updater.disableWebInstaller = true;
  // SECURITY: the library would send an identifier of its own making with each look, by which one computer could be followed.
  updater.requestHeaders = { 'x-user-staging-id': 'none' };
  return sourceOf(
    updater,
    () => new Cancellation(),
    () => app.releaseSingleInstanceLock(),
  );
}

type UsedOfUpdater = Pick<AppUpdater, 'checkForUpdates' | 'downloadUpdate' | 'quitAndInstall' | 'on' | 'off'>;

/**
 * @param updater electron-updater, set up
 * @param cancellation what its downloads are cancelled by, a new one each
 * @param makeRoom lets the new version start while this one ends
 */
export function sourceOf(
  updater: UsedOfUpdater,
  cancellation: () => CancellationToken,
  makeRoom: () => void,
): UpdateSource {
  const requests = requestsOf(updater);
  return {
    async check() {
      const result = await updater.checkForUpdates();
      if (result === null || !result.isUpdateAvailable) return null;
      const { version, releaseNotes } = result.updateInfo;
      return { version: plainText(version, 40), notes: plainNotes(releaseNotes) };
    },
    async download(progress, signal) {
      const token = cancellation();
      const cancel = (): void => {
        token.cancel();
        requests.abort();
      };
      const tell = ({ percent }: { readonly percent: number }): void => progress(percent);
      requests.begin();
      updater.on('download-progress', tell);
      signal.addEventListener('abort', cancel, { once: true });
      try {
        await updater.downloadUpdate(token);
      } finally {
        signal.removeEventListener('abort', cancel);
        requests.begin();
        updater.off('download-progress', tell);
      }
    },
    install() {
      let failed = false;
      const fail = (): void => void (failed = true);
      updater.on('error', fail);
      makeRoom();
      // Silently, and started again afterwards: its user has said so a moment ago.
      updater.quitAndInstall(true, true);
      updater.off('error', fail);
      return !failed;
    },
  };
}
