/**
 * Events and answers come to the page by two ways, and Electron keeps no order between them: an answer can overtake the event that was
 * sent before it. A page would then speak of an account as it was before what it asked for. So main numbers its events and says with each
 * answer how many it had sent by then, and the bridge hands the answer on when they are there.
 */

/** Milliseconds that an answer waits at most: an event that never comes must not cost the answer. */
const PATIENCE_MS = 1_000;

export interface InOrder {
  /** An event has come. @param serial its number, counted from 1 since the app's start */
  readonly heard: (serial: number) => void;
  /** Resolves once every event up to this one has come. */
  readonly upTo: (serial: number) => Promise<void>;
}

/** @param later runs a task after so many milliseconds */
export function inOrder(later: (task: () => void, ms: number) => void): InOrder {
  let last: number | null = null;
  const waiting = new Map<() => void, number>();

  const heard = (serial: number): void => {
    last = Math.max(last ?? 0, serial);
    for (const [goOn, wanted] of waiting) {
      if (wanted > last) continue;
      waiting.delete(goOn);
      goOn();
    }
  };

  return {
    heard,
    async upTo(serial) {
      // What was sent before a page first asked was for the page before it, or for nobody.
      if (last === null || serial <= last) {
        last = Math.max(last ?? 0, serial);
        return;
      }
      await new Promise<void>((resolve) => {
        waiting.set(resolve, serial);
        later(() => heard(serial), PATIENCE_MS);
      });
    },
  };
}
