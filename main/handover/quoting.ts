/**
 * How a text is written in each language that a token is copied into, so that it comes out of its interpreter as it went in and nothing in
 * it is ever run. SECURITY: a token is whatever a server sent. Null where a language has no way to write a text.
 */

/**
 * For POSIX shells, bash, zsh and fish. Inside single quotes nothing is special but the quote itself, and in fish the backslash: both stand
 * outside of them, where all of them read them alike.
 */
export function inShell(text: string): string {
  return `'${text.replace(/['\\]/g, String.raw`'\$&'`)}'`;
}

/** For PowerShell, which takes typographic single quotes for plain ones (about_Quoting_Rules). */
export function inPowerShell(text: string): string {
  return `'${text.replace(/['\u2018\u2019\u201a\u201b]/g, '$&$&')}'`;
}

/** A literal in JavaScript. U+2028 and U+2029 ended a line before ES2019. */
export function inJavaScript(text: string): string {
  return JSON.stringify(text).replace(/[\u2028\u2029]/g, (found) => `\\u${found.charCodeAt(0).toString(16)}`);
}

/** A literal in Python: every escape that JSON writes means the same there. */
export function inPython(text: string): string {
  return inJavaScript(text);
}

/**
 * A value in a .env file. Those who read such files do not agree on escapes, so only what all of them (and a shell that sources the file)
 * read alike is written: bare, in single quotes, or in double quotes without anything to escape. A "~" is bare only where no shell takes
 * it for a home folder, and a "=" where zsh does not take it for the path of a command. Between single quotes some take a backslash before another one, or before the last quote, for an escape.
 */
export function inDotenv(text: string): string | null {
  if (/^[\w.~+/:@%,=-]+$/.test(text) && !/(?:^|[:=])~|(?:^|:)=/.test(text)) return text;
  // python-dotenv fills ${NAME} in between single quotes, too.
  if (/[\r\n\0]|\\\\|\\$|\$\{/.test(text)) return null;
  if (!text.includes("'")) return `'${text}'`;
  // Inside double quotes a shell runs what stands in ` ` and $( ), and its history takes "!" away.
  return /["\\$`!]/.test(text) ? null : `"${text}"`;
}

/** Characters by which HTTPie tells the name of an item from its value, in any order. */
const httpieSpecial = /[:=@;]/;

/**
 * One item of an HTTPie command, not yet quoted for the shell: `name`, the separator (`:` header, `==` query, `=` form), `value`. A value
 * that begins like a longer separator is kept apart by a backslash; one that has a backslash before such a character cannot be written.
 */
export function httpieItem(name: string, separator: ':' | '==' | '=', value: string): string | null {
  if (/\\[:=@;]/.test(value) || /[\\:=@;]/.test(name)) return null;
  const first = value.charAt(0);
  return `${name}${separator}${httpieSpecial.test(first) ? '\\' : ''}${value}`;
}
