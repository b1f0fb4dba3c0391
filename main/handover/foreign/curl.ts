/** A curl command that asks for a token, or opens a sign-in page. Nothing is sent, and no file that it names is read. */
import { authorizeUrlClient } from './authorize-url';
import { furtherWithValue, ofNoMatter, switches, withValue } from './curl-options';
import type { FoundClient, LeftOut, NamedValue } from './found-client';
import { scalar } from './json-tree';
import { shellWords } from './shell-words';
import { clientInRequest } from './token-request';
import { resolver, type Values } from './variables';
import type { ForeignText } from './read-foreign';

/** A prompt before it is no matter, nor is the name of what its answer is kept in. */
const before = /^(?:[$>#%]\s+)?(?:(?:export\s+|local\s+)?[a-z_]\w{0,100}="?\$\(\s*|\$\w{1,100}\s*=\s*)?/i;
const start = /^(?:[\w./\\:-]*[/\\])?curl(?:\.exe)?\s/i;

/** Lines before a command that are looked at, and characters of one that may assign something. */
const MOST_LINES = 60;
const LONGEST_LINE = 4096;

/**
 * A command, and what stood before it, as in scripts and manuals: comments, and variables by the names that they have in the command's words
 * (shell-words.ts). Null where there is anything else.
 */
export function curlIn(
  text: string,
  variables = new Map<string, string>(),
): { readonly command: string; readonly variables: Map<string, string> } | null {
  let rest = text.trimStart();
  for (let line = 0; line < MOST_LINES; line += 1) {
    const command = rest.replace(before, '');
    if (start.test(command)) return { command, variables };
    const [first = ''] = /^[^\r\n]*/.exec(rest) ?? [];
    if (!first.startsWith('#') && !readAssignments(first, variables)) return null;
    rest = rest.slice(first.length).trimStart();
  }
  return null;
}

/** `NAME=value`, also with `export` or `set` before it; false where the line does anything else. */
function readAssignments(line: string, variables: Map<string, string>): boolean {
  if (line.length > LONGEST_LINE || !/^(?:export\s+|set\s+)?[a-z_]\w*=/i.test(line)) return false;
  const split = shellWords(line);
  if (split === null || split.more !== null) return false;
  for (const word of split.words) {
    const [, name = '', value = ''] = /^([a-z_]\w*)=([\s\S]*)$/i.exec(word) ?? [];
    if (name === '' && !/^(?:export|set)$/i.test(word)) return false;
    if (name !== '') variables.set(`$${name}`, value);
  }
  return true;
}

interface Command {
  readonly urls: string[];
  readonly params: NamedValue[];
  user: string | null;
  inQuery: boolean;
  /** What `@-` reads. */
  readonly input: string | null;
  readonly leftOut: LeftOut[];
}

/** Commands that are read of one text. */
const MOST_COMMANDS = 30;

/** The clients of a command and of the curl commands below it. Null where the first cannot be taken apart. */
export function readCurl({ command: text, variables }: NonNullable<ReturnType<typeof curlIn>>): ForeignText | null {
  const clients: FoundClient[] = [];
  const leftOut: LeftOut[] = [];
  let next: string | null = text;
  for (let number = 0; next !== null && number < MOST_COMMANDS; number += 1) {
    const split = shellWords(next);
    if (split === null && number === 0) return null;
    if (split === null) break;
    const follows = nextCommand(split.rest, variables);
    // What is read itself is not listed as left out.
    if (split.more !== null && !follows.atOnce) leftOut.push({ at: split.more, reason: 'command' });
    for (const words of eachRequest(split.words.slice(1))) {
      const read = readRequest(words, split.input, variables);
      if (read.client !== null) clients.push(read.client);
      leftOut.push(...read.leftOut);
    }
    next = follows.command;
  }
  if (next !== null) leftOut.push({ at: 'curl', reason: 'command' });
  return { kind: 'curl', clients, leftOut };
}

/** The next curl command behind another one. `atOnce`: nothing but comments, assignments and `;` or `&&` stands between them. */
function nextCommand(
  rest: string,
  variables: Map<string, string>,
): { readonly command: string | null; readonly atOnce: boolean } {
  let text = rest.replace(/^(?:[;\s]|&&)+/, '');
  for (let line = 0; line < MOST_LINES && text !== ''; line += 1) {
    const command = curlIn(text, variables)?.command;
    if (command !== undefined) return { command, atOnce: line === 0 };
    text = text.replace(/^[^\n]*\n?/, '').trimStart();
  }
  return { command: null, atOnce: false };
}

/** `--next` begins another request with options of its own. */
function eachRequest(words: readonly string[]): readonly (readonly string[])[] {
  const requests: string[][] = [[]];
  for (const word of words)
    if (word === '--next' || word === '-:') requests.push([]);
    else requests.at(-1)?.push(word);
  return requests.slice(0, MOST_COMMANDS);
}

function readRequest(
  words: readonly string[],
  input: string | null,
  variables: Values,
): { readonly client: FoundClient | null; readonly leftOut: readonly LeftOut[] } {
  const command: Command = { urls: [], params: [], user: null, inQuery: false, input, leftOut: [] };
  readWords(words, command);
  const resolve = resolver(variables);
  const url = command.urls[0] ?? '';
  for (const _ of command.urls.slice(1)) command.leftOut.push({ at: 'url', reason: 'unknown' });
  const query = queryOf(url);
  const all = [...query, ...command.params];
  const asked = clientInRequest({ name: '', at: '', url, params: all, user: command.user }, resolve);
  const address = resolve(url) ?? url;
  const page = asked ?? authorizeUrlClient(command.inQuery ? withQuery(address, command.params) : address, resolve);
  return { client: page, leftOut: command.leftOut };
}

function readWords(words: readonly string[], command: Command): void {
  for (let index = 0; index < words.length; index += 1) {
    const word = words[index] ?? '';
    if (!word.startsWith('-') || word === '-') {
      command.urls.push(word);
      continue;
    }
    for (const [option, attached] of optionsOf(word)) {
      if (!takesValue(option)) {
        readSwitch(option, command);
        continue;
      }
      index += attached === null ? 1 : 0;
      const meaning = withValue[option];
      if (meaning !== undefined) readValue(meaning, option, attached ?? words[index] ?? '', command);
      else if (furtherWithValue.has(option)) command.leftOut.push({ at: option, reason: 'unknown' });
    }
  }
}

function takesValue(option: string): boolean {
  return Object.hasOwn(withValue, option) || ofNoMatter.has(option) || furtherWithValue.has(option);
}

function readSwitch(option: string, command: Command): void {
  if (option === '-G' || option === '--get') command.inQuery = true;
  else if (!switches.test(option)) command.leftOut.push({ at: option, reason: 'unknown' });
}

/** One word may hold several: `-sSX POST`, `-dvalue`. What takes a value has the rest of its word for it, or else the next word. */
function optionsOf(word: string): readonly (readonly [option: string, attached: string | null])[] {
  if (word.startsWith('--')) {
    const long = /^(--[\w.-]+)=([\s\S]*)$/.exec(word);
    return [long === null ? [word, null] : [long[1] ?? '', long[2] ?? '']];
  }
  const options: [string, string | null][] = [];
  for (let place = 1; place < word.length; place += 1) {
    const option = `-${word.charAt(place)}`;
    if (takesValue(option)) return [...options, [option, word.slice(place + 1) || null]];
    options.push([option, null]);
  }
  return options;
}

function readValue(meaning: (typeof withValue)[string], option: string, value: string, command: Command): void {
  switch (meaning) {
    case 'url':
      command.urls.push(value);
      return;
    case 'user':
      command.user = value;
      return;
    case 'header':
      return readHeader(value, command);
    case 'bearer':
      command.leftOut.push({ at: option, reason: 'not_taken' });
      return;
    case 'json':
    case 'data':
      // What it reads, curl sends without its line ends.
      if (value === '@-' && option !== '--data-binary')
        return readData(command.input?.replace(/[\r\n]/g, '') ?? null, option, command);
      return readData(value === '@-' ? command.input : value.startsWith('@') ? null : value, option, command);
    case 'raw':
      return readData(value, option, command);
    case 'encoded':
    case 'form':
    case 'query':
      return readPair(value, option, command);
  }
}

/** @param text null where it stands in a file, which is not read */
function readData(text: string | null, option: string, command: Command): void {
  if (text === null) command.leftOut.push({ at: option, reason: 'no_value' });
  else if (option === '--json' || text.trimStart().startsWith('{')) readJson(text, option, command);
  else command.params.push(...pairsOf(text));
}

/** `name=value` as it is; `name@file`, `name=@file` and `name=<file` are files, and not read. */
function readPair(value: string, option: string, command: Command): void {
  const [, name = '', mark = '', rest = ''] = /^([^=@]*)([=@])([\s\S]*)$/.exec(value) ?? [];
  const isForm = option === '-F' || option === '--form';
  const file = isForm ? /^[@<](.*)/.exec(rest)?.[1] : mark === '@' ? rest : undefined;
  const text = file === '-' ? command.input : file === undefined ? rest : null;
  const told = option === '--url-query' ? name.replace(/^\+/, '') : name;
  if (told === '' || text === null)
    command.leftOut.push({ at: `${option} ${name.slice(0, 60)}`.trim(), reason: 'no_value' });
  else command.params.push({ name: told, value: isForm ? formValue(text) : text });
}

/** A part of a form may be in quotes, and say what type it is. */
function formValue(value: string): string {
  const quoted = /^"((?:[^"\\]|\\[\s\S])*)"/.exec(value);
  return quoted === null
    ? value.replace(/;(?:type|filename|headers|encoder)=[\s\S]*$/, '')
    : (quoted[1] ?? '').replace(/\\([\s\S])/g, '$1');
}

