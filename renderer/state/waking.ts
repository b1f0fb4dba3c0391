/**
 * Who is woken when: everybody who shows something of the time says until when it stays as it is, and sleeps until then. A tick in which
 * nobody's time has come costs a comparison each. Pure.
 */

export interface Sleepers {
  /**
   * @param wake told at the first tick from the moment on that `until` gave
   * @param until when what is shown at `now` may be another; all in milliseconds since the epoch
   * @returns ends it
   */
  readonly add: (wake: () => void, until: (now: number) => number, now: number) => () => void;
  /** Wakes those whose time has come, or everybody: after a clock was set, what was to come may have been. */
  readonly tick: (now: number, everybody: boolean) => void;
  readonly any: () => boolean;
}

interface Sleeper {
  readonly wake: () => void;
  readonly until: (now: number) => number;
  due: number;
}

export function sleepers(): Sleepers {
  const all = new Set<Sleeper>();
  return {
    add(wake, until, now) {
      const sleeper = { wake, until, due: until(now) };
      all.add(sleeper);
      return () => all.delete(sleeper);
    },
    tick(now, everybody) {
      // A copy: those that come while others are woken have just looked at the clock.
      for (const sleeper of everybody ? [...all] : [...all].filter(({ due }) => due <= now)) {
        sleeper.due = sleeper.until(now);
        sleeper.wake();
      }
    },
    any: () => all.size > 0,
  };
}
