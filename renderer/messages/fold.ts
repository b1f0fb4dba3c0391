/**
 * Texts as they are looked through: without regard to capitals, accents and full-width forms, so that what was typed finds what was meant.
 * Both sides of a comparison go through it.
 */

export function fold(text: string): string {
  // Most names are ASCII, and there may be ten thousand of them.
  if (/^[ -~]*$/.test(text)) return text.toLowerCase();
  return text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
}

/** What was typed, word by word. */
export function foldedWords(query: string): readonly string[] {
  return fold(query).split(/\s+/).filter(Boolean);
}
