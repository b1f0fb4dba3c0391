/** Who a reply says the user is: an id that stays, a name to call them by, and what else it tells. */
import type { FieldPath, Provider } from '../providers';
import type { ReplyFields } from './reply-fields';
import { pathsOf, textAt } from './reply-path';
import type { Secret } from './secret';
import { shownFields, shownText, type ShownField } from './shown-fields';

/** What a server says about a user. All of it is for display, but for `id`, by which two sign-ins are told apart. */
export interface Person {
  readonly id: string | null;
  readonly name: string | null;
  readonly facts: readonly ShownField[];
}

/** What the provider's file says about where they stand. */
export interface PersonPlaces {
  readonly identity?: FieldPath | undefined;
  readonly label?: FieldPath | undefined;
}

/** Longest id and name, in characters. */
const LONGEST = 200;

/** Names under which servers tell an id that stays, the standard one first (OpenID Connect Core section 5.1). */
const ids = ['sub', 'openid', 'open_id', 'openId', 'id', 'uid', 'user_id', 'userId', 'userid', 'account_id', 'id_str'];
const names = [
  'name',
  'display_name',
  'displayName',
  'nickname',
  'nick',
  'preferred_username',
  'screen_name',
  'login',
  'username',
  'email',
];

/** Values that other calls need, by the names of the file; what the reply does not tell is left out. */
export function readCallExtras(
  fields: ReplyFields,
  paths: Readonly<Record<string, FieldPath>>,
): Readonly<Record<string, string>> {
  const found = Object.entries(paths).flatMap(([name, path]): [string, string][] => {
    const text = textAt(fields, path);
    const value = text === null ? '' : shownText(text, LONGEST);
    return value === '' ? [] : [[name, value]];
  });
  return Object.fromEntries(found);
}

/** @param secrets what must not show */
export function readPerson(
  fields: ReplyFields,
  places: PersonPlaces,
  provider: Provider,
  secrets: readonly Secret[],
): Person {
  const roots = ['', ...(provider.reply.root === undefined ? [] : pathsOf(provider.reply.root)), 'data', 'data.user'];
  const usual = (known: readonly string[]): readonly string[] =>
    roots.flatMap((root) => known.map((name) => (root === '' ? name : `${root}.${name}`)));
  return {
    id: textOfPerson(fields, places.identity ?? usual(ids)),
    name: textOfPerson(fields, places.label ?? usual(names)),
    facts: shownFields(fields, secrets),
  };
}

function textOfPerson(fields: ReplyFields, path: FieldPath | readonly string[]): string | null {
  const text = textAt(fields, [...pathsOf(path)]);
  const shown = text === null ? '' : shownText(text, LONGEST);
  return shown === '' ? null : shown;
}
