/**
 * Apple's client secret: a JWT that the client signs itself with ES256 (RFC 7518 section 3.4), made anew for each request. Source: the
 * Apple row of the provider survey (OpenIddict, next-auth, JustAuth).
 */
import { sign, type KeyObject } from 'node:crypto';
import type { EpochMs } from '../types';

export interface AppleClient {
  readonly clientId: string;
  readonly teamId: string;
  readonly keyId: string;
  readonly key: KeyObject;
}

/** How long the secret lives, in seconds: long enough for a wrong clock and one request, far below what Apple allows. */
const lifetime = 5 * 60;

/** @param now ms since the epoch */
export function appleClientSecret(client: AppleClient, now: EpochMs): string {
  const issued = Math.floor(now / 1000);
  const header = encode({ alg: 'ES256', kid: client.keyId, typ: 'JWT' });
  const claims = encode({
    iss: client.teamId,
    iat: issued,
    exp: issued + lifetime,
    aud: 'https://appleid.apple.com',
    sub: client.clientId,
  });
  // JWS wants the two numbers of the signature side by side, not as DER.
  const signature = sign('sha256', Buffer.from(`${header}.${claims}`), { key: client.key, dsaEncoding: 'ieee-p1363' });
  return `${header}.${claims}.${signature.toString('base64url')}`;
}

function encode(value: object): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url');
}
