/** What is wrong with a provider file, said so that its author can mend it: where, and what to do. */
import type { z } from 'zod';
import { placesOfKey, similarKey } from './known-keys';

export interface ProviderProblem {
  /** JSON path, for example `grants.password.fields[0].name`; empty for the file as a whole. */
  readonly path: string;
  /** An English clause that follows the path, for example `is missing: add a text`. Free of values from the file beyond keys. */
  readonly reason: string;
}

/** Writes a path as an author would: keys that are no plain names stand in brackets and quotes. */
export function pathText(path: readonly PropertyKey[]): string {
  return path
    .map((step, index) => {
      if (typeof step === 'number') return `[${step}]`;
      const key = String(step);
      return /^[\w$-]+$/.test(key) ? `${index === 0 ? '' : '.'}${key}` : `[${JSON.stringify(key)}]`;
    })
    .join('');
}

/** Turns the schema's issues into problems. `value` is the parsed file, looked at to tell "missing" from "wrong". */
export function problemsOf(
  issues: readonly z.core.$ZodIssue[],
  value: unknown,
  above: readonly PropertyKey[] = [],
): ProviderProblem[] {
  return issues.flatMap((issue): ProviderProblem[] => {
    const path = [...above, ...issue.path];
    if (issue.code === 'unrecognized_keys') {
      return issue.keys.map((key) => ({ path: pathText([...path, key]), reason: unknownKey(path, key) }));
    }
    const found = valueAt(value, issue.path);
    if (issue.code === 'invalid_union') {
      // Of a value that can be of several kinds, what is wrong inside the kind that it has tells more.
      const inside = issue.errors.find((errors) => errors.every((error) => error.path.length > 0));
      if (inside !== undefined) return problemsOf(inside, found, path);
    }
    return [{ path: pathText(path), reason: reasonOf(issue, found) }];
  });
}

function unknownKey(path: readonly PropertyKey[], key: string): string {
  const similar = similarKey(path, key);
  if (similar !== null) return `is not known here: did you mean "${similar}"?`;
  const places = placesOfKey(key);
  return places.length > 0
    ? `is not known here: it belongs to ${places.join(' or ')}`
    : 'is not known here: correct its spelling or remove it';
}

function reasonOf(issue: z.core.$ZodIssue, found: unknown): string {
  switch (issue.code) {
    case 'invalid_type':
      if (found === undefined) return `is missing: add ${kindName(issue.expected)}`;
      if (issue.expected === 'int' && typeof found === 'number') return 'must be a whole number';
      return `must be ${kindName(issue.expected)}, not ${kindName(kindOf(found))}${mendingOf(issue.expected, found)}`;
    case 'invalid_value': {
      const allowed = issue.values.map((allowedValue) => JSON.stringify(allowedValue)).join(', ');
      return found === undefined
        ? `is missing: write ${allowed}`
        : `must be ${issue.values.length > 1 ? 'one of ' : ''}${allowed}`;
    }
    case 'invalid_union':
      return found === undefined
        ? 'is missing: add a text'
        : `must be ${kindsOf(issue)}, not ${kindName(kindOf(found))}`;
    case 'invalid_format':
      return formatReason(issue.format, issue.pattern);
    case 'too_small':
      if (issue.origin === 'string')
        return issue.minimum === 1 ? 'must not be empty' : `needs at least ${issue.minimum} characters`;
      if (issue.origin === 'array') return `needs at least ${issue.minimum} entry`;
      return `must be at least ${issue.minimum}`;
    case 'too_big':
      return `must be at most ${issue.maximum}`;
    case 'invalid_key': {
      const [inner] = issue.issues;
      return inner?.code === 'invalid_format'
        ? formatReason(inner.format, inner.pattern)
        : 'has a name that is not allowed: names must not be empty';
    }
    case 'custom':
    case 'invalid_element':
    case 'not_multiple_of':
    case 'unrecognized_keys':
      return issue.message;
  }
}

/** What to do where the value is right and only its clothes are wrong. */
function mendingOf(expected: string, found: unknown): string {
  if (expected === 'array') return ': put it into [ ]';
  const isNumber = typeof found === 'string' && /^-?\d+$/.test(found);
  return (expected === 'number' || expected === 'int') && isNumber ? ': write it without quotes' : '';
}

function kindsOf(issue: z.core.$ZodIssueInvalidUnion): string {
  const kinds = issue.errors.flatMap(([first]) => (first?.code === 'invalid_type' ? [kindName(first.expected)] : []));
  return [...new Set(kinds)].join(' or ');
}

/** The patterns of the schema, in words. */
function formatReason(format: string, pattern: string | undefined): string {
  if (format === 'url') return 'must be an absolute URL that starts with https:// (http:// for a loopback host)';
  if (pattern === '/^[a-z0-9][a-z0-9-]{0,39}$/')
    return 'must be made of lower-case letters, digits and hyphens, 40 at most';
  if (pattern === '/^[a-z][a-z0-9_]{0,39}$/')
    return 'must be a name of lower-case letters, digits and "_" that begins with a letter, 40 at most';
  return `must match ${pattern ?? format}`;
}

function valueAt(value: unknown, path: readonly PropertyKey[]): unknown {
  let found = value;
  for (const step of path) {
    if (typeof found !== 'object' || found === null) return undefined;
    found = Object.getOwnPropertyDescriptor(found, step)?.value;
  }
  return found;
}

function kindOf(value: unknown): string {
  if (value === null) return 'null';
  return Array.isArray(value) ? 'array' : typeof value;
}

function kindName(kind: string): string {
  switch (kind) {
    case 'string':
      return 'a text';
    case 'number':
      return 'a number';
    case 'int':
      return 'a whole number';
    case 'boolean':
      return 'true or false';
    case 'array':
      return 'a list';
    case 'object':
    case 'record':
      return 'an object { … }';
    default:
      return kind;
  }
}
