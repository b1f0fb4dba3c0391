/**
 * What happened, for tests and for the sandbox's own screen: requests that came in, refresh tokens that were presented.
 *
 * Bounded, and free of secrets: paths without their query, tokens as hashes only.
 */
import type { Outcome } from './exchange';
import type { Dialect } from './practice';

export interface RequestLogEntry {
  /** When it arrived, epoch milliseconds. */
  readonly at: number;
  readonly method: string;
  /** A path the sandbox serves, or `(unknown)`: anything else could hold a misplaced secret. */
  readonly path: string;
  /** The grant type, where it is one the sandbox knows; `other` for any other word, null when there was none. */
  readonly grantType: string | null;
  /** Number of the TCP connection it came on: two requests with the same number shared one. */
  readonly connection: number;
  /** Null until answered, and for ever where a fault kept the answer back. */
  readonly status: number | null;
  readonly outcome: Outcome['kind'] | 'pending' | 'fault' | 'abandoned';
  readonly detail: string | null;
}

/** One attempt to use a refresh token. */
export interface Redemption {
  readonly at: number;
  readonly dialect: Dialect;
  readonly clientId: string;
  /** SHA-256 of the refresh token, hex. */
  readonly refreshTokenHash: string;
  /** `rotated` means that new tokens were issued, whether or not the answer arrived. */
  readonly outcome: 'rotated' | 'refused';
}

const MAX_ENTRIES = 500;

export class Ledger {
  #requests: RequestLogEntry[] = [];
  #redemptions: Redemption[] = [];

  /** Notes an arrival. The function returned completes the entry once its fate is known. */
  arrive(arrival: Pick<RequestLogEntry, 'at' | 'method' | 'path' | 'grantType' | 'connection'>): CompleteEntry {
    let current: RequestLogEntry = { ...arrival, status: null, outcome: 'pending', detail: null };
    this.#requests = [...this.#requests, current].slice(-MAX_ENTRIES);
    return (fate) => {
      const completed = { ...current, ...fate };
      this.#requests = this.#requests.map((entry) => (entry === current ? completed : entry));
      current = completed;
    };
  }

  redeem(redemption: Redemption): void {
    this.#redemptions = [...this.#redemptions, redemption].slice(-MAX_ENTRIES);
  }

  get requests(): readonly RequestLogEntry[] {
    return this.#requests;
  }

  redemptions(refreshTokenHash?: string): readonly Redemption[] {
    if (refreshTokenHash === undefined) return this.#redemptions;
    return this.#redemptions.filter((entry) => entry.refreshTokenHash === refreshTokenHash);
  }
}

export type CompleteEntry = (fate: Pick<RequestLogEntry, 'status' | 'outcome' | 'detail'>) => void;
