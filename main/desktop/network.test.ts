/** The way out, with Electron's network stack played: what it is told, and which session serves whom. */
import { EventEmitter } from 'node:events';
import { beforeEach, expect, it, vi } from 'vitest';
import type { App } from 'electron';
import { Secret, SYSTEM_NETWORK, type TokenRequest } from '../oauth';
import type { FlyingRequest } from './in-flight';
import { networkProcessGone } from './network-process';

class FakeRequest extends EventEmitter {
  readonly aborted: boolean[] = [];
  setHeader(name: string, value: string): void {
    // As Electron has it: net-client-request.ts, setHeader.
    if (/[\0\r\n]/.test(value)) throw new Error(`Invalid value for header '${name}': '${value}'`);
  }
  abort(): void {
    this.aborted.push(true);
  }
  end(): void {
    queueMicrotask(() => play(this));
  }
}

interface Played {
  readonly session: { readonly name: string; readonly cache: boolean };
}

const made: Played[] = [];
/** What the network does with a request that was sent. */
let play: (sent: FakeRequest) => void = () => undefined;

vi.mock('electron', () => ({
  app: {},
  session: {
    fromPartition: (name: string, { cache }: { readonly cache: boolean }) => ({
      name,
      cache,
      closeAllConnections: async () => undefined,
      setProxy: async () => undefined,
      resolveProxy: async () => 'DIRECT',
      setCertificateVerifyProc: () => undefined,
    }),
  },
  net: {
    request: (options: Played) => {
      made.push(options);
      return new FakeRequest();
    },
  },
}));
const { electronTransport } = await import('./network');

const asking = (owner: string): TokenRequest => ({
  url: 'https://as.example/token',
  method: 'POST',
  headers: {},
  query: new Secret(''),
  body: new Secret('grant_type=refresh_token'),
  owner,
});

function answers(sent: FakeRequest): void {
  const response = Object.assign(new EventEmitter(), { statusCode: 200, headers: {} });
  sent.emit('response', response);
  response.emit('end');
}

/**
 * @param asked whether a certificate is chosen on the way
 * @param gone gets what is to be called when the network process has gone
 */
function transport(asked: () => boolean, gone: (then: () => void) => void = () => undefined) {
  return electronTransport({
    now: () => 0,
    authentication: {
      credentials: () => Promise.reject(new Error('nobody is asked')),
    },
    inFlight: {
      begin: (_host, owner): FlyingRequest => ({ owner, asked: asked() }),
      end: () => undefined,
    },
    networkProcessGone: gone,
  });
}

beforeEach(() => {
  made.splice(0);
  play = answers;
});

it('a header that cannot be sent ends the request before it is sent, and is not quoted', async () => {
  const headers = { authorization: new Secret('Bearer a-secret\r\nx: y') };
  const result = await transport(() => false)({ ...asking(''), headers });
  expect(result).toEqual({
    kind: 'not_sent',
    reason: 'unreachable',
    detail: 'the header authorization cannot be sent',
  });
});

it('a session is in memory, without cache, and serves the next request of anybody', async () => {
  const send = transport(() => false);
  await send(asking('client-1'));
  await send(asking('client-2'));
  const [first, second] = made;
  expect(first?.session).toMatchObject({ name: expect.not.stringMatching(/^persist:/), cache: false });
  expect(second?.session).toBe(first?.session);
});

it('a session that has sent on a network process that is gone serves nobody any more', async () => {
  const app = new EventEmitter();
  const send = transport(
    () => false,
    (then) => networkProcessGone(app as unknown as App, then),
  );
  const gone = (serviceName: string): boolean => app.emit('child-process-gone', {}, { type: 'Utility', serviceName });
  await send(asking(''));
  gone('audio.mojom.AudioService');
  await send(asking(''));
  expect(made[1]?.session).toBe(made[0]?.session);
  // One was idle then, the other under way.
  play = (sent) => {
    gone('network.mojom.NetworkService');
    answers(sent);
  };
  await send(asking(''));
  play = answers;
  await send(asking(''));
  await send(asking(''));
  expect(made[3]?.session).not.toBe(made[0]?.session);
  expect(made[4]?.session).toBe(made[3]?.session);
});

it('a session whose network process did not answer serves nobody any more', async () => {
  const send = transport(() => false);
  play = (sent) => sent.emit('error', new Error('net::ERR_FAILED'));
  expect(await send(asking(''))).toMatchObject({ kind: 'lost', detail: 'ERR_FAILED' });
  play = answers;
  await send(asking(''));
  expect(made[1]?.session).not.toBe(made[0]?.session);
});

it('nothing is sent where the proxy is not in force', async () => {
  const proxy = { kind: 'fixed', url: 'http://proxy.example:80' } as const;
  const result = await transport(() => false)({ ...asking(''), network: { ...SYSTEM_NETWORK, proxy } });
  expect(result).toMatchObject({ kind: 'not_sent', reason: 'proxy_failed' });
  expect(made).toEqual([]);
});

it('a session in which a client certificate was chosen serves its client only', async () => {
  let asked = true;
  const send = transport(() => asked);
  await send(asking('client-1'));
  asked = false;
  await send(asking('client-2'));
  await send(asking('client-1'));
  const [chosen, other, again] = made;
  expect(other?.session).not.toBe(chosen?.session);
  expect(again?.session).toBe(chosen?.session);
});

it('a session in which a certificate was chosen for nobody knows whom serves nobody any more', async () => {
  const send = transport(() => true);
  await send(asking(''));
  await send(asking(''));
  expect(made[1]?.session).not.toBe(made[0]?.session);
});

it('a token endpoint that wants a name and a password gets none, and nobody is asked', async () => {
  const given: unknown[][] = [];
  play = (sent) => {
    sent.emit('login', { isProxy: false, host: 'as.example' }, (...values: unknown[]) => given.push(values));
    answers(sent);
  };
  expect(await transport(() => false)(asking('client-1'))).toMatchObject({ kind: 'reply' });
  expect(given).toEqual([[]]);
});
