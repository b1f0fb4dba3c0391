/**
 * Takes a command line apart into its words, as POSIX shells (with `$'…'`), cmd.exe and PowerShell do. SECURITY: nothing is run and nothing
 * is expanded: `$NAME`, `$( )`, backticks and `%NAME%` become variables without a value (`{{NAME}}`, see variables.ts).
 */

import { ansiQuoted, controls } from './ansi-quotes';
import { hereInput } from './here-document';

export interface ShellWords {
  readonly words: readonly string[];
  /** What the command is given to read where it stands; null where nothing is. */
  readonly input: string | null;
  /** What stood behind the first command, for example `| jq`: how it goes on and by which program; null where nothing did. */
  readonly more: string | null;
  /** The text from there on; empty where nothing stood there. */
  readonly rest: string;
}

type Shell = 'posix' | 'cmd' | 'powershell';

/** SECURITY: of bounded length, so that openings without an end are not each looked for to the end of the text. */
const expansions = String.raw`\$\{[^}]{0,300}\}|\$\([^)]{0,300}\)|\$\w{1,300}|\x60[^\x60]{0,300}\x60`;
/** Bare brackets are fish's `$( )`; other shells have none in a word. */
const anExpansion = new RegExp(String.raw`^(?:${expansions}|\([^()]{0,300}\))`);
const escapeOrExpansion = new RegExp(String.raw`\\([\s\S])|(${expansions})`, 'g');

/** `%NAME%` of cmd.exe. `%E4%BD` and `%BAse%20` are encoded characters, no variables. */
const cmdVariables = String.raw`%(?![0-9a-f]{2}%)((?![0-9a-f]{2})[a-z_]\w{0,300}|[a-z_]\w{0,300}(?=%(?![0-9a-f]{2})))%`;
const cmdVariable = new RegExp(cmdVariables, 'i');
const everyCmdVariable = new RegExp(cmdVariables, 'gi');

/** Null where a quote is not closed. */
export function shellWords(text: string): ShellWords | null {
  const trimmed = text.trim();
  switch (shellOf(trimmed)) {
    case 'posix':
      return posix(trimmed);
    case 'cmd':
      return cmd(trimmed);
    case 'powershell':
      return powerShell(trimmed);
  }
}

