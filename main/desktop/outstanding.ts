/** Work that has been begun and is not over, so that what must not come before its end can wait for it. */
import { setImmediate as nextTurn } from 'node:timers/promises';

export interface Outstanding {
  /** Counts it until it is over, and a turn longer: what it brings is in the hands of whoever waits for it by then. */
  readonly during: <T>(work: Promise<T>) => Promise<T>;
  isEmpty(): boolean;
  /** Resolves when what was begun by now is over, however it ends. */
  settled(): Promise<unknown>;
  /** Resolves when there is none. */
  over(): Promise<void>;
}

export function outstanding(): Outstanding {
  const works = new Set<Promise<unknown>>();
  const settled = (): Promise<unknown> => Promise.allSettled(works);
  return {
    async during(work) {
      works.add(work);
      try {
        return await work;
      } finally {
        setImmediate(() => works.delete(work));
      }
    },
    isEmpty: () => works.size === 0,
    settled,
    async over() {
      while (works.size > 0) {
        await settled();
        await nextTurn();
      }
    },
  };
}
