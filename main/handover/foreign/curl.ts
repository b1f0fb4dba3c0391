/** A curl command that asks for a token, or opens a sign-in page. Nothing is sent, and no file that it names is read. */
import { authorizeUrlClient } from './authorize-url';
import type { FoundClient, LeftOut, NamedValue } from './found-client';
import { shellWords } from './shell-words';
import { clientInRequest } from './token-request';
import { resolver } from './variables';
import type { ForeignText } from './read-foreign';

/** Does it begin like one? A prompt before it is no matter. */
export function isCurl(text: string): boolean {
  return /^\s*(?:[$>#%]\s+)?(?:[\w./\\:-]*[/\\])?curl(?:\.exe)?\s/i.test(text);
}

/** Options with a value, by what they mean here; `null`: of no matter. */
const withValue: Readonly<
  Record<string, 'data' | 'encoded' | 'form' | 'header' | 'user' | 'url' | 'query' | 'json' | null>
> = {
  '-d': 'data',
  '--data': 'data',
  '--data-raw': 'data',
  '--data-ascii': 'data',
  '--data-binary': 'data',
  '--data-urlencode': 'encoded',
  '-F': 'form',
  '--form': 'form',
  '--form-string': 'form',
  '-H': 'header',
  '--header': 'header',
  '-u': 'user',
  '--user': 'user',
  '--url': 'url',
  '--url-query': 'query',
  '--json': 'json',
  '-X': null,
  '--request': null,
  '-A': null,
  '--user-agent': null,
  '-e': null,
  '--referer': null,
  '-o': null,
  '--output': null,
  '-m': null,
  '--max-time': null,
  '--connect-timeout': null,
  '-w': null,
  '--write-out': null,
};

/** Further options with a value: they are listed. */
const furtherWithValue = [
  '-b',
  '--cookie',
  '-c',
  '--cookie-jar',
  '-x',
  '--proxy',
  '-E',
  '--cert',
  '--key',
  '--cacert',
  '-K',
  '--config',
  '-T',
  '--upload-file',
  '--resolve',
  '--oauth2-bearer',
  '-r',
  '--range',
  '-U',
  '--proxy-user',
];

/** Switches that say nothing of the request. */
const switches =
  /^(?:-[#0-9fgijkLnNOqsSvI]+|--(?:silent|show-error|location|insecure|include|verbose|fail|compressed|globoff|http[\d.]+|no-progress-meter|progress-bar))$/;

interface Command {
  readonly urls: string[];
  readonly params: NamedValue[];
  user: string | null;
  inQuery: boolean;
  readonly leftOut: LeftOut[];
}

/** Null where it is no command that can be taken apart. */
export function readCurl(text: string): ForeignText | null {
  const split = shellWords(text.replace(/^\s*[$>#%]\s+/, ''));
  if (split === null) return null;
  const command: Command = { urls: [], params: [], user: null, inQuery: false, leftOut: [] };
  if (split.more !== null) command.leftOut.push({ at: split.more, reason: 'command' });
  readWords(split.words.slice(1), command);
  const resolve = resolver(new Map());
  const url = command.urls[0] ?? '';
  for (const _ of command.urls.slice(1)) command.leftOut.push({ at: 'url', reason: 'unknown' });
  const query = queryOf(url);
  const all = [...query, ...command.params];
  const asked = clientInRequest({ name: '', at: '', url, params: all, user: command.user }, resolve);
  const page = asked ?? authorizeUrlClient(command.inQuery ? withQuery(url, command.params) : url);
  const clients: readonly FoundClient[] = page === null ? [] : [page];
  return { kind: 'curl', clients, leftOut: command.leftOut };
}

function readWords(words: readonly string[], command: Command): void {
  for (let index = 0; index < words.length; index += 1) {
    const word = words[index] ?? '';
    const [option, attached] = optionOf(word);
    if (option === null) command.urls.push(word);
    else if (Object.hasOwn(withValue, option)) {
      index += attached === null ? 1 : 0;
      readValue(withValue[option] ?? null, option, attached ?? words[index] ?? '', command);
    } else if (furtherWithValue.includes(option)) {
      index += attached === null ? 1 : 0;
      command.leftOut.push({ at: option, reason: 'unknown' });
    } else if (option === '-G' || option === '--get') command.inQuery = true;
    else if (!switches.test(word)) command.leftOut.push({ at: option, reason: 'unknown' });
  }
}

/** `-dvalue` and `--data=value` have their value with them. */
function optionOf(word: string): readonly [option: string | null, attached: string | null] {
  if (!word.startsWith('-') || word === '-') return [null, null];
  const long = /^(--[\w-]+)=([\s\S]*)$/.exec(word);
  if (long !== null) return [long[1] ?? '', long[2] ?? ''];
  const short = word.slice(0, 2);
  const takes = Object.hasOwn(withValue, short) || furtherWithValue.includes(short);
  return !word.startsWith('--') && word.length > 2 && takes ? [short, word.slice(2)] : [word, null];
}

function readValue(meaning: (typeof withValue)[string] | null, option: string, value: string, command: Command): void {
  switch (meaning) {
    case null:
      return;
    case 'url':
      command.urls.push(value);
      return;
    case 'user':
      command.user = value;
      return;
    case 'header':
      return readHeader(value, command);
    case 'json':
      return readJson(value, option, command);
    case 'data':
      if (value.trimStart().startsWith('{')) return readJson(value, option, command);
      if (value.startsWith('@')) command.leftOut.push({ at: option, reason: 'no_value' });
      else command.params.push(...pairsOf(value));
      return;
    case 'encoded':
    case 'form':
    case 'query':
      return readPair(value, option, command);
  }
}

/** `name=value` as it is; `name@file` and `name=@file` are files, and not read. */
function readPair(value: string, option: string, command: Command): void {
  const found = /^([^=@]+)=([\s\S]*)$/.exec(value);
  if (found === null || (option !== '--data-urlencode' && (found[2] ?? '').startsWith('@')))
    command.leftOut.push({ at: option, reason: 'no_value' });
  else command.params.push({ name: found[1] ?? '', value: found[2] ?? '' });
}

function readHeader(value: string, command: Command): void {
  const [name = '', ...rest] = value.split(':');
  const basic = /^\s*basic\s+([\w+/=-]+)\s*$/i.exec(rest.join(':'));
  if (name.toLowerCase() === 'authorization' && basic !== null)
    command.user = Buffer.from(basic[1] ?? '', 'base64').toString('utf8');
  else if (!['content-type', 'accept', 'user-agent', 'host', 'content-length'].includes(name.trim().toLowerCase()))
    command.leftOut.push({ at: `--header ${name.trim().slice(0, 60)}`, reason: 'unknown' });
}

function readJson(value: string, option: string, command: Command): void {
  try {
    const parsed: unknown = JSON.parse(value);
    if (typeof parsed !== 'object' || parsed === null) throw new SyntaxError('not an object');
    for (const [name, item] of Object.entries(parsed))
      if (typeof item === 'string') command.params.push({ name, value: item });
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
