/**
 * A server that must receive nothing. Every host name but this machine's is mapped to it, the callback's host among them, so that a
 * request that escapes is seen here instead of on the network.
 */
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';

export interface Trap {
  readonly port: number;
  /** One line a connection, with what it asked for: `GET /sae_callback.php … Host: death.sinaapp.com`, or `TLS example.com` for https. */
  readonly contacts: readonly string[];
  close(): Promise<void>;
}

export async function setTrap(): Promise<Trap> {
  const contacts: string[] = [];
  const server = createServer((socket) => {
    const index = contacts.push('a connection that asked for nothing') - 1;
    socket.once('data', (bytes) => {
      contacts[index] =
        bytes[0] === TLS_HANDSHAKE ? `TLS ${serverName(bytes)}` : requestLines(bytes.toString('latin1'));
      socket.destroy();
    });
    // What the other side does to its end does not matter here.
    socket.on('error', () => socket.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    port: (server.address() as AddressInfo).port,
    contacts,
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
}

const TLS_HANDSHAKE = 0x16;

/** The host that a TLS ClientHello asks for (RFC 6066 section 3): found by its shape, which is enough to name it in a failure. */
function serverName(hello: Buffer): string {
  return /(?:[a-z0-9-]+\.)+[a-z]{2,}/i.exec(hello.toString('latin1'))?.[0] ?? 'to an unnamed host';
}

function requestLines(request: string): string {
  const [first = '', ...headers] = request.split('\r\n');
  const host = headers.find((header) => /^host:/i.test(header)) ?? '';
  return `${first} ${host}`.trim();
}
