/**
 * A server on loopback that gives tokens at once and is then asked about them: userinfo, introspection, revocation, each answered as the
 * test says. Every request is written down, so that a test can look at what was sent, and in which order.
 */
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';

/** What came. */
export interface Asked {
  /** For example `DELETE /applications/me/token`. */
  readonly line: string;
  readonly query: URLSearchParams;
  readonly authorization: string;
  readonly body: string;
}

/** What goes back; an object is written as JSON. `hang`: nothing, ever. */
export type Reply =
  | 'hang'
  | {
      readonly status?: number;
      readonly body?: string | object;
      readonly headers?: Readonly<Record<string, string>>;
    };

export interface AnsweringServer {
  readonly origin: string;
  /** By method and path, for example `GET /userinfo`; may be changed while the server runs. */
  readonly answers: Map<string, Reply | ((asked: Asked) => Reply)>;
  /** Without those to the authorize endpoint. */
  readonly asked: readonly Asked[];
  /** The requests of one method and path. */
  of(line: string): readonly Asked[];
  close(): Promise<void>;
}

/** Starts it with `GET /authorize`, which sends the browser back with a code, and `POST /token`, which gives new tokens each time. */
export async function startAnsweringServer(): Promise<AnsweringServer> {
  const asked: Asked[] = [];
  let given = 0;
  const answers: AnsweringServer['answers'] = new Map([
    [
      'POST /token',
      (): Reply => {
        given += 1;
        return {
          body: {
            access_token: `access-${given}`,
            token_type: 'Bearer',
            expires_in: 3600,
            refresh_token: `refresh-${given}`,
            scope: 'read write',
          },
        };
      },
    ],
  ]);
  const server = createServer((request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://localhost');
    if (pathname === '/authorize') {
      const back = new URLSearchParams({ code: 'a-code', state: searchParams.get('state') ?? '' });
      response.writeHead(302, { location: `${searchParams.get('redirect_uri') ?? ''}?${back.toString()}` }).end();
      return;
    }
    const answer = async (): Promise<void> => {
      const body = await text(request);
      const { authorization = '' } = request.headers;
      const now = { line: `${request.method ?? ''} ${pathname}`, query: searchParams, authorization, body };
      asked.push(now);
      const found = answers.get(now.line);
      reply(response, typeof found === 'function' ? found(now) : (found ?? { status: 404 }));
    };
    void answer();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    answers,
    asked,
    of: (line) => asked.filter((each) => each.line === line),
    close() {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}

function reply(response: ServerResponse, answer: Reply): void {
  if (answer === 'hang') return;
  const { status = 200, body = '', headers = {} } = answer;
  const json = typeof body !== 'string';
  response
    .writeHead(status, { 'content-type': json ? 'application/json' : 'text/html; charset=utf-8', ...headers })
    .end(json ? JSON.stringify(body) : body);
}
