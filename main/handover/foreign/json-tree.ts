/** Reading values whose form is not known: objects and lists of another tool's file, bounded in depth and number. */

export type Tree = Readonly<Record<string, unknown>>;

const DEEPEST = 40;
const MOST = 50_000;

/** Clients read of one text, before equal ones are told apart. */
export const MOST_READ = 2000;

/** Levels of brackets. SECURITY: with millions of them parsing alone takes seconds. */
const DEEPEST_TEXT = 20_000;

/** @param quoted whether brackets in double quotes are none, as in JSON */
export function isTooDeep(text: string, quoted: boolean): boolean {
  let depth = 0;
  let inQuotes = false;
  for (let index = 0; index < text.length && depth <= DEEPEST_TEXT; index += 1) {
    const char = text.charCodeAt(index);
    if (inQuotes && char === BACKSLASH) index += 1;
    else if (quoted && char === QUOTE) inQuotes = !inQuotes;
    else if (inQuotes) continue;
    else if (char === SQUARE || char === CURLY) depth += 1;
    else if ((char === SQUARE + 2 || char === CURLY + 2) && depth > 0) depth -= 1;
  }
  return depth > DEEPEST_TEXT;
}

const [QUOTE, BACKSLASH, SQUARE, CURLY] = [0x22, 0x5c, 0x5b, 0x7b];

export function isTree(value: unknown): value is Tree {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** An own property; undefined where it is not there. */
export function at(tree: unknown, name: string): unknown {
  return isTree(tree) && Object.hasOwn(tree, name) ? tree[name] : undefined;
}

export function textAt(tree: unknown, name: string): string | null {
  const value = at(tree, name);
  return typeof value === 'string' ? value : null;
}

export function listAt(tree: unknown, name: string): readonly unknown[] {
  const value = at(tree, name);
  return Array.isArray(value) ? value : [];
}

/** Text, numbers and switches as text; null for everything else. */
export function scalar(value: unknown): string | null {
  return ['string', 'number', 'boolean'].includes(typeof value) ? String(value) : null;
}

/** A node of a tree of folders, and where it stands. */
export interface Place {
  readonly at: string;
  readonly node: Tree;
}

/** All nodes of folders within folders, the outer ones first. SECURITY: bounded, so that no file can hold the main process up. */
export function walk(roots: readonly unknown[], children: (node: Tree) => readonly unknown[], name: string): Place[] {
  const found: Place[] = [];
  const visit = (nodes: readonly unknown[], where: string, depth: number): void => {
    for (const [index, node] of nodes.entries()) {
      if (found.length >= MOST || depth > DEEPEST) return;
      if (!isTree(node)) continue;
      const place = { at: `${where}[${index}]`, node };
      found.push(place);
      visit(children(node), `${place.at}.${name}`, depth + 1);
    }
  };
  visit(roots, name, 0);
  return found;
}
