/**
 * A small authorization server on loopback that believes nothing without a proof (RFC 9449): it checks each by its own key, wants a fresh nonce
 * for every request at the token endpoint, binds its one-use refresh tokens to the key, and counts what it saw. Its endpoint for pushed
 * requests can misbehave.
 */
import { createHash, createPublicKey, randomBytes, verify, type JsonWebKey } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';

/** How the endpoint of pushed requests answers. `silent`: never. */
export type PushAnswer = 'reference' | 'error' | 'page' | 'redirect' | 'silent';

export interface ProofServer {
  readonly origin: string;
  readonly authorizeEndpoint: string;
  readonly tokenEndpoint: string;
  readonly pushedEndpoint: string;
  /** API that takes bound tokens, with their proof. */
  readonly api: string;
  pushAnswer: PushAnswer;
  /** The nonce given is never the one that is wanted. */
  neverContent: boolean;
  /** Tokens are given as plain ones, whatever was proved. */
  plainTokens: boolean;
  /** Requests with a refresh token, by what became of them. */
  readonly refreshes: readonly ('nonce' | 'redeemed' | 'refused')[];
  /** Query names of the authorize requests, in order. */
  readonly authorized: readonly (readonly string[])[];
  /** Thumbprints of the keys that codes were bound to at the authorize endpoint. */
  readonly boundTo: readonly (string | null)[];
  close(): Promise<void>;
}

interface Proof {
  readonly thumbprint: string;
  readonly nonce: unknown;
  readonly ath: unknown;
}

