/** What is wrong with a provider file, said so that its author can mend it: where, and what to do. */
import type { z } from 'zod';

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
export function problemsOf(issues: readonly z.core.$ZodIssue[], value: unknown): ProviderProblem[] {
  return issues.flatMap((issue): ProviderProblem[] => {
    if (issue.code === 'unrecognized_keys') {
      return issue.keys.map((key) => ({
        path: pathText([...issue.path, key]),
        reason: 'is not known here: correct its spelling or remove it',
      }));
    }
    return [{ path: pathText(issue.path), reason: reasonOf(issue, valueAt(value, issue.path)) }];
  });
}

function reasonOf(issue: z.core.$ZodIssue, found: unknown): string {
  switch (issue.code) {
    case 'invalid_type':
      if (found === undefined) return `is missing: add ${kindName(issue.expected)}`;
      if (issue.expected === 'int' && typeof found === 'number') return 'must be a whole number';
      return `must be ${kindName(issue.expected)}, not ${kindName(kindOf(found))}`;
    case 'invalid_value': {
      const allowed = issue.values.map((allowedValue) => JSON.stringify(allowedValue)).join(', ');
      return found === undefined
        ? `is missing: write ${allowed}`
        : `must be ${issue.values.length > 1 ? 'one of ' : ''}${allowed}`;
    }
    case 'invalid_union':
      return found === undefined
        ? 'is missing: add a text'
        : 'must be a text or, where several kinds are allowed, exactly one of them; a text by language is { "en": "…", "zh-CN": "…" }';
    case 'invalid_format':
      if (issue.format === 'url')
        return 'must be an absolute URL that starts with https:// (http:// for a loopback host)';
      return `must match ${issue.pattern ?? issue.format}`;
    case 'too_small':
      if (issue.origin === 'string')
        return issue.minimum === 1 ? 'must not be empty' : `needs at least ${issue.minimum} characters`;
      if (issue.origin === 'array') return `needs at least ${issue.minimum} entry`;
      return `must be at least ${issue.minimum}`;
    case 'too_big':
      return `must be at most ${issue.maximum}`;
    case 'invalid_key':
      return 'has a name that is not allowed: names must not be empty';
    case 'custom':
    case 'invalid_element':
    case 'not_multiple_of':
    case 'unrecognized_keys':
      return issue.message;
  }
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
