/**
 * Looking at the fields of a reply that anyone may have written.
 *
 * SECURITY: only own properties count, so that "__proto__", "constructor" and the like are names as any other, and nothing is ever
 * copied into another object by name.
 */
import { serverText } from './server-text';

/** The top level of a reply: values by name, of any kind. */
export type ReplyFields = Readonly<Record<string, unknown>>;

/** Is this an object with fields, and not a list? */
export function isFields(value: unknown): value is ReplyFields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The value of a field, undefined where the reply does not have it. */
export function valueOf(fields: ReplyFields, name: string): unknown {
  return Object.hasOwn(fields, name) ? fields[name] : undefined;
}

/** A field that holds a text with something in it, or a number written as text; otherwise null. */
export function textOf(fields: ReplyFields, name: string): string | null {
  const value = valueOf(fields, name);
  if (typeof value === 'number') return String(value);
  return typeof value === 'string' && value.trim() !== '' ? value.trim() : null;
}

/** Names a value without giving it away: its kind, or itself where it is a number, a truth value or nothing. */
export function describe(value: unknown): string {
  if (value === null || typeof value === 'number' || typeof value === 'boolean') return String(value);
  if (typeof value === 'string') return value === '' ? '""' : 'text';
  return Array.isArray(value) ? 'array' : typeof value;
}

/** The same, with short texts shown: for fields that hold no secret, such as `token_type`. */
export function show(value: unknown): string {
  return typeof value === 'string' && value !== '' ? JSON.stringify(serverText(value, 40)) : describe(value);
}
