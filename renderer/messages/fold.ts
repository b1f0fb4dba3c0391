/**
 * Texts as they are looked through: without regard to capitals, accents and full-width forms, so that what was typed finds what was meant.
 * Both sides of a comparison go through it.
 */
import type { LocalizedText } from '../../preload/contract';

export function fold(text: string): string {
  // Most names are ASCII, and there may be ten thousand of them.
  if (/^[ -~]*$/.test(text)) return text.toLowerCase();
  return text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
}

/** What was typed, word by word. */
export function foldedWords(query: string): readonly string[] {
  return fold(query).split(/\s+/).filter(Boolean);
}

/** Names of providers, in both languages, folded. They are few, and what is not ASCII takes its time. */
const names = new Map<string, string>();

/** In both languages. */
export function foldedName(name: LocalizedText): string {
  const both = typeof name === 'string' ? name : `${name.en} ${name['zh-CN']}`;
  const known = names.get(both);
  if (known !== undefined) return known;
  const made = fold(both);
  names.set(both, made);
  return made;
}
