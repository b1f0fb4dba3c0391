/**
 * From bytes to text. JSON is UTF-8 (RFC 8259 section 8.1) and forms are too; some servers write UTF-16, and some write an error's words
 * in the charset their Content-Type names. Tokens are ASCII, so they read alike in all of these.
 */
import { gunzipSync } from 'node:zlib';
import { deviation } from './deviation';
import type { Deviation } from './types';

export interface DecodedText {
  readonly text: string;
  readonly deviations: readonly Deviation[];
}

/** @param contentType the header, empty where there is none; believed only where the bytes are no UTF-8 */
export function decodeBytes(bytes: Uint8Array, contentType: string): DecodedText {
  const inflated = gunzipped(bytes);
  if (inflated !== null) {
    const inner = decodeText(inflated, contentType);
    const packed = deviation('content_type_odd', '9110-8.4', 'gzip without Content-Encoding', 'unwrapped');
    return { text: inner.text, deviations: [packed, ...inner.deviations] };
  }
  return decodeText(bytes, contentType);
}

/** Longest text that is unpacked, in bytes: as long as a reply may be. */
const LONGEST = 1_048_576;

/**
 * A body that is gzip still, whose header a proxy has dropped, or that was packed twice. Null where it is none or damaged.
 *
 * SECURITY: unpacked once, and never to more than a reply may have.
 */
function gunzipped(bytes: Uint8Array): Uint8Array | null {
  // RFC 1952 section 2.3.1; no text begins so.
  if (bytes[0] !== 0x1f || bytes[1] !== 0x8b || bytes[2] !== 8) return null;
  try {
    return gunzipSync(bytes, { maxOutputLength: LONGEST });
  } catch {
    // Cut, damaged or too long: it stays what it was.
    return null;
  }
}

function decodeText(bytes: Uint8Array, contentType: string): DecodedText {
  const wide = wideCharset(bytes);
  const wideText = wide === null ? null : decode(bytes, wide, false);
  if (wide !== null && wideText !== null) return { text: wideText, deviations: [charsetDeviation(wide)] };
  const mark = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf;
  const deviations = mark ? [deviation('lenient_json', '8259-8.1', 'byte order mark', 'ignored')] : [];
  const strict = decode(bytes, 'utf-8', true);
  if (strict !== null) return { text: strict, deviations };
  const named = /charset="?([\w.:-]{1,40})/i.exec(contentType)?.[1]?.toLowerCase();
  const other = named === undefined || named.startsWith('utf') ? null : decode(bytes, named, true);
  if (named !== undefined && other !== null) return { text: other, deviations: [charsetDeviation(named)] };
  return { text: decode(bytes, 'utf-8', false) ?? '', deviations };
}

function charsetDeviation(charset: string): Deviation {
  return deviation('lenient_json', '8259-8.1', `charset ${charset}`, 'read_as_text');
}

/** UTF-16, by its byte order mark, or by the zero bytes that every ASCII character has there. */
function wideCharset(bytes: Uint8Array): 'utf-16le' | 'utf-16be' | null {
  const [first, second, third, fourth] = bytes;
  if (first === 0xff && second === 0xfe) return 'utf-16le';
  if (first === 0xfe && second === 0xff) return 'utf-16be';
  if (bytes.length < 8 || bytes.length % 2 === 1) return null;
  if (first !== 0 && second === 0 && third !== 0 && fourth === 0) return 'utf-16le';
  return first === 0 && second !== 0 && third === 0 && fourth !== 0 ? 'utf-16be' : null;
}

/** Null where the bytes are not of that charset, or nobody knows it. */
function decode(bytes: Uint8Array, charset: string, fatal: boolean): string | null {
  try {
    return new TextDecoder(charset, { fatal }).decode(bytes);
  } catch {
    // A TypeError for bytes that do not fit, a RangeError for an unknown charset: both mean "not this one".
    return null;
  }
}