function readHeader(value: string, command: Command): void {
  const [name = '', ...rest] = value.split(':');
  const basic = /^\s*basic\s+([\w+/=-]+)\s*$/i.exec(rest.join(':'));
  if (name.toLowerCase() === 'authorization' && basic !== null)
    command.user = Buffer.from(basic[1] ?? '', 'base64').toString('utf8');
  else if (name.toLowerCase() === 'authorization')
    command.leftOut.push({ at: '--header Authorization', reason: 'not_taken' });
  else if (!['content-type', 'accept', 'user-agent', 'host', 'content-length'].includes(name.trim().toLowerCase()))
    command.leftOut.push({ at: `--header ${name.trim().slice(0, 60)}`, reason: 'unknown' });
}

function readJson(value: string, option: string, command: Command): void {
  try {
    const parsed: unknown = JSON.parse(value);
    if (typeof parsed !== 'object' || parsed === null) throw new SyntaxError('not an object');
    for (const [name, item] of Object.entries(parsed)) {
      const text = scalar(item);
      if (text !== null) command.params.push({ name, value: text });
      else if (item !== null) command.leftOut.push({ at: `${option} ${name.slice(0, 60)}`, reason: 'wrong_value' });
    }
  } catch {
    // Whatever it is, it names no parameters.
    command.leftOut.push({ at: option, reason: 'wrong_value' });
  }
}

function pairsOf(text: string): NamedValue[] {
  return [...new URLSearchParams(text)].map(([name, value]) => ({ name, value }));
}

function queryOf(url: string): NamedValue[] {
  const [, query = ''] = /\?([^#]*)/.exec(url) ?? [];
  return pairsOf(query);
}

function withQuery(url: string, params: readonly NamedValue[]): string {
  const query = new URLSearchParams(params.map(({ name, value }) => [name, value])).toString();
  return `${url}${url.includes('?') ? '&' : '?'}${query}`;
}
