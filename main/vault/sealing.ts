/**
 * Sealing: turning text into bytes that only this user's key opens again, over the operating system's keyring (Electron's
 * safeStorage, handed in). A passphrase vault is another {@link Sealer} (data-keys.ts). Rules:
 * - Protection is judged by the sealed bytes, not by what the API says of itself: on Linux Chromium falls back to a public fixed
 *   key without a word, and only the prefix tells (`v10` fixed key, `v11` keyring, `v12` portal). macOS and Windows write `v10` too,
 *   there under a key from the keychain or DPAPI.
 * - `sealed` means: opened again and found equal.
 * - Chromium's Linux cipher is AES-CBC without authentication: a wrong key gives garbage instead of an error once in some 256
 *   times. So the text carries its own digest inside.
 */
import { randomBytes } from 'node:crypto';
import type { KeyName } from '../accounts/account';
import { sha256 } from './checked-json';
import { describeError } from './disk';

/** What the composition root hands in: Electron's safeStorage, made asynchronous where it is not. */
export interface KeyStore {
  /** As `process.platform`. */
  readonly platform: string;
  /** What Electron calls the backend, for example `gnome_libsecret`: kept to tell people which keyring sealed a record. */
  readonly backend?: string | null;
  isAvailable(): Promise<boolean>;
  encrypt(text: string): Promise<Buffer>;
  /** `reseal`: the key has been rotated, the text should be sealed again. */
  decrypt(sealed: Buffer): Promise<{ readonly text: string; readonly reseal: boolean }>;
}

/** Sealed text and what sealed it; all of it is stored. The scheme is platform and prefix, for example `linux-v11`. */
export interface Sealed extends KeyName {
  readonly bytes: Buffer;
}

export type SealResult =
  | { readonly kind: 'sealed'; readonly sealed: Sealed }
  | { readonly kind: 'key_unavailable'; readonly detail: string };

/**
 * `key_unavailable`: the key is not there now, the same bytes may open later. `key_changed`: the key works, and is not the one these
 * bytes were sealed by. `damaged`: not what any sealer wrote.
 */
export type OpenResult =
  | { readonly kind: 'opened'; readonly text: string; readonly reseal: boolean }
  | {
      readonly kind: 'key_unavailable' | 'key_changed' | 'damaged';
      readonly detail: string;
      /** What would seal now; null where nothing does. */
      readonly keyNow: KeyName | null;
    };

export interface Sealer {
  readonly protection: ProtectionKind | 'passphrase';
  seal(text: string): Promise<SealResult>;
  /** Give it only bytes that are known to be unaltered (the record's checksum): then what does not open is under another key. */
  open(sealed: Sealed): Promise<OpenResult>;
}

export type ProtectionKind = 'keyring' | 'portal' | 'keychain' | 'dpapi';

/** `undecided`: nothing protects secrets at rest here; the user chooses before anything is read or written. */
export type Protection =
  | { readonly kind: ProtectionKind; readonly scheme: string }
  | {
      readonly kind: 'undecided';
      readonly reason: 'fixed_key' | 'no_keyring' | 'failed';
      readonly detail: string | null;
    };

/** What safeStorage really does here, found out by sealing a probe and opening it again. Call after Electron's `ready`. */
export async function judgeProtection(keyStore: KeyStore): Promise<Protection> {
  const probe = `probe ${randomBytes(16).toString('hex')}`;
  let sealed: Buffer;
  try {
    if (!(await keyStore.isAvailable())) {
      return { kind: 'undecided', reason: keyStore.platform === 'linux' ? 'no_keyring' : 'failed', detail: null };
    }
    sealed = await keyStore.encrypt(probe);
    const { text } = await keyStore.decrypt(sealed);
    if (text !== probe)
      return { kind: 'undecided', reason: 'failed', detail: 'a sealed probe opened to something else' };
  } catch (error) {
    return { kind: 'undecided', reason: 'failed', detail: describeError(error) };
  }
  const scheme = schemeOf(keyStore, sealed);
  const kind = protectionOf(scheme);
  if (kind !== null) return { kind, scheme };
  return scheme === 'linux-v10'
    ? { kind: 'undecided', reason: 'fixed_key', detail: null }
    : { kind: 'undecided', reason: 'failed', detail: `sealed as ${scheme}` };
}

