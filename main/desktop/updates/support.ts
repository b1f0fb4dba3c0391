/** Whether this Latchkey may bring itself up to date. Pure. */
import type { UpdatesUnavailable } from '../../../preload/contract';

export interface Installation {
  /** The old runtime, on which nobody should stay. */
  readonly trial: boolean;
  readonly packaged: boolean;
  readonly platform: NodeJS.Platform;
  /** `APPIMAGE` is set by an AppImage, `PORTABLE_EXECUTABLE_FILE` by the portable program. */
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Where updates come from is written in the package (`app-update.yml`). */
  readonly hasAddress: boolean;
  /** It came as a deb or an rpm (`package-type` is in it). */
  readonly byPackageManager: boolean;
}

/** @returns why not, or null where it may */
export function whyNoUpdates(installation: Installation): UpdatesUnavailable | null {
  const { trial, packaged, platform, env, hasAddress, byPackageManager } = installation;
  if (trial) return 'trial';
  if (!packaged || !hasAddress) return 'unpacked';
  if (platform === 'win32') return env['PORTABLE_EXECUTABLE_FILE'] === undefined ? null : 'portable';
  if (platform === 'darwin') return null;
  // What root installed is not for us to replace.
  if (byPackageManager) return 'package_manager';
  return env['APPIMAGE'] === undefined ? 'unpacked' : null;
}
