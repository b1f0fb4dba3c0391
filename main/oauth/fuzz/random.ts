/** Random numbers that a seed repeats, so that a failure can be looked at again. */

export interface Random {
  /** A whole number from 0 to below `limit`. */
  below(limit: number): number;
  oneOf<T>(values: readonly T[]): T;
  chance(oneIn: number): boolean;
  shuffled<T>(values: readonly T[]): T[];
  bytes(length: number): Uint8Array;
}

/** mulberry32. */
export function randomFrom(seed: number): Random {
  let state = seed | 0;
  const below = (limit: number): number => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) % limit;
  };
  return {
    below,
    oneOf: <T>(values: readonly T[]): T => values[below(values.length)] as T,
    chance: (oneIn) => below(oneIn) === 0,
    shuffled: <T>(values: readonly T[]): T[] => {
      const mixed = [...values];
      for (let at = mixed.length - 1; at > 0; at -= 1) {
        const other = below(at + 1);
        [mixed[at], mixed[other]] = [mixed[other] as T, mixed[at] as T];
      }
      return mixed;
    },
    bytes: (length) => Uint8Array.from({ length }, () => below(256)),
  };
}
