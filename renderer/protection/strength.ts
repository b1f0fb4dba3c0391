/** How hard a passphrase is to guess, roughly: a hint while it is typed, not a promise. Pure. */

export type Strength = 'short' | 'weak' | 'fair' | 'strong';

/** As main wants it; main decides. */
const shortest = 8;
/** Bits of guessing below which it is called weak and fair. */
const weakBelow = 50;
const fairBelow = 75;

/** How many different characters somebody who guesses must try at each place, by what is in the text. */
const pools: readonly (readonly [RegExp, number])[] = [
  [/\p{Ll}/u, 26],
  [/\p{Lu}/u, 26],
  [/\p{Nd}/u, 10],
  [/[\p{P}\p{S}\p{Z}]/u, 33],
  [/\p{Lo}/u, 2000],
];

export function strengthOf(passphrase: string): Strength {
  const points = Array.from(passphrase.normalize('NFKC'), (character) => character.codePointAt(0) ?? 0);
  if (points.length < shortest) return 'short';
  const pool = pools.reduce((sum, [kind, size]) => (kind.test(passphrase) ? sum + size : sum), 1);
  // Of a run like "aaaa" or "1234" only the beginning is hard to guess.
  const lengths = points.map((point, index) => (Math.abs(point - (points[index - 1] ?? -9)) <= 1 ? 0.25 : 1));
  const bits = Math.log2(pool) * lengths.reduce((sum, length) => sum + length, 0);
  return bits < weakBelow ? 'weak' : bits < fairBelow ? 'fair' : 'strong';
}
