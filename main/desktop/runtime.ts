/** What the app runs on, as the windows show it. */
import { release } from 'node:os';
import path from 'node:path';
import { app } from 'electron';
import type { RuntimeView } from '../../preload/contract';

/** @param userData the user-data folder of this instance */
export function runtimeView(userData: string): RuntimeView {
  return {
    appVersion: app.getVersion(),
    electron: process.versions.electron,
    chromium: process.versions['chrome'] ?? '',
    node: process.versions.node,
    system: `${process.platform} ${process.arch} ${release()}`,
    platform: process.platform,
    // Said by the set-up scripts, which know what they have put in place.
    trial: process.env['LATCHKEY_TRIAL_RUNTIME'] === '1',
    systemLocale: [...app.getPreferredSystemLanguages(), app.getLocale()].find(isLanguageTag) ?? 'en',
    userDataFolder: userData,
    providersFolder: path.join(userData, 'providers'),
  };
}

/** The C locale of a bare Linux is given as "c", which Intl refuses. */
function isLanguageTag(tag: string): boolean {
  try {
    return Intl.getCanonicalLocales(tag).length > 0;
  } catch {
    // Not BCP 47.
    return false;
  }
}
