/**
 * Making, hashing and comparing what must not be guessed. Node's own generator and nothing else.
 */
import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';

/** Lower-case hex of fresh random bytes: 20 bytes give SinaApp's 40 characters, 16 give Kaixin001's 32. */
export function randomHex(bytes: number): string {
  return randomBytes(bytes).toString('hex');
}

/** SHA-256 in lower-case hex: the only form in which the sandbox keeps a token. */
export function hashToken(token: string): string {
  return createHash('sha256').update(token, 'utf8').digest('hex');
}

/** Compares without telling by its duration how much was right. An absent value equals nothing. */
export function sameSecret(given: string | undefined, expected: string): boolean {
  if (given === undefined) return false;
  return timingSafeEqual(Buffer.from(hashToken(given), 'hex'), Buffer.from(hashToken(expected), 'hex'));
}
