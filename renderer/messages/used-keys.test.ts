/** Every message is used: a key that no component names, in full or by a pattern, is dead and goes. */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { parseSync } from 'vite';
import en from './en.json';

type Tree = { readonly [key: string]: string | Tree };
interface Node {
  readonly type: string;
  readonly [field: string]: unknown;
}

const root = path.join(import.meta.dirname, '..');
const isNode = (value: unknown): value is Node => typeof value === 'object' && value !== null && 'type' in value;

function keysOf(tree: Tree, before = ''): string[] {
  return Object.entries(tree).flatMap(([key, value]) =>
    typeof value === 'string' ? [`${before}${key}`] : keysOf(value, `${before}${key}.`),
  );
}

/** What of a source could be a key: its strings, and its templates with anything but a dot in the place of each value. */
function keysNamedIn(code: string, file = 'source.tsx'): RegExp[] {
  const found: RegExp[] = [];
  const visit = (node: Node): void => {
    if (node.type === 'Literal' && typeof node['value'] === 'string' && /^[\w.]+$/.test(node['value']))
      found.push(pattern([node['value']]));
    if (node.type === 'TemplateLiteral') {
      const parts = (node['quasis'] as { value: { cooked: string } }[]).map(({ value }) => value.cooked);
      if (/^\w+\./.test(parts[0] ?? '')) found.push(pattern(parts));
    }
    for (const child of Object.values(node).flat()) if (isNode(child)) visit(child);
  };
  visit(parseSync(file, code).program as unknown as Node);
  return found;
}

const escaped = (text: string): string => text.replaceAll('.', String.raw`\.`);

function pattern(parts: readonly string[]): RegExp {
  return new RegExp(`^${parts.map(escaped).join('[^.]+')}$`);
}

function unused(keys: readonly string[], named: readonly RegExp[]): string[] {
  const whole = new Set(named.map(({ source }) => source));
  const patterns = named.filter(({ source }) => source.includes('[^.]+'));
  return keys.filter((key) => !whole.has(`^${escaped(key)}$`) && !patterns.some((each) => each.test(key)));
}

/** The page without React takes a part of the file itself, and what stands in it by its names. */
function takesFromFile(code: string, key: string): boolean {
  const [part = '', ...names] = key.split('.');
  const imported = new RegExp(`import \\{ ${part} as \\w+ \\} from '[^']*en\\.json'`).test(code);
  return imported && names.every((name) => new RegExp(`\\.${name}\\b`).test(code));
}

const sources = readdirSync(root, { recursive: true, encoding: 'utf8' }).filter(
  (name) => /\.tsx?$/.test(name) && !/\.test\.tsx?$|\.d\.ts$/.test(name),
);

test('every message is used', () => {
  const codes = sources.map((name) => readFileSync(path.join(root, name), 'utf8'));
  const named = codes.flatMap((code) => keysNamedIn(code));
  expect(unused(keysOf(en), named).filter((key) => !codes.some((code) => takesFromFile(code, key)))).toEqual([]);
});

test('one that is not would be found', () => {
  const named = keysNamedIn('t("a.used"); t(`b.${kind}.what`); const c = "plain words";');
  expect(unused(['a.used', 'a.dead', 'b.one.what', 'b.one.todo', 'plain'], named)).toEqual([
    'a.dead',
    'b.one.todo',
    'plain',
  ]);
});
