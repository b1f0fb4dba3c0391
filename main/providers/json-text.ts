/**
 * Reads JSON written by hand and says where it is wrong: line, column and what to do. JSON.parse alone will not do: its message
 * differs between engines, often has no position, and it lets a key stand twice.
 */

export type JsonText =
  | { readonly kind: 'ok'; readonly value: unknown }
  /** `line` and `column` count from 1. */
  | { readonly kind: 'invalid'; readonly line: number; readonly column: number; readonly reason: string };

/** Objects and lists may be nested so deep. */
const deepest = 64;

/** Parses a text strictly (RFC 8259), and refuses duplicate keys (section 4 only advises against them). */
export function parseJsonText(text: string): JsonText {
  const fault = new Reader(text).findFault();
  if (fault !== null) return { kind: 'invalid', ...positionOf(text, fault.at), reason: fault.reason };
  return { kind: 'ok', value: JSON.parse(text) };
}

interface Fault {
  readonly at: number;
  readonly reason: string;
}

function positionOf(text: string, at: number): { line: number; column: number } {
  const before = text.slice(0, at);
  return { line: before.split('\n').length, column: at - before.lastIndexOf('\n') };
}

/** Walks over a JSON text; every method moves `at` forward and gives the first fault, or null. */
class Reader {
  #at = 0;

  constructor(private readonly text: string) {}

  findFault(): Fault | null {
    const fault = this.#value(0);
    if (fault) return fault;
    this.#skipSpace();
    return this.#at < this.text.length ? this.#fault('nothing may follow the closing brace: remove it') : null;
  }

  #value(depth: number): Fault | null {
    this.#skipSpace();
    if (depth > deepest) return this.#fault(`is nested too deep: ${deepest} levels at most`);
    const character = this.text[this.#at];
    if (character === '{') return this.#members(depth, '}');
    if (character === '[') return this.#members(depth, ']');
    if (character === '"') return this.#string();
    if (this.text.trim() === '') return this.#fault('the file is empty: begin with { "version": 1, … }');
    if (character === undefined) return this.#fault('the file ends too early: a value or a closing bracket is missing');
    return this.#word();
  }

  /** An object or a list, from its opening bracket on. */
  #members(depth: number, close: '}' | ']'): Fault | null {
    const keys = new Set<string>();
    this.#at += 1;
    this.#skipSpace();
    if (this.#take(close)) return null;
    for (;;) {
      const fault = (close === '}' ? this.#key(keys) : null) ?? this.#value(depth + 1);
      if (fault) return fault;
      this.#skipSpace();
      if (this.#take(close)) return null;
      const comma = this.#at;
      if (!this.#take(',')) return this.#fault(this.#comment() ?? `expected a comma or "${close}" here`);
      this.#skipSpace();
      if (this.text[this.#at] === close) return { at: comma, reason: `a comma too many before "${close}": remove it` };
    }
  }

  #key(keys: Set<string>): Fault | null {
    this.#skipSpace();
    const start = this.#at;
    if (this.text[start] !== '"') return this.#fault(this.#comment() ?? 'expected a key in double quotes here');
    const fault = this.#string();
    if (fault) return fault;
    const key: unknown = JSON.parse(this.text.slice(start, this.#at));
    if (typeof key === 'string') {
      if (keys.has(key)) return { at: start, reason: `the key "${key}" stands here twice: remove one` };
      if (key === '__proto__') return { at: start, reason: 'the key "__proto__" is not allowed' };
      keys.add(key);
    }
    this.#skipSpace();
    return this.#take(':') ? null : this.#fault('expected a colon after the key');
  }

  #string(): Fault | null {
    const start = this.#at;
    for (this.#at += 1; this.#at < this.text.length; this.#at += 1) {
      const character = this.text[this.#at] ?? '';
      if (character === '"') {
        this.#at += 1;
        return null;
      }
      if (character < ' ') break;
      if (character === '\\') {
        if (!/^\\(?:["\\/bfnrt]|u[0-9a-f]{4})/i.test(this.text.slice(this.#at, this.#at + 6))) {
          return this.#fault('a backslash that starts no escape: write \\\\ for a backslash');
        }
        this.#at += 1;
      }
    }
    return { at: start, reason: 'a text that begins here is not closed on its line: add the closing quote' };
  }

  #word(): Fault | null {
    const word = /^(?:true|false|null|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?)(?![\w.+-])/.exec(
      this.text.slice(this.#at, this.#at + 100),
    );
    if (!word)
      return this.#fault(
        this.#comment() ?? 'expected a value here: a text in double quotes, a number, true, false, null, { or [',
      );
    this.#at += word[0].length;
    return null;
  }

  /** What to say where a comment stands; null where none does. */
  #comment(): string | null {
    return /^(?:\/[/*]|#)/.test(this.text.slice(this.#at, this.#at + 2))
      ? 'JSON has no comments: remove it; remarks may go into "notes"'
      : null;
  }

  #skipSpace(): void {
    while (' \t\r\n'.includes(this.text[this.#at] ?? 'x')) this.#at += 1;
  }

  #take(character: string): boolean {
    if (this.text[this.#at] !== character) return false;
    this.#at += 1;
    return true;
  }

  #fault(reason: string): Fault {
    return { at: this.#at, reason };
  }
}
