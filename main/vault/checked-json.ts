/**
 * One line of JSON that carries a SHA-256 of itself as its last member, `sha256`: tells a cut or altered text from a whole one
 * before anyone reads it. This frame stays the same in every later version of what is framed by it.
 */
import { createHash } from 'node:crypto';

export type CheckedJson =
  | { readonly kind: 'whole'; readonly value: Readonly<Record<string, unknown>> }
  /** `cut`: its end is missing, or was never there. */
  | { readonly kind: 'damaged'; readonly cut: boolean; readonly detail: string };

const ENDING = /,"sha256":"([0-9a-f]{64})"\}\n$/;

/** @param value must have at least one member */
export function writeCheckedJson(value: Readonly<Record<string, unknown>>): string {
  const text = JSON.stringify(value);
  return `${text.slice(0, -1)},"sha256":"${sha256(text)}"}\n`;
}

export function readCheckedJson(text: string): CheckedJson {
  if (text.length === 0) return { kind: 'damaged', cut: true, detail: 'empty' };
  const ending = ENDING.exec(text);
  if (ending === null) return { kind: 'damaged', cut: true, detail: 'cut, or not written by Latchkey' };
  const checked = `${text.slice(0, ending.index)}}`;
  if (sha256(checked) !== ending[1]) return { kind: 'damaged', cut: false, detail: 'altered: the checksum differs' };
  const value = parseJson(checked);
  return isObject(value) ? { kind: 'whole', value } : { kind: 'damaged', cut: false, detail: 'not a JSON object' };
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The value, or undefined where the text is not JSON. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

/** Lower-case hexadecimal SHA-256. */
export function sha256(content: string | Uint8Array): string {
  return createHash('sha256').update(content).digest('hex');
}