/**
 * A sealer over the operating system's keyring.
 * @param protection as judged; an undecided one is refused by type
 */
export function safeStorageSealer(keyStore: KeyStore, protection: Exclude<Protection, { kind: 'undecided' }>): Sealer {
  async function seal(text: string): Promise<SealResult> {
    const inner = withDigest(text);
    try {
      const bytes = await keyStore.encrypt(inner);
      const scheme = schemeOf(keyStore, bytes);
      // SECURITY: the keyring can go away while the app runs; what is then sealed by the fixed key must not reach the disk.
      if (protectionOf(scheme) === null) return { kind: 'key_unavailable', detail: `sealed as ${scheme}` };
      if ((await keyStore.decrypt(bytes)).text !== inner) {
        return { kind: 'key_unavailable', detail: 'what was sealed opened to something else' };
      }
      return { kind: 'sealed', sealed: { scheme, keyring: keyStore.backend ?? null, bytes } };
    } catch (error) {
      return { kind: 'key_unavailable', detail: describeError(error) };
    }
  }

  async function open({ scheme, keyring, bytes }: Sealed): Promise<OpenResult> {
    const sealedBy = nameOf({ scheme, keyring });
    const judged: KeyName = { scheme: protection.scheme, keyring: keyStore.backend ?? null };
    if (scheme.split('-')[0] !== keyStore.platform) {
      return { kind: 'key_changed', detail: `sealed on another system (${sealedBy})`, keyNow: judged };
    }
    // An empty buffer would decrypt to an empty text without an error.
    if (bytes.length === 0 || schemeOf(keyStore, bytes) !== scheme) {
      return { kind: 'damaged', detail: `said to be sealed as ${sealedBy} and is not`, keyNow: judged };
    }
    let why = 'opened to something else';
    try {
      const { text, reseal } = await keyStore.decrypt(bytes);
      const inner = checkDigest(text);
      if (inner !== null) return { kind: 'opened', text: inner, reseal };
    } catch (error) {
      why = describeError(error);
    }
    // The bytes are as they were written, and opened when they were written. So it is the key: gone, or another one?
    const probe = await seal('probe');
    if (probe.kind === 'key_unavailable') {
      return { kind: 'key_unavailable', detail: `${why}; ${probe.detail}`, keyNow: null };
    }
    const keyNow: KeyName = { scheme: probe.sealed.scheme, keyring: probe.sealed.keyring };
    return { kind: 'key_changed', detail: `sealed by ${sealedBy}, the key is now ${nameOf(keyNow)}: ${why}`, keyNow };
  }

  return { protection: protection.kind, seal, open };
}

function nameOf({ scheme, keyring }: KeyName): string {
  return keyring === null ? scheme : `${scheme}, ${keyring}`;
}

/** Platform and prefix; the prefix is `none` where there is none, as in what old versions wrote on Windows. */
function schemeOf(keyStore: KeyStore, sealed: Buffer): string {
  const prefix = sealed.toString('latin1', 0, 3);
  return `${keyStore.platform}-${/^v\d\d$/.test(prefix) ? prefix : 'none'}`;
}

/** What protects bytes of this scheme, or null where nothing does. */
function protectionOf(scheme: string): ProtectionKind | null {
  if (scheme === 'linux-v11') return 'keyring';
  if (scheme === 'linux-v12') return 'portal';
  if (scheme.startsWith('darwin-')) return 'keychain';
  if (scheme.startsWith('win32-')) return 'dpapi';
  return null;
}

const DIGEST_LENGTH = 64;

function withDigest(text: string): string {
  return sha256(text) + text;
}

function checkDigest(text: string): string | null {
  const inner = text.slice(DIGEST_LENGTH);
  return text.slice(0, DIGEST_LENGTH) === sha256(inner) ? inner : null;
}
