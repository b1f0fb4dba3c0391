/** Starting Latchkey again when it has ended. */
import type { App } from 'electron';

/**
 * An AppImage and the portable program unpack themselves to another place each time, which is gone by then: what is started again is the
 * file that its user has.
 * @param env of this process
 */
export function startAgain(app: Pick<App, 'relaunch'>, env: NodeJS.ProcessEnv = process.env): void {
  const file = env['APPIMAGE'] ?? env['PORTABLE_EXECUTABLE_FILE'];
  app.relaunch(file === undefined ? {} : { execPath: file });
}
