/**
 * From the bytes of a reply to its fields, whatever the server took a token reply to look like. Content-Type is not asked: servers send
 * JSON as text/html and forms as application/json.
 *
 * Tried in this order: strict JSON; a form; an object with something around it; the same with hand-written JSON mended. Duplicate keys: the
 * last one counts, as in JSON.parse. All steps are linear in the length of the body, which the transport bounds to 1 MiB.
 */
import { deviation } from './deviation';
import { parseExact } from './exact-json';
import { jsonRepairs, repairJson } from './lenient-json';
import { decodeBytes } from './reply-charset';
import { isFields, type ReplyFields } from './reply-fields';
import { serverText } from './server-text';
import type { Deviation } from './types';

export type ReplyBody =
  | {
      readonly kind: 'fields';
      readonly fields: ReplyFields;
      readonly place: Place;
      readonly deviations: readonly Deviation[];
    }
  | { readonly kind: 'empty' }
  /** An HTML page. */
  | { readonly kind: 'page' }
  /** Anything else. `text` may hold secrets. */
  | { readonly kind: 'garbled'; readonly text: string };

/**
 * Where the fields stood. `alone`: they are the body, perhaps in a known wrapper (JSONP, `while(1);`); `in_text`: among other words,
 * for example after a warning of PHP; `in_page`: somewhere in an HTML page. The less alone, the less they are believed.
 */
export type Place = 'alone' | 'in_text' | 'in_page';

/** What the provider's file says about bodies. */
export interface BodyHints {
  /** Text that stands before the object. */
  readonly prefix?: string | undefined;
  /** Names that a form must have one of to be a reply. */
  readonly names: readonly string[];
}

const standardHints: BodyHints = { names: ['access_token', 'error', 'error_code'] };

/**
 * Reads a body. Never throws.
 *
 * @param contentType asked for the charset only, and only where the bytes are no UTF-8
 */
export function readBody(bytes: Uint8Array, contentType = '', hints: BodyHints = standardHints): ReplyBody {
  const { text, deviations } = decodeBytes(bytes, contentType);
  const body = readText(text, hints);
  if (body.kind !== 'fields') return body;
  const named = trimNames(body.fields);
  return { ...body, fields: named.fields, deviations: [...deviations, ...body.deviations, ...named.deviations] };
}

/** `{"token_type ": …}`: names with white space around them are meant without, unless there is one of that name already. */
function trimNames(fields: ReplyFields): { readonly fields: ReplyFields; readonly deviations: readonly Deviation[] } {
  const names = Object.keys(fields);
  const stray = names.filter((name) => name.trim() !== name && name.trim() !== '' && !names.includes(name.trim()));
  if (stray.length === 0) return { fields, deviations: [] };
  const entries = names.map((name) => [stray.includes(name) ? name.trim() : name, fields[name]]);
  return {
    fields: Object.fromEntries(entries),
    deviations: [deviation('lenient_json', '8259-2', 'white space in a name', 'trimmed')],
  };
}

function readText(whole: string, hints: BodyHints): ReplyBody {
  const { prefix } = hints;
  if (prefix !== undefined && whole.trimStart().startsWith(prefix)) {
    const inner = readText(whole.trimStart().slice(prefix.length), { names: hints.names });
    return inner.kind === 'fields'
      ? {
          ...inner,
          deviations: [
            deviation('jsonp_or_prefix', '6749-5.1', 'text before the object', 'unwrapped'),
            ...inner.deviations,
          ],
        }
      : inner;
  }
  const text = whole;
  const core = trimBlank(text);
  if (core === '') return { kind: 'empty' };
  const strict = parseJson(text);
  if (isFields(strict)) return { kind: 'fields', fields: strict, place: 'alone', deviations: [] };
  if (typeof strict === 'string') {
    const inner = parseJson(strict);
    if (isFields(inner)) return alone(inner, deviation('lenient_json', '6749-5.1', 'JSON within a text', 'unwrapped'));
  }
  const listed = Array.isArray(strict) ? errorInList(strict) : null;
  if (listed !== null)
    return alone(listed, deviation('error_shape', '6749-5.2', 'error in a list', 'read_inner_fields'));
  if (strict !== undefined) return { kind: 'garbled', text: core };
  const trimmed = core === text ? undefined : parseJson(core);
  if (isFields(trimmed))
    return alone(trimmed, deviation('lenient_json', '8259-2', 'blank characters around the object', 'trimmed'));
  return (
    readForm(core, hints.names) ??
    readWrapped(core) ??
    (core.startsWith('<') && !isXmlReply(core, hints.names) ? { kind: 'page' } : { kind: 'garbled', text: core })
  );
}

