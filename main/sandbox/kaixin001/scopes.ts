/**
 * Kaixin001's scopes: which exist, and which of those asked for are granted.
 *
 * Documented: separated by spaces, `basic` when none is asked for, and that the user may take some back. The list is what public clients
 * were seen to ask for (dialects.md section 2); the official table is gone.
 */
const PERSONAL = ['birthday', 'bodyform', 'blood', 'marriage', 'intro', 'education', 'career', 'online'] as const;

const KNOWN_SCOPES: ReadonlySet<string> = new Set([
  'basic',
  'create_records',
  'user_records',
  'friends_records',
  'create_album',
  'user_photo',
  'friends_photo',
  'upload_photo',
  'create_diary',
  'send_feed',
  'send_message',
  'send_sysnews',
  ...PERSONAL.map((detail) => `user_${detail}`),
  ...PERSONAL.map((detail) => `friends_${detail}`),
]);

/** The scopes asked for, each once; null when one of them does not exist. */
export function readScopes(scope: string | undefined): readonly string[] | null {
  const asked = [...new Set((scope ?? '').split(' ').filter((name) => name !== ''))];
  if (asked.length === 0) return ['basic'];
  return asked.every((name) => KNOWN_SCOPES.has(name)) ? asked : null;
}

/** Those of `asked` that `ticked` holds (null: all), in the order asked; `basic` when none is left. */
export function grantScopes(asked: readonly string[], ticked: string | null): string {
  const kept = ticked === null ? asked : asked.filter((name) => ticked.split(' ').includes(name));
  return kept.length === 0 ? 'basic' : kept.join(' ');
}
