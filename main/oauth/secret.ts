/**
 * A value that must not be printed: tokens, client secrets, passwords, verifiers, raw replies. Logging, JSON, templates and
 * inspection give its fingerprint; only {@link Secret.reveal} gives the value, and each call of it is a place to review.
 */
import { createHash } from 'node:crypto';

export class Secret {
  readonly #value: string;

  constructor(value: string) {
    this.#value = value;
  }

  /** The value itself. SECURITY: never into a view, a log line, a URL or an error. */
  reveal(): string {
    return this.#value;
  }

  /** Eight hex digits that tell two secrets apart and nothing more. */
  get fingerprint(): string {
    return createHash('sha256').update(this.#value).digest('hex').slice(0, 8);
  }

  /** How the secret is shown to people: `••••9f2c`, or only dots where four characters would give away too much. */
  get mask(): string {
    return this.#value.length >= 16 ? `••••${this.#value.slice(-4)}` : '••••';
  }

  equals(other: Secret): boolean {
    return this.#value === other.#value;
  }

  toString(): string {
    return `[secret ${this.fingerprint}]`;
  }

  toJSON(): string {
    return this.toString();
  }

  [Symbol.for('nodejs.util.inspect.custom')](): string {
    return this.toString();
  }
}
