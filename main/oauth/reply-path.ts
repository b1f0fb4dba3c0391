/**
 * Paths into a reply: `data.error_code`, `errors.0.code`, `msg.*`, `id_token.email`. A field whose own name has dots in it is found
 * first. SECURITY: only own properties, and never deeper than a path is long.
 */
import type { FieldPath } from '../providers';
import { jwtClaims } from './jwt';
import { isFields, valueOf, type ReplyFields } from './reply-fields';

/** The paths of a file's entry, in their order. */
export function pathsOf(path: FieldPath | readonly string[]): readonly string[] {
  return typeof path === 'string' ? [path] : path;
}

/** The paths of a file's entry, and the RFC's name after them: a server that turns to the standard is read all the same. */
export function withStandard(path: FieldPath, standard: string): readonly string[] {
  return [...new Set([...pathsOf(path), standard])];
}

/** The name a path ends with. */
export function leafOf(path: string): string {
  return path.slice(path.lastIndexOf('.') + 1);
}

/** What stands at a path; undefined where there is nothing. */
export function valueAt(fields: ReplyFields, path: string): unknown {
  const whole = valueOf(fields, path);
  if (whole !== undefined || !path.includes('.')) return whole;
  let found: unknown = fields;
  for (const step of path.split('.')) {
    const inside = insideOf(found);
    if (inside === null) return undefined;
    found = step === '*' ? Object.values(inside)[0] : valueOf(inside, step);
  }
  return found;
}

/** The first of several places that holds something; null and "" count only where nothing else is there. */
export function firstAt(
  fields: ReplyFields,
  path: FieldPath | readonly string[],
): { readonly name: string; readonly value: unknown } | null {
  const found = pathsOf(path).flatMap((name) => {
    const value = valueAt(fields, name);
    return value === undefined ? [] : [{ name, value }];
  });
  return found.find(({ value }) => value !== null && value !== '') ?? found[0] ?? null;
}

/** The first of several places that holds a text with something in it, or a number written as text; otherwise null. */
export function textAt(fields: ReplyFields, path: FieldPath): string | null {
  for (const name of pathsOf(path)) {
    const value = valueAt(fields, name);
    if (typeof value === 'number') return String(value);
    if (typeof value === 'string' && value.trim() !== '') return value.trim();
  }
  return null;
}

function insideOf(value: unknown): ReplyFields | null {
  if (isFields(value)) return value;
  // A list is looked into by its numbers, which are own properties as well.
  if (Array.isArray(value)) return Object.fromEntries(value.slice(0, 100).map((entry, index) => [index, entry]));
  return typeof value === 'string' ? jwtClaims(value) : null;
}
