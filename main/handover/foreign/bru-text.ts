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
  /** Of a list, for example `vars:secret [ … ]`: names without values. */
  readonly names: readonly string[];
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
      const inner = rest.trim().slice(0, -1);
      blocks.push({ name, pairs: [], names: bracket === '[' ? namesIn([inner]) : [] });
      continue;
    }
    let end = index + 1;
    while (end < lines.length && lines[end]?.startsWith(closing) !== true) end += 1;
    if (end === lines.length) return null;
    const inner = lines.slice(index + 1, end);
    const isList = bracket === '[';
    blocks.push({
      name,
      pairs: isList || isFreeText(name) ? [] : pairsOf(inner),
      names: isList ? namesIn(inner) : [],
    });
    index = end;
  }
  return blocks.length === 0 ? null : blocks;
}

function isFreeText(name: string): boolean {
  return /^(?:script|tests|docs|body|example)\b/.test(name) && !/^body:(?:form-urlencoded|multipart-form)$/.test(name);
}

function namesIn(lines: readonly string[]): readonly string[] {
  return lines
    .flatMap((line) => line.split(','))
    .map((name) => name.trim())
    .filter((name) => name !== '' && !name.startsWith('~'));
}

function pairsOf(lines: readonly string[]): readonly NamedValue[] {
  const pairs: NamedValue[] = [];
  for (let index = 0; index < lines.length; index += 1) {
    const found = /^\s*(?:"((?:[^"\\]|\\.)*)"|([^\s:]+))\s*:(.*)$/.exec(lines[index] ?? '');
    if (found === null) continue;
    const name = found[1]?.replace(/\\(.)/g, '$1') ?? found[2] ?? '';
    let value = (found[3] ?? '').trim();
    if (value.startsWith("'''")) {
      const text = [value.slice(3)];
      while (text.at(-1)?.includes("'''") !== true && index + 1 < lines.length) {
        index += 1;
        text.push(lines[index] ?? '');
      }
      // Its lines are indented as the block is.
      value = text
        .map((line) => line.replace(/^ {4}/, ''))
        .join('\n')
        .replace(/'''[\s\S]*$/, '')
        .trim();
    }
    // Those that begin with "@" are decorations of the next one.
    if (!name.startsWith('~') && !name.startsWith('@')) pairs.push({ name, value });
  }
  return pairs;
}
