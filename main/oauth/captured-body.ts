/** The body of a reply with masks in it: pretty where it is JSON, also within JSONP; name by name where it is a form; as it came otherwise. */
import { parseExact } from './exact-json';
import { maskedRuns } from './masked-reply';
import { maskOf } from './known-secrets';
import { isHuman, isSecretName, maskTokens, readableField, type AnswerAbout } from './readable';
import { decodeBytes } from './reply-charset';

export interface CapturedBody {
  readonly contentType: string | null;
  readonly form: 'json' | 'form' | 'text' | 'empty';
  /** Masked; at most eight thousand characters. */
  readonly text: string;
  /** Bytes of the body as it came. */
  readonly bytes: number;
  /** There was more than is shown. */
  readonly cut: boolean;
}

const LONGEST = 8_000;
/** Bytes that are looked at. */
const LOOKED_AT = 262_144;
const DEEPEST = 8;
const MOST_MEMBERS = 200;
/** Before the digits of an integer too long for a number, while it is a text; a private character, which no server writes. */
const LONG_INTEGER = '\uE000';

/**
 * @param mask puts masks in the place of what is known
 */
export function bodyOf(
  body: Uint8Array,
  contentType: string,
  mask: (text: string) => string,
  about: AnswerAbout,
): CapturedBody {
  const { text } = decodeBytes(body.subarray(0, LOOKED_AT), contentType);
  const read = textOf(text, mask, about);
  const masked = mask(read.text);
  return {
    contentType: contentType === '' ? null : maskTokens(mask(contentType)).slice(0, 200),
    form: read.form,
    text: masked.slice(0, LONGEST),
    bytes: body.length,
    cut: masked.length > LONGEST || body.length > LOOKED_AT,
  };
}

function textOf(
  text: string,
  mask: (text: string) => string,
  about: AnswerAbout,
): { readonly form: CapturedBody['form']; readonly text: string } {
  if (text.trim() === '') return { form: 'empty', text: '' };
  const open = text.search(/[[{]/);
  const close = Math.max(text.lastIndexOf('}'), text.lastIndexOf(']'));
  const [before, after] = [text.slice(0, Math.max(0, open)), text.slice(close + 1)];
  const value = open >= 0 && close > open && around(before, after) ? parse(text.slice(open, close + 1)) : undefined;
  if (typeof value === 'object' && value !== null) {
    const pretty = written(withMasks('', value, mask, about, 0), 2);
    return { form: 'json', text: `${before.trimStart()}${pretty}${after.trimEnd()}` };
  }
  if (/^[\w.%-]{1,64}=/.test(text) && !/["{<\s]/.test(text.trim())) {
    const pairs = [...new URLSearchParams(text.trim())].slice(0, MOST_MEMBERS);
    const lines = pairs.map(([name, each]) => `${maskTokens(mask(name))}=${field(name, each, mask, about)}`);
    return { form: 'form', text: lines.join('\n&') };
  }
  // Pieces of a token that are written in another way would be too short to be seen as one.
  const plain = text.replace(/\\u([0-9a-f]{4})/gi, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)));
  return { form: 'text', text: maskedRuns(mask(plain.replaceAll('\\/', '/'))) };
}

/** What JSONP and the prefixes against inclusion put around an object; more than that is another kind of text. */
function around(before: string, after: string): boolean {
  return (
    /^[\s\uFEFF]*(?:[\w.$]{0,40}\s*[(=]|while\s*\(1\);?|for\s*\(;;\);?|\)\]\}',?|&&&START&&&)?\s*$/.test(before) &&
    /^[\s);\0]*$/.test(after)
  );
}

/** `undefined` where the text is not JSON. */
function parse(text: string): unknown {
  try {
    return parseExact(text, (digits) => LONG_INTEGER + digits);
  } catch {
    // The message would quote the reply; that it is not JSON is all there is to know.
    return undefined;
  }
}

function withMasks(
  name: string,
  value: unknown,
  mask: (text: string) => string,
  about: AnswerAbout,
  depth: number,
): unknown {
  if (typeof value === 'number' || isLongInteger(value)) {
    return isSecretName(name) ? maskOf(String(value).replace(LONG_INTEGER, ''), isHuman(name)) : value;
  }
  if (typeof value === 'string') return field(name, value, mask, about);
  if (typeof value !== 'object' || value === null) return value;
  if (depth >= DEEPEST) return '…';
  if (Array.isArray(value)) {
    return value.slice(0, MOST_MEMBERS).map((each) => withMasks(name, each, mask, about, depth + 1));
  }
  return Object.fromEntries(
    Object.entries(value)
      .slice(0, MOST_MEMBERS)
      .map(([member, each]) => [
        // A token may stand where a name is expected.
        maskTokens(mask(member)).slice(0, 120),
        withMasks(member, each, mask, about, depth + 1),
      ]),
  );
}

function isLongInteger(value: unknown): value is string {
  return typeof value === 'string' && /^\uE000-?\d{16,}$/.test(value);
}

/** Long integers stand as they came: another last digit is another id. */
function written(value: unknown, indent = 0): string {
  return JSON.stringify(value, null, indent).replace(/"\uE000(-?\d{16,})"/g, '$1');
}

/** Known first: what is readable by its name may quote what is not. JSON within a text is read as JSON. */
function field(name: string, value: string, mask: (text: string) => string, about: AnswerAbout): string {
  const inner = /^\s*[[{]/.test(value) ? parse(value) : undefined;
  if (typeof inner === 'object' && inner !== null) return written(withMasks(name, inner, mask, about, 1));
  const known = mask(value);
  // All of it was known: it has the mask that tells which one it is.
  if (/^••••\S*$/.test(known)) return known;
  return readableField(name, known, about);
}
