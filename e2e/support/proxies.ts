/** Proxies on loopback that pass things on and remember to where: an HTTP proxy (CONNECT and absolute addresses), and a SOCKS5 proxy. */
import { createServer, request as ask } from 'node:http';
import { connect, createServer as createTcpServer, type AddressInfo, type Socket } from 'node:net';

export interface TestProxy {
  readonly url: string;
  /** `host:port` of what went through, in order. */
  readonly passed: readonly string[];
  close(): Promise<void>;
}

/** @param login `name:password` that it wants, or null */
export async function startHttpProxy(login: string | null = null): Promise<TestProxy> {
  const passed: string[] = [];
  const sockets = new Set<Socket>();
  const wanted = login === null ? null : `Basic ${Buffer.from(login).toString('base64')}`;
  const asks = { 'proxy-authenticate': 'Basic realm="the test proxy"' };
  const server = createServer((incoming, response) => {
    const { 'proxy-authorization': given, 'proxy-connection': _ours, ...headers } = incoming.headers;
    if (wanted !== null && given !== wanted) return void response.writeHead(407, asks).end();
    const { host, hostname, port, pathname, search } = new URL(incoming.url ?? '/', 'http://nowhere.invalid');
    passed.push(host);
    const outgoing = ask({ hostname, port, path: pathname + search, method: incoming.method, headers }, (answer) => {
      response.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(response);
    });
    outgoing.on('error', () => response.destroy());
    incoming.pipe(outgoing);
  });
  server.on('connect', (incoming, socket: Socket) => {
    sockets.add(socket);
    socket.on('error', () => socket.destroy());
    if (wanted !== null && incoming.headers['proxy-authorization'] !== wanted) {
      return socket.end(
        'HTTP/1.1 407 x\r\nProxy-Authenticate: Basic realm="the test proxy"\r\nContent-Length: 0\r\n\r\n',
      );
    }
    const target = incoming.url ?? '';
    passed.push(target);
    socket.write('HTTP/1.1 200 Connected\r\n\r\n');
    return join(socket, target);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    passed,
    close() {
      server.closeAllConnections();
      for (const socket of sockets) socket.destroy();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}

/** RFC 1928, without authentication, IPv4 addresses and names. */
export async function startSocksProxy(): Promise<TestProxy> {
  const passed: string[] = [];
  const sockets = new Set<Socket>();
  const server = createTcpServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => socket.destroy());
    socket.once('data', () => {
      socket.write(Buffer.from([5, 0]));
      socket.once('data', (wish) => {
        const length = wish[4] ?? 0;
        const [host, at] =
          wish[3] === 1 ? [wish.subarray(4, 8).join('.'), 8] : [wish.subarray(5, 5 + length).toString(), 5 + length];
        const target = `${host}:${wish.readUInt16BE(at)}`;
        passed.push(target);
        socket.write(Buffer.from([5, 0, 0, 1, 0, 0, 0, 0, 0, 0]));
        join(socket, target);
      });
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `socks5://127.0.0.1:${(server.address() as AddressInfo).port}`,
    passed,
    close() {
      for (const socket of sockets) socket.destroy();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}

function join(socket: Socket, target: string): void {
  const [host = '', port = ''] = target.split(':');
  const onward = connect(Number(port), host);
  onward.on('error', () => socket.destroy());
  socket.on('close', () => onward.destroy());
  onward.pipe(socket);
  socket.pipe(onward);
}
