/** Changes to a reply's text: those that must not change what it means, and damage of any kind. */
import type { Random } from './random';
import type { JsonObject } from './samples';

/** An object as JSON in one of many ways of writing it; all mean the same to a tolerant reader. */
export function disguise(object: JsonObject, prefix: string, random: Random): Uint8Array {
  const text = outside(inside(object, random), prefix, random);
  return encode(text, random);
}

function inside(object: JsonObject, random: Random): string {
  const entries = random.shuffled(Object.entries(object));
  // Not over a name that is there: of a key that stands twice the last one counts, and the truth would be another.
  const extra = random.chance(2) ? [] : harmless(random).filter(([name]) => !Object.hasOwn(object, name));
  const members = random
    .shuffled([...entries, ...extra])
    .map(([name, value]) => `${JSON.stringify(name)}:${JSON.stringify(value)}`);
  const space = random.oneOf(['', ' ', '\n', '\r\n\t', '   ']);
  const plain = `{${space}${members.join(`${space},${space}`)}${space}}`;
  switch (random.below(6)) {
    case 0:
      return `{${members.join(',')},}`;
    case 1:
      return `{${members.join(',\n')},\n"last":["a,]",\n],}`;
    case 2:
      return plain.replace('{', '{"__proto__":{"error":"x","access_token":"wrong"},"constructor":{"name":1},');
    case 3:
      return plain.replace('{', '{"note":"a\nb\tc",');
    default:
      return plain;
  }
}

/** Members that say nothing: no error, unknown names, deep and wide values. */
function harmless(random: Random): [string, unknown][] {
  const deep = Array.from({ length: 1 + random.below(40) }).reduce<unknown>((inner) => [inner], 1);
  const all: [string, unknown][] = [
    ['error', random.oneOf([null, '', 0, '0', false, 'ok', 'success'])],
    ['x_deep', deep],
    ['x_text', random.oneOf(['锟斤拷', '\u0000', '\u202e', '"}{', 'access_token=stale&error=x', '😀'.repeat(20)])],
    ['hasOwnProperty', 1],
    ['toString', 'x'],
    ['x_number', random.oneOf([0, -1, 1e308, 1.5])],
    ['x_access_token', 'stale'],
  ];
  return random.shuffled(all).slice(0, 1 + random.below(4));
}

function outside(text: string, prefix: string, random: Random): string {
  if (prefix !== '') return `${prefix}${text}`;
  switch (random.below(12)) {
    case 0:
      return `callback( ${text} );`;
    case 1:
      return `while(1);${text}`;
    case 2:
      return `for(;;);${text}`;
    case 3:
      return `)]}',\n${text}`;
    case 4:
      return `\0\0 ${text}\0\r\n`;
    case 5:
      return ` \t\r\n${text}\n\n`;
    default:
      return text;
  }
}

function encode(text: string, random: Random): Uint8Array {
  switch (random.below(12)) {
    case 0:
      return Buffer.from(`\uFEFF${text}`, 'utf8');
    case 1:
      return Buffer.from(`\uFEFF${text}`, 'utf16le');
    case 2:
      return Buffer.from(`\uFEFF${text}`, 'utf16le').swap16();
    default:
      return Buffer.from(text, 'utf8');
  }
}

const pieces = [
  '{',
  '}',
  '[',
  ']',
  ',',
  ':',
  '"',
  '\\',
  '\0',
  '\uFEFF',
  '<',
  '<html>',
  'null',
  '0',
  '-1',
  '1e999',
  '&',
  '=',
  '%',
  '%ff',
  '"__proto__":',
  '"error":',
  '"error":"x",',
  '\\u0000',
  '\ud800',
  '锟',
  '(',
  ');',
  ' ',
  '\r\n',
];

/** Damages a text in up to five places, and perhaps its bytes. */
export function damage(text: string, random: Random): Uint8Array {
  let damaged = text;
  for (let times = 1 + random.below(5); times > 0; times -= 1) damaged = damageOnce(damaged, random);
  const bytes = Buffer.from(damaged, random.chance(8) ? 'utf16le' : 'utf8');
  for (let times = random.chance(4) ? 1 + random.below(8) : 0; times > 0 && bytes.length > 0; times -= 1)
    bytes[random.below(bytes.length)] = random.below(256);
  return bytes;
}

function damageOnce(text: string, random: Random): string {
  const at = random.below(text.length + 1);
  const to = Math.min(text.length, at + random.below(20));
  const piece = random.oneOf(pieces);
  switch (random.below(7)) {
    case 0:
      return text.slice(0, at);
    case 1:
      return text.slice(0, at) + text.slice(to);
    case 2:
      return text.slice(0, at) + piece + text.slice(at);
    case 3:
      return text.slice(0, at) + text.slice(at, to).repeat(1 + random.below(4)) + text.slice(to);
    case 4:
      return text.replaceAll(piece, random.oneOf(pieces));
    case 5:
      return piece.repeat(random.below(500)) + text;
    default:
      return text + piece.repeat(random.below(500));
  }
}

/** Bodies whose size or depth is the attack; up to 1 MiB, as the transport lets through. */
export function hugeBody(random: Random): Uint8Array {
  const many = 1 << (14 + random.below(7));
  return Buffer.from(
    random.oneOf([
      () => '{'.repeat(many),
      () => '['.repeat(many),
      () => `${' '.repeat(many)}x`,
      () => `{${','.repeat(many)}}`,
      () => `{"a":"${'\n'.repeat(many)}"}`,
      () => `error=${'&a=1'.repeat(many / 4)}`,
      () => `{"error":${'{"a":'.repeat(many / 16)}1${'}'.repeat(many / 16)}}`,
      () => JSON.stringify({ error: '1'.repeat(many) }),
      () => JSON.stringify({ error: 'x', error_description: 'a-'.repeat(many / 2) }),
      () => `${'a.'.repeat(many / 2)}{"error":"x"}`,
    ])(),
  );
}
