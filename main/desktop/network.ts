/**
 * The one way out to a token endpoint: Chromium's network stack (the system's proxy and certificate store), each request sent once
 * on a fresh connection.
 *
 * Why a pool of sessions: Chromium sends a POST again by itself when a reused connection is dropped, which spends a one-use refresh
 * token behind our back. So a session's connections are closed before each request, and since that would cut another request's
 * connection too, a session carries one request at a time. Sessions are never freed, so idle ones are used again.
 */
import { net, session, type Session } from 'electron';
import { requestUrl, Secret, type RawReply, type TokenRequest, type Transport, type TransportResult } from '../oauth';
import { sortNetError } from './net-errors';

export interface TransportLimits {
  /** Milliseconds from sending to the last byte of the reply. */
  readonly timeoutMs: number;
  /** Bytes of a reply's body. */
  readonly maxBytes: number;
}

const LIMITS: TransportLimits = { timeoutMs: 30_000, maxBytes: 1_048_576 };

/** Makes the transport. Never throws; see {@link Transport} for its results. */
export function electronTransport(now: () => number, limits: TransportLimits = LIMITS): Transport {
  const idle: Session[] = [];
  let made = 0;
  const takeSession = (): Session => {
    const free = idle.pop();
    if (free !== undefined) return free;
    made += 1;
    // SECURITY: in memory (no "persist:"), without cache, so that no reply is ever written to disk by Chromium.
    return session.fromPartition(`token-endpoint-${made}`, { cache: false });
  };
  return async (request) => {
    const ours = takeSession();
    try {
      await ours.closeAllConnections();
      return await send(ours, request, now, limits);
    } finally {
      idle.push(ours);
    }
  };
}

function send(
  ours: Session,
  request: TokenRequest,
  now: () => number,
  limits: TransportLimits,
): Promise<TransportResult> {
  return new Promise((resolve) => {
    const sentAt = now();
    const outgoing = net.request({
      url: requestUrl(request),
      method: request.method,
      session: ours,
      // SECURITY: no cookies and no HTTP authentication from a store; the request carries what the builder put into it.
      credentials: 'omit',
      useSessionCookies: false,
      redirect: 'manual',
    });
    let settled = false;
    const settle = (result: TransportResult): void => {
      if (settled) return;
      settled = true;
      clearTimeout(timer);
      resolve(result);
    };
    const end = (result: TransportResult): void => {
      settle(result);
      outgoing.abort();
    };
    const fail = (error: Error): void => settle(sortNetError(error.message));
    const timer = setTimeout(
      () => end({ kind: 'lost', reason: 'timed_out', detail: `no complete answer after ${limits.timeoutMs / 1000} s` }),
      limits.timeoutMs,
    );
    const answer = (status: number, headers: Record<string, string | string[]>, body: Uint8Array): TransportResult => ({
      kind: 'reply',
      reply: { status, headers: flatten(headers), body, sentAt, receivedAt: now() } satisfies RawReply,
    });

    // SECURITY: a redirect is an answer, never followed: the secrets in the body must not go to another endpoint.
    outgoing.on('redirect', (status, _method, _location, headers) => end(answer(status, headers, new Uint8Array())));
    outgoing.on('error', fail);
    outgoing.on('login', (_info, callback) => callback());
    outgoing.on('response', (response) => {
      const chunks: Buffer[] = [];
      let size = 0;
      response.on('data', (chunk) => {
        size += chunk.length;
        chunks.push(chunk);
        if (size > limits.maxBytes) {
          end({ kind: 'lost', reason: 'reply_too_large', detail: `more than ${limits.maxBytes} bytes` });
        }
      });
      response.on('end', () => settle(answer(response.statusCode, response.headers, Buffer.concat(chunks))));
      response.on('aborted', () =>
        settle({ kind: 'lost', reason: 'connection_lost', detail: 'the connection was cut' }),
      );
      response.on('error', fail);
    });
    for (const [name, value] of Object.entries(request.headers)) {
      outgoing.setHeader(name, value instanceof Secret ? value.reveal() : value);
    }
    if (request.method === 'GET') outgoing.end();
    else outgoing.end(request.body.reveal());
  });
}

function flatten(headers: Record<string, string | string[]>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [
      name.toLowerCase(),
      Array.isArray(value) ? value.join(', ') : value,
    ]),
  );
}
