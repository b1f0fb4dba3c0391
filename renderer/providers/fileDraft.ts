/**
 * A provider file in a form: each field is a place in the file, so that what the form does not show stays as it is. Pure. Whether a value is
 * right, only main says (checkProvider): the rules are those of every file.
 */
import type { FileProblemView } from '../../preload/contract';

export type FileContent = { readonly [key: string]: unknown };

/** A place in the file, for example `endpoints.token`, as problems name it. */
export type Place = string;

/** Objects that every file has, empty or not. */
const always = ['endpoints', 'grants'];

export function newFile(): FileContent {
  return { version: 1, id: '', name: '', endpoints: {}, grants: { authorization_code: {}, refresh_token: {} } };
}

export function valueAt(file: FileContent, place: Place): unknown {
  return place.split('.').reduce<unknown>((value, key) => (isObject(value) ? value[key] : undefined), file);
}

export function textAt(file: FileContent, place: Place): string {
  const value = valueAt(file, place);
  return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
}

/** The file with another value in a place; `undefined` takes it out, and with it the objects that are empty then. */
export function withValue(file: FileContent, place: Place, value: unknown): FileContent {
  const [key = '', ...rest] = place.split('.');
  const inner = rest.length === 0 ? value : withValue(asObject(file[key]), rest.join('.'), value);
  const isEmptied = rest.length > 0 && isObject(inner) && Object.keys(inner).length === 0 && !always.includes(key);
  if (inner !== undefined && !isEmptied) return { ...file, [key]: inner };
  return Object.fromEntries(Object.entries(file).filter(([name]) => name !== key));
}

/** A text as a field gives it: trimmed, and not there where it is empty. */
export function withText(file: FileContent, place: Place, text: string): FileContent {
  return withValue(file, place, text.trim() === '' ? undefined : text.trim());
}

/** A number where it is one; what is none stays a text, and the check says so. */
export function withNumber(file: FileContent, place: Place, text: string): FileContent {
  const trimmed = text.trim();
  if (trimmed === '') return withValue(file, place, undefined);
  return withValue(file, place, /^-?\d+$/.test(trimmed) ? Number(trimmed) : trimmed);
}

/** An id made of a name; empty where the name has nothing for one. */
export function idOf(name: string): string {
  return name
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 40);
}

export function fileText(file: FileContent): string {
  return `${JSON.stringify(file, null, 2)}\n`;
}

/** The problems by the field that shows them; those of no field stand by themselves. */
export function sortedProblems(
  problems: readonly FileProblemView[],
  places: readonly Place[],
): { readonly of: ReadonlyMap<Place, FileProblemView>; readonly others: readonly FileProblemView[] } {
  const of = new Map<Place, FileProblemView>();
  const others: FileProblemView[] = [];
  for (const problem of problems) {
    const place = places
      .filter((one) => problem.path === one || problem.path.startsWith(`${one}.`) || problem.path.startsWith(`${one}[`))
      .toSorted((a, b) => b.length - a.length)[0];
    if (place === undefined) others.push(problem);
    else if (!of.has(place)) of.set(place, problem);
  }
  return { of, others };
}

/** What the file has beyond the form, by the names of its parts; it stays as it is. */
export function beyondForm(file: FileContent, places: readonly Place[], path = ''): readonly Place[] {
  return Object.entries(file).flatMap(([key, value]) => {
    const place = path === '' ? key : `${path}.${key}`;
    if (places.includes(place) || ['version', '$schema'].includes(place)) return [];
    const isShownInPart = places.some((one) => one.startsWith(`${place}.`));
    return isShownInPart && isObject(value) ? beyondForm(value, places, place) : [place];
  });
}

function isObject(value: unknown): value is FileContent {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function asObject(value: unknown): FileContent {
  return isObject(value) ? value : {};
}
