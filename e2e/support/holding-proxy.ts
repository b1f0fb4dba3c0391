/** A token endpoint in front of another one, that passes requests on and holds the answers back until the test lets them go. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';

export interface HoldingProxy {
  readonly url: string;
  /** From now on answers wait for `release`. */
  hold(): void;
  release(): void;
  /** Answers that the endpoint behind has given and that wait here. */
  held(): number;
  close(): Promise<void>;
}

export async function startHoldingProxy(target: string): Promise<HoldingProxy> {
  let waiting: (() => void)[] | null = null;
  const server = createServer((request, response) => {
    void (async () => {
      const answer = await fetch(target, {
        method: 'POST',
        headers: { 'content-type': request.headers['content-type'] ?? '' },
        body: await text(request),
      });
      const body = await answer.text();
      const send = (): void => {
        response.writeHead(answer.status, { 'content-type': answer.headers.get('content-type') ?? '' }).end(body);
      };
      if (waiting === null) send();
      else waiting.push(send);
    })();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/access_token`,
    hold() {
      waiting = [];
    },
    release() {
      for (const send of waiting ?? []) send();
      waiting = null;
    },
    held: () => waiting?.length ?? 0,
    close() {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}
