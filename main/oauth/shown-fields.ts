/**
 * Plain values of a reply, as they may be shown: names and texts of one line, bounded in length and number.
 *
 * SECURITY: what a server tells of a user is written by anybody. So no control, format or bidirectional characters, no value that is one of
 * our secrets or is called one, nothing beyond a few levels, and nothing is loaded: an address stays text. Only own properties are read.
 */
import { isFields, type ReplyFields } from './reply-fields';
import type { Secret } from './secret';
import { plainText } from './server-text';

/** One fact, for display. */
export interface ShownField {
  /** Where it stands in the reply, for example `data.name`. */
  readonly name: string;
  readonly value: string;
}

const MOST_FIELDS = 40;
const LONGEST_NAME = 60;
const LONGEST_VALUE = 200;
const DEEPEST = 3;
/** Entries of one object or list that are looked at, so that a reply of a megabyte takes no time. */
const MOST_LOOKED_AT = 200;

const secretName = /token|secret|password|passwd|signature|assertion|authorization|cookie/i;

/** @param secrets values that must not show */
export function shownFields(fields: ReplyFields, secrets: readonly Secret[]): readonly ShownField[] {
  const found: ShownField[] = [];
  const look = (value: unknown, path: readonly string[]): void => {
    if (found.length >= MOST_FIELDS) return;
    if (isFields(value)) {
      if (path.length < DEEPEST) {
        for (const [name, inner] of Object.entries(value).slice(0, MOST_LOOKED_AT)) look(inner, [...path, name]);
      }
      return;
    }
    const name = shownText(path.join('.'), LONGEST_NAME);
    const text = shownValue(value, secrets);
    if (name !== '' && text !== null && !secretName.test(name)) found.push({ name, value: text });
  };
  look(fields, []);
  return found;
}

function shownValue(value: unknown, secrets: readonly Secret[]): string | null {
  const plain = Array.isArray(value) ? listText(value) : value;
  if (typeof plain !== 'string' && typeof plain !== 'number' && typeof plain !== 'boolean') return null;
  const text = String(plain);
  if (secrets.some((secret) => secret.reveal().length > 3 && text.includes(secret.reveal()))) return null;
  const shown = shownText(text, LONGEST_VALUE);
  return shown === '' ? null : shown;
}

/** Lists of words, such as scopes; of objects nothing is shown. */
function listText(list: readonly unknown[]): string | null {
  const words = list.slice(0, MOST_FIELDS).filter((entry) => typeof entry === 'string' || typeof entry === 'number');
  return words.length === 0 ? null : words.join(' ');
}

/** One line of plain text; what is longer ends with an ellipsis. */
export function shownText(text: string, limit: number): string {
  const line = plainText(text, 4 * limit);
  const characters = Array.from(line);
  return characters.length > limit ? `${characters.slice(0, limit - 1).join('')}…` : line;
}
