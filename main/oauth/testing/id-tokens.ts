/** A small issuer of id tokens for tests: real keys, and claims that can be bent. */
import { createHash, createHmac, createSign, generateKeyPairSync, sign, type KeyObject } from 'node:crypto';
import { Secret } from '../secret';
import type { RawReply, TokenRequest, TransportResult } from '../types';

export interface SigningKey {
  readonly kid: string;
  readonly alg: 'RS256' | 'ES256' | 'PS256';
  readonly key: KeyObject;
  readonly jwk: Readonly<Record<string, unknown>>;
}

export function signingKey(kid: string, alg: SigningKey['alg'] = 'RS256'): SigningKey {
  const pair =
    alg === 'ES256'
      ? generateKeyPairSync('ec', { namedCurve: 'P-256' })
      : generateKeyPairSync('rsa', { modulusLength: 2048 });
  return { kid, alg, key: pair.privateKey, jwk: { ...pair.publicKey.export({ format: 'jwk' }), kid, use: 'sig' } };
}

type Claims = Readonly<Record<string, unknown>>;

const encoded = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');

export function signed(claims: Claims, { key, kid, alg }: SigningKey, header: Claims = {}): Secret {
  const input = `${encoded({ alg, kid, ...header })}.${encoded(claims)}`;
  const signature =
    alg === 'RS256'
      ? createSign('RSA-SHA256').update(input).sign(key)
      : sign('sha256', Buffer.from(input), {
          key,
          ...(alg === 'ES256' ? { dsaEncoding: 'ieee-p1363' as const } : { padding: 6, saltLength: 32 }),
        });
  return new Secret(`${input}.${signature.toString('base64url')}`);
}

export function signedBySecret(claims: Claims, secret: string): Secret {
  const input = `${encoded({ alg: 'HS256' })}.${encoded(claims)}`;
  return new Secret(`${input}.${createHmac('sha256', secret).update(input).digest('base64url')}`);
}

export function unsigned(claims: Claims): Secret {
  return new Secret(`${encoded({ alg: 'none' })}.${encoded(claims)}.`);
}

export function atHash(token: string): string {
  return createHash('sha256').update(token).digest().subarray(0, 16).toString('base64url');
}

/** A server of JSON documents, whose answers can be changed; remembers what was asked. */
export class Documents {
  readonly asked: string[] = [];
  readonly at = new Map<string, unknown>();

  readonly send = async ({ url }: TokenRequest): Promise<TransportResult> => {
    this.asked.push(url);
    if (!this.at.has(url)) return { kind: 'not_sent', reason: 'unreachable', detail: 'ERR_CONNECTION_REFUSED' };
    const body = new TextEncoder().encode(JSON.stringify(this.at.get(url)));
    const reply: RawReply = { status: 200, headers: {}, body, sentAt: 0, receivedAt: 0 };
    return { kind: 'reply', reply };
  };
}
