/**
 * A provider that means harm, on loopback: whoever asks to sign in gets the trick that the address names. It also answers for every host
 * that a test leads here, so that what a look-alike of the callback would receive is seen.
 */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';

/** What the authorize page was asked for. */
export interface Asked {
  readonly redirectUri: string;
  readonly state: string;
  /** Code and state as a server gives them. */
  readonly answer: string;
}

/** Answers the authorize request. */
export type Trick = (asked: Asked, response: ServerResponse) => void;

export interface HostileServer {
  readonly port: number;
  readonly origin: string;
  readonly tokenEndpoint: string;
  /** The authorize endpoint that plays this trick from now on. */
  play(trick: Trick): string;
  /** Every request but those above, as `host/path`. */
  readonly visits: readonly string[];
  /** The codes that came to the token endpoint since this was last asked. */
  takeExchanged(): readonly string[];
  /** What the token endpoint says; `flood` never ends. */
  tokens: 'sound' | 'flood';
  /** Bytes that were taken of a flood. */
  readonly flooded: () => number;
  /** Answers what was asked of `/late`, with a cookie. */
  answerLate(): void;
  close(): Promise<void>;
}

/** In the clear so that a test can look for it; as long as real ones. */
export const HOSTILE_CODE = 'canary-hostile-code-7a1f2b';

const FLOOD_BYTES = 100 * 1024 * 1024;

export async function startHostileServer(): Promise<HostileServer> {
  const tricks: Trick[] = [];
  const visits: string[] = [];
  const exchanged: string[] = [];
  const late: ServerResponse[] = [];
  let flooded = 0;

  const token = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    exchanged.push(new URLSearchParams(await text(request)).get('code') ?? '');
    response.setHeader('content-type', 'application/json');
    if (hostile.tokens === 'flood') flood(response, (taken) => (flooded = taken));
    else response.end(JSON.stringify({ access_token: 'canary-hostile-access-token', expires_in: 3600 }));
  };

  const http = createServer((request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://localhost');
    const trick = tricks[Number(/^\/authorize\/(\d+)$/.exec(pathname)?.[1] ?? -1)];
    if (pathname === '/token') return void token(request, response);
    if (trick === undefined) {
      visits.push(`${request.headers.host ?? ''}${pathname}`);
      if (pathname === '/late') return void late.push(response);
      return elsewhere(pathname, searchParams, response);
    }
    const state = searchParams.get('state') ?? '';
    const answer = new URLSearchParams({ code: HOSTILE_CODE, state }).toString();
    trick({ redirectUri: searchParams.get('redirect_uri') ?? '', state, answer }, response);
  });
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve));
  const { port } = http.address() as AddressInfo;
  const origin = `http://127.0.0.1:${port}`;
  const hostile: HostileServer = {
    port,
    origin,
    tokenEndpoint: `${origin}/token`,
    play: (trick) => `${origin}/authorize/${tricks.push(trick) - 1}`,
    visits,
    takeExchanged: () => exchanged.splice(0),
    tokens: 'sound',
    flooded: () => flooded,
    answerLate() {
      for (const response of late.splice(0)) response.writeHead(200, { 'set-cookie': 'late=came; Max-Age=9999' }).end();
    },
    close() {
      http.closeAllConnections();
      return new Promise((resolve) => http.close(() => resolve()));
    },
  };
  return hostile;
}

/** Sends the browser to an address. */
export function redirectTo(address: (asked: Asked) => string): Trick {
  return (asked, response) => void response.writeHead(302, { location: address(asked) }).end();
}

/** Shows a page. */
export function show(body: string | ((asked: Asked) => string), title = 'Sign in'): Trick {
  return (asked, response) => {
    const content = typeof body === 'string' ? body : body(asked);
    response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' });
    response.end(`<!doctype html><title>${title}</title>${content}`);
  };
}

/** A page of 100 MB, a download, a service worker, a question for a password; and the way on to the next of several addresses. */
function elsewhere(pathname: string, query: URLSearchParams, response: ServerResponse): void {
  const [next, ...rest] = query.getAll('then');
  if (next !== undefined) {
    const url = new URL(next);
    for (const other of rest) url.searchParams.append('then', other);
    return void response.writeHead(302, { location: url.href }).end();
  }
  switch (pathname) {
    case '/download':
      response.writeHead(200, {
        'content-type': 'application/octet-stream',
        'content-disposition': 'attachment; filename="evil.desktop"',
      });
      return void response.end('[Desktop Entry]');
    case '/worker.js':
      response.writeHead(200, { 'content-type': 'text/javascript' });
      return void response.end("addEventListener('fetch', (event) => event.respondWith(new Response('the worker')))");
    case '/busy.js':
      response.writeHead(200, { 'content-type': 'text/javascript' });
      return void response.end(`(${busyWorker.toString()})()`);
    case '/password':
      return void response
        .writeHead(401, { 'www-authenticate': `Basic realm="${bytes(query.get('realm') ?? '')}"` })
        .end('who?');
    case '/large':
      response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' });
      response.write('<!doctype html><title>Large</title><p id="here">Large</p>');
      return flood(response, () => undefined);
    default:
      return show('<p id="here">Elsewhere</p>')({ redirectUri: '', state: '', answer: '' }, response);
  }
}

/** A service worker that asks for `/busy` and writes to its storage for as long as it lives. Runs in the worker. */
function busyWorker(): void {
  const scope = globalThis as unknown as { readonly caches: CacheStorage };
  const work = async (): Promise<void> => {
    for (let round = 0; round < 6000; round += 1) {
      await fetch('/busy').catch(() => undefined);
      await scope.caches.open('busy').catch(() => undefined);
      await new Promise((resolve) => void setTimeout(resolve, 10));
    }
  };
  addEventListener('message', (event) =>
    (event as unknown as { waitUntil(work: Promise<void>): void }).waitUntil(work()),
  );
}

/** A header takes bytes; Chromium reads them as UTF-8. */
function bytes(words: string): string {
  return Buffer.from(words).toString('latin1');
}

/** Writes 100 MB for as long as somebody takes them. */
function flood(response: ServerResponse, took: (bytes: number) => void): void {
  const piece = Buffer.alloc(64 * 1024, 'x ');
  let sent = 0;
  const more = (): void => {
    while (sent < FLOOD_BYTES && !response.destroyed) {
      sent += piece.length;
      took(sent);
      if (!response.write(piece)) return void response.once('drain', more);
    }
    response.end();
  };
  more();
}
