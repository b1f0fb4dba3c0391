/**
 * An authorization server on loopback that speaks the grants without a sign-in page, checks them as their RFCs say, and writes down what
 * came: client credentials, device codes (RFC 8628), token exchange (RFC 8693), assertions (RFC 7523), the implicit grant, and one of its own.
 */
import { createPublicKey, generateKeyPairSync, randomBytes, verify } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';

export const GRANT_CLIENT = { id: 'machine', secret: 'machine-secret-%+&' } as const;

/** What the next answers are, first one first; the usual one when there is none. */
export type Answer =
  | { readonly kind: 'error'; readonly status: number; readonly error: string }
  /** The connection is cut without an answer. */
  | { readonly kind: 'cut' };

export interface GrantServer {
  readonly origin: string;
  readonly tokenEndpoint: string;
  readonly deviceEndpoint: string;
  readonly implicitEndpoint: string;
  /** Forms that came to the token endpoint, in order. */
  readonly forms: readonly URLSearchParams[];
  /** Access tokens that were given, in order. */
  readonly tokens: readonly string[];
  /** PEM of the key that assertions are to be signed with. */
  readonly privateKey: string;
  /** The payloads of the assertions that were accepted. */
  readonly assertions: readonly Readonly<Record<string, unknown>>[];
  readonly answers: Answer[];
  /** The user of the device code agrees. */
  approve(): void;
  /** Seconds that tokens live. */
  lifetime: number;
  close(): Promise<void>;
}

const URN = 'urn:ietf:params:oauth';

export async function startGrantServer(): Promise<GrantServer> {
  const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const forms: URLSearchParams[] = [];
  const tokens: string[] = [];
  const assertions: Record<string, unknown>[] = [];
  const answers: Answer[] = [];
  let approved = false;
  const deviceCode = randomBytes(16).toString('hex');

  const give = (response: ServerResponse, more: Record<string, unknown> = {}): void => {
    const token = randomBytes(20).toString('hex');
    tokens.push(token);
    json(response, 200, { access_token: token, token_type: 'Bearer', expires_in: speaking.lifetime, ...more });
  };

  const token = (form: URLSearchParams, response: ServerResponse): void => {
    forms.push(form);
    const answer = answers.shift();
    if (answer?.kind === 'cut') return void response.socket?.destroy();
    if (answer !== undefined) return json(response, answer.status, { error: answer.error });
    switch (form.get('grant_type') ?? '') {
      case 'client_credentials':
      case 'urn:example:tenant':
        return give(response);
      case `${URN}:grant-type:device_code`:
        if (form.get('device_code') !== deviceCode) return json(response, 400, { error: 'invalid_grant' });
        return approved
          ? give(response, { refresh_token: randomBytes(20).toString('hex') })
          : json(response, 400, { error: 'authorization_pending' });
      case `${URN}:grant-type:token-exchange`:
        return tokens.includes(form.get('subject_token') ?? '')
          ? give(response, { issued_token_type: `${URN}:token-type:jwt`, token_type: 'N_A' })
          : json(response, 400, { error: 'invalid_grant' });
      case `${URN}:grant-type:jwt-bearer`: {
        const claims = verified(form.get('assertion') ?? '');
        if (claims === null) return json(response, 400, { error: 'invalid_grant' });
        assertions.push(claims);
        return give(response);
      }
      default:
        return json(response, 400, { error: 'unsupported_grant_type' });
    }
  };

  const verified = (assertion: string): Record<string, unknown> | null => {
    const [header = '', payload = '', signature = ''] = assertion.split('.');
    const key = createPublicKey(publicKey.export({ type: 'spki', format: 'pem' }));
    const signed = verify('sha256', Buffer.from(`${header}.${payload}`), key, Buffer.from(signature, 'base64url'));
    if (!signed) return null;
    const claims = JSON.parse(Buffer.from(payload, 'base64url').toString()) as Record<string, unknown>;
    return typeof claims['exp'] === 'number' && claims['exp'] * 1000 > Date.now() ? claims : null;
  };

  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://localhost');
    const form = new URLSearchParams(await text(request));
    const known = isKnown(request.headers.authorization ?? '');
    if (pathname === '/implicit') return implicit(searchParams, response);
    if (!known) return json(response, 401, { error: 'invalid_client' });
    if (pathname === '/token') return token(form, response);
    if (pathname === '/device') {
      return json(response, 200, {
        device_code: deviceCode,
        user_code: 'WDJB-MJHT',
        // As Google wrote it for years.
        verification_url: `${origin}/enter`,
        verification_uri_complete: `${origin}/enter?code=WDJB-MJHT`,
        expires_in: 600,
        interval: 1,
      });
    }
    response.writeHead(404).end();
  };

  const implicit = (query: URLSearchParams, response: ServerResponse): void => {
    if (query.get('response_type') !== 'token') return json(response, 400, { error: 'unsupported_response_type' });
    const accessToken = randomBytes(20).toString('hex');
    tokens.push(accessToken);
    const fragment = new URLSearchParams({
      access_token: accessToken,
      token_type: 'bearer',
      expires_in: '3600',
      refresh_token: randomBytes(20).toString('hex'),
      scope: 'basic',
      state: query.get('state') ?? '',
    });
    response.writeHead(302, { location: `${query.get('redirect_uri')}#${fragment.toString()}` }).end();
  };

  const server = createServer((request, response) => void answer(request, response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const speaking: GrantServer = {
    origin,
    tokenEndpoint: `${origin}/token`,
    deviceEndpoint: `${origin}/device`,
    implicitEndpoint: `${origin}/implicit`,
    forms,
    tokens,
    privateKey: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    assertions,
    answers,
    approve: () => (approved = true),
    lifetime: 3600,
    close() {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
  return speaking;
}

/** Decodes both halves, as RFC 6749 section 2.3.1 has them encoded. */
function isKnown(authorization: string): boolean {
  const [, pair = ''] = /^Basic (.+)$/.exec(authorization) ?? [];
  const halves = Buffer.from(pair, 'base64').toString().split(':');
  const [id, secret] = halves.map((half) => decodeURIComponent(half.replaceAll('+', ' ')));
  return halves.length === 2 && id === GRANT_CLIENT.id && secret === GRANT_CLIENT.secret;
}

function json(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}
