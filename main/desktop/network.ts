/**
 * The one way out to a token endpoint: Chromium's network stack (the system's proxy and certificate store), each request sent once
 * on a fresh connection.
 *
 * Why a pool of sessions: Chromium sends a POST again by itself when a reused connection is dropped, which spends a one-use refresh
 * token behind our back. So a session's connections are closed after each request, and only then is it free for another one. Sessions
 * are never freed, so idle ones are used again, each for the network profile it was made for, because a session remembers what it
 * verified.
 */
import { net, session, type Session } from 'electron';
import {
  networkKey,
  requestUrl,
  Secret,
  SYSTEM_NETWORK,
  type NetworkProfile,
  type RawReply,
  type TokenRequest,
  type Transport,
  type TransportResult,
} from '../oauth';
import type { HttpAuthentication } from './http-authentication';
import type { InFlight } from './in-flight';
import { sortNetError } from './net-errors';
import { useNetworkProfile } from './network-profile';

export interface TransportLimits {
  /** Milliseconds from sending to the last byte of the reply. */
  readonly timeoutMs: number;
  /** Bytes of a reply's body. */
  readonly maxBytes: number;
}

const LIMITS: TransportLimits = { timeoutMs: 30_000, maxBytes: 1_048_576 };

export interface TransportDependencies {
  readonly now: () => number;
  /** Asked when a proxy wants a name and a password. */
  readonly authentication: Pick<HttpAuthentication, 'credentials'>;
  readonly inFlight: Pick<InFlight, 'begin' | 'end'>;
  /** Calls when Chromium's network process has gone ({@link networkProcessGone}). */
  readonly networkProcessGone: (listener: () => void) => void;
  readonly limits?: TransportLimits;
}

/** Makes the transport. Never throws; see {@link Transport} for its results. */
export function electronTransport(deps: TransportDependencies): Transport {
  /** By network profile; and, where a client certificate was asked for in a session, by its client too. */
  const idle = new Map<string, Session[]>();
  let made = 0;
  // A session that has sent on a network process that is gone answers ERR_FAILED for good.
  let processes = 0;
  deps.networkProcessGone(() => {
    processes += 1;
    idle.clear();
  });
  /** Null where its proxy is not in force. */
  const takeSession = async (network: NetworkProfile, owner: string): Promise<Session | null> => {
    const waiting = idle.get(ownKey(network, owner))?.pop() ?? idle.get(networkKey(network))?.pop();
    if (waiting !== undefined) return waiting;
    made += 1;
    // SECURITY: in memory (no "persist:"), without cache, so that no reply is ever written to disk by Chromium.
    const fresh = session.fromPartition(`token-endpoint-${made}`, { cache: false });
    return (await useNetworkProfile(fresh, network)) ? fresh : null;
  };
  /** Nobody waits for it; a session whose connections cannot be closed is not used again. */
  const free = (ours: Session, key: string, sentOn: number): void => {
    ours.closeAllConnections().then(
      () => sentOn === processes && idle.set(key, [...(idle.get(key) ?? []), ours]),
      () => undefined,
    );
  };
  return async (request) => {
    const { network = SYSTEM_NETWORK, owner = '' } = request;
    const ours = await takeSession(network, owner);
    if (ours === null)
      return named({ kind: 'not_sent', reason: 'proxy_failed', detail: 'Chromium did not take it over' }, network);
    const sentOn = processes;
    const { host } = new URL(request.url);
    const flying = deps.inFlight.begin(host, owner === '' ? null : owner);
    const result = await send(ours, request, deps).finally(() => deps.inFlight.end(host, flying));
    // SECURITY: Chromium shows a certificate again by itself that was chosen in a session, so that session stays with its client.
    const key = flying.asked ? ownKey(network, owner) : networkKey(network);
    const isDeaf = result.kind === 'lost' && result.detail === 'ERR_FAILED';
    if (!isDeaf && (!flying.asked || owner !== '')) free(ours, key, sentOn);
    return named(result, network);
  };
}

function ownKey(network: NetworkProfile, owner: string): string {
  return `${owner} ${networkKey(network)}`;
}

