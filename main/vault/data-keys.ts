/**
 * The keys that records of a passphrase vault are sealed by, in memory only, and the sealer over them. Rules:
 * - The passphrase itself seals nothing: it wraps these random keys (passphrase-header.ts).
 * - One key seals, all of them open: after a change of passphrase the older key opens what has not been sealed anew yet.
 * - Dropped keys are zeroed; from then on nothing can be sealed or opened.
 */
import { createCipheriv, createDecipheriv, createHmac, randomBytes } from 'node:crypto';
import { Fault } from '../fault';
import type { OpenResult, Sealed, Sealer, SealResult } from './sealing';

/** Stored with every record: AES-256-GCM under a random key that a passphrase wraps. */
export const PASSPHRASE_SCHEME = 'passphrase-v1';

const NONCE = 12;
const TAG = 16;
export const KEY_LENGTH = 32;

export class DataKeys {
  readonly #keys: Map<string, Buffer>;
  #sealingId: string;

  /** @param keys by their ids, the sealing one first; they belong to this object from now on */
  constructor(keys: readonly (readonly [id: string, key: Buffer])[]) {
    const first = keys[0];
    if (first === undefined) throw new Fault('vault_failed', 'a vault without a key');
    this.#keys = new Map(keys);
    this.#sealingId = first[0];
  }

  static fresh(): DataKeys {
    return new DataKeys([newKey()]);
  }

  /** The same keys, each a copy, with a new one in front that seals from now on. */
  withNewKey(): DataKeys {
    return new DataKeys([newKey(), ...[...this.#keys].map(([id, key]) => [id, Buffer.from(key)] as const)]);
  }

  /** The sealing key first. */
  get ids(): readonly string[] {
    return [...this.#keys.keys()];
  }

  get sealingId(): string {
    return this.#sealingId;
  }

  get dropped(): boolean {
    return this.#keys.size === 0;
  }

  /** Undefined where there is no such key, or none any more. SECURITY: for wrapping and sealing only. */
  find(id: string): Buffer | undefined {
    return this.#keys.get(id);
  }

  /** SECURITY: overwrites the keys. What JavaScript copied of records and of the passphrase cannot be overwritten. */
  drop(): void {
    for (const key of this.#keys.values()) key.fill(0);
    this.#keys.clear();
  }

  /** An HMAC-SHA256 over `text` that only who has the sealing key can make. */
  authenticate(text: string): Buffer {
    const key = this.find(this.#sealingId);
    if (key === undefined) throw new Fault('vault_failed', 'the keys are dropped');
    return createHmac('sha256', key).update(`latchkey header\n${text}`).digest();
  }
}

function newKey(): readonly [string, Buffer] {
  return [randomBytes(8).toString('hex'), randomBytes(KEY_LENGTH)];
}

/** Seals by AES-256-GCM; the record's own facts are compared by record-file.ts after opening. */
export function passphraseSealer(keys: DataKeys): Sealer {
  async function seal(text: string): Promise<SealResult> {
    const id = keys.sealingId;
    const key = keys.find(id);
    if (key === undefined) return { kind: 'key_unavailable', detail: 'Latchkey is locked' };
    const bytes = encrypt(key, Buffer.from(text), associatedWith(id));
    return { kind: 'sealed', sealed: { scheme: PASSPHRASE_SCHEME, keyring: id, bytes } };
  }

  async function open({ scheme, keyring, bytes }: Sealed): Promise<OpenResult> {
    const keyNow = { scheme: PASSPHRASE_SCHEME, keyring: keys.sealingId };
    if (scheme !== PASSPHRASE_SCHEME) return { kind: 'key_changed', detail: `sealed by ${scheme}`, keyNow };
    if (keys.dropped) return { kind: 'key_unavailable', detail: 'Latchkey is locked', keyNow: null };
    const key = keyring === null ? undefined : keys.find(keyring);
    if (key === undefined) return { kind: 'key_changed', detail: `sealed by another vault's key ${keyring}`, keyNow };
    const text = decrypt(key, bytes, associatedWith(keyring ?? ''));
    // The tag tells: not a byte of it is what this key sealed.
    if (text === null) return { kind: 'damaged', detail: 'what is sealed was altered', keyNow };
    return { kind: 'opened', text: text.toString('utf8'), reseal: keyring !== keys.sealingId };
  }

  return { protection: 'passphrase', seal, open };
}

function associatedWith(id: string): string {
  return `latchkey ${PASSPHRASE_SCHEME} ${id}`;
}

/** Nonce, ciphertext and tag. The nonce is random: far fewer than the 2^32 texts a key that random nonces allow. */
export function encrypt(key: Buffer, text: Buffer, associated: string): Buffer {
  const nonce = randomBytes(NONCE);
  const cipher = createCipheriv('aes-256-gcm', key, nonce, { authTagLength: TAG }).setAAD(Buffer.from(associated));
  return Buffer.concat([nonce, cipher.update(text), cipher.final(), cipher.getAuthTag()]);
}

/** Null where the key, the associated data or the bytes are not those of {@link encrypt}. */
export function decrypt(key: Buffer, sealed: Buffer, associated: string): Buffer | null {
  if (sealed.length < NONCE + TAG) return null;
  const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(0, NONCE), { authTagLength: TAG });
  decipher.setAAD(Buffer.from(associated)).setAuthTag(sealed.subarray(-TAG));
  const text = decipher.update(sealed.subarray(NONCE, -TAG));
  try {
    return Buffer.concat([text, decipher.final()]);
  } catch {
    // Node names no reason: the tag does not fit.
    return null;
  }
}