export async function startProofServer(): Promise<ProofServer> {
  const pushed = new Map<string, URLSearchParams>();
  const codes = new Map<string, string | null>();
  const refreshTokens = new Map<string, string>();
  const accessTokens = new Map<string, string>();
  const seen = new Set<string>();
  const refreshes: ('nonce' | 'redeemed' | 'refused')[] = [];
  const authorized: string[][] = [];
  const boundTo: (string | null)[] = [];
  let nonce = random();

  /** Null where it is no proof of a key for this request, or was seen before. */
  const proofOf = (request: IncomingMessage, url: string): Proof | null => {
    const [head = '', body = '', signature = ''] = String(request.headers['dpop'] ?? '').split('.');
    if (signature === '') return null;
    const header = decode(head) as { typ: string; alg: string; jwk: JsonWebKey };
    const claims = decode(body) as { htm: string; htu: string; jti: string; iat: number; nonce?: string; ath?: string };
    const key = createPublicKey({ key: header.jwk, format: 'jwk' });
    const signed = Buffer.from(`${head}.${body}`);
    const good =
      header.typ === 'dpop+jwt' &&
      header.alg === 'ES256' &&
      header.jwk.d === undefined &&
      verify('sha256', signed, { key, dsaEncoding: 'ieee-p1363' }, Buffer.from(signature, 'base64url')) &&
      claims.htm === request.method &&
      claims.htu === url &&
      Math.abs(Date.now() / 1000 - claims.iat) < 60 &&
      !seen.has(claims.jti);
    seen.add(claims.jti);
    const { crv, kty, x, y } = header.jwk;
    const thumbprint = sha256(JSON.stringify({ crv, kty, x, y }));
    return good ? { thumbprint, nonce: claims.nonce, ath: claims.ath } : null;
  };

  const token = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const form = new URLSearchParams(await text(request));
    const refreshToken = form.get('refresh_token');
    const note = (what: 'nonce' | 'redeemed' | 'refused'): void => void (refreshToken !== null && refreshes.push(what));
    const proof = proofOf(request, `${origin}/token`);
    if (proof === null) {
      note('refused');
      return json(response, 400, { error: 'invalid_dpop_proof' });
    }
    const wanted = nonce;
    nonce = random();
    response.setHeader('dpop-nonce', nonce);
    if (proof.nonce !== wanted || server.neverContent) {
      note('nonce');
      return json(response, 400, { error: 'use_dpop_nonce', error_description: 'a nonce is needed' });
    }
    const bound = refreshToken === null ? codes.get(form.get('code') ?? '') : refreshTokens.get(refreshToken);
    if (bound === undefined || (bound !== null && bound !== proof.thumbprint)) {
      note('refused');
      return json(response, 400, { error: 'invalid_grant' });
    }
    codes.delete(form.get('code') ?? '');
    refreshTokens.delete(refreshToken ?? '');
    note('redeemed');
    const [access, next] = [random(), random()];
    accessTokens.set(access, proof.thumbprint);
    refreshTokens.set(next, proof.thumbprint);
    const type = server.plainTokens ? 'Bearer' : 'DPoP';
    json(response, 200, { access_token: access, token_type: type, expires_in: 3600, refresh_token: next });
  };

  const authorize = (query: URLSearchParams, response: ServerResponse): void => {
    authorized.push([...query.keys()]);
    const asked = pushed.get(query.get('request_uri') ?? '') ?? query;
    const code = random();
    codes.set(code, asked.get('dpop_jkt'));
    boundTo.push(asked.get('dpop_jkt'));
    const answer = new URLSearchParams({ code, state: asked.get('state') ?? '' });
    response.writeHead(302, { location: `${asked.get('redirect_uri') ?? ''}?${answer.toString()}` }).end();
  };

  const push = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const form = new URLSearchParams(await text(request));
    switch (server.pushAnswer) {
      case 'reference': {
        const reference = `urn:ietf:params:oauth:request_uri:${random()}`;
        pushed.set(reference, form);
        return json(response, 201, { request_uri: reference, expires_in: 60 });
      }
      case 'error':
        return json(response, 400, { error: 'invalid_request', error_description: 'This callback is not registered.' });
      case 'page':
        return void response.writeHead(404, { 'content-type': 'text/html' }).end('<!doctype html><title>Lost</title>');
      case 'redirect':
        return void response.writeHead(307, { location: `${origin}/token` }).end();
      case 'silent':
    }
  };

  /** For API calls: the token with a proof of its key, by the token's hash. */
  const api = (request: IncomingMessage, response: ServerResponse): void => {
    const access = (request.headers.authorization ?? '').replace(/^DPoP /, '');
    const proof = proofOf(request, `${origin}/api`);
    const good = proof !== null && accessTokens.get(access) === proof.thumbprint && proof.ath === sha256(access);
    json(response, good ? 200 : 401, good ? { hello: 'somebody' } : { error: 'invalid_token' });
  };

  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://localhost');
    if (pathname === '/authorize') authorize(searchParams, response);
    else if (pathname === '/par') await push(request, response);
    else if (pathname === '/token') await token(request, response);
    else if (pathname === '/api') api(request, response);
    else response.writeHead(204).end();
  };

  const http = createServer((request, response) => void answer(request, response));
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve));
  const origin = `http://127.0.0.1:${(http.address() as AddressInfo).port}`;
  const server: ProofServer = {
    origin,
    authorizeEndpoint: `${origin}/authorize`,
    tokenEndpoint: `${origin}/token`,
    pushedEndpoint: `${origin}/par`,
    api: `${origin}/api`,
    pushAnswer: 'reference',
    neverContent: false,
    plainTokens: false,
    refreshes,
    authorized,
    boundTo,
    close() {
      http.closeAllConnections();
      return new Promise((resolve) => http.close(() => resolve()));
    },
  };
  return server;
}

function random(): string {
  return randomBytes(16).toString('base64url');
}

function sha256(value: string): string {
  return createHash('sha256').update(value).digest('base64url');
}

function decode(part: string): unknown {
  return JSON.parse(Buffer.from(part, 'base64url').toString());
}

function json(response: ServerResponse, status: number, body: unknown): void {
  response
    .writeHead(status, { 'content-type': 'application/json', 'cache-control': 'no-store' })
    .end(JSON.stringify(body));
}
