/** The inside of `$'…'` of bash and zsh. */

/** By the letter behind a backslash, or behind PowerShell's backtick. */
export const controls: Readonly<Record<string, string>> = {
  n: '\n',
  r: '\r',
  t: '\t',
  a: '\u0007',
  b: '\b',
  e: '\u001b',
  f: '\f',
  v: '\v',
};

const plain: Readonly<Record<string, string>> = {
  ...controls,
  E: '\u001b',
  '\\': '\\',
  "'": "'",
  '"': '"',
  '?': '?',
};

const escapes =
  /\\(?:x([0-9a-fA-F]{1,2})|u([0-9a-fA-F]{1,4})|U([0-9a-fA-F]{1,8})|([0-7]{1,3})|c([\s\S])|([\s\S]))|[^\\]+/g;

/** `\x` and octal numbers are bytes: a character of several has one for each (`\xe4\xbd\xa0`). */
export function ansiQuoted(text: string): string {
  const bytes: Buffer[] = [];
  for (const [all, hex, short, long, octal, control, other] of text.matchAll(escapes)) {
    const point = Number.parseInt(short ?? long ?? '', 16);
    if (hex !== undefined) bytes.push(Buffer.from([Number.parseInt(hex, 16)]));
    else if (octal !== undefined) bytes.push(Buffer.from([Number.parseInt(octal, 8) % 256]));
    else if (control !== undefined) bytes.push(Buffer.from([control.toUpperCase().charCodeAt(0) % 32]));
    else if (point <= 0x10_ff_ff) bytes.push(Buffer.from(String.fromCodePoint(point)));
    // What is no escape stays with its backslash.
    else bytes.push(Buffer.from(other !== undefined && Object.hasOwn(plain, other) ? (plain[other] ?? all) : all));
  }
  return Buffer.concat(bytes).toString('utf8');
}
