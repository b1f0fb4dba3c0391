/**
 * An authorization server on loopback over TLS with a certificate of the test's own. Its page signs in at once, and tells who came before by a
 * cookie; `/login` asks for HTTP authentication first. It also says who somebody is and what a token is worth, and takes tokens back.
 */
import { randomBytes } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import type { TestCertificate } from '../../main/testing/certificates';

export interface SecureServer {
  readonly host: string;
  readonly authorizeEndpoint: string;
  readonly loginEndpoint: string;
  readonly tokenEndpoint: string;
  readonly userinfoEndpoint: string;
  readonly introspectionEndpoint: string;
  readonly revocationEndpoint: string;
  /** The `visitor` cookie of each visit to the authorize page, or null. */
  readonly visitors: readonly (string | null)[];
  readonly grants: readonly string[];
  /** The cookies that came to the token endpoint, which sets one each time. */
  readonly tokenCookies: readonly string[];
  /** The paths of the calls with a token, in their order. */
  readonly calls: readonly string[];
  close(): Promise<void>;
}

const callAnswers: Readonly<Record<string, string>> = {
  '/userinfo': JSON.stringify({ sub: 'u-ada', name: 'Ada Lovelace' }),
  '/introspect': JSON.stringify({ active: true, username: 'ada' }),
  '/revoke': '',
};

export async function startSecureServer(certificate: TestCertificate): Promise<SecureServer> {
  const visitors: (string | null)[] = [];
  const grants: string[] = [];
  const tokenCookies: string[] = [];
  const calls: string[] = [];
  const grant = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    tokenCookies.push(...[request.headers.cookie ?? []].flat());
    grants.push(new URLSearchParams(await text(request)).get('grant_type') ?? '');
    const [access_token, refresh_token] = [randomBytes(16).toString('hex'), randomBytes(16).toString('hex')];
    const tokens = { access_token, refresh_token, token_type: 'Bearer', expires_in: 3600 };
    const headers = { 'content-type': 'application/json', 'set-cookie': 'token=seen; Max-Age=86400; Path=/' };
    response.writeHead(200, headers).end(JSON.stringify(tokens));
  };
  const server = createServer({ key: certificate.keyPem, cert: certificate.pem }, (request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? '/', 'https://localhost');
    const allowed = request.headers.authorization === `Basic ${Buffer.from('me:right').toString('base64')}`;
    if (pathname === '/login' && !allowed) {
      response.writeHead(401, { 'www-authenticate': 'Basic realm="the test server"' }).end('who?');
    } else if (pathname === '/authorize' || pathname === '/login') {
      visitors.push(/visitor=(\w+)/.exec(request.headers.cookie ?? '')?.[1] ?? null);
      const answer = new URLSearchParams({
        code: randomBytes(8).toString('hex'),
        state: searchParams.get('state') ?? '',
      });
      response
        .writeHead(302, {
          location: `${searchParams.get('redirect_uri')}?${answer.toString()}`,
          'set-cookie': `visitor=v${visitors.length}; Max-Age=86400; Path=/`,
        })
        .end();
    } else if (pathname === '/token' && request.method === 'POST') {
      void grant(request, response);
    } else if (Object.hasOwn(callAnswers, pathname)) {
      calls.push(pathname);
      response.writeHead(200, { 'content-type': 'application/json' }).end(callAnswers[pathname]);
    } else response.writeHead(404).end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    host,
    authorizeEndpoint: `https://${host}/authorize`,
    loginEndpoint: `https://${host}/login`,
    tokenEndpoint: `https://${host}/token`,
    userinfoEndpoint: `https://${host}/userinfo`,
    introspectionEndpoint: `https://${host}/introspect`,
    revocationEndpoint: `https://${host}/revoke`,
    visitors,
    grants,
    tokenCookies,
    calls,
    close() {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}
