/**
 * The record file, version 1. One line of checked JSON (checked-json.ts):
 *
 *   { format, version, kind, id, facts, scheme, keyring, sealed, sha256 }
 *
 * `facts` is what may be known without the key, `sealed` (base64) holds the whole record once more with its kind and id, so that
 * facts that do not agree with what is sealed, a sealed part taken from another file, or a file under a foreign name are found out.
 * The checksum tells a damaged file from one that is whole and under another key. A later version changes `version` and keeps the
 * frame: an older Latchkey then leaves the file alone.
 */
import { isDeepStrictEqual } from 'node:util';
import { z } from 'zod';
import type { Lock } from '../accounts/account';
import { parseJson, readCheckedJson, writeCheckedJson } from './checked-json';
import type { RecordCodec } from './codec';
import type { SaveFailure } from './disk';
import type { Sealed, Sealer } from './sealing';

const FORMAT = 'latchkey-record';
const VERSION = 1;
/** Bytes of `<sha256>"}` and the line's end. */
const ENDING_LENGTH = 67;

const anyVersion = z.looseObject({ format: z.literal(FORMAT), version: z.int().min(1) });
const versionOne = z.strictObject({
  format: z.literal(FORMAT),
  version: z.literal(VERSION),
  kind: z.enum(['account', 'client', 'history']),
  id: z.string(),
  facts: z.unknown(),
  scheme: z.string().min(1),
  keyring: z.string().nullable(),
  /** In base64, which the checksum vouches for. */
  sealed: z.string().min(1),
});

/** A record file as its bytes tell, before any key is used. */
export type FramedRecord<F> =
  | { readonly kind: 'whole'; readonly facts: F; readonly sealed: Sealed }
  | { readonly kind: 'newer'; readonly detail: string }
  | { readonly kind: 'damaged'; readonly detail: string };

/**
 * A record after the key was tried. Locked as `damaged`: the file is as it was written, but what is sealed is not this record. As `newer`:
 * it is, and holds what only a later Latchkey knows, for a field with a default makes no new version of the format.
 */
export type OpenedRecord<T> =
  | { readonly kind: 'opened'; readonly value: T; readonly reseal: boolean }
  | ({ readonly kind: 'locked'; readonly detail: string } & Lock);

export type PackedRecord = { readonly kind: 'packed'; readonly content: Buffer } | SaveFailure;

/** Seals a record into the content of its file. */
export async function packRecord<T extends { readonly id: string }, F>(
  codec: RecordCodec<T, F>,
  value: T,
  sealer: Sealer,
): Promise<PackedRecord> {
  const record = codec.encode(value);
  if (record === null) {
    return {
      kind: 'failed',
      reason: 'failed',
      detail: `this ${codec.kind} could not be read back, so it was not written`,
    };
  }
  const result = await sealer.seal(JSON.stringify({ kind: codec.kind, record }));
  if (result.kind === 'key_unavailable') return { kind: 'failed', reason: 'locked', detail: result.detail };
  const { scheme, keyring, bytes } = result.sealed;
  const text = writeCheckedJson({
    format: FORMAT,
    version: VERSION,
    kind: codec.kind,
    id: value.id,
    facts: codec.facts(value),
    scheme,
    keyring,
    sealed: bytes.toString('base64'),
  });
  return { kind: 'packed', content: Buffer.from(text) };
}

/** Tells one content of a file from any other: the checksum at its end. */
export function sumOf(content: Buffer): string {
  return content.toString('latin1', Math.max(0, content.length - ENDING_LENGTH));
}

/** @param id the id that the file's name says */
export function readFrame<T extends { readonly id: string }, F>(
  codec: RecordCodec<T, F>,
  id: string,
  content: Buffer,
): FramedRecord<F> {
  const checked = readCheckedJson(content.toString('utf8'));
  if (checked.kind === 'damaged') return checked;
  const record = versionOne.safeParse(checked.value).data;
  const facts = record === undefined ? null : codec.readFacts(record.facts);
  if (record === undefined || facts === null) {
    const frame = anyVersion.safeParse(checked.value);
    if (!frame.success) return { kind: 'damaged', detail: 'not a record' };
    if (frame.data.version > VERSION) return { kind: 'newer', detail: `version ${frame.data.version}` };
    return { kind: 'damaged', detail: 'a record that lacks something' };
  }
  if (record.kind !== codec.kind || record.id !== id)
    return { kind: 'damaged', detail: `this is ${record.kind} ${record.id}` };
  const { scheme, keyring, sealed } = record;
  return { kind: 'whole', facts, sealed: { scheme, keyring, bytes: Buffer.from(sealed, 'base64') } };
}

const sealedPart = z.strictObject({ kind: z.string(), record: z.looseObject({}) });

/** Opens what {@link readFrame} found whole. */
export async function openRecord<T extends { readonly id: string }, F>(
  codec: RecordCodec<T, F>,
  frame: Extract<FramedRecord<F>, { kind: 'whole' }>,
  sealer: Sealer,
): Promise<OpenedRecord<T>> {
  const { scheme, keyring } = frame.sealed;
  const sealedBy = { scheme, keyring };
  const opened = await sealer.open(frame.sealed);
  if (opened.kind !== 'opened') {
    return { kind: 'locked', reason: opened.kind, detail: opened.detail, sealedBy, keyNow: opened.keyNow };
  }
  const unread = (reason: 'damaged' | 'newer', detail: string): OpenedRecord<T> => {
    return { kind: 'locked', reason, detail, sealedBy, keyNow: sealedBy };
  };
  const part = sealedPart.safeParse(parseJson(opened.text)).data;
  if (part?.kind !== codec.kind) return unread('damaged', 'what is sealed is not such a record');
  const value = codec.decode(part.record);
  // Whole, sealed by this key, and written only after it could be read back: whoever wrote it knows more. What is before it is older.
  if (value === null) return unread('newer', 'it holds what this version does not know');
  // SECURITY: a sealed part moved into another file would give one client's tokens to another client's server.
  if (!isDeepStrictEqual(codec.facts(value), frame.facts))
    return unread('damaged', 'what is sealed belongs to another record');
  return { kind: 'opened', value, reseal: opened.reseal };
}
