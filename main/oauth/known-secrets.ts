/**
 * Finds secrets that are known in a text, however they are written there, and puts masks in their place: as they are, percent-encoded
 * (once and twice, in both cases of hexadecimal), as a form has them, escaped for JSON or HTML, in base64 at any offset (a Basic header is
 * one), in hexadecimal.
 */
import { createHash } from 'node:crypto';

/** A secret to be found. `human`: chosen by a person, as a password is. */
export interface KnownSecret {
  readonly value: string;
  readonly human: boolean;
}

/** Shorter ones would turn every text into dots; they are masked by the names they stand under. */
const SHORTEST = 4;
/** Encoded forms that are shorter are found by accident. */
const SHORTEST_ENCODED = 8;
/**
 * SECURITY: V8 refuses a pattern of some three hundred thousand characters, four tokens of sixteen thousand each, or a single text of
 * thirty-two thousand, by an error that quotes it, and errors are logged. This much it takes at any rate.
 */
const LONGEST_PATTERN = 20_000;
/** Fewer characters would give away too much by their last four, or by a fingerprint that can be tried out. */
const FINGERPRINTED = 16;

/**
 * How a secret stands in what is shown: `••••9f2c#1a2b3c4d`, its last four characters and a fingerprint.
 *
 * SECURITY: of what a person chose, and of what is short, neither: a fingerprint of few possible values can be tried out.
 */
export function maskOf(value: string, human = false): string {
  if (human || value.length < FINGERPRINTED) return '••••';
  const fingerprint = createHash('sha256').update(value).digest('hex').slice(0, 8);
  // A character of the mask's own, or white space, would end it early where it is read again.
  const tail = value.slice(-4);
  return /^[\w.~+/=-]{4}$/.test(tail) ? `••••${tail}#${fingerprint}` : `••••#${fingerprint}`;
}

/** What puts masks in the place of these secrets, longest first, so that one within another is not cut in two. */
export function maskKnown(secrets: readonly KnownSecret[]): (text: string) => string {
  const forms = new Map<string, string>();
  for (const { value, human } of secrets) {
    if (value.length < SHORTEST) continue;
    for (const form of formsOf(value)) if (!forms.has(form)) forms.set(form, maskOf(value, human));
  }
  if (forms.size === 0) return (text) => text;
  // One pattern: a hundred passes over a long reply would be felt. What is too long for it is looked for before, by itself.
  const ordered = [...forms.keys()].toSorted((one, other) => other.length - one.length);
  const patterned = shortest(ordered, LONGEST_PATTERN);
  const alone = ordered.slice(0, ordered.length - patterned.length);
  const any = new RegExp(
    patterned.map((form) => form.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&')).join('|') || '(?!)',
    'g',
  );
  const masked = (form: string): string => forms.get(form) ?? '••••';
  return (text) => alone.reduce((rest, form) => rest.replaceAll(form, masked), text).replace(any, masked);
}

/** The end of a list that is ordered by length, as far as its texts are no longer than `most` characters in all. */
function shortest(ordered: readonly string[], most: number): readonly string[] {
  let left = most;
  const first = ordered.findLastIndex((form) => (left -= form.length) < 0);
  return ordered.slice(first + 1);
}

/** Every way of writing it that servers and headers use. */
function formsOf(value: string): readonly string[] {
  // A lone surrogate cannot be percent-encoded; a form writes the replacement character for it.
  const whole = Buffer.from(value, 'utf8').toString('utf8');
  const percent = encodeURIComponent(whole);
  const form = new URLSearchParams([['', whole]]).toString().slice(1);
  const json = JSON.stringify(value).slice(1, -1);
  const written = [
    percent,
    encodeURIComponent(percent),
    form,
    form.replaceAll('+', '%20'),
    json,
    json.replaceAll('/', '\\/'),
    escapedFully(json),
    html(value),
  ];
  const hex = Buffer.from(whole).toString('hex');
  const encoded = [hex, hex.toUpperCase(), ...inBase64(whole)].filter(({ length }) => length >= SHORTEST_ENCODED);
  return [...new Set([value, ...written, ...written.map(lowerHex), ...encoded])];
}

/** `%2B` as `%2b`. */
function lowerHex(text: string): string {
  return text.replace(/%[0-9A-F]{2}/g, (code) => code.toLowerCase());
}

/** As writers of JSON do that give nothing but ASCII letters as they are. */
function escapedFully(json: string): string {
  return json.replace(/[^\x20-\x7e]|[+<>&'/=]/g, (character) => {
    return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
  });
}

function html(value: string): string {
  const names: Readonly<Record<string, string>> = {
    '&': '&amp;',
    '<': '&lt;',
    '>': '&gt;',
    '"': '&quot;',
    "'": '&#39;',
  };
  return value.replace(/[&<>"']/g, (character) => names[character] ?? character);
}

/** The characters that it, and nothing around it, decides, for each place where it may begin; both alphabets. */
function inBase64(value: string): readonly string[] {
  const bytes = Buffer.from(value, 'utf8');
  return [0, 1, 2].flatMap((offset) => {
    const text = Buffer.concat([Buffer.alloc(offset), bytes])
      .toString('base64')
      .replaceAll('=', '');
    const first = [0, 2, 3][offset] ?? 0;
    const open = (offset + bytes.length) % 3 !== 0;
    const sure = text.slice(first, open ? -1 : undefined);
    return [sure, sure.replaceAll('+', '-').replaceAll('/', '_')];
  });
}
