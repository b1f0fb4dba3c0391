/**
 * The end of the app: what must not be cut off is waited for, within a bound. A refresh token may be on its way and good for one use,
 * so its reply is worth the wait; a window is not.
 */
import { app } from 'electron';
import { logError } from './log';

/** A little more than the longest a token request may take, milliseconds. */
const PATIENCE_MS = 35_000;

/**
 * Waits before the app ends, its windows closed already.
 * @param steps one after the other; one that fails is logged and keeps none of the others from being waited for
 * @param last after them; it may end the app itself, as installing an update does
 */
export function waitBeforeQuit(steps: readonly (() => unknown)[], last: () => unknown): void {
  let state: 'running' | 'leaving' | 'kept' = 'running';
  const finish = async (): Promise<void> => {
    for (const step of [...steps, () => void (state = 'kept'), last]) {
      try {
        await step();
      } catch (error) {
        logError(error);
      }
    }
  };
  app.on('will-quit', (event) => {
    if (state === 'kept') return;
    event.preventDefault();
    // Whoever quits once more, from the tray or the dock, waits for the same.
    if (state === 'leaving') return;
    state = 'leaving';
    const limit = new Promise<void>((resolve) => void setTimeout(resolve, PATIENCE_MS).unref());
    void Promise.race([finish(), limit]).finally(() => app.exit(0));
  });
}
