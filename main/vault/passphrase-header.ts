/**
 * The header of a passphrase vault, version 1: how the passphrase becomes a key, and the vault's keys wrapped by it. One line of
 * checked JSON (checked-json.ts):
 *
 *   { format, version, use, oldCopies, kdf: { name, cost, blockSize, parallelization, salt }, check, keys: [{ id, wrapped }], mac, sha256 }
 *
 * `check` tells a wrong passphrase from a damaged key; the first of `keys` seals; `mac` is made with that key, so that nobody
 * without the passphrase can turn `use` or take a key out. Wrapping instead of sealing by the passphrase itself makes a new passphrase
 * count at one rename, however many records there are; a new key goes with it, and every record is sealed anew under that key
 * (safe.ts), so that the old passphrase with an old copy of this header opens nothing that is written from then on.
 */
import { timingSafeEqual } from 'node:crypto';
import { z } from 'zod';
import type { Secret } from '../oauth';
import { readCheckedJson, writeCheckedJson } from './checked-json';
import { DataKeys, decrypt, encrypt, KEY_LENGTH } from './data-keys';
import { derivation, deriveKey, freshDerivation, SCRYPT_COST, type ScryptCost } from './passphrase-kdf';

const FORMAT = 'latchkey-passphrase';
const VERSION = 1;

const headerSchema = z.strictObject({
  format: z.literal(FORMAT),
  version: z.literal(VERSION),
  /** `seal`: this vault is protected by the passphrase. `open`: it was moved to the keyring; what is left is only to be opened. */
  use: z.enum(['seal', 'open']),
  /** Copies under another key may still be there; dropped once the records were read back in a later start. */
  oldCopies: z.boolean(),
  kdf: derivation,
  check: z.base64().min(1),
  keys: z.array(z.strictObject({ id: z.string().regex(/^[0-9a-f]{1,32}$/), wrapped: z.base64().min(1) })).min(1),
  mac: z.base64().min(1),
});

export type PassphraseHeader = z.output<typeof headerSchema>;

export type HeaderText =
  | { readonly kind: 'header'; readonly header: PassphraseHeader }
  | { readonly kind: 'newer'; readonly version: number }
  | { readonly kind: 'damaged'; readonly detail: string };

/** `wrong`: not this passphrase. `damaged`: the passphrase is right, and the header is not as it was written. */
export type Unlocked =
  | { readonly kind: 'unlocked'; readonly keys: DataKeys }
  | { readonly kind: 'wrong' }
  | { readonly kind: 'damaged'; readonly detail: string };

export function writeHeaderText(header: PassphraseHeader): Buffer {
  return Buffer.from(writeCheckedJson(header));
}

export function readHeaderText(content: Buffer): HeaderText {
  const checked = readCheckedJson(content.toString('utf8'));
  if (checked.kind === 'damaged') return checked;
  const version = z.looseObject({ format: z.literal(FORMAT), version: z.int() }).safeParse(checked.value).data?.version;
  if (version !== undefined && version > VERSION) return { kind: 'newer', version };
  const header = headerSchema.safeParse(checked.value).data;
  return header === undefined
    ? { kind: 'damaged', detail: 'not a header of a passphrase vault' }
    : { kind: 'header', header };
}

/** Wraps keys by a passphrase, with a salt of its own. Takes as long as scrypt does, off the main thread. */
export async function sealKeys(
  keys: DataKeys,
  passphrase: Secret,
  state: Pick<PassphraseHeader, 'use' | 'oldCopies'>,
  cost: ScryptCost = SCRYPT_COST,
): Promise<PassphraseHeader> {
  const kdf = freshDerivation(cost);
  const wrapping = await deriveKey(passphrase, kdf);
  const wrapped = keys.ids.flatMap((id) => {
    const key = keys.find(id);
    return key === undefined ? [] : [{ id, wrapped: encrypt(wrapping, key, wrapOf(id)).toString('base64') }];
  });
  const check = encrypt(wrapping, Buffer.alloc(0), CHECK).toString('base64');
  wrapping.fill(0);
  return authenticated({ format: FORMAT, version: VERSION, ...state, kdf, check, keys: wrapped, mac: '' }, keys);
}

/** The header with another state, or with fewer keys, for who has the keys at hand. */
export function changeHeader(
  header: PassphraseHeader,
  change: Partial<Pick<PassphraseHeader, 'use' | 'oldCopies' | 'keys'>>,
  keys: DataKeys,
): PassphraseHeader {
  return authenticated({ ...header, ...change }, keys);
}

/** Tries a passphrase. Changes nothing, whatever comes of it. */
export async function openKeys(header: PassphraseHeader, passphrase: Secret): Promise<Unlocked> {
  const wrapping = await deriveKey(passphrase, header.kdf);
  try {
    if (decrypt(wrapping, Buffer.from(header.check, 'base64'), CHECK) === null) return { kind: 'wrong' };
    const opened: [string, Buffer][] = [];
    for (const { id, wrapped } of header.keys) {
      const key = decrypt(wrapping, Buffer.from(wrapped, 'base64'), wrapOf(id));
      if (key?.length !== KEY_LENGTH) return { kind: 'damaged', detail: `key ${id} does not open` };
      opened.push([id, key]);
    }
    const keys = new DataKeys(opened);
    // SECURITY: whoever can write this file must not be able to move the vault to the keyring or to an older key by it.
    if (timingSafeEqual(macOf(header, keys), padded(header.mac))) return { kind: 'unlocked', keys };
    keys.drop();
    return { kind: 'damaged', detail: 'what the header says was altered' };
  } finally {
    wrapping.fill(0);
  }
}

const CHECK = 'latchkey passphrase check';
const wrapOf = (id: string): string => `latchkey passphrase wrap ${id}`;

function authenticated(header: PassphraseHeader, keys: DataKeys): PassphraseHeader {
  return { ...header, mac: macOf(header, keys).toString('base64') };
}

function macOf({ use, oldCopies, kdf, keys: wrapped }: PassphraseHeader, keys: DataKeys): Buffer {
  const { name, cost, blockSize, parallelization, salt } = kdf;
  const derived = [name, cost, blockSize, parallelization, salt];
  const all = wrapped.map((key) => [key.id, key.wrapped]);
  return keys.authenticate(JSON.stringify([VERSION, use, oldCopies, derived, all]));
}

/** A MAC of the right length, so that comparing does not throw. */
function padded(mac: string): Buffer {
  const bytes = Buffer.alloc(32);
  Buffer.from(mac, 'base64').copy(bytes);
  return bytes;
}
