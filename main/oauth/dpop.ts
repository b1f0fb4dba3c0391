/**
 * Proofs that Latchkey holds the key a token is bound to (RFC 9449): one for each request, good at one address for some seconds.
 *
 * Not oauth4webapi's: it makes proofs only inside its own requests, which go past our transport.
 */
import { createHash } from 'node:crypto';
import { Fault } from '../fault';
import type { Secret } from './secret';
import { signByKey } from './signed-jwt';
import { readSigningKey, type SigningKey } from './signing-key';
import type { EpochMs } from './types';

export interface ProofInput {
  /** The account's key as JWK (`TokenSet.dpopKey`). */
  readonly key: Secret;
  /** Of the request, for example `POST`. */
  readonly method: string;
  /** Where the request goes; query and fragment are left out of the proof (RFC 9449 section 4.2). */
  readonly url: string;
  /** What the server last asked for at this origin; null where it asked for none. */
  readonly nonce: string | null;
  /** For API calls: the token that goes with the proof. Null at the token endpoint. */
  readonly accessToken: Secret | null;
  /** Ms since the epoch, by the server's clock as far as it is known. */
  readonly now: EpochMs;
}

/**
 * A proof, for the header `DPoP`. An API call carries it beside `Authorization: DPoP <token>`.
 *
 * @throws Fault `key_invalid` where the key is none
 */
export function dpopProof({ key, method, url, nonce, accessToken, now }: ProofInput): Secret {
  const signing = keyOf(key);
  const claims = {
    htm: method,
    htu: withoutQuery(url),
    ...(nonce === null ? {} : { nonce }),
    ...(accessToken === null ? {} : { ath: sha256(accessToken.reveal()) }),
    // The server decides how long a proof is good for.
    exp: undefined,
  };
  return signByKey(signing, { typ: 'dpop+jwt', jwk: signing.bareJwk }, claims, now);
}

/** The header that a request to the authorization server carries its proof in; none where there is no key. */
export function proofHeader(
  proof: { readonly key: Secret; readonly nonce: string | null } | null,
  method: string,
  url: string,
  now: EpochMs,
): Readonly<Record<string, Secret>> {
  return proof === null ? {} : { dpop: dpopProof({ ...proof, method, url, accessToken: null, now }) };
}

/** What a server knows the key by: `dpop_jkt`, and `cnf.jkt` in a token (RFC 9449 sections 6 and 10). */
export function dpopThumbprint(key: Secret): string {
  return keyOf(key).thumbprint;
}

/** Is the token bound to its key, so that it is of no use without a proof? */
export function isSenderConstrained(tokens: { readonly dpopKey: Secret | null; readonly tokenType: string }): boolean {
  return tokens.dpopKey !== null && tokens.tokenType.toLowerCase() === 'dpop';
}

function keyOf(key: Secret): SigningKey {
  const read = readSigningKey(key.reveal());
  if (read.kind === 'refused') throw new Fault('key_invalid', `the DPoP key is ${read.reason}`);
  return read.key;
}

function withoutQuery(address: string): string {
  const url = new URL(address);
  return `${url.origin}${url.pathname}`;
}

function sha256(text: string): string {
  return createHash('sha256').update(text, 'ascii').digest('base64url');
}
