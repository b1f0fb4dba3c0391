/** Updates, joined with the app: whether this one may have any, what the requests do, and the end of the app that installs one. */
import { existsSync } from 'node:fs';
import path from 'node:path';
import { app } from 'electron';
import type { Handlers } from '../ipc';
import { logError } from '../log';
import { electronSource } from './electron-source';
import { whyNoUpdates } from './support';
import { updates, type Updates, type UpdatesDependencies } from './updates';
import { startAgain } from '../start-again';

export type UpdateHandlers = Pick<
  Handlers,
  'checkForUpdates' | 'downloadUpdate' | 'cancelUpdateDownload' | 'putUpdateOff' | 'installUpdate'
>;

export interface UpdatesOfApp extends Pick<Updates, 'view' | 'schedule'> {
  readonly handlers: UpdateHandlers;
  /** Installs what its user asked for; does not come back where that has begun, for the app ends by itself then. */
  readonly installAtTheEnd: () => Promise<void>;
}

type Services = Pick<UpdatesDependencies, 'mayLook' | 'now' | 'changed'> & { readonly trial: boolean };

export function updatesOfApp({ trial, ...services }: Services): UpdatesOfApp {
  const newer = updates({
    ...services,
    unavailable: whyNoUpdates({
      trial,
      packaged: app.isPackaged,
      platform: process.platform,
      env: process.env,
      hasAddress: app.isPackaged && existsSync(path.join(process.resourcesPath, 'app-update.yml')),
      byPackageManager: app.isPackaged && existsSync(path.join(process.resourcesPath, 'package-type')),
    }),
    source: electronSource,
    later(task, ms) {
      const timer = setTimeout(task, ms);
      timer.unref();
      return () => clearTimeout(timer);
    },
    quit: () => app.quit(),
  });
  return {
    view: () => newer.view(),
    schedule: newer.schedule,
    handlers: {
      async checkForUpdates() {
        await newer.check();
        return null;
      },
      // Its progress stands in the view: whoever asked does not wait for a hundred megabytes.
      downloadUpdate() {
        void newer.download().catch(logError);
        return null;
      },
      cancelUpdateDownload() {
        newer.cancelDownload();
        return null;
      },
      putUpdateOff() {
        newer.putOff();
        return null;
      },
      installUpdate() {
        newer.install();
        return null;
      },
    },
    async installAtTheEnd() {
      const outcome = newer.installAtTheEnd();
      if (outcome === 'begun') await new Promise<never>(() => undefined);
      // Its user wanted it back. An AppImage is mounted somewhere else each time.
      if (outcome === 'failed') startAgain(app);
    },
  };
}
