/**
 * Reads what another tool wrote and finds the clients in it. Which tool it was is told by the text alone, never by a file's name.
 * SECURITY: the text may come from anybody: it is bounded, only parsed, and nothing in it is run, fetched or opened.
 */
import { parse as parseYaml } from 'yaml';
import { authorizeUrlClient } from './authorize-url';
import { readBru } from './bruno';
import { isBrunoCollection, readBrunoCollection } from './bruno-json';
import { curlIn, readCurl } from './curl';
import { type FoundClient, isClient, type LeftOut, LONGEST_TEXT, MOST_LEFT_OUT, sameClient } from './found-client';
import { isInsomniaExport, readInsomnia } from './insomnia';
import { isTooDeep, isTree, type Tree } from './json-tree';
import { isBrunoEnvironment, isOpenCollection, readBrunoEnvironment, readOpenCollection } from './open-collection';
import { isPostmanDump, readPostmanDump } from './postman-dump';
import { isPostmanCollection, isPostmanEnvironment, readPostmanCollection, readPostmanEnvironment } from './postman';

export type ForeignKind =
  | 'postman_collection'
  | 'postman_environment'
  | 'bruno_file'
  | 'bruno_collection'
  | 'insomnia_export'
  | 'curl'
  | 'authorize_url';

/** What was found in a text. `leftOut`: what belongs to no client. */
export interface ForeignText {
  readonly kind: ForeignKind;
  readonly clients: readonly FoundClient[];
  readonly leftOut: readonly LeftOut[];
}

export type ReadForeign =
  | ({ readonly kind: 'read' } & { readonly found: ForeignText })
  /** `too_large`; `unknown`: it is none of the forms; `no_client`: it is, and has no OAuth client in it. */
  | { readonly kind: 'refused'; readonly reason: 'too_large' | 'unknown' | 'no_client' };

/** Characters. A collection (LONGEST_TEXT) can hold many saved replies; a .bru or YAML file has none, and takes longer to read. */
const LONGEST_YAML = 2 * 1024 * 1024;
/** Lines, and commas: what a YAML file's reading takes grows with its parts more than with its length. */
const MOST_YAML_PARTS = 50_000;
/** What is written as an alias; for each the text before it is looked through. */
const MOST_ALIASES = 500;
const LONGEST_LINE_TEXT = 128 * 1024;
const MOST_CLIENTS = 50;

export function readForeign(text: string): ReadForeign {
  if (text.length > LONGEST_TEXT) return { kind: 'refused', reason: 'too_large' };
  const found = recognised(text);
  if (found === null) return { kind: 'refused', reason: 'unknown' };
  const clients = differing(found.clients.filter(isClient));
  if (clients.length === 0) return { kind: 'refused', reason: 'no_client' };
  return { kind: 'read', found: { ...found, clients, leftOut: found.leftOut.slice(0, MOST_LEFT_OUT) } };
}

/** Each once. SECURITY: of thousands only the first ones are compared with each other. */
function differing(clients: readonly FoundClient[]): readonly FoundClient[] {
  const kept: FoundClient[] = [];
  for (const client of clients) {
    if (kept.length === MOST_CLIENTS) break;
    if (!kept.some((other) => sameClient(client, other))) kept.push(client);
  }
  return kept;
}

function recognised(text: string): ForeignText | null {
  const trimmed = text.replace(/^\uFEFF/, '').trim();
  const address = withoutQuotes(trimmed);
  if (/^https?:\/\//i.test(address)) return address.length > LONGEST_LINE_TEXT ? null : readAddress(address);
  const curl = curlIn(trimmed);
  if (curl !== null) return trimmed.length > LONGEST_LINE_TEXT ? null : readCurl(curl);
  if (/^[[{]/.test(trimmed)) return readTree(json(trimmed));
  return trimmed.length > LONGEST_YAML ? null : (readBru(trimmed) ?? readTree(yaml(trimmed)));
}

/** As it is copied out of code, or of a mail. */
function withoutQuotes(text: string): string {
  return /^(?:"[^"\s]*"|'[^'\s]*'|`[^`\s]*`|<[^>\s]*>)$/.test(text) ? text.slice(1, -1) : text;
}

function readAddress(text: string): ForeignText {
  const client = authorizeUrlClient(text);
  return { kind: 'authorize_url', clients: client === null ? [] : [client], leftOut: [] };
}

function readTree(value: unknown): ForeignText | null {
  if (!isTree(value)) return null;
  const readers: readonly (readonly [(tree: Tree) => boolean, (tree: Tree) => ForeignText])[] = [
    [isInsomniaExport, readInsomnia],
    [isOpenCollection, readOpenCollection],
    [isPostmanCollection, readPostmanCollection],
    [isPostmanEnvironment, readPostmanEnvironment],
    [isPostmanDump, readPostmanDump],
    [isBrunoCollection, readBrunoCollection],
    [isBrunoEnvironment, readBrunoEnvironment],
  ];
  return readers.find(([is]) => is(value))?.[1](value) ?? null;
}

function json(text: string): unknown {
  if (isTooDeep(text, true)) return null;
  try {
    return JSON.parse(text);
  } catch {
    // Told as "none of the forms": where its JSON breaks helps nobody who did not write it by hand.
    return null;
  }
}

/**
 * SECURITY: the core schema makes plain values only; aliases are bounded, so that a short text cannot grow without end; names
 * that stand twice are not looked for, for each would be compared with all others: the later one holds, as in JSON.
 */
function yaml(text: string): unknown {
  // Any text at all is YAML: what is read begins with one of these names (Insomnia: `_type` in format 4, `type`; Bruno: the others).
  const begins = /^(?:---\s*)?["']?(?:_?type|opencollection|info|name)["']?\s*:/m.test(text.slice(0, 4096));
  if (!begins || takesLong(text)) return null;
  try {
    return parseYaml(text, {
      schema: 'core',
      maxAliasCount: 50,
      uniqueKeys: false,
      prettyErrors: false,
      logLevel: 'silent',
    });
  } catch {
    return null;
  }
}

/** SECURITY: what would keep the parser busy for minutes, and no tool writes. */
function takesLong(text: string): boolean {
  const times = (pattern: RegExp): number => text.match(pattern)?.length ?? 0;
  return (
    isTooDeep(text, false) ||
    times(/[\n,]/g) > MOST_YAML_PARTS ||
    times(/[\s,[]\*[^\s*]/g) > MOST_ALIASES ||
    // Lists and names that begin one within the other on one line.
    /(?:[-?:][ \t]+){100}/.test(text)
  );
}
