/**
 * The backup file, version 1, as docs/backup.md describes it for everyone: one line of checked JSON (checked-json.ts),
 *
 *   { format, version, kdf: { name, cost, blockSize, parallelization, salt }, cipher, sealed, sha256 }
 *
 * `sealed` (base64) is nonce, AES-256-GCM ciphertext and tag of what backup-content.ts writes, under the key that the passphrase gives.
 * Every byte before `,"sealed":` is authenticated with it. The checksum tells a damaged file from a wrong passphrase; a later version keeps
 * this frame. The content in clear is in memory only.
 */
import { z } from 'zod';
import type { Backup } from '../accounts/backup';
import type { SaveResult } from '../accounts/ports';
import type { Secret } from '../oauth';
import { readBackupContent, writeBackupContent } from './backup-content';
import { readCheckedJson, writeCheckedJson } from './checked-json';
import { decrypt, encrypt } from './data-keys';
import { describeError, nodeDisk, saveFailure, type Disk } from './disk';
import { replaceDurably } from './durable-file';
import {
  derivation,
  deriveKey,
  freshDerivation,
  isShort,
  SCRYPT_COST,
  type Derivation,
  type ScryptCost,
} from './passphrase-kdf';

const FORMAT = 'latchkey-backup';
const VERSION = 1;
const BEGINNING = `{"format":"${FORMAT}"`;
const SEALED = ',"sealed":"';

/** SECURITY: no larger file is read; some twenty thousand accounts fit. Bytes. */
const LARGEST = 128 * 1024 * 1024;

const anyVersion = z.looseObject({ version: z.int().min(1) });
const versionOne = z.strictObject({
  format: z.literal(FORMAT),
  version: z.literal(VERSION),
  kdf: derivation,
  cipher: z.literal('aes-256-gcm'),
  sealed: z.string().min(1),
});

/** A backup file whose passphrase is not known yet. */
export interface SealedBackup {
  readonly kdf: Derivation;
  readonly sealed: Buffer;
  /** What is authenticated with it: the file's own beginning. */
  readonly associated: string;
}

/**
 * `foreign`: no backup of Latchkey's. `cut`: its end is missing. `altered`: not as it was written, or its header asks for what no Latchkey
 * writes. `unreadable`: the system does not give it.
 */
export type BackupRefused = {
  readonly kind: 'refused';
  readonly reason: 'foreign' | 'cut' | 'altered' | 'newer' | 'too_large' | 'unreadable';
  readonly detail: string | null;
};

export type FoundBackup = { readonly kind: 'found'; readonly backup: SealedBackup } | BackupRefused;
export type OpenedBackup =
  | { readonly kind: 'opened'; readonly backup: Backup }
  | { readonly kind: 'wrong' }
  | BackupRefused;
export type WrittenBackup = SaveResult | { readonly kind: 'short' } | { readonly kind: 'too_large' };

export interface BackupFiles {
  /** Seals a backup into a file, 0600; what stood there before is untouched unless it is `saved`. */
  write(path: string, backup: Backup, passphrase: Secret): Promise<WrittenBackup>;
  /** Reads a file as far as that goes without its passphrase. */
  read(path: string): Promise<FoundBackup>;
  /** Tries a passphrase. */
  open(sealed: SealedBackup, passphrase: Secret): Promise<OpenedBackup>;
  /** Too short for a new file. */
  isShort(passphrase: Secret): boolean;
}

export function backupFiles({
  disk = nodeDisk,
  cost = SCRYPT_COST,
}: { disk?: Disk; cost?: ScryptCost } = {}): BackupFiles {
  return {
    async write(path, backup, passphrase) {
      if (isShort(passphrase)) return { kind: 'short' };
      const content = await sealBackup(backup, passphrase, cost);
      if (content === null) return saveFailure(new Error('a record could not be read back, so nothing was written'));
      return content.length > LARGEST ? { kind: 'too_large' } : replaceDurably(path, content, disk);
    },
    async read(path) {
      try {
        const size = await disk.sizeOf(path);
        if (size === null) return refused('foreign', 'not a plain file');
        return size > LARGEST ? refused('too_large', `${size} bytes`) : readBackup(await disk.readFile(path));
      } catch (error) {
        return refused('unreadable', describeError(error));
      }
    },
    open: openBackup,
    isShort,
  };
}

/** The content of a file; null where a record of it breaks its own type. */
export async function sealBackup(backup: Backup, passphrase: Secret, cost?: ScryptCost): Promise<Buffer | null> {
  const text = writeBackupContent(backup);
  if (text === null) return null;
  const clear = Buffer.from(text);
  const header = { format: FORMAT, version: VERSION, kdf: freshDerivation(cost), cipher: 'aes-256-gcm' };
  const key = await deriveKey(passphrase, header.kdf);
  const sealed = encrypt(key, clear, JSON.stringify(header).slice(0, -1)).toString('base64');
  // SECURITY: not left lying in memory; what JavaScript copied of it cannot be overwritten.
  key.fill(0);
  clear.fill(0);
  return Buffer.from(writeCheckedJson({ ...header, sealed }));
}

/** What a file's bytes tell before any passphrase is tried. */
export function readBackup(content: Buffer): FoundBackup {
  // Mail and editors take the last line's end away, or write another one.
  const text = `${content.toString('utf8').trimEnd()}\n`;
  if (!text.startsWith(BEGINNING)) {
    return BEGINNING.startsWith(text.trimEnd()) ? refused('cut', 'no more than its beginning') : refused('foreign');
  }
  const checked = readCheckedJson(text);
  if (checked.kind === 'damaged') return refused(checked.cut ? 'cut' : 'altered', checked.detail);
  const version = anyVersion.safeParse(checked.value).data?.version;
  if (version !== undefined && version > VERSION) return refused('newer', `version ${version}`);
  const file = versionOne.safeParse(checked.value);
  if (!file.success) return refused('altered', `not a header of version ${VERSION}: ${wrongPlace(file.error)}`);
  const { kdf, sealed } = file.data;
  // SECURITY: the bytes as they stand, not as JSON would write them again, so that nothing of the header can be altered.
  const associated = text.slice(0, text.indexOf(SEALED));
  return { kind: 'found', backup: { kdf, sealed: Buffer.from(sealed, 'base64'), associated } };
}

export async function openBackup({ kdf, sealed, associated }: SealedBackup, passphrase: Secret): Promise<OpenedBackup> {
  const key = await deriveKey(passphrase, kdf);
  const clear = decrypt(key, sealed, associated);
  key.fill(0);
  if (clear === null) return { kind: 'wrong' };
  const backup = readBackupContent(clear.toString('utf8'));
  clear.fill(0);
  return backup === null ? refused('altered', 'what is sealed is not a backup') : { kind: 'opened', backup };
}

function refused(reason: BackupRefused['reason'], detail: string | null = null): BackupRefused {
  return { kind: 'refused', reason, detail };
}

function wrongPlace(error: z.ZodError): string {
  return error.issues[0]?.path.join('.') || 'its members';
}
