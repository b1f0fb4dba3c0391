/**
 * One HTTP exchange as the handlers see it: a request already read, a reply not yet sent.
 *
 * Handlers are plain functions from a request to a reply, so that faults can be put between the two (faults.ts) and tests need no
 * sockets to reason about them. Reading and sending belong to server.ts and read-request.ts.
 */
import type { IncomingHttpHeaders } from 'node:http';

export interface SandboxRequest {
  readonly method: string;
  readonly path: string;
  readonly query: ReadonlyMap<string, string>;
  /** The query as it came, `?` included, or the empty string. */
  readonly search: string;
  /** Fields of an `application/x-www-form-urlencoded` body; empty for every other body. */
  readonly form: ReadonlyMap<string, string>;
  readonly headers: IncomingHttpHeaders;
}

/** What became of a request, in words fit for a log: never a token, a code, a password or a query. */
export interface Outcome {
  readonly kind: 'page' | 'redirected' | 'granted' | 'answered' | 'refused';
  /** Which page, which grant, or the error's code. */
  readonly detail: string;
}

export interface Reply {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  readonly outcome: Outcome;
}

/** An answer in plain text, for what no dialect has words for. */
export function plainReply(status: number, text: string, headers: Readonly<Record<string, string>> = {}): Reply {
  return {
    status,
    headers: { 'Content-Type': 'text/plain; charset=utf-8', 'Cache-Control': 'no-store', ...headers },
    body: `${text}\n`,
    outcome: { kind: 'refused', detail: `http_${status}` },
  };
}
