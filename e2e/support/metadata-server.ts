/** A web server on loopback that serves what a test puts at a path, and remembers what was asked. */
import { createServer, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';

export interface WebRequest {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

export interface WebAnswer {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** Objects go out as JSON. */
  readonly body?: unknown;
}

export interface MetadataServer {
  readonly origin: string;
  readonly requests: readonly WebRequest[];
  /** What stands at a path, from now on; everything else is 404. */
  serve(path: string, answer: WebAnswer | ((request: WebRequest) => WebAnswer)): void;
  close(): Promise<void>;
}

export async function startMetadataServer(): Promise<MetadataServer> {
  const answers = new Map<string, WebAnswer | ((request: WebRequest) => WebAnswer)>();
  const requests: WebRequest[] = [];
  const respond = async (incoming: IncomingMessage, response: ServerResponse): Promise<void> => {
    const body = await text(incoming);
    const { pathname, searchParams: query } = new URL(incoming.url ?? '/', 'http://localhost');
    const request = { method: incoming.method ?? '', path: pathname, query, headers: incoming.headers, body };
    requests.push(request);
    const found = answers.get(pathname) ?? { status: 404, body: '<h1>Not found</h1>' };
    const given = typeof found === 'function' ? found(request) : found;
    const sent = typeof given.body === 'string' ? given.body : JSON.stringify(given.body ?? '');
    response.writeHead(given.status ?? 200, { 'content-type': 'application/json', ...given.headers }).end(sent);
  };
  const server = createServer((incoming, response) => void respond(incoming, response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests,
    serve: (path, given) => void answers.set(path, given),
    close() {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}
