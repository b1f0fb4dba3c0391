/**
 * What servers tell in passing and signed requests need: the time on their clock (RFC 9110 section 6.6.1) and the nonce they want in proofs
 * (RFC 9449 section 8). Kept in memory only, by origin; every reply is listened to.
 */
import { readBody } from './reply-body';
import { valueOf } from './reply-fields';
import { clockOffset } from './server-clock';
import type { EpochMs, RawReply, TokenRequest, Transport, TransportResult } from './types';

export interface ServerHints {
  /** The nonce to put into the next proof for this address; null where none was asked for. */
  nonce(url: string): string | null;
  /**
   * The time by the server's clock, as far as it told it.
   * @param fallback by how much it was ahead when last known otherwise, ms; null where that is not known
   */
  now(url: string, local: EpochMs, fallback?: number | null): EpochMs;
  learn(url: string, reply: RawReply): void;
}

export function serverHints(): ServerHints {
  const nonces = new Map<string, string>();
  const offsets = new Map<string, number>();
  return {
    nonce: (url) => nonces.get(new URL(url).origin) ?? null,
    now: (url, local, fallback = null) => local + (offsets.get(new URL(url).origin) ?? fallback ?? 0),
    learn(url, reply) {
      const { origin } = new URL(url);
      const nonce = nonceOf(reply);
      const offset = clockOffset(reply);
      if (nonce !== null) nonces.set(origin, nonce);
      if (offset !== null) offsets.set(origin, offset);
    },
  };
}

/** How far a signature's time may be from the server's before it counts as wrong, milliseconds. */
const clockTolerance = 30_000;

/**
 * Did the server turn a signed request away for something that is put right by signing it once more: no nonce, or a time that is far from its
 * own? Both are said before the grant is looked at, so nothing was spent (RFC 9449 section 8, RFC 6749 section 5.2).
 */
export function wantsSigningAgain(request: TokenRequest, reply: RawReply): boolean {
  if (request.signedAt === undefined || reply.status < 400) return false;
  const code = errorOf(reply);
  if (code === 'use_dpop_nonce') return Object.hasOwn(request.headers, 'dpop') && nonceOf(reply) !== null;
  if (code !== 'invalid_dpop_proof' && code !== 'invalid_client') return false;
  const offset = clockOffset(reply);
  return offset !== null && Math.abs(reply.receivedAt + offset - request.signedAt) > clockTolerance;
}

/** The error's code: in the body, or as a resource server says it (RFC 9449 section 9). */
function errorOf({ body, headers }: RawReply): unknown {
  const read = readBody(body);
  const code = read.kind === 'fields' ? valueOf(read.fields, 'error') : undefined;
  return code ?? /^DPoP\b.*\berror="?(\w+)"?/i.exec(headers['www-authenticate'] ?? '')?.[1];
}

/** What a request is signed with at the moment it is sent. */
export interface SigningMoment {
  readonly now: EpochMs;
  readonly nonce: string | null;
}

/**
 * Sends a request that may be signed, and once more where the server asks for it by {@link wantsSigningAgain}; never a third time.
 * Not for refreshes: between their two requests stands the journal.
 *
 * @param build makes the request anew for each time: what is signed is good once
 * @param fallback by how much the server's clock was ahead when last known, ms, or null
 */
export async function sendSigned(
  deps: { readonly send: Transport; readonly hints: ServerHints; readonly now: () => EpochMs },
  url: string,
  build: (moment: SigningMoment) => TokenRequest,
  fallback: number | null | undefined = null,
): Promise<TransportResult> {
  const { send, hints, now } = deps;
  const ask = async (): Promise<{ readonly request: TokenRequest; readonly result: TransportResult }> => {
    const request = build({ now: hints.now(url, now(), fallback), nonce: hints.nonce(url) });
    const result = await send(request);
    if (result.kind === 'reply') hints.learn(url, result.reply);
    return { request, result };
  };
  const { request, result } = await ask();
  return result.kind === 'reply' && wantsSigningAgain(request, result.reply) ? (await ask()).result : result;
}

/** A nonce of the characters that RFC 9449 section 8.1 allows; null where there is none, or two. */
function nonceOf({ headers }: RawReply): string | null {
  const nonce = headers['dpop-nonce'] ?? '';
  return /^[\x21\x23-\x5b\x5d-\x7e]{1,1024}$/.test(nonce) ? nonce : null;
}
