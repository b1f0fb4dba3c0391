/**
 * Private keys that sign: as people paste them (PEM in PKCS#8, PKCS#1 or SEC 1, with or without its line ends; JWK; JWKS of one), and as
 * they are made here. Inside they are JWKs (RFC 7517), so that what a server must know of them, the public part, is read off.
 *
 * SECURITY: the private part is a {@link Secret} and leaves this file only to be signed with or sealed; {@link SigningKey.publicJwk} is
 * put together from a list of public names, never by leaving private ones out.
 */
import {
  createHash,
  createPrivateKey,
  generateKeyPair,
  X509Certificate,
  type JsonWebKey,
  type KeyObject,
} from 'node:crypto';
import { promisify } from 'node:util';
import { Fault } from '../fault';
import type { spokenAlgorithms } from '../providers';
import { isFields, textOf, type ReplyFields } from './reply-fields';
import { Secret } from './secret';

export type KeyAlgorithm = (typeof spokenAlgorithms)[number];

/** A public key as servers take it. */
export type PublicJwk = Readonly<Record<string, string>>;

export interface SigningKey {
  /** The whole key as JWK; what is sealed. */
  readonly jwk: Secret;
  readonly object: KeyObject;
  readonly publicJwk: PublicJwk;
  /** The public members alone, in the order of RFC 7638 section 3.2. */
  readonly bareJwk: PublicJwk;
  /** What it can sign with; the first is taken where nobody asks for another. */
  readonly algorithms: readonly [KeyAlgorithm, ...KeyAlgorithm[]];
  /** As the key itself says (`kid`); null where it says none. */
  readonly keyId: string | null;
  /** JWK thumbprint, SHA-256, base64url (RFC 7638). */
  readonly thumbprint: string;
  /** SHA-256 thumbprint of the certificate that came with it (RFC 7515 section 4.1.8); null where none did. */
  readonly certificateThumbprint: string | null;
}

export type SigningKeyReading =
  | { readonly kind: 'key'; readonly key: SigningKey }
  /**
   * `unreadable`: no private key in any form known here; `public`: only the public part; `encrypted`: under a passphrase;
   * `unsupported`: a key of another kind, or RSA below 2048 bits (RFC 7518 section 3.3).
   */
  | { readonly kind: 'refused'; readonly reason: 'unreadable' | 'public' | 'encrypted' | 'unsupported' };

/**
 * Reads a private key. Never throws.
 *
 * @param text PEM (a certificate may stand beside the key), base64 of DER, JWK, or a JWKS that holds one key
 */
export function readSigningKey(text: string): SigningKeyReading {
  const trimmed = text.trim();
  return trimmed.startsWith('{') ? readJwk(trimmed) : readPem(trimmed);
}

/**
 * Makes a key for an algorithm.
 * @returns with `alg` and, as `kid`, its thumbprint
 */
export async function newSigningKey(algorithm: KeyAlgorithm): Promise<SigningKey> {
  const { privateKey } = await makePair(algorithm);
  const made = keyOf(privateKey, { alg: algorithm });
  const named = made && keyOf(privateKey, { alg: algorithm, kid: made.thumbprint });
  if (named === null) throw new Fault('unexpected', `no key could be made for ${algorithm}`);
  return named;
}

const generate = promisify(generateKeyPair);

function makePair(algorithm: KeyAlgorithm): Promise<{ readonly privateKey: KeyObject }> {
  if (algorithm === 'EdDSA') return generate('ed25519');
  const namedCurve = Object.entries(curves).find(([, signs]) => signs === algorithm)?.[0];
  return namedCurve === undefined ? generate('rsa', { modulusLength: 2048 }) : generate('ec', { namedCurve });
}

const curves: Readonly<Record<string, KeyAlgorithm>> = { 'P-256': 'ES256', 'P-384': 'ES384', 'P-521': 'ES512' };
const rsaAlgorithms = ['RS256', 'RS384', 'RS512', 'PS256', 'PS384', 'PS512'] as const;
const leastRsaBits = 2048;

/** The members that make a key and its thumbprint, by `kty`, in the order of RFC 7638 section 3.2. */
const publicMembers: Readonly<Record<string, readonly string[]>> = {
  EC: ['crv', 'kty', 'x', 'y'],
  OKP: ['crv', 'kty', 'x'],
  RSA: ['e', 'kty', 'n'],
};

function readJwk(text: string): SigningKeyReading {
  const value = parseObject(text);
  const keys: unknown = value?.['keys'];
  const jwk = Array.isArray(keys) && keys.length === 1 ? keys[0] : value;
  if (!isFields(jwk) || typeof jwk['kty'] !== 'string') return refused('unreadable');
  if (!Object.hasOwn(publicMembers, jwk['kty'])) return refused('unsupported');
  if (jwk['d'] === undefined) return refused('public');
  const object = tryKey({ key: jwk as JsonWebKey, format: 'jwk' });
  return object === null ? refused('unreadable') : keyReading(object, jwk);
}

