/**
 * Ways in which the next token requests go wrong, so that tests and learners can see what the app makes of them.
 *
 * The nastiest are those where the server has done its work (the old refresh token is spent) and the answer does not arrive.
 */
import type { Reply } from './exchange';
import { type OddShape, reshape } from './odd-replies';

export type Fault =
  /** Answers with this status and does no work. `retryAfter` is sent as it is: seconds, or an HTTP date. */
  | { readonly kind: 'status'; readonly status: number; readonly retryAfter?: string }
  /** A captive portal: HTTP 200 with a page, no work done. */
  | { readonly kind: 'html' }
  /** The connection is dropped: `before` any work, `after` the tokens were rotated, or `midway` through the answer. */
  | { readonly kind: 'cut'; readonly when: 'before' | 'after' | 'midway' }
  /** Nothing is ever sent, until the client gives up or the sandbox closes: `before` any work or `after` the tokens were rotated. */
  | { readonly kind: 'hang'; readonly when: 'before' | 'after' }
  /** The work is done; the tokens come under HTTP 201 and text/html, as a loose JSON with the expiry as a string and no token_type. */
  | { readonly kind: 'odd-json' }
  /** The work is done; the JSON stops in the middle, though the transfer is complete. */
  | { readonly kind: 'truncated-json' }
  /** The work is done; the answer comes in another shape (odd-replies.ts). */
  | { readonly kind: 'shape'; readonly shape: OddShape }
  /** No work is done; this is the answer. */
  | { readonly kind: 'answer'; readonly reply: Reply }
  /** The work is done; the answer comes so many seconds later. */
  | { readonly kind: 'slow'; readonly seconds: number }
  /** The work is done; a test rewrites the answer. */
  | { readonly kind: 'reshape'; readonly reshape: (reply: Reply) => Pick<Reply, 'status' | 'headers' | 'body'> };

/** Which requests a fault meets. */
export interface FaultOptions {
  /** How many requests in a row; default 1. */
  readonly times?: number;
  /** Only requests with this grant_type. */
  readonly grantType?: string;
}

/** What the server does with the connection in the end. */
export type Delivery =
  /** `after` so many seconds. */
  | { readonly kind: 'send'; readonly reply: Reply; readonly after?: number }
  | { readonly kind: 'cut'; readonly partial: Reply | null }
  | { readonly kind: 'hang' };

/** Faults waiting for their request. */
export class FaultQueue {
  #waiting: { readonly fault: Fault; readonly grantType: string | null }[] = [];

  add(fault: Fault, options: FaultOptions): void {
    const entry = { fault, grantType: options.grantType ?? null };
    for (let count = options.times ?? 1; count > 0; count -= 1) this.#waiting.push(entry);
  }

  clear(): void {
    this.#waiting = [];
  }

  /** The fault that meets a token request with this grant type, taken from the queue; null for none. */
  take(grantType: string | null): Fault | null {
    const index = this.#waiting.findIndex((entry) => entry.grantType === null || entry.grantType === grantType);
    return index < 0 ? null : (this.#waiting.splice(index, 1)[0]?.fault ?? null);
  }
}

/**
 * Plays a fault.
 * @param work handles the request for real; called at most once, and only by faults that let the work be done
 * @param now epoch milliseconds
 */
export function play(fault: Fault, work: () => Reply, now: number): Delivery {
  switch (fault.kind) {
    case 'status': {
      const retryAfter = fault.retryAfter === undefined ? {} : { 'Retry-After': fault.retryAfter };
      const headers = { 'Content-Type': 'text/plain; charset=utf-8', ...retryAfter };
      return send(fault.status, headers, 'The practice server was told to fail.\n', `fault_status_${fault.status}`);
    }
    case 'html':
      return send(200, { 'Content-Type': 'text/html; charset=utf-8' }, PORTAL_PAGE, 'fault_html');
    case 'cut': {
      if (fault.when === 'before') return { kind: 'cut', partial: null };
      const done = work();
      return { kind: 'cut', partial: fault.when === 'midway' ? done : null };
    }
    case 'hang':
      if (fault.when === 'after') work();
      return { kind: 'hang' };
    case 'odd-json':
      return { kind: 'send', reply: reshape(work(), 'loose', now) };
    case 'truncated-json':
      return { kind: 'send', reply: reshape(work(), 'cut', now) };
    case 'shape':
      return { kind: 'send', reply: reshape(work(), fault.shape, now) };
    case 'answer':
      return { kind: 'send', reply: fault.reply };
    case 'slow':
      return { kind: 'send', reply: work(), after: fault.seconds };
    case 'reshape': {
      const done = work();
      return { kind: 'send', reply: { ...done, ...fault.reshape(done) } };
    }
  }
}

/** A fault's name in the log. */
export function nameFault(fault: Fault): string {
  switch (fault.kind) {
    case 'status':
      return `status_${fault.status}`;
    case 'cut':
    case 'hang':
      return `${fault.kind}_${fault.when}`;
    case 'html':
    case 'odd-json':
    case 'truncated-json':
    case 'reshape':
    case 'answer':
    case 'slow':
      return fault.kind;
    case 'shape':
      return `odd_${fault.shape}`;
  }
}

const PORTAL_PAGE = '<!doctype html><title>Welcome</title><h1>Sign in to use this network</h1>\n';

function send(status: number, headers: Readonly<Record<string, string>>, body: string, detail: string): Delivery {
  return { kind: 'send', reply: { status, headers, body, outcome: { kind: 'refused', detail } } };
}
