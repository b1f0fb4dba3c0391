/**
 * Browser sessions for sign-in windows: in memory, one an attempt, emptied and used again (Electron never frees a session). Nothing
 * of one user's sign-in is left for the next.
 */
import { session, type Session } from 'electron';
import { serveAppPages } from './app-scheme';

export interface SignInSessions {
  take(): Session;
  /** Empties the session and makes it free for another attempt. */
  giveBack(used: Session): Promise<void>;
}

/** @param pagesFolder where the app's own pages lie; the notice page is shown in these sessions too */
export function signInSessions(pagesFolder: string): SignInSessions {
  const free: Session[] = [];
  let made = 0;
  return {
    take() {
      const used = free.pop();
      if (used !== undefined) return used;
      made += 1;
      const fresh = session.fromPartition(`sign-in-${made}`, { cache: false });
      harden(fresh);
      serveAppPages(fresh.protocol, pagesFolder);
      return fresh;
    },
    async giveBack(used) {
      await empty(used);
      free.push(used);
    },
  };
}

/** Removes every trace of a user: cookies, storage, HTTP credentials, open connections. */
export async function empty(used: Session): Promise<void> {
  await Promise.all([used.clearStorageData(), used.clearAuthCache(), used.clearCache(), used.closeAllConnections()]);
}

/** SECURITY: a provider's page gets no permission (openExternal among them: it would hand the code to another app) and no download. */
function harden(used: Session): void {
  used.setPermissionRequestHandler((_contents, _permission, decide) => decide(false));
  used.setPermissionCheckHandler(() => false);
  used.setDevicePermissionHandler(() => false);
  used.on('will-download', (event) => event.preventDefault());
}
