/**
 * An authorization server on loopback whose refresh tokens are good for one use, and which counts every use of each. It tells the
 * suite what it gave, so that what the app holds can be compared with the truth.
 *
 * Strict: a spent token ends the whole grant (RFC 9700 section 4.14.2). With grace: the last spent token may be sent again until its
 * successor was used, and gives the same reply again (FAPI 2.0; Okta, Auth0 and others).
 */
import { createHash, randomBytes } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { text } from 'node:stream/consumers';

/** One request for new tokens by a refresh token. */
export interface Redemption {
  readonly grant: string;
  /** Which token of the grant was sent, from 1; null for one that the server never gave. */
  readonly number: number | null;
  readonly connection: number;
  readonly outcome: 'rotated' | 'repeated' | 'refused';
}

/** How a refresh is answered instead of by its reply. Its work is done before, unless it is `instead`. */
export interface Trouble {
  /** Called with the reply that would be sent; answers in its own way. */
  readonly after?: (response: ServerResponse, body: string) => void;
  /** Called instead of doing the work. */
  readonly instead?: (response: ServerResponse) => void;
}

/** A grant as the server knows it. */
export interface GrantState {
  /** The newest token's number. */
  readonly newest: number;
  readonly dead: boolean;
}

export interface RotationServer {
  readonly tokenEndpoint: string;
  readonly redemptions: readonly Redemption[];
  /** Requests that have no answer yet, and the most there were at once. */
  readonly load: { readonly now: number; readonly most: number };
  grant(name: string): GrantState;
  /** Which token this is, by its SHA-256 (hex). */
  find(hash: string): { readonly grant: string; readonly number: number } | undefined;
  /** What the next refreshes meet; null for nothing. */
  meet(trouble: ((redemption: number) => Trouble | null) | null): void;
  /** Milliseconds each answer is held back, at random up to it. */
  hold(ms: number): void;
  /** Calls once, when the next refresh has been done and its reply is being held back. */
  whenHeld(call: () => void): void;
  close(): Promise<void>;
}

interface Grant {
  newest: number;
  dead: boolean;
  /** The reply that brought the newest token, where its predecessor may be sent again. */
  lastReply: string | null;
}

export interface RotationServerOptions {
  readonly strict: boolean;
  /** Seconds. */
  readonly lifetime?: number;
}

export async function startRotationServer({ strict, lifetime = 3600 }: RotationServerOptions): Promise<RotationServer> {
  const grants = new Map<string, Grant>();
  const given = new Map<string, { readonly grant: string; readonly number: number }>();
  const redemptions: Redemption[] = [];
  const connections = new WeakMap<Socket, number>();
  let connectionCount = 0;
  let heldBack = 0;
  let whenHeld: (() => void) | null = null;
  let trouble: ((redemption: number) => Trouble | null) | null = null;
  const load = { now: 0, most: 0 };

  function issue(name: string, grant: Grant): string {
    grant.newest += 1;
    const refreshToken = randomBytes(24).toString('hex');
    given.set(hash(refreshToken), { grant: name, number: grant.newest });
    const tokens = { access_token: randomBytes(24).toString('hex'), token_type: 'Bearer', expires_in: lifetime };
    grant.lastReply = JSON.stringify({ ...tokens, refresh_token: refreshToken });
    return grant.lastReply;
  }

  function connect(code: string): string {
    const grant = grants.get(code) ?? { newest: 0, dead: false, lastReply: null };
    grant.dead = false;
    grants.set(code, grant);
    return issue(code, grant);
  }

  function redeem(token: string, connection: number): string | null {
    const found = given.get(hash(token));
    const grant = found && grants.get(found.grant);
    const note = (outcome: Redemption['outcome']): void => {
      redemptions.push({ grant: found?.grant ?? '', number: found?.number ?? null, connection, outcome });
    };
    if (found === undefined || grant === undefined || grant.dead) {
      note('refused');
      return null;
    }
    if (found.number === grant.newest) {
      note('rotated');
      return issue(found.grant, grant);
    }
    if (!strict && found.number === grant.newest - 1) {
      note('repeated');
      return grant.lastReply;
    }
    note('refused');
    grant.dead = strict;
    return null;
  }

  async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    // What an account notes of the server's clock differs in length from reply to reply.
    response.sendDate = false;
    const form = new URLSearchParams(await text(request));
    load.now += 1;
    load.most = Math.max(load.most, load.now);
    response.once('close', () => {
      load.now -= 1;
    });
    if (form.get('grant_type') === 'authorization_code') return json(response, 200, connect(form.get('code') ?? ''));
    const met = trouble?.(redemptions.length + 1) ?? null;
    if (met?.instead !== undefined) return met.instead(response);
    const body = redeem(form.get('refresh_token') ?? '', connections.get(request.socket) ?? 0);
    const answer = (): void => {
      if (met?.after !== undefined && body !== null) met.after(response, body);
      else json(response, body === null ? 400 : 200, body ?? JSON.stringify({ error: 'invalid_grant' }));
    };
    if (heldBack === 0) return answer();
    setTimeout(answer, Math.random() * heldBack);
    whenHeld?.();
    whenHeld = null;
  }

  const server = createServer((request, response) => {
    serve(request, response).catch(() => response.destroy());
  });
  server.on('connection', (socket) => connections.set(socket, (connectionCount += 1)));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    tokenEndpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}/token`,
    redemptions,
    load,
    grant: (name) => grants.get(name) ?? { newest: 0, dead: false },
    find: (wanted) => given.get(wanted),
    meet(next) {
      trouble = next;
    },
    hold(ms) {
      heldBack = ms;
    },
    whenHeld(call) {
      whenHeld = call;
    },
    close() {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}

function hash(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}

export function json(response: ServerResponse, status: number, body: string): void {
  if (response.destroyed) return;
  response.writeHead(status, { 'content-type': 'application/json', 'cache-control': 'no-store' }).end(body);
}
