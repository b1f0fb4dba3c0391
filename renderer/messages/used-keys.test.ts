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

/**
 * The page without React, and main for what the system draws, take parts of the file themselves: what stands in such a part is used where
 * its names stand in their sources.
 */
function takenFromFile(codes: readonly string[]): (key: string) => boolean {
  const taking = codes.filter((code) => /from '[^']*en\.json'/.test(code));
  const parts = new Set(
    taking.flatMap((code) =>
      [...code.matchAll(/import \{([^}]*)\} from '[^']*en\.json'/g)].flatMap(([, names = '']) =>
        [...names.matchAll(/(\w+) as /g)].map(([, name = '']) => name),
      ),
    ),
  );
  const words = new Set(codes.flatMap((code) => code.match(/\w+/g) ?? []));
  return (key) => {
    const [part = '', ...names] = key.split('.');
    return parts.has(part) && names.every((name) => words.has(name));
  };
}

const readFrom = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.tsx?$/.test(name) && !/\.test\.tsx?$|\.d\.ts$/.test(name))
    .map((name) => readFileSync(path.join(folder, name), 'utf8'));

test('every message is used', () => {
  const codes = readFrom(root);
  const named = codes.flatMap((code) => keysNamedIn(code));
  const native = [
    ...readFrom(path.join(root, '..', 'main', 'desktop')),
    ...readFrom(path.join(root, '..', 'preload')),
    readFileSync(path.join(root, 'notice.ts'), 'utf8'),
  ];
  const taken = takenFromFile(native);
  expect(unused(keysOf(en), named).filter((key) => !taken(key))).toEqual([]);
});

test('one that is not would be found', () => {
  const named = keysNamedIn('t("a.used"); t(`b.${kind}.what`); const c = "plain words";');
  expect(unused(['a.used', 'a.dead', 'b.one.what', 'b.one.todo', 'plain'], named)).toEqual([
    'a.dead',
    'b.one.todo',
    'plain',
  ]);
});
