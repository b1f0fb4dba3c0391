/**
 * Regular expressions of provider files: the one that splits an error into code and text, and those of variables. The only pieces of a
 * file that run, so they are kept to shapes that cannot hang: JavaScript cannot stop a match that explodes, hence the shape is limited, and so is the input.
 */

/** Longest pattern taken, in characters. */
const longestPattern = 200;

/**
 * Longest text a pattern is run on, in characters. With at most three open-ended repetitions, anchored, the worst case is
 * 512³ / 6 ≈ 2·10⁷ steps, some tens of milliseconds.
 */
export const longestMatchedText = 512;

/**
 * Says what is wrong with an error pattern.
 *
 * @returns null where the pattern may be used, otherwise a reason that tells the fix
 */
export function checkErrorPattern(pattern: string): string | null {
  if (pattern.length > longestPattern) return `is longer than ${longestPattern} characters: shorten it`;
  const groups = countGroups(pattern);
  if (groups === null)
    return 'is not a regular expression: check brackets and escapes (in JSON a backslash is written \\\\)';
  if (groups !== 2) return `has ${groups} groups: it needs two, (code) and (text); write other groups as (?:…)`;
  return costOf(pattern);
}

/** The pattern, ready to be run on at most {@link longestMatchedText} characters; null where {@link checkErrorPattern} objects. */
export function compileErrorPattern(pattern: string): RegExp | null {
  return checkErrorPattern(pattern) === null ? new RegExp(pattern) : null;
}

/** What is wrong with a pattern that a whole value must match; null where it may be used. */
export function checkWholePattern(pattern: string): string | null {
  if (pattern.length > longestPattern) return `is longer than ${longestPattern} characters: shorten it`;
  if (countGroups(pattern) === null)
    return 'is not a regular expression: check brackets and escapes (in JSON a backslash is written \\\\)';
  return costOf(pattern);
}

/** The pattern as one that a whole value must match; null where {@link checkWholePattern} objects. */
export function compileWholePattern(pattern: string): RegExp | null {
  return checkWholePattern(pattern) === null ? new RegExp(`^(?:${pattern})$`) : null;
}

/** How many capturing groups a pattern has; null where it does not compile. */
function countGroups(pattern: string): number | null {
  try {
    // With an empty alternative it matches anything, and the match lists every group. Compiled alone first: a backslash at its
    // end would hide the alternative.
    const { source } = new RegExp(pattern);
    const match = new RegExp(`${source}|`).exec('');
    return match === null ? null : match.length - 1;
  } catch {
    // The message differs between engines and says little; the caller gives one reason for all.
    return null;
  }
}

/** SECURITY: objects to shapes that can take exponential time, or polynomial time of a high degree. */
function costOf(pattern: string): string | null {
  // Only structure counts: escapes and character classes become one plain letter, in one pass so that `[\]]` and `\[` are right.
  const shape = pattern.replace(/\\[1-9k]|\\.|\[(?:\\.|[^\]\\])*\]/gs, (piece) =>
    /^\\[1-9k]/.test(piece) ? '\\' : 'x',
  );
  if (shape.includes('\\')) return 'refers back to a group: write the pattern without \\1';
  if (/\)(?:[*+]|\{)/.test(shape))
    return 'repeats a group, which can take for ever: repeat single characters or classes only';
  const openEnded = shape.match(/[*+]|\{\d+(?:,\d*)?\}/g)?.length ?? 0;
  const anchored = shape.startsWith('^') && !shape.includes('|');
  const limit = anchored ? 3 : 2;
  if (openEnded > limit) {
    return `has ${openEnded} repetitions (*, +, {n}): ${limit} at most${anchored ? '' : ', or three where it starts with ^ and has no |'}`;
  }
  return null;
}
