/** How well typed words fit a text: whole words before parts of words, parts before letters in order. Pure, and quick. */

/**
 * How well a word fits; 0 for not at all.
 * @param text folded
 * @param word folded, not empty
 */
export function fitOf(text: string, word: string): number {
  const at = text.indexOf(word);
  if (at === 0) return 8;
  if (at > 0) return isBoundary(text.charCodeAt(at - 1)) ? 6 : 4;
  return word.length > 1 && hasInOrder(text, word) ? 1 : 0;
}

/** Like {@link fitOf}, without letters apart: for long texts, in which letters in order are everywhere. */
export function strictFitOf(text: string, word: string): number {
  return text.includes(word) ? 3 : 0;
}

/** The best sum over all words, each in whichever text it fits best; 0 where a word fits none. */
export function fitAll(texts: readonly string[], words: readonly string[]): number {
  let sum = 0;
  for (const word of words) {
    const best = Math.max(0, ...texts.map((text) => fitOf(text, word)));
    if (best === 0) return 0;
    sum += best;
  }
  return sum;
}

function isBoundary(code: number): boolean {
  const isLetter = (code >= 97 && code <= 122) || (code >= 48 && code <= 57);
  return !isLetter;
}

/** The letters of a word come in this order, the first one at the beginning of a word of the text. */
function hasInOrder(text: string, word: string): boolean {
  const first = word.charCodeAt(0);
  for (let start = 0; start <= text.length - word.length; start += 1) {
    if (text.charCodeAt(start) !== first) continue;
    if (start > 0 && !isBoundary(text.charCodeAt(start - 1))) continue;
    let matched = 1;
    for (let at = start + 1; at < text.length && matched < word.length; at += 1) {
      if (text.charCodeAt(at) === word.charCodeAt(matched)) matched += 1;
    }
    // A later beginning has fewer letters after it.
    return matched === word.length;
  }
  return false;
}
