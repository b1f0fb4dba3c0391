/** What a server's metadata changes in the provider file that was made of it before. What its user has written stays. */
import type { FileContent } from './discovered-file';

/** One value that differs, by its path; null where it is not there. */
export interface FileChange {
  readonly path: string;
  readonly before: string | null;
  readonly after: string | null;
}

/** Kept as the user has them. Metadata tells nothing of `reply` and `error`: what a new file has there is what servers usually do. */
const own = ['id', 'name', 'default_scope', 'sources', 'notes', 'version', '$schema', 'reply', 'error'];

/** The file with what the metadata says now. Objects are joined, so that what the user added to them stays. */
export function updatedFile(existing: FileContent, found: FileContent): FileContent {
  const taken = Object.entries(found).filter(([key]) => !own.includes(key) || !Object.hasOwn(existing, key));
  return { ...existing, ...Object.fromEntries(taken.map(([key, value]) => [key, joined(existing[key], value)])) };
}

function joined(before: unknown, after: unknown): unknown {
  return isObject(before) && isObject(after) ? { ...before, ...after, ...keptGrants(before, after) } : after;
}

/** `{}` in the place of what the user wrote about a grant says nothing new. */
function keptGrants(before: FileContent, after: FileContent): FileContent {
  const silent = Object.entries(after).filter(([key, value]) => isObject(value) && isObject(before[key]));
  return Object.fromEntries(
    silent.map(([key, value]) => [key, { ...(before[key] as FileContent), ...(value as FileContent) }]),
  );
}

export function changesBetween(before: FileContent, after: FileContent): readonly FileChange[] {
  const old = leaves(before);
  const now = leaves(after);
  return [...new Set([...old.keys(), ...now.keys()])]
    .filter((path) => old.get(path) !== now.get(path))
    .map((path) => ({ path, before: old.get(path) ?? null, after: now.get(path) ?? null }));
}

function leaves(content: FileContent, path = ''): Map<string, string> {
  return new Map(
    Object.entries(content).flatMap(([key, value]): [string, string][] => {
      const here = path === '' ? key : `${path}.${key}`;
      if (isObject(value) && Object.keys(value).length > 0) return [...leaves(value, here)];
      return [[here, Array.isArray(value) ? value.map(shown).join(' ') : shown(value)]];
    }),
  );
}

function shown(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}

function isObject(value: unknown): value is FileContent {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
