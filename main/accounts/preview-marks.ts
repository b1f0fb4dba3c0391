/**
 * Stand-ins for what a preview of a request must not show, or cannot know yet. The real builders run with them in the place of secrets, so
 * that no secret is anywhere near the text that is shown; afterwards each is replaced by its name in braces.
 */
import { randomBytes } from 'node:crypto';
import { requestUrl, Secret, type TokenRequest } from '../oauth';

/** A request as it can be shown: nothing in it is a secret. */
export interface ShownRequest {
  readonly method: string;
  readonly url: string;
  readonly headers: readonly (readonly [name: string, value: string])[];
  /** As it goes on the wire, but for what stands in braces; empty where all is in the URL. */
  readonly body: string;
}

export interface PreviewMarks {
  /** What stands for a value of this name; the same each time. */
  of(name: string): string;
  secret(name: string): Secret;
  /** Shows `{name}` where this very value would stand. */
  put(value: string, name: string): void;
  /** A text with its stand-ins named. */
  shown(text: string): string;
  /** @param signed names on the wire of parameters whose values are made anew for every request */
  request(request: TokenRequest, signed: readonly string[]): ShownRequest;
}

export function previewMarks(): PreviewMarks {
  const marks = new Map<string, string>();
  const values: (readonly [value: string, name: string])[] = [];

  const of = (name: string): string => {
    const known = marks.get(name);
    if (known !== undefined) return known;
    // Lower-case letters and digits stay as they are in URLs, hosts, forms and JSON, and fit most patterns of variables.
    const mark = `lk${randomBytes(9).toString('hex')}`;
    marks.set(name, mark);
    values.push([mark, name]);
    return mark;
  };

  const shown = (text: string): string => {
    let named = text;
    // The longest first: one value may stand within another.
    for (const [value, name] of values.toSorted(([a], [b]) => b.length - a.length)) {
      named = named.replaceAll(value, `{${name}}`).replaceAll(encodeURIComponent(value), `{${name}}`);
    }
    return named;
  };

  const header = (name: string, value: string): string => {
    const basic = /^Basic (.+)$/.exec(value)?.[1];
    // SECURITY: base64 hides nothing, so what is in it is looked at and named too.
    if (basic !== undefined) return `Basic base64(${shown(Buffer.from(basic, 'base64').toString('utf8'))})`;
    return name === 'dpop' ? '{proof}' : shown(value);
  };

  return {
    of,
    secret: (name) => new Secret(of(name)),
    put: (value, name) => void values.push([value, name]),
    shown,
    request(request, signed) {
      const headers = Object.entries(request.headers).map(([name, value]) => {
        const text = value instanceof Secret ? value.reveal() : value;
        return [name, header(name, text)] as const;
      });
      const hide = (text: string): string => shown(signed.reduce(withoutValue, text));
      const { method } = request;
      return { method, url: hide(requestUrl(request)), headers, body: hide(request.body.reveal()) };
    },
  };
}

/** A form, a query or a JSON object with `{name}` for the value of a parameter. */
function withoutValue(text: string, name: string): string {
  const wire = encodeURIComponent(name).replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');
  return text
    .replace(new RegExp(`(^|[?&])${wire}=[^&#]*`, 'g'), `$1${name}={${name}}`)
    .replace(new RegExp(`("${wire}":)"[^"]*"`, 'g'), `$1"{${name}}"`);
}
