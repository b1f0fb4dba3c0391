/**
 * From a passphrase to a key: scrypt (RFC 7914), its parameters as they stand in a file, and how far a file may go with them. The one
 * place where a passphrase is used, for the vault's header (passphrase-header.ts) and for backup files (backup-file.ts) alike.
 */
import { randomBytes, scrypt } from 'node:crypto';
import { z } from 'zod';
import type { Secret } from '../oauth';
import { KEY_LENGTH } from './data-keys';

/** Characters a new passphrase has at least: as few as NIST SP 800-63B allows. */
const SHORTEST_PASSPHRASE = 8;

/** scrypt's parameters, RFC 7914: N, r and p. */
export interface ScryptCost {
  readonly cost: number;
  readonly blockSize: number;
  readonly parallelization: number;
}

/** 128 MiB and some 0.3 s a guess on a computer of today: what OWASP recommends for scrypt. */
export const SCRYPT_COST: ScryptCost = { cost: 2 ** 17, blockSize: 8, parallelization: 1 };

/** SECURITY: a file from elsewhere must not make Latchkey take all memory, nor work for minutes: at most 1 GiB, once. */
const mostMemory = 1024 ** 3;
const memoryOf = ({ cost, blockSize }: ScryptCost): number => 128 * cost * blockSize;

/** How a key was derived, as a file says it. */
export const derivation = z
  .strictObject({
    name: z.literal('scrypt'),
    cost: z.int().min(2),
    blockSize: z.int().min(1).max(64),
    parallelization: z.int().min(1).max(16),
    salt: z.base64().min(1).max(256),
  })
  .refine((kdf) => Number.isInteger(Math.log2(kdf.cost)) && memoryOf(kdf) * kdf.parallelization <= mostMemory);

export type Derivation = z.output<typeof derivation>;

/** A derivation with a salt of its own. */
export function freshDerivation(cost: ScryptCost = SCRYPT_COST): Derivation {
  return { name: 'scrypt', ...cost, salt: randomBytes(16).toString('base64') };
}

/**
 * The key: 32 bytes, the same whichever way an input method composes the passphrase's characters (NFKC). Takes as long as scrypt does, off
 * the main thread. SECURITY: whoever gets it overwrites it after use.
 */
export function deriveKey(passphrase: Secret, kdf: Derivation): Promise<Buffer> {
  const { cost, blockSize, parallelization, salt } = kdf;
  // A little more than the blocks themselves.
  const options = {
    cost,
    blockSize,
    parallelization,
    maxmem: memoryOf(kdf) + 1024 * 1024 + 256 * blockSize * parallelization,
  };
  return new Promise((resolve, reject) => {
    scrypt(passphrase.reveal().normalize('NFKC'), Buffer.from(salt, 'base64'), KEY_LENGTH, options, (error, key) => {
      if (error === null) resolve(key);
      else reject(error);
    });
  });
}

/** Too short for a new passphrase. */
export function isShort(passphrase: Secret): boolean {
  return Array.from(passphrase.reveal().normalize('NFKC')).length < SHORTEST_PASSPHRASE;
}
