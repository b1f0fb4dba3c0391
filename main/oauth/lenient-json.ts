/** Mends JSON that a server wrote by hand. Only ever tried after strict parsing failed. */

/** What was mended, and the section of RFC 8259 that it departs from. */
export const jsonRepairs = {
  'trailing comma': '8259-2',
  'raw control character in a text': '8259-7',
  'NaN, Infinity or undefined': '8259-6',
  'single quotes': '8259-7',
  'None, True or False': '8259-3',
} as const;
export type JsonRepair = keyof typeof jsonRepairs;

/** What programs write for a value that JSON does not have: Python for a lifetime without end, JavaScript for none. */
const noValue = /(?:NaN|-?Infinity|undefined|None|True|False)(?![\w$])/y;
const inPython: Readonly<Record<string, string>> = { None: 'null', True: 'true', False: 'false' };

/**
 * Removes commas before a closing bracket, escapes control characters that stand raw in a text, puts null in the place of values that
 * JSON does not have, and writes what Python prints of a dictionary as JSON. Nothing else is touched, texts least of all. One pass, linear in the length of the text.
 */
export function repairJson(text: string): { readonly text: string; readonly repairs: readonly JsonRepair[] } {
  const repairs = new Set<JsonRepair>();
  const pieces: string[] = [];
  /** Where the piece begins that was looked at and not yet taken over. */
  let from = 0;
  /** The quote that the text began with, or none. */
  let inText = '';
  /** Position of the last comma with nothing but white space after it, or -1. */
  let comma = -1;
  /** Puts something else in the place of the one character. */
  const take = (at: number, instead: string): void => {
    pieces.push(text.slice(from, at), instead);
    from = at + 1;
  };
  for (let at = 0; at < text.length; at += 1) {
    const character = text.charAt(at);
    if (inText !== '') {
      const single = inText === "'";
      if (character === '\\') {
        // JSON has no such escape.
        if (single && text.charAt(at + 1) === "'") take(at, '');
        at += 1;
      } else if (character === inText) {
        if (single) take(at, '"');
        inText = '';
      } else if (single && character === '"') take(at, '\\"');
      else if (character < ' ') {
        take(at, `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`);
        repairs.add('raw control character in a text');
      }
      continue;
    }
    if (character === '"' || character === "'") inText = character;
    if (character === "'") {
      take(at, '"');
      repairs.add('single quotes');
    }
    if ('NIu-TF'.includes(character) && !/[\w$.]/.test(text.charAt(at - 1))) {
      noValue.lastIndex = at;
      const found = noValue.exec(text)?.[0];
      if (found !== undefined) {
        pieces.push(text.slice(from, at), inPython[found] ?? 'null');
        from = at + found.length;
        at = from - 1;
        repairs.add(found in inPython ? 'None, True or False' : 'NaN, Infinity or undefined');
        comma = -1;
        continue;
      }
    }
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
