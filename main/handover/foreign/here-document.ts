/**
 * What a here-document (`<<EOF`) or a here-string (`<<<`) gives a command to read, as POSIX shells and bash have them. SECURITY: nothing in
 * it is run or filled in: what a shell would expand becomes a variable without a value.
 */

export interface HereInput {
  readonly text: string;
  /** What stands behind it: of its line, and of those below. */
  readonly rest: string;
}

export interface Reading {
  /** The words of a command line; null where a quote is open. */
  readonly words: (text: string) => readonly string[] | null;
  /** A text in which a shell expands things. */
  readonly expanded: (text: string) => string;
}

const aDocument = /^<<(-?)[ \t]*(?:'([^'\n]{1,60})'|"([^"\n]{1,60})"|(\\?)([\w.-]{1,60}))([^\n]*)\n/;
const aString = /^<<<[ \t]*((?:'[^']*'|"(?:[^"\\]|\\[\s\S])*"|[^\s|;&<>'"])+)/;

/** Null where the text begins with no such thing. */
export function hereInput(text: string, { words, expanded }: Reading): HereInput | null {
  const string = aString.exec(text);
  if (string !== null) {
    const [word, ...others] = words(string[1] ?? '') ?? [];
    return word === undefined || others.length > 0 ? null : { text: word, rest: text.slice(string[0].length) };
  }
  const opened = aDocument.exec(text);
  if (opened === null) return null;
  const [line, dash, single, double, backslash, bare = '', behind = ''] = opened;
  const end = single ?? double ?? bare;
  const isPlain = single !== undefined || double !== undefined || backslash !== '';
  const lines: string[] = [];
  let index = line.length;
  while (index < text.length) {
    const stop = text.indexOf('\n', index);
    const next = stop === -1 ? text.length : stop + 1;
    const raw = text.slice(index, stop === -1 ? next : stop).replace(/\r$/, '');
    const read = dash === '-' ? raw.replace(/^\t+/, '') : raw;
    index = next;
    if (read === end) {
      const inner = lines.join('\n');
      return { text: isPlain ? inner : expanded(inner), rest: `${behind.trimStart()}\n${text.slice(index)}` };
    }
    lines.push(read);
  }
  return null;
}
