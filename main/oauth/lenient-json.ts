/** Mends JSON that a server wrote by hand. Only ever tried after strict parsing failed. */

/** What was mended. */
export type JsonRepair = 'trailing comma' | 'raw control character in a text';

/**
 * Removes commas before a closing bracket and escapes control characters that stand raw in a text. Nothing else is touched, texts
 * least of all. One pass, linear in the length of the text.
 */
export function repairJson(text: string): { readonly text: string; readonly repairs: readonly JsonRepair[] } {
  const repairs = new Set<JsonRepair>();
  const pieces: string[] = [];
  /** Where the piece begins that was looked at and not yet taken over. */
  let from = 0;
  let inText = false;
  /** Position of the last comma with nothing but white space after it, or -1. */
  let comma = -1;
  for (let at = 0; at < text.length; at += 1) {
    const character = text.charAt(at);
    if (inText) {
      if (character === '\\') at += 1;
      else if (character === '"') inText = false;
      else if (character < ' ') {
        pieces.push(text.slice(from, at), `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`);
        from = at + 1;
        repairs.add('raw control character in a text');
      }
      continue;
    }
    if (character === '"') inText = true;
    if ((character === '}' || character === ']') && comma >= from) {
      pieces.push(text.slice(from, comma));
      from = comma + 1;
      repairs.add('trailing comma');
    }
    if (character === ',') comma = at;
    else if (!' \t\r\n'.includes(character)) comma = -1;
  }
  pieces.push(text.slice(from));
  return { text: pieces.join(''), repairs: [...repairs] };
}
