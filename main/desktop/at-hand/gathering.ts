/** Changes that come one after the other are taken together: waited for until none comes any more, but not for ever. */

export interface Gathering {
  /** A change has come: whether the wait begins anew. Where not, it has lasted long enough, or the clock was set: what is due comes when it is due. */
  readonly goesOn: () => boolean;
  /** What was gathered is being told. */
  readonly over: () => void;
}

/**
 * @param now milliseconds since the epoch
 * @param longestMs after which changes that never stop are told all the same
 */
export function gathering(now: () => number, longestMs: number): Gathering {
  let since: number | null = null;
  return {
    goesOn() {
      since ??= now();
      const gathered = now() - since;
      return gathered >= 0 && gathered < longestMs;
    },
    over() {
      since = null;
    },
  };
}
