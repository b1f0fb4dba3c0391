/**
 * Updates by electron-updater. SECURITY: nothing is downloaded unasked, no older version is taken, no installer that would fetch its parts
 * itself, and the checks of the library (SHA-512 of the published list, the publisher's signature on Windows, Apple's on macOS) stay on.
 * It writes no log: its messages hold whole answers.
 */
import { app } from 'electron';
import type { AppUpdater } from 'electron-updater';
import { plainText } from '../../oauth';
import { plainNotes } from './release-notes';
import type { UpdateSource } from './updates';

/** Loads the library, which nothing else does. */
export async function electronSource(): Promise<UpdateSource> {
  const { AppImageUpdater, MacUpdater, NsisUpdater } = await import('electron-updater');
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
  return sourceOf(updater, () => app.releaseSingleInstanceLock());
}

type UsedOfUpdater = Pick<AppUpdater, 'checkForUpdates' | 'downloadUpdate' | 'quitAndInstall' | 'on' | 'off'>;

/**
 * @param updater electron-updater, set up
 * @param makeRoom lets the new version start while this one ends
 */
export function sourceOf(updater: UsedOfUpdater, makeRoom: () => void): UpdateSource {
  return {
    async check() {
      const result = await updater.checkForUpdates();
      if (result === null || !result.isUpdateAvailable) return null;
      const { version, releaseNotes } = result.updateInfo;
      return { version: plainText(version, 40), notes: plainNotes(releaseNotes) };
    },
    async download(progress) {
      const tell = ({ percent }: { readonly percent: number }): void => progress(percent);
      updater.on('download-progress', tell);
      try {
        await updater.downloadUpdate();
      } finally {
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
