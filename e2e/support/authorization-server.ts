/**
 * A small authorization server on loopback that sends the browser back to the callback in every way that servers do. It checks what a
 * server has to check (PKCE, redirect_uri, one use a code) and remembers what it gave and what came back.
 */
import { createHash, randomBytes } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';

/** How the browser is sent back. `iframe` goes back in a sub-frame, which is no answer to a sign-in. */
export const REDIRECT_WAYS = [
  '301',
  '302',
  '303',
  '307',
  'script',
  'meta',
  'form_post',
  'fragment',
  'popup',
  'popup_to_callback',
  'iframe',
] as const;

export type RedirectWay = (typeof REDIRECT_WAYS)[number];

export interface AuthorizationServer {
  readonly origin: string;
  authorizeEndpoint(way: RedirectWay): string;
  readonly tokenEndpoint: string;
  /** Codes that this client was given at the authorize endpoint. */
  codesFor(clientId: string): readonly string[];
  /** Codes that came to the token endpoint from this client, accepted or not, in order. */
  exchangedBy(clientId: string): readonly string[];
  /** Every access token and every refresh token (each good for one use) that was issued, in order. */
  readonly issued: { readonly accessTokens: readonly string[]; readonly refreshTokens: readonly string[] };
  close(): Promise<void>;
}

interface GrantedCode {
  readonly clientId: string;
  readonly redirectUri: string;
  readonly challenge: string;
}

export async function startAuthorizationServer(): Promise<AuthorizationServer> {
  const codes = new Map<string, GrantedCode>();
  const exchanges: { readonly clientId: string; readonly code: string }[] = [];
  const accessTokens: string[] = [];
  const refreshTokens: string[] = [];

  const authorize = (way: string, query: URLSearchParams, response: ServerResponse): void => {
    const code = randomBytes(16).toString('hex');
    const redirectUri = query.get('redirect_uri') ?? '';
    const clientId = query.get('client_id') ?? '';
    codes.set(code, { clientId, redirectUri, challenge: query.get('code_challenge') ?? '' });
    const answer = new URLSearchParams({ code, state: query.get('state') ?? '' });
    sendBack(way, { redirectUri, answer, again: (next) => `/authorize/${next}?${query.toString()}` }, response);
  };

  const token = (form: URLSearchParams, response: ServerResponse): void => {
    const isSound = form.get('grant_type') === 'refresh_token' ? isLatestRefreshToken(form) : isSoundCode(form);
    if (!isSound) return json(response, 400, { error: 'invalid_grant' });
    const [accessToken, refreshToken] = [randomBytes(20).toString('hex'), randomBytes(20).toString('hex')];
    accessTokens.push(accessToken);
    refreshTokens.push(refreshToken);
    const tokens = { access_token: accessToken, token_type: 'Bearer', expires_in: 3600, refresh_token: refreshToken };
    json(response, 200, tokens);
  };

  const isLatestRefreshToken = (form: URLSearchParams): boolean => form.get('refresh_token') === refreshTokens.at(-1);

  const isSoundCode = (form: URLSearchParams): boolean => {
    const code = form.get('code') ?? '';
    const clientId = form.get('client_id') ?? '';
    exchanges.push({ clientId, code });
    const granted = codes.get(code);
    const challenge = createHash('sha256')
      .update(form.get('code_verifier') ?? '')
      .digest('base64url');
    const isFirstUse = exchanges.filter((each) => each.code === code).length === 1;
    return (
      isFirstUse &&
      granted?.clientId === clientId &&
      granted.redirectUri === form.get('redirect_uri') &&
      granted.challenge === challenge
    );
  };

  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://localhost');
    const way = /^\/authorize\/(\w+)$/.exec(pathname)?.[1];
    if (way !== undefined) authorize(way, searchParams, response);
    else if (pathname === '/token') token(new URLSearchParams(await text(request)), response);
    else response.writeHead(204).end();
  };

  const server = createServer((request, response) => void answer(request, response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    origin,
    authorizeEndpoint: (way) => `${origin}/authorize/${way}`,
    tokenEndpoint: `${origin}/token`,
    codesFor: (clientId) => [...codes].filter(([, granted]) => granted.clientId === clientId).map(([code]) => code),
    exchangedBy: (clientId) => exchanges.filter((each) => each.clientId === clientId).map(({ code }) => code),
    issued: { accessTokens, refreshTokens },
    close() {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}

interface WayBack {
  readonly redirectUri: string;
  readonly answer: URLSearchParams;
  /** The address of this same request, answered in another way. */
  readonly again: (way: RedirectWay) => string;
}

function sendBack(way: string, { redirectUri, answer, again }: WayBack, response: ServerResponse): void {
  const callback = `${redirectUri}?${answer.toString()}`;
  switch (way) {
    case '301':
    case '302':
    case '303':
    case '307':
      return void response.writeHead(Number(way), { location: callback }).end();
    case 'fragment':
      return void response.writeHead(302, { location: `${redirectUri}#${answer.toString()}` }).end();
    case 'script':
      return page(response, `<script>location.href = ${JSON.stringify(callback)}</script>`);
    case 'meta':
      return page(response, `<meta http-equiv="refresh" content="0;url=${attribute(callback)}">`);
    case 'form_post':
      return page(response, autoSubmitted(redirectUri, answer));
    case 'popup':
      return page(
        response,
        `<script>window.open(${JSON.stringify(again('302'))}, '', 'popup,width=400,height=400')</script>`,
      );
    case 'popup_to_callback':
      return page(response, `<script>window.open(${JSON.stringify(callback)})</script>`);
    case 'iframe':
      return page(response, `<iframe src="${attribute(again('302'))}"></iframe>`);
    default:
      return void response.writeHead(404).end();
  }
}

/** OAuth 2.0 Form Post Response Mode. */
function autoSubmitted(action: string, fields: URLSearchParams): string {
  const inputs = [...fields].map(([name, value]) => `<input type="hidden" name="${name}" value="${attribute(value)}">`);
  return `<body onload="document.forms[0].submit()"><form method="post" action="${attribute(action)}">${inputs.join('')}</form>`;
}

function page(response: ServerResponse, body: string): void {
  response
    .writeHead(200, { 'content-type': 'text/html; charset=utf-8' })
    .end(`<!doctype html><title>Sign in</title>${body}`);
}

function json(response: ServerResponse, status: number, body: unknown): void {
  response
    .writeHead(status, { 'content-type': 'application/json', 'cache-control': 'no-store' })
    .end(JSON.stringify(body));
}

function attribute(value: string): string {
  return value.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;');
}
