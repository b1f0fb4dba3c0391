/**
 * Listens on this computer for the browser that comes back from the authorization server (RFC 8252 section 7.3). One listener an
 * attempt; it takes one answer, shows a page without script, and is gone.
 *
 * SECURITY: every program and every web page on this computer can send requests here, so what is taken is narrow: the address that was
 * bound, its exact host name (DNS rebinding), the callback's path, a page load and not an image or a frame, and a `state` that only our
 * own browser tab knows. Everything else is answered and forgotten; it neither ends the attempt nor says anything about it.
 */
import { randomBytes } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { systemErrorCode } from '../fault';
import { loopbackPage, type LoopbackAnswer } from './loopback-page';
import { MAX_FORM_BYTES, type CapturedCallback } from './redirect-capture';

/** What a request that reached the callback is. */
export type Judgement =
  /** The answer to this attempt, good or bad. */
  'answer' | Exclude<LoopbackAnswer, 'arrived'>;

export interface LoopbackOptions {
  /** As in the callback URL: `127.0.0.1`, `localhost` or `[::1]`. */
  readonly host: string;
  /** Null: any free port. */
  readonly port: number | null;
  /** The callback URL, given the port. */
  readonly withPort: (port: number) => string;
  readonly language: () => string;
}

export type Listening =
  | { readonly kind: 'listening'; readonly listener: LoopbackListener }
  /** `taken`: another program, or another attempt, has the port. */
  | { readonly kind: 'failed'; readonly reason: 'taken' | 'failed'; readonly detail: string };

export interface LoopbackListener {
  /** The callback URL with the port that was bound. */
  readonly callbackUrl: string;
  /** From now on requests are judged; before, and after an answer was taken, all are answered with 404. */
  readonly serve: (judge: (arrival: CapturedCallback) => Judgement, told: LoopbackEvents) => void;
  readonly close: () => void;
}

export interface LoopbackEvents {
  captured(arrival: CapturedCallback): void;
  /** Something came that was not taken. */
  refused(why: Exclude<Judgement, 'answer'>): void;
}

/** Milliseconds a browser may take to send its request. */
const REQUEST_MS = 10_000;
/** `localhost` is two addresses; a port that is free on one may be taken on the other. */
const TRIES = 5;

/** Binds; resolves before anything is opened, so that no answer can come too early. */
export async function listenOnLoopback(options: LoopbackOptions): Promise<Listening> {
  let failure: Extract<Listening, { kind: 'failed' }> = { kind: 'failed', reason: 'failed', detail: '' };
  for (let attempt = 0; attempt < (options.port === null ? TRIES : 1); attempt += 1) {
    const bound = await bindAll(options);
    if (bound.kind === 'bound') return { kind: 'listening', listener: listener(options, bound.servers, bound.port) };
    failure = bound;
    if (bound.reason !== 'taken') break;
  }
  return failure;
}

type Bound =
  | { readonly kind: 'bound'; readonly servers: readonly Server[]; readonly port: number }
  | Extract<Listening, { kind: 'failed' }>;

/** SECURITY: where the name is `localhost` both of its addresses are ours, or none: nobody else may answer on the other one. */
async function bindAll({ host, port }: LoopbackOptions): Promise<Bound> {
  const addresses = host === 'localhost' ? ['127.0.0.1', '::1'] : [host.replace(/^\[|\]$/g, '')];
  const servers: Server[] = [];
  let chosen = port ?? 0;
  for (const address of addresses) {
    const server = createServer({ requestTimeout: REQUEST_MS, headersTimeout: REQUEST_MS });
    const problem = await listen(server, address, chosen);
    if (problem === null) {
      servers.push(server);
      chosen = (server.address() as AddressInfo).port;
    } else if (servers.length === 0 || !['EADDRNOTAVAIL', 'EAFNOSUPPORT'].includes(problem)) {
      for (const each of servers) each.close();
      return { kind: 'failed', reason: problem === 'EADDRINUSE' ? 'taken' : 'failed', detail: `${problem} ${chosen}` };
    }
  }
  return { kind: 'bound', servers, port: chosen };
}

