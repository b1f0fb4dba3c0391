/**
 * Reads a request from the wire: host check, size limit, query and form.
 *
 * Fields follow PHP, which both providers run on: of a repeated field the last one counts.
 */
import type { IncomingMessage } from 'node:http';
import { plainReply, type Reply, type SandboxRequest } from './exchange';

/** The largest body that is read, in bytes. A token request has less than one kilobyte. */
export const MAX_BODY_BYTES = 64 * 1024;

export type ReadResult =
  | { readonly kind: 'read'; readonly request: SandboxRequest }
  | { readonly kind: 'refused'; readonly reply: Reply }
  /** The client went away before it had said everything. */
  | { readonly kind: 'gone' };

export async function readRequest(incoming: IncomingMessage): Promise<ReadResult> {
  if (!isLoopbackHost(incoming.headers.host)) {
    // SECURITY: a page on the internet whose name was rebound to 127.0.0.1 sends its own name here; it must not reach the sandbox.
    return { kind: 'refused', reply: plainReply(421, 'This practice server answers on loopback names only.') };
  }
  const url = parseTarget(incoming.url ?? '/');
  if (url === null) return { kind: 'refused', reply: plainReply(400, 'The request target cannot be read.') };
  const body = await readBody(incoming);
  switch (body.kind) {
    case 'gone':
      return { kind: 'gone' };
    case 'too-large':
      return { kind: 'refused', reply: plainReply(413, 'The request body is too large.', { Connection: 'close' }) };
    case 'whole':
      return {
        kind: 'read',
        request: {
          method: incoming.method ?? 'GET',
          path: url.pathname,
          query: fields(url.searchParams),
          search: url.search,
          form: isForm(incoming.headers['content-type']) ? fields(new URLSearchParams(body.text)) : new Map(),
          headers: incoming.headers,
        },
      };
  }
}

/** Whether a Host header names this machine: 127.0.0.0/8, ::1 or localhost, any port. */
export function isLoopbackHost(host: string | undefined): boolean {
  if (host === undefined) return false;
  const name = host.replace(/:\d+$/, '').toLowerCase();
  return name === 'localhost' || name === '[::1]' || /^127\.\d{1,3}\.\d{1,3}\.\d{1,3}$/.test(name);
}

function parseTarget(target: string): URL | null {
  if (!target.startsWith('/')) return null;
  try {
    return new URL(`http://loopback${target}`);
  } catch {
    return null; // the caller answers 400
  }
}

function fields(params: URLSearchParams): ReadonlyMap<string, string> {
  return new Map(params);
}

function isForm(contentType: string | undefined): boolean {
  return contentType?.split(';')[0]?.trim().toLowerCase() === 'application/x-www-form-urlencoded';
}

type Body =
  | { readonly kind: 'whole'; readonly text: string }
  | { readonly kind: 'too-large' }
  | { readonly kind: 'gone' };

function readBody(incoming: IncomingMessage): Promise<Body> {
  return new Promise((resolve) => {
    const chunks: Buffer[] = [];
    let size = 0;
    incoming.on('data', (chunk: Buffer) => {
      size += chunk.length;
      // SECURITY: nothing past the limit is kept; the rest flows past until the server closes the connection.
      if (size > MAX_BODY_BYTES) resolve({ kind: 'too-large' });
      else chunks.push(chunk);
    });
    incoming.on('end', () => resolve({ kind: 'whole', text: Buffer.concat(chunks).toString('utf8') }));
    incoming.on('error', () => resolve({ kind: 'gone' }));
    incoming.on('close', () => resolve({ kind: 'gone' }));
  });
}
