/** A token endpoint that grants everything and keeps what it was sent, address and body, to the letter. */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';

export interface RecordedRequest {
  readonly method: string;
  /** Path and query. */
  readonly target: string;
  readonly contentType: string;
  readonly form: Readonly<Record<string, string>>;
}

export interface TokenRecorder {
  readonly token: string;
  readonly requests: readonly RecordedRequest[];
  close(): Promise<void>;
}

/** @param body of every answer */
export async function startTokenRecorder(body: string): Promise<TokenRecorder> {
  const requests: RecordedRequest[] = [];
  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    requests.push({
      method: request.method ?? '',
      target: request.url ?? '',
      contentType: request.headers['content-type'] ?? '',
      form: Object.fromEntries(new URLSearchParams(await text(request))),
    });
    response.writeHead(200, { 'content-type': 'application/json' }).end(body);
  };
  const server = createServer((request, response) => void answer(request, response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    token: `http://127.0.0.1:${(server.address() as AddressInfo).port}/oauth2/access_token`,
    requests,
    close() {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}