/** By how a line goes on, or by how its words are quoted and its variables written. */
function shellOf(text: string): Shell {
  const singleQuotes = /\s'/.test(text);
  if (/\^[ \t]*\r?\n/.test(text) || (!singleQuotes && (/\s\^"/.test(text) || cmdVariable.test(text)))) return 'cmd';
  return /`[ \t]*\r?\n|(?:^|\s)@["']\r?\n/.test(text) ? 'powershell' : 'posix';
}

/** Collects the characters of words. */
class Words {
  readonly done: string[] = [];
  #word: string | null = null;

  add(text: string): void {
    this.#word = (this.#word ?? '') + text;
  }

  end(): void {
    if (this.#word !== null) this.done.push(this.#word);
    this.#word = null;
  }

  /** The number of `2>` is no word. */
  dropDescriptor(): void {
    if (/^\d$/.test(this.#word ?? '')) this.#word = null;
  }

  /** @param rest what stands behind the command */
  result(rest: string, input: string | null = null): ShellWords {
    this.end();
    return { words: this.done, input, more: whatFollows(rest), rest };
  }
}

function posix(text: string): ShellWords | null {
  const words = new Words();
  let index = 0;
  const rest = (): string => text.slice(index);
  while (index < text.length) {
    const char = text.charAt(index);
    const expansion = /[$`(]/.test(char) ? anExpansion.exec(rest())?.[0] : undefined;
    if (char === "'") {
      const end = text.indexOf("'", index + 1);
      if (end === -1) return null;
      words.add(text.slice(index + 1, end));
      index = end + 1;
    } else if (rest().startsWith("$'")) {
      const quoted = /^\$'((?:[^'\\]|\\[\s\S])*)'/.exec(rest());
      if (quoted === null) return null;
      words.add(ansiQuoted(quoted[1] ?? ''));
      index += quoted[0].length;
    } else if (char === '"' || rest().startsWith('$"')) {
      // `$"…"` is a text that may be translated.
      const quoted = /^\$?"((?:[^"\\]|\\[\s\S])*)"/.exec(rest());
      if (quoted === null) return null;
      words.add(inDoubleQuotes(quoted[1] ?? ''));
      index += quoted[0].length;
    } else if (char === '\\') {
      const next = /^\\(\r\n|[\s\S]|$)/.exec(rest())?.[1] ?? '';
      if (!/^\r?\n$/.test(next)) words.add(next);
      index += 1 + next.length;
    } else if (expansion !== undefined) {
      words.add(asVariable(expansion));
      index += expansion.length;
    } else if (/[ \t]/.test(char)) {
      words.end();
      index += 1;
    } else if (/[<>]/.test(char)) {
      words.dropDescriptor();
      const here = hereInput(rest(), { words: (inner) => posix(inner)?.words ?? null, expanded: inHereDocument });
      return here === null ? words.result(rest()) : words.result(here.rest, here.text);
    } else if (/[|;&)\r\n]/.test(char) || (char === '#' && /\s/.test(text.charAt(index - 1)))) {
      // A comment ends the command as well: what is on its line is none of it. And so does the end of `$(curl …)`.
      return words.result(rest().replace(/^(?:#[^\n]*|\)"?)/, ''));
    } else {
      words.add(char);
      index += 1;
    }
  }
  return words.result('');
}

function inDoubleQuotes(text: string): string {
  return text.replace(escapeOrExpansion, (all, escaped?: string) => {
    if (escaped === undefined) return asVariable(all);
    if (escaped === '\n') return '';
    return /["\\$`]/.test(escaped) ? escaped : all;
  });
}

/** In a here-document a quote is nothing special. */
function inHereDocument(text: string): string {
  return text.replace(escapeOrExpansion, (all, escaped?: string) => {
    if (escaped === undefined) return asVariable(all);
    if (escaped === '\n') return '';
    return /[\\$`]/.test(escaped) ? escaped : all;
  });
}

/**
 * cmd.exe takes the carets away, then the program takes its line apart as the C runtime does: `""` within quotes is a quote; backslashes
 * before a quote stand for half of them, and one that is left over takes its meaning from it.
 */
function cmd(text: string): ShellWords | null {
  const [line, rest] = withoutCarets(text);
  const words = new Words();
  let quoted = false;
  for (let index = 0; index < line.length; index += 1) {
    const char = line.charAt(index);
    const [backslashes = '', quote] = /^\\+("?)/.exec(char === '\\' ? line.slice(index) : '') ?? [];
    if (quote === '"') {
      const run = backslashes.length - 1;
      const isPlain = run % 2 === 1;
      words.add('\\'.repeat(Math.floor(run / 2)) + (isPlain ? '"' : ''));
      // A quote that keeps its meaning is looked at next.
      index += run - (isPlain ? 0 : 1);
    } else if (quote === '') {
      words.add(backslashes);
      index += backslashes.length - 1;
    } else if (char === '"' && quoted && line.charAt(index + 1) === '"') {
      words.add('"');
      index += 1;
    } else if (char === '"') {
      quoted = !quoted;
      words.add('');
    } else if (/\s/.test(char) && !quoted) words.end();
    else words.add(char);
  }
  return quoted ? null : words.result(rest);
}

/** A caret takes what is special from the next character, but between quotes it is a caret. */
function withoutCarets(text: string): readonly [line: string, rest: string] {
  let line = '';
  let quoted = false;
  for (let index = 0; index < text.length; index += 1) {
    const char = text.charAt(index);
    if (char === '^' && !quoted) {
      const next = /^\^(\r\n|[\s\S]|$)/.exec(text.slice(index))?.[1] ?? '';
      line += /^\r?\n$/.test(next) ? '' : next;
      index += next.length;
    } else if (!quoted && /[\r\n&|<>]/.test(char)) return [withVariables(line), text.slice(index)];
    else {
      if (char === '"') quoted = !quoted;
      line += char;
    }
  }
  return [withVariables(line), ''];
}

function withVariables(line: string): string {
  return line.replace(everyCmdVariable, (_all, name: string) => asVariable(`$${name}`));
}

/** `$env:NAME`, `${NAME}`, `$NAME` and `$( )` of PowerShell. */
const powerShellExpansions = String.raw`\$\{[^}]{0,300}\}|\$\([^)]{0,300}\)|\$\w[\w:]{0,300}`;
const aPowerShellExpansion = new RegExp(`^(?:${powerShellExpansions})`);
const inPowerShellQuotes = new RegExp(String.raw`\x60([\s\S])|""|${powerShellExpansions}`, 'g');

/** `@'` at the end of a line to `'@` at the start of one; in double quotes with expansions. */
const aHereString = /^@(?:'[ \t]*\r?\n([\s\S]*?)\r?\n'@|"[ \t]*\r?\n([\s\S]*?)\r?\n"@)/;

function expandedQuotes(text: string): string {
  return text.replace(inPowerShellQuotes, (all, escaped?: string) => {
    if (escaped !== undefined) return Object.hasOwn(controls, escaped) ? (controls[escaped] ?? '') : escaped;
    return all === '""' ? '"' : asVariable(all);
  });
}

/** Two quotes are two here. */
function expandedHere(text: string): string {
  return text.split('""').map(expandedQuotes).join('""');
}

function powerShell(text: string): ShellWords | null {
  const words = new Words();
  let index = 0;
  while (index < text.length) {
    const char = text.charAt(index);
    const rest = text.slice(index);
    const expansion = char === '$' ? aPowerShellExpansion.exec(rest)?.[0] : undefined;
    const here = char === '@' ? aHereString.exec(rest) : null;
    if (here === null && /^@["'][ \t]*\r?\n/.test(rest)) return null;
    if (here !== null) {
      words.add(here[1] ?? expandedHere(here[2] ?? ''));
      index += here[0].length;
    } else if (char === "'") {
      const quoted = /^'((?:[^']|'')*)'/.exec(rest);
      if (quoted === null) return null;
      words.add((quoted[1] ?? '').replaceAll("''", "'"));
      index += quoted[0].length;
    } else if (char === '"') {
      const quoted = /^"((?:[^"`]|`[\s\S]|"")*)"/.exec(rest);
      if (quoted === null) return null;
      words.add(expandedQuotes(quoted[1] ?? ''));
      index += quoted[0].length;
    } else if (char === '`') {
      const next = /^`([ \t]*\r?\n|[\s\S]|$)/.exec(rest)?.[1] ?? '';
      if (!next.endsWith('\n')) words.add(next);
      index += 1 + next.length;
    } else if (expansion !== undefined) {
      words.add(asVariable(expansion));
      index += expansion.length;
    } else if (/[ \t]/.test(char)) {
      words.end();
      index += 1;
    } else if (/[|;\r\n]/.test(char)) {
      return words.result(rest);
    } else {
      words.add(char);
      index += 1;
    }
  }
  return words.result('');
}

/** The rest of the line may hold anything, a token too: of it no more than what is surely the name of a program. */
function whatFollows(rest: string): string | null {
  const [operator = ''] = /^[|;&<>]*/.exec(rest) ?? [];
  const after = rest.slice(operator.length).trim();
  if (after === '') return null;
  const program = /^[a-z][a-z0-9_.-]{0,11}(?=\s|$)/.exec(after)?.[0] ?? '…';
  return operator === '' ? '…' : `${operator} ${program}`;
}

/** Without what would end it, or part an id from its secret. */
function asVariable(expansion: string): string {
  return `{{${expansion.replace(/[{}:]/g, '')}}}`;
}
