/** The keys of a provider file: which are known at a place, and where a key belongs. Taken from the schema, for messages only. */
import { providerJsonSchema } from './json-schema';

interface Node {
  readonly properties?: Readonly<Record<string, Node>>;
  readonly additionalProperties?: Node | boolean;
  readonly items?: Node;
  readonly anyOf?: readonly Node[];
}

/** The known key at a place that is most like a misspelt one; null where none is like it. */
export function similarKey(path: readonly PropertyKey[], key: string): string | null {
  const known = [...new Set(nodesAt(path).flatMap(({ properties }) => Object.keys(properties ?? {})))];
  const plain = (text: string): string => text.toLowerCase().replace(/[^a-z]/g, '');
  const ranked = known
    .map((name) => ({ name, distance: editDistance(plain(name), plain(key)) }))
    .toSorted((a, b) => a.distance - b.distance);
  const [best] = ranked;
  return best !== undefined && best.distance <= Math.max(1, Math.floor(key.length / 4)) ? best.name : null;
}

/** Where a key of this name is known, as paths; at most three. */
export function placesOfKey(key: string): readonly string[] {
  return [...new Set(placesIn(schema(), key, ''))].slice(0, 3);
}

function schema(): Node {
  return providerJsonSchema();
}

function placesIn(node: Node, key: string, path: string): string[] {
  const inner = Object.entries(node.properties ?? {}).flatMap(([name, child]) => [
    ...(name === key ? [path === '' ? 'the top of the file' : path] : []),
    ...placesIn(child, key, path === '' ? name : `${path}.${name}`),
  ]);
  const named =
    typeof node.additionalProperties === 'object' ? placesIn(node.additionalProperties, key, `${path}.…`) : [];
  const listed = node.items === undefined ? [] : placesIn(node.items, key, `${path}[…]`);
  return [...inner, ...named, ...listed, ...(node.anyOf ?? []).flatMap((one) => placesIn(one, key, path))];
}

function nodesAt(path: readonly PropertyKey[]): readonly Node[] {
  let nodes = alternatives(schema());
  for (const step of path) {
    nodes = nodes.flatMap((node) => {
      const child = typeof step === 'number' ? node.items : childOf(node, String(step));
      return child === undefined ? [] : alternatives(child);
    });
  }
  return nodes;
}

function childOf({ properties, additionalProperties }: Node, name: string): Node | undefined {
  if (properties !== undefined && Object.hasOwn(properties, name)) return properties[name];
  return typeof additionalProperties === 'object' ? additionalProperties : undefined;
}

function alternatives(node: Node): readonly Node[] {
  return [node, ...(node.anyOf ?? [])];
}

/** How many letters must be changed, added or taken away (Levenshtein). */
function editDistance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_each, index) => index);
  for (const [at, letter] of Array.from(a).entries()) {
    const next = [at + 1];
    for (const [column, other] of Array.from(b).entries()) {
      const changed = (row[column] ?? 0) + (letter === other ? 0 : 1);
      next.push(Math.min(changed, (row[column + 1] ?? 0) + 1, (next[column] ?? 0) + 1));
    }
    row = next;
  }
  return row.at(-1) ?? 0;
}
