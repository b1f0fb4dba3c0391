/**
 * The text of .bru files, as bruno-lang version 2 has it: blocks of `name: value` lines, lists of names, and blocks of free text that end
 * with a brace at the start of a line.
 */
import type { NamedValue } from './found-client';

export interface BruBlock {
  /** For example `auth:oauth2`. */
  readonly name: string;
  /** Disabled ones (`~name`) left out; empty for free text. */
  readonly pairs: readonly NamedValue[];
}

/** Null where the text is no .bru file. */
export function bruBlocks(text: string): readonly BruBlock[] | null {
  const lines = text.replace(/^\uFEFF/, '').split(/\r\n|\r|\n/);
  const blocks: BruBlock[] = [];
  for (let index = 0; index < lines.length; index += 1) {
    const line = lines[index] ?? '';
    if (line.trim() === '' || /^color:\s/.test(line)) continue;
    const opened = /^([a-z][\w:-]*)\s*([{[])(.*)$/.exec(line);
    if (opened === null) return null;
    const [, name = '', bracket = '{', rest = ''] = opened;
    const closing = bracket === '{' ? '}' : ']';
    // On one line: `vars { }`.
    if (rest.trim().endsWith(closing)) {
      blocks.push({ name, pairs: [] });
      continue;
    }
    const end = lines.findIndex((later, place) => place > index && later.startsWith(closing));
    if (end === -1) return null;
    const inner = lines.slice(index + 1, end);
    blocks.push({ name, pairs: bracket === '[' || isFreeText(name) ? [] : pairsOf(inner) });
    index = end;
  }
  return blocks.length === 0 ? null : blocks;
}

function isFreeText(name: string): boolean {
  return /^(?:script|tests|docs|body|example)\b/.test(name) && !/^body:(?:form-urlencoded|multipart-form)$/.test(name);
}

function pairsOf(lines: readonly string[]): readonly NamedValue[] {
  const pairs: NamedValue[] = [];
  for (let index = 0; index < lines.length; index += 1) {
    const found = /^\s*([^\s:]+)\s*:(.*)$/.exec(lines[index] ?? '');
    if (found === null) continue;
    const name = found[1] ?? '';
    let value = (found[2] ?? '').trim();
    if (value.startsWith("'''")) {
      const end = lines.findIndex(
        (line, place) => (place > index ? line : value.slice(3)).includes("'''") && place >= index,
      );
      const last = end === -1 ? lines.length - 1 : end;
      value = [value, ...lines.slice(index + 1, last + 1)].join('\n').replaceAll("'''", '').trim();
      index = last;
    }
    // Those that begin with "@" are decorations of the next one.
    if (!name.startsWith('~') && !name.startsWith('@')) pairs.push({ name, value });
  }
  return pairs;
}