function parseObject(text: string): ReplyFields | null {
  try {
    const value: unknown = JSON.parse(text);
    return isFields(value) ? value : null;
  } catch {
    // SECURITY: the message may quote the key.
    return null;
  }
}

function readPem(text: string): SigningKeyReading {
  if (/-----BEGIN ENCRYPTED PRIVATE KEY-----|Proc-Type:\s*4,ENCRYPTED/.test(text)) return refused('encrypted');
  const inside = /-----BEGIN ((?:[A-Z]+ )?PRIVATE KEY)-----([\s\S]*?)-----END/.exec(text);
  if (inside === null && /-----BEGIN (?:(?:RSA )?PUBLIC KEY|CERTIFICATE)-----/.test(text)) return refused('public');
  // In an input of one line the line ends are lost, which no parser of PEM takes.
  const base64 = (inside?.[2] ?? text).replace(/\s+/g, '');
  if (!/^[A-Za-z0-9+/]+={0,2}$/.test(base64)) return refused('unreadable');
  const der = Buffer.from(base64, 'base64');
  for (const type of ['pkcs8', 'pkcs1', 'sec1'] as const) {
    const object = tryKey({ key: der, format: 'der', type });
    if (object !== null) return keyReading(object, certified(text, object));
  }
  return refused('unreadable');
}

/** The thumbprint of the certificate that stands beside the key, where it is the key's own. */
function certified(text: string, object: KeyObject): ReplyFields {
  const base64 = /-----BEGIN CERTIFICATE-----([\s\S]*?)-----END/.exec(text)?.[1]?.replace(/\s+/g, '');
  if (base64 === undefined) return {};
  try {
    const certificate = new X509Certificate(Buffer.from(base64, 'base64'));
    if (!certificate.checkPrivateKey(object)) return {};
    return { 'x5t#S256': createHash('sha256').update(certificate.raw).digest('base64url') };
  } catch {
    // Not a certificate: the key alone is what was asked for.
    return {};
  }
}

function tryKey(input: Parameters<typeof createPrivateKey>[0]): KeyObject | null {
  try {
    return createPrivateKey(input);
  } catch {
    // Not this form. SECURITY: the message may quote the key, so it goes no further.
    return null;
  }
}

function keyReading(object: KeyObject, said: ReplyFields): SigningKeyReading {
  const key = keyOf(object, said);
  return key === null ? refused('unsupported') : { kind: 'key', key };
}

/** Null where nothing here signs with such a key. @param said what came with it: `alg`, `kid`, `x5t#S256` */
function keyOf(object: KeyObject, said: ReplyFields): SigningKey | null {
  const able = algorithmsOf(object);
  if (able === null) return null;
  const algorithm = able.find((one) => one === said['alg']);
  const exported = object.export({ format: 'jwk' });
  const members = publicMembers[exported.kty ?? ''] ?? [];
  const core = Object.fromEntries(members.map((name): [string, string] => [name, String(exported[name])]));
  const keyId = textOf(said, 'kid');
  const certificateThumbprint = textOf(said, 'x5t#S256');
  const named = {
    ...(keyId === null ? {} : { kid: keyId }),
    ...(algorithm === undefined ? {} : { alg: algorithm }),
    ...(certificateThumbprint === null ? {} : { 'x5t#S256': certificateThumbprint }),
  };
  const [first] = able;
  return {
    jwk: new Secret(JSON.stringify({ ...exported, ...named })),
    object,
    publicJwk: { ...core, ...named, use: 'sig' },
    bareJwk: core,
    algorithms: [algorithm ?? first, ...able.filter((one) => one !== (algorithm ?? first))],
    keyId,
    thumbprint: createHash('sha256').update(JSON.stringify(core)).digest('base64url'),
    certificateThumbprint,
  };
}

function algorithmsOf(object: KeyObject): readonly [KeyAlgorithm, ...KeyAlgorithm[]] | null {
  switch (object.asymmetricKeyType) {
    case 'rsa':
      return (object.asymmetricKeyDetails?.modulusLength ?? 0) < leastRsaBits ? null : rsaAlgorithms;
    case 'ec': {
      const algorithm = curves[object.export({ format: 'jwk' }).crv ?? ''];
      return algorithm === undefined ? null : [algorithm];
    }
    case 'ed25519':
      return ['EdDSA'];
    // rsa-pss has no form as JWK; the others sign nothing, or nothing that JWS has.
    case 'rsa-pss':
    case 'dsa':
    case 'ed448':
    case 'x25519':
    case 'x448':
    case undefined:
    default:
      return null;
  }
}

function refused(reason: Extract<SigningKeyReading, { kind: 'refused' }>['reason']): SigningKeyReading {
  return { kind: 'refused', reason };
}
