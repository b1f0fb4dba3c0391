/**
 * Variables as Postman, Bruno and Insomnia write them: `{{name}}`, `{{ _.name }}`. Only values that stand in the same text are filled in.
 * SECURITY: template tags (`{% … %}`) and calls are never run; a text that has any has no value here.
 */

/** The text with its variables; null where one of them has no value. */
export type Resolve = (text: string) => string | null;

/** Variables may hold variables; deeper than this they go in a circle. */
const DEEPEST = 5;
const LONGEST = 65_536;

const reference = /\{\{([^{}]*)\}\}/g;

/** Where values are looked up: a map, or several one above the other. */
export type Values = Pick<ReadonlyMap<string, string>, 'get'>;

export function resolver(values: Values): Resolve {
  const fill = (text: string, depth: number): string | null => {
    if (/\{[%#]/.test(text)) return null;
    if (!text.includes('{{')) return text;
    // SECURITY: bounded before anything is filled in: a short text could grow without end.
    if (depth === 0 || text.length > LONGEST) return null;
    let missing = false;
    let room = LONGEST;
    const filled = text.replace(reference, (_all, inner: string) => {
      const value = values.get(nameIn(inner));
      room -= value?.length ?? 0;
      if (value === undefined || room < 0) missing = true;
      return missing ? '' : (value ?? '');
    });
    return missing || filled === text ? null : fill(filled, depth - 1);
  };
  return (text) => fill(text, DEEPEST);
}

/** `_.name`, `_['name']` and `name` are the same. */
function nameIn(inner: string): string {
  const text = inner.trim();
  const quoted = /^_?\[(['"])(.*)\1\]$/.exec(text);
  return quoted?.[2] ?? text.replace(/^_\./, '');
}
