/**
 * Signed JWTs (RFC 7515, RFC 7519) as Latchkey sends them: client assertions, the JWT bearer grant, DPoP proofs.
 *
 * By node:crypto and at once, so that the one builder of requests stays a plain function; oauth4webapi signs with WebCrypto keys inside
 * requests of its own, which would go past our transport and our reader.
 */
import { constants, createHmac, randomBytes, sign } from 'node:crypto';
import { Fault } from '../fault';
import { Secret } from './secret';
import { readSigningKey, type KeyAlgorithm, type SigningKey } from './signing-key';
import type { EpochMs } from './types';

/** How long a JWT of ours is good for, in seconds: one request on a slow line, and clocks that are not quite alike. */
const jwtLifetime = 60;

/** `alg` left out: what the key is for. */
export type JwtHeader = Readonly<{ alg?: string; typ?: string; kid?: string } & Record<string, unknown>>;
export type JwtClaims = Readonly<Record<string, unknown>>;

/** Symmetric algorithms (RFC 7518 section 3.2). */
export const secretAlgorithms = ['HS256', 'HS384', 'HS512'] as const;
export type SecretAlgorithm = (typeof secretAlgorithms)[number];

/**
 * Signs a JWT by a private key.
 *
 * @param key in any form that {@link readSigningKey} takes
 * @param header its `alg` must be one the key can do; its `kid` is the key's own where left out
 * @param claims win over `iat` (now), `exp` (in {@link jwtLifetime} seconds) and `jti` (random), which are there otherwise
 * @param now ms since the epoch, by the server's clock as far as it is known
 * @throws Fault `key_invalid` where the key was not checked before, or cannot do what `alg` says
 */
export function signJwt(key: Secret, header: JwtHeader, claims: JwtClaims, now: EpochMs): Secret {
  const read = readSigningKey(key.reveal());
  if (read.kind === 'refused') throw new Fault('key_invalid', `the private key is ${read.reason}`);
  const kid = header.kid ?? read.key.keyId;
  return signByKey(read.key, kid === null ? header : { ...header, kid }, claims, now);
}

/** Like {@link signJwt}, by a key that was read already, and with no `kid` but the header's. */
export function signByKey(key: SigningKey, header: JwtHeader, claims: JwtClaims, now: EpochMs): Secret {
  const { algorithms, object } = key;
  const algorithm = header.alg === undefined ? algorithms[0] : algorithms.find((one) => one === header.alg);
  if (algorithm === undefined) throw new Fault('key_invalid', 'the private key does not fit the algorithm');
  const input = signingInput({ ...header, alg: algorithm }, claims, now);
  return new Secret(`${input}.${signatureOf(input, object, algorithm)}`);
}

/**
 * Signs a JWT by a secret that both sides know.
 * @param secret its UTF-8 bytes are the key (OpenID Connect Core section 10.1)
 */
export function signJwtBySecret(
  secret: Secret,
  header: JwtHeader & { readonly alg: SecretAlgorithm },
  claims: JwtClaims,
  now: EpochMs,
): Secret {
  const input = signingInput(header, claims, now);
  const hash = header.alg.replace('HS', 'sha');
  return new Secret(`${input}.${createHmac(hash, secret.reveal()).update(input).digest('base64url')}`);
}

function signingInput(header: JwtHeader, claims: JwtClaims, now: EpochMs): string {
  const iat = Math.floor(now / 1000);
  const all = { iat, exp: iat + jwtLifetime, jti: randomBytes(16).toString('base64url'), ...claims };
  return `${encode(header)}.${encode(all)}`;
}

function signatureOf(input: string, key: SigningKey['object'], algorithm: KeyAlgorithm): string {
  const data = Buffer.from(input);
  if (algorithm === 'EdDSA') return sign(null, data, key).toString('base64url');
  const hash = `sha${algorithm.slice(2)}`;
  if (algorithm.startsWith('PS')) {
    const padding = constants.RSA_PKCS1_PSS_PADDING;
    return sign(hash, data, { key, padding, saltLength: constants.RSA_PSS_SALTLEN_DIGEST }).toString('base64url');
  }
  // JWS wants the two numbers of an ECDSA signature side by side, not as DER (RFC 7518 section 3.4).
  return sign(hash, data, { key, dsaEncoding: 'ieee-p1363' }).toString('base64url');
}

function encode(value: object): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url');
}
