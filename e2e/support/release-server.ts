/** A place where releases lie, on loopback: the list that electron-builder writes, and an AppImage, which is a script that leaves a mark. */
import { createHash } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface ReleaseServer {
  readonly origin: string;
  /** Paths that were asked for, without their queries. */
  readonly asked: readonly string[];
  /** Values of the header by which the library would tell computers apart. */
  readonly identifiers: ReadonlySet<string>;
  /** Gives other bytes than the list promises from now on, or the right ones again. */
  tamper(on: boolean): void;
  /** Gives only half of the new version from now on and leaves the rest open, or all of it again. */
  stall(on: boolean): void;
  /** How many of the halves were hung up on. */
  readonly givenUp: number;
  close(): Promise<void>;
}

/** @param image what the new version is */
export async function serveRelease(version: string, notes: string, image: string): Promise<ReleaseServer> {
  const file = `Latchkey-${version}-linux-x86_64.AppImage`;
  const sha512 = createHash('sha512').update(image).digest('base64');
  const list = [
    `version: ${version}`,
    `files:\n  - url: ${file}\n    sha512: ${sha512}\n    size: ${image.length}`,
    `path: ${file}\nsha512: ${sha512}`,
    `releaseNotes: ${JSON.stringify(notes)}`,
    `releaseDate: '2026-01-01T00:00:00.000Z'\n`,
  ].join('\n');
  const asked: string[] = [];
  const identifiers = new Set<string>();
  let tampered = false;
  let stalled = false;
  let givenUp = 0;
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://localhost');
    asked.push(pathname);
    identifiers.add([request.headers['x-user-staging-id']].flat().join());
    if (pathname === '/latest-linux.yml') return void response.end(list);
    if (pathname === `/${file}` && stalled) {
      response.on('close', () => (givenUp += 1));
      response.writeHead(200, { 'content-length': image.length }).write(image.slice(0, image.length / 2));
      return;
    }
    if (pathname === `/${file}`) return void response.end(tampered ? image.replaceAll(/\w/g, 'x') : image);
    response.writeHead(404).end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    asked,
    identifiers,
    stall: (on) => void (stalled = on),
    get givenUp() {
      return givenUp;
    },
    tamper: (on) => void (tampered = on),
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