/** Says which proxy it was, where the client has one of its own. */
function named(result: TransportResult, { proxy }: NetworkProfile): TransportResult {
  if (result.kind !== 'not_sent' || result.reason !== 'proxy_failed' || proxy.kind !== 'fixed') return result;
  return { ...result, detail: `${result.detail} (${proxy.url})` };
}

function send(
  ours: Session,
  request: TokenRequest,
  { now, authentication, limits = LIMITS }: TransportDependencies,
): Promise<TransportResult> {
  return new Promise((resolve) => {
    const sentAt = now();
    const outgoing = net.request({
      url: requestUrl(request),
      method: request.method,
      session: ours,
      // SECURITY: no cookies and no HTTP authentication from a store; the request carries what the builder put into it.
      credentials: 'omit',
      useSessionCookies: false,
      redirect: 'manual',
    });
    let settled = false;
    const settle = (result: TransportResult): void => {
      if (settled) return;
      settled = true;
      clearTimeout(timer);
      resolve(result);
    };
    const end = (result: TransportResult): void => {
      settle(result);
      outgoing.abort();
    };
    const fail = (error: Error): void => settle(sortNetError(error.message));
    const startClock = (): NodeJS.Timeout =>
      setTimeout(
        () =>
          end({ kind: 'lost', reason: 'timed_out', detail: `no complete answer after ${limits.timeoutMs / 1000} s` }),
        limits.timeoutMs,
      );
    let timer = startClock();
    let proxyAsked = false;
    const reply = (status: number, headers: Record<string, string | string[]>, body: Uint8Array): TransportResult => ({
      kind: 'reply',
      reply: { status, headers: flatten(headers), body, sentAt, receivedAt: now() } satisfies RawReply,
    });

    // SECURITY: a redirect is an answer, never followed: the secrets in the body must not go to another endpoint.
    outgoing.on('redirect', (status, _method, _location, headers) => end(reply(status, headers, new Uint8Array())));
    outgoing.on('error', fail);
    outgoing.on('login', (info, callback) => {
      // SECURITY: a token endpoint's 401 is its answer; only a proxy on the way is told a name and a password.
      if (!info.isProxy) return callback();
      // Its user is asked for as long as it takes; nothing has gone to the server yet.
      clearTimeout(timer);
      const encrypted = request.network?.proxy.kind === 'fixed' && request.network.proxy.url.startsWith('https:');
      const again = proxyAsked;
      proxyAsked = true;
      const answer = async (): Promise<void> => {
        const given = await authentication.credentials(info, again, encrypted);
        timer = startClock();
        if (given === null) callback();
        else callback(given.name, given.password.reveal());
      };
      answer().catch((error: unknown) => end(sortNetError(String(error))));
    });
    outgoing.on('response', (response) => {
      // The proxy's own answer (RFC 9110 section 15.5.8): the request did not get past it.
      if (response.statusCode === 407)
        return end({ kind: 'not_sent', reason: 'proxy_failed', detail: 'the proxy wants a name and a password' });
      const chunks: Buffer[] = [];
      let size = 0;
      response.on('data', (chunk) => {
        size += chunk.length;
        chunks.push(chunk);
        if (size > limits.maxBytes) {
          end({ kind: 'lost', reason: 'reply_too_large', detail: `more than ${limits.maxBytes} bytes` });
        }
      });
      response.on('end', () => settle(reply(response.statusCode, response.headers, Buffer.concat(chunks))));
      response.on('aborted', () =>
        settle({ kind: 'lost', reason: 'connection_lost', detail: 'the connection was cut' }),
      );
      response.on('error', fail);
    });
    for (const [name, value] of Object.entries(request.headers)) {
      try {
        outgoing.setHeader(name, value instanceof Secret ? value.reveal() : value);
      } catch {
        // SECURITY: Chromium takes no line end there, and its message would quote the value.
        return end({ kind: 'not_sent', reason: 'unreachable', detail: `the header ${name} cannot be sent` });
      }
    }
    if (request.method === 'GET') outgoing.end();
    else outgoing.end(request.body.reveal());
  });
}

function flatten(headers: Record<string, string | string[]>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [
      name.toLowerCase(),
      Array.isArray(value) ? value.join(', ') : value,
    ]),
  );
}