/** The system's error code, or null. */
function listen(server: Server, address: string, port: number): Promise<string | null> {
  return new Promise((resolve) => {
    server.once('error', (error) => resolve(systemErrorCode(error) ?? error.message));
    server.listen({ host: address, port, exclusive: true }, () => resolve(null));
  });
}

function listener(options: LoopbackOptions, servers: readonly Server[], port: number): LoopbackListener {
  const callbackUrl = options.withPort(port);
  const callback = new URL(callbackUrl);
  let serving: {
    readonly judge: (arrival: CapturedCallback) => Judgement;
    readonly told: LoopbackEvents;
  } | null = null;

  const close = (): void => {
    serving = null;
    for (const server of servers) {
      server.close();
      // A page that is being sent may finish; a connection that only waits is cut.
      server.closeIdleConnections();
    }
  };

  const handle = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const url = reachedCallback(request, callback);
    if (url === null || serving === null) return refuse(response);
    const formBody = request.method === 'POST' ? await readForm(request) : '';
    // Another request may have been taken while this one was read.
    if (formBody === null || serving === null) return refuse(response);
    const arrival: CapturedCallback = { url, formBody };
    const { judge, told } = serving;
    const judged = judge(arrival);
    show(response, judged === 'answer' ? 'arrived' : judged, options.language());
    if (judged !== 'answer') return told.refused(judged);
    serving = null;
    told.captured(arrival);
  };

  for (const server of servers) {
    server.on('request', (request, response) => {
      handle(request, response).catch(() => response.destroy());
    });
    // What is not HTTP is nothing to us.
    server.on('clientError', (_error, socket) => socket.destroy());
    server.on('error', () => undefined);
  }
  return {
    callbackUrl,
    serve(judge, told) {
      serving = { judge, told };
    },
    close,
  };
}

/** The full address that was asked for; null where it is not the callback. */
function reachedCallback(request: IncomingMessage, callback: URL): string | null {
  // SECURITY: another name that was made to point here (DNS rebinding) is not the callback.
  if (
    request.headers.host !== callback.host &&
    request.headers.host !== `${callback.hostname}:${callback.port || '80'}`
  )
    return null;
  if (request.method !== 'GET' && request.method !== 'POST') return null;
  // SECURITY: a page load only. An image, a frame or a script of a foreign page is no sign-in.
  const destination = request.headers['sec-fetch-dest'];
  if (destination !== undefined && destination !== 'document') return null;
  const asked = request.url ?? '';
  if (!asked.startsWith('/')) return null;
  const url = new URL(callback.origin + asked);
  return url.pathname === callback.pathname ? url.href : null;
}

/** The body of a form_post (OAuth 2.0 Form Post Response Mode); null where it is none, or too large. */
async function readForm(request: IncomingMessage): Promise<string | null> {
  if (!/^application\/x-www-form-urlencoded\b/i.test(request.headers['content-type'] ?? '')) return null;
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > MAX_FORM_BYTES) return null;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

function show(response: ServerResponse, answer: LoopbackAnswer, language: string): void {
  const nonce = randomBytes(16).toString('base64');
  response.writeHead(answer === 'not_ours' ? 400 : 200, {
    ...headers(`style-src 'nonce-${nonce}'; `),
    'content-type': 'text/html; charset=utf-8',
  });
  response.end(loopbackPage(answer, language, nonce));
}

function refuse(response: ServerResponse): void {
  response.writeHead(404, { ...headers(''), 'content-type': 'text/plain' }).end('Not found');
}

/** SECURITY: the address holds the code: no cache, no referrer, no frame, no script, nothing loaded. */
function headers(style: string): Record<string, string> {
  return {
    'content-security-policy': `default-src 'none'; ${style}base-uri 'none'; form-action 'none'; frame-ancestors 'none'`,
    'cache-control': 'no-store',
    'referrer-policy': 'no-referrer',
    'x-content-type-options': 'nosniff',
    connection: 'close',
  };
}