/** The first of a list of errors, as Salesforce answers: `[{"errorCode": …, "message": …}]`. Never of tokens: which of them would it be? */
function errorInList(list: readonly unknown[]): ReplyFields | null {
  const [first] = list;
  const hasToken = list.some((entry) => isFields(entry) && Object.keys(entry).some((name) => /token$/i.test(name)));
  const says = isFields(first) && Object.keys(first).some((name) => /error|code|message/i.test(name));
  return says && !hasToken ? first : null;
}

/** A reply in XML, as Spring's first server writes it where JSON is not asked for loudly enough: no page, and nothing to throw away. */
function isXmlReply(text: string, names: readonly string[]): boolean {
  return (
    !/<(?:!doctype\s+html|html|head|body|script)\b/i.test(text) && names.some((name) => text.includes(`<${name}>`))
  );
}

function alone(fields: ReplyFields, found: Deviation): ReplyBody {
  return { kind: 'fields', fields, place: 'alone', deviations: [found] };
}

/** `undefined` where the text is not JSON; JSON itself cannot give it. */
function parseJson(text: string): unknown {
  // A form or a page: an exception costs more than all the rest of reading a reply.
  if (!/^[\s\d{["tfn-]/.test(text)) return undefined;
  try {
    return parseExact(text);
  } catch {
    // The message would quote the reply; that it is not JSON is all there is to know.
    return undefined;
  }
}

/** White space, NULs and byte order marks at both ends. By hand: a pattern such as /\s+$/ takes quadratic time on a hostile body. */
function trimBlank(text: string): string {
  const blank = (character: string): boolean => character === '\0' || character === '\uFEFF' || character.trim() === '';
  let start = 0;
  let end = text.length;
  while (start < end && blank(text.charAt(start))) start += 1;
  while (end > start && blank(text.charAt(end - 1))) end -= 1;
  return text.slice(start, end);
}

/**
 * `access_token=…&expires_in=…`. Text with quotes, brackets or line ends is something else, perhaps an error that quotes a query.
 *
 * A space in a token comes from a "+" that the server did not encode: Bearer tokens have "+" and no spaces (RFC 6750 section 2.1).
 */
function readForm(text: string, names: readonly string[]): ReplyBody | null {
  if (!/^[\w.%-]{1,64}=/.test(text) || /["{<\s]/.test(text)) return null;
  const deviations = [deviation('form_encoded_response', '6749-5.1', 'form-encoded body', 'read_as_form')];
  const entries = [...new URLSearchParams(text)].map(([name, value]): [string, string] => {
    if (!/_?token$/i.test(name) || !value.includes(' ')) return [name, value];
    deviations.push(
      deviation('form_encoded_response', '6749-B', `${serverText(name, 40)}: "+" not encoded`, 'repaired'),
    );
    return [name, value.replaceAll(' ', '+')];
  });
  const fields: ReplyFields = Object.fromEntries(entries);
  const meant = names.some((name) => Object.hasOwn(fields, name));
  return meant ? { kind: 'fields', fields, place: 'alone', deviations } : null;
}

/** An object with something around it, or written by hand, or both. */
function readWrapped(text: string): ReplyBody | null {
  const open = text.indexOf('{');
  const close = text.lastIndexOf('}');
  if (open === -1 || close < open) return null;
  const before = text.slice(0, open);
  const after = text.slice(close + 1);
  const object = text.slice(open, close + 1);
  const deviations: Deviation[] = [];
  if (before !== '' || after !== '')
    deviations.push(deviation('jsonp_or_prefix', '6749-5.1', 'text around the object', 'unwrapped'));
  let fields = parseJson(object);
  if (fields === undefined) {
    const mended = repairJson(object);
    fields = parseJson(mended.text);
    for (const repair of mended.repairs)
      deviations.push(deviation('lenient_json', jsonRepairs[repair], repair, 'repaired'));
  }
  return isFields(fields) ? { kind: 'fields', fields, place: placeOf(before, after), deviations } : null;
}

function placeOf(before: string, after: string): Place {
  if (/^<(?:!--|(?:!doctype|\?xml|html|head|body|script|title|meta)\b)/i.test(before)) return 'in_page';
  if (before.length > 80 || after.length > 20) return 'in_text';
  // JSONP, `var reply =`, and the prefixes that keep a reply from running as a script.
  const known =
    /^(?:\/\*\*\/\s*)?(?:[\w.$]+\s*\(|(?:var\s+)?[\w.$]+\s*=|while\s*\(1\);?|for\s*\(;;\);?|\)\]\}',?|&&&START&&&)?\s*$/;
  return known.test(before) && /^[\s);&A-Z]*$/.test(after) ? 'alone' : 'in_text';
}
