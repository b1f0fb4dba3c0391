/**
 * When the window shows that Latchkey waits for the keyring. A keyring that is asked synchronously holds up the main process, and with it
 * the window: what is to be seen meanwhile must have been drawn before.
 */

/** A window that cannot draw must not keep its user from the accounts, milliseconds. */
const PATIENCE_MS = 5000;

export interface WaitingScreen {
  /** The window says that it has drawn it. */
  told(): void;
  /** Resolves when it is drawn, or after a while. */
  drawn(): Promise<void>;
}

/** @param later runs a task after so many milliseconds; the result calls it off */
export function waitingScreen(later: (task: () => void, ms: number) => () => void): WaitingScreen {
  let tell = (): void => undefined;
  return {
    told: () => tell(),
    drawn: () =>
      new Promise((resolve) => {
        const callOff = later(resolve, PATIENCE_MS);
        tell = () => {
          callOff();
          resolve();
        };
      }),
  };
}
