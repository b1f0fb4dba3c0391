/**
 * The sandbox's HTTP server: listens on loopback, reads requests, hands them to routes, sends what comes back.
 *
 * Owns sockets and time: latency, faults that cut or hang, prompt closing. Knows nothing of the dialects.
 */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import { faultOf } from './bench';
import { plainReply, type Reply, type SandboxRequest } from './exchange';
import { type Fault, nameFault, play, type FaultQueue } from './faults';
import type { CompleteEntry } from './ledger';
import { readRequest } from './read-request';
import { findRoute } from './routes';
import type { World } from './world';

// SECURITY: never another interface; what answers here signs people in by passwords printed in the source.
const ADDRESS = '127.0.0.1';

const KNOWN_GRANTS: ReadonlySet<string> = new Set(['authorization_code', 'refresh_token', 'password']);

export class SandboxServer {
  readonly #world: World;
  readonly #faults: FaultQueue;
  readonly #server: Server;
  readonly #closing = new AbortController();
  readonly #connections = new WeakMap<Socket, number>();
  #connectionCount = 0;

  constructor(world: World, faults: FaultQueue) {
    this.#world = world;
    this.#faults = faults;
    this.#server = createServer({ requestTimeout: 30_000, headersTimeout: 10_000 }, (incoming, outgoing) => {
      void this.#serve(incoming, outgoing);
    });
    this.#server.on('connection', (socket) => this.#connections.set(socket, (this.#connectionCount += 1)));
  }

  /** Listens on `preferred`, or on any free port when that one is taken or not allowed. Returns the port. */
  async listen(preferred: number): Promise<number> {
    try {
      return await this.#listenOn(preferred);
    } catch (error) {
      if (preferred === 0 || !isPortUnavailable(error)) throw error;
      return this.#listenOn(0);
    }
  }

  /** Ends at once: open connections, held back answers and hanging requests are dropped. */
  async close(): Promise<void> {
    this.#closing.abort();
    if (!this.#server.listening) return;
    const closed = new Promise<void>((resolve) => this.#server.once('close', () => resolve()));
    this.#server.close();
    this.#server.closeAllConnections();
    await closed;
  }

  #listenOn(port: number): Promise<number> {
    return new Promise((resolve, reject) => {
      const onError = (error: Error): void => reject(error);
      this.#server.once('error', onError);
      this.#server.listen(port, ADDRESS, () => {
        this.#server.off('error', onError);
        resolve((this.#server.address() as AddressInfo).port);
      });
    });
  }

  async #serve(incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
    const at = this.#world.now();
    const connection = this.#connections.get(incoming.socket) ?? 0;
    const read = await readRequest(incoming);
    const method = incoming.method ?? '';
    switch (read.kind) {
      case 'gone':
        this.#world.ledger.arrive({ at, method, path: '(unread)', grantType: null, connection })(ABANDONED);
        return;
      case 'refused': {
        const complete = this.#world.ledger.arrive({ at, method, path: '(unread)', grantType: null, connection });
        deliver(outgoing, read.reply, complete);
        return;
      }
      case 'read': {
        const { request } = read;
        const path = findRoute(request.path) === null ? '(unknown)' : request.path;
        const complete = this.#world.ledger.arrive({ at, method, path, grantType: nameGrant(request), connection });
        await this.#answer(request, outgoing, complete);
      }
    }
  }

  async #answer(request: SandboxRequest, outgoing: ServerResponse, complete: CompleteEntry): Promise<void> {
    try {
      if (!(await this.#holdBack())) return complete(ABANDONED);
      const work = (): Reply => this.#route(request);
      const note = this.#note(request);
      const met = this.#meet(request);
      if (met === null) {
        const reply = work();
        note(reply, null);
        return deliver(outgoing, reply, complete);
      }
      const delivery = play(met.fault, work, this.#world.now());
      note(delivery.kind === 'send' ? delivery.reply : null, met.name);
      const fate = { outcome: 'fault', detail: met.name } as const;
      switch (delivery.kind) {
        case 'send':
          if (!(await this.#wait(delivery.after ?? 0))) return complete(ABANDONED);
          return deliver(outgoing, delivery.reply, (sent) => complete({ ...sent, ...fate }));
        case 'cut':
          complete({ status: null, ...fate });
          return cut(outgoing, delivery.partial);
        case 'hang':
          return complete({ status: null, ...fate });
      }
    } catch {
      // A bug of the sandbox. What was thrown may quote the request, so it goes nowhere.
      if (!outgoing.headersSent) deliver(outgoing, plainReply(500, 'The practice server has failed.'), complete);
    }
  }

  /** The fault that a request meets: one that a test has told of goes before those of the bench. */
  #meet(request: SandboxRequest): { readonly fault: Fault; readonly name: string } | null {
    const place = findRoute(request.path)?.place ?? null;
    if (place === null) return null;
    const told = place === 'token' ? this.#faults.take(nameGrant(request)) : null;
    if (told !== null) return { fault: told, name: nameFault(told) };
    const name = this.#world.bench.take(place);
    return name === null ? null : { fault: faultOf(name, request.path), name };
  }

  /** Pages that nobody asks for by themselves, and the bench's own address, are not shown to anybody. */
  #note(request: SandboxRequest): ReturnType<World['traffic']['arrive']> {
    const shown = findRoute(request.path) !== null && !/^\/(?:control|favicon|$)/.test(request.path);
    return shown ? this.#world.traffic.arrive(request, this.#world.now()) : () => undefined;
  }

  #route(request: SandboxRequest): Reply {
    const route = findRoute(request.path);
    if (route === null) return plainReply(404, 'The practice server has no such page.');
    if (route.methods !== 'any' && !route.methods.includes(request.method)) {
      return plainReply(405, 'This method is not served here.', { Allow: route.methods.join(', ') });
    }
    return route.answer(request, this.#world);
  }

  /** Waits out the latency. False when the sandbox was closed meanwhile. */
  #holdBack(): Promise<boolean> {
    return this.#wait(this.#world.settings().latency);
  }

  async #wait(seconds: number): Promise<boolean> {
    if (seconds === 0) return true;
    try {
      await wait(seconds * 1000, undefined, { signal: this.#closing.signal });
      return true;
    } catch {
      return false; // aborted by close(), the only way this wait can fail
    }
  }
}

const ABANDONED = { status: null, outcome: 'abandoned', detail: null } as const;

function deliver(outgoing: ServerResponse, reply: Reply, complete: CompleteEntry): void {
  const headers = {
    ...reply.headers,
    'X-Practice-Server': 'latchkey-sandbox',
    'Content-Length': Buffer.byteLength(reply.body),
  };
  // Noted before it is sent, so that whoever has the answer finds it in the log.
  complete({ status: reply.status, outcome: reply.outcome.kind, detail: reply.outcome.detail });
  outgoing.writeHead(reply.status, headers);
  outgoing.end(reply.body);
}

/** Drops the connection, after half of the answer where there is one. */
function cut(outgoing: ServerResponse, partial: Reply | null): void {
  if (partial === null) {
    outgoing.destroy();
    return;
  }
  outgoing.writeHead(partial.status, { ...partial.headers, 'Content-Length': Buffer.byteLength(partial.body) });
  outgoing.write(partial.body.slice(0, Math.floor(partial.body.length / 2)), () => outgoing.destroy());
}

/** The grant type as it may be logged: known words only, for a misplaced secret must not get into the log. */
function nameGrant(request: SandboxRequest): string | null {
  const given = request.form.get('grant_type') ?? request.query.get('grant_type');
  if (given === undefined || given === '') return null;
  return KNOWN_GRANTS.has(given) ? given : 'other';
}

function isPortUnavailable(error: unknown): boolean {
  const code = error instanceof Error && 'code' in error ? error.code : null;
  return code === 'EADDRINUSE' || code === 'EACCES';
}
