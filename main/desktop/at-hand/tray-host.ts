/**
 * Whether this desktop shows tray icons. Only Linux has ones that do not: there an icon needs somebody who speaks StatusNotifierItem, which
 * the session's bus knows by name. Where nobody can be asked, none is assumed: a window that is not hidden is never lost.
 */
import { execFile } from 'node:child_process';

const NAME = 'org.kde.StatusNotifierWatcher';
const PATIENCE_MS = 2_000;

const QUESTIONS: readonly (readonly [program: string, ...args: string[]])[] = [
  [
    'gdbus',
    'call',
    '--session',
    '--dest=org.freedesktop.DBus',
    '--object-path=/org/freedesktop/DBus',
    '--method=org.freedesktop.DBus.NameHasOwner',
    NAME,
  ],
  [
    'dbus-send',
    '--session',
    '--print-reply',
    '--dest=org.freedesktop.DBus',
    '/org/freedesktop/DBus',
    'org.freedesktop.DBus.NameHasOwner',
    `string:${NAME}`,
  ],
];

/** @param ask runs a program and gives its output; rejects where there is no such program or it failed */
export async function hasTrayHost(
  platform: NodeJS.Platform,
  ask: (program: string, args: readonly string[]) => Promise<string> = run,
): Promise<boolean> {
  if (platform !== 'linux') return true;
  for (const [program, ...args] of QUESTIONS) {
    try {
      return /\btrue\b/.test(await ask(program, args));
    } catch {
      // Not installed, or no bus: the next one may know.
    }
  }
  return false;
}

function run(program: string, args: readonly string[]): Promise<string> {
  return new Promise((resolve, reject) => {
    execFile(program, [...args], { timeout: PATIENCE_MS, windowsHide: true }, (error, output) => {
      if (error === null) resolve(output);
      else reject(new Error(`${program} gave no answer`, { cause: error }));
    });
  });
}
