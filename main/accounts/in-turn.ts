/** Work for one key in the order it was asked for, work for different keys side by side. */
export interface Turns {
  /** Runs `work` after all earlier work of the same key, whether that succeeded or not. */
  readonly run: <T>(key: string, work: () => Promise<T>) => Promise<T>;
  /** Resolves when nothing is on its way. */
  readonly settled: () => Promise<void>;
}

export function inTurn(): Turns {
  const last = new Map<string, Promise<unknown>>();
  return {
    run(key, work) {
      const before = last.get(key) ?? Promise.resolve();
      const mine = before.then(work, work);
      const forget = (): void => {
        if (last.get(key) === mine) last.delete(key);
      };
      last.set(key, mine);
      mine.then(forget, forget);
      return mine;
    },
    async settled() {
      while (last.size > 0) await Promise.allSettled(last.values());
    },
  };
}
