/** An authorize endpoint that sends every browser back at once, with a code and somebody else's `state`. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface MeddlingServer {
  readonly authorize: string;
  close(): Promise<void>;
}

export async function startMeddlingServer(callback: string): Promise<MeddlingServer> {
  const answer = new URLSearchParams({ code: 'a-code', state: 'the-state-of-another-sign-in' });
  const server = createServer((_request, response) => {
    response.writeHead(302, { location: `${callback}?${answer.toString()}` }).end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    authorize: `http://127.0.0.1:${(server.address() as AddressInfo).port}/authorize`,
    close() {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}
