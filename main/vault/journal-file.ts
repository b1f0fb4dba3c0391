/**
 * The journal file of one refresh, version 1: where each step stands and how it is told whole from torn. Changed in place, so that the
 * reply needs no new space on the disk (but for file systems that copy on write, such as btrfs: there the reservation is no promise).
 *
 *   0      4096   reserved: one line of checked JSON with the entry, padded with spaces
 *   4096   4096   sent: blank (spaces), then a line like the first. Anything not blank counts: when in doubt it was sent
 *   8192    512   head of the reply: scheme, length and SHA-256 of what follows, padded; random bytes until then
 *   8704      …   the sealed reply; random bytes until then, so that no file system stores the reservation as a hole
 *
 * Each line names the entry, and the sealed reply names it once more, so that one bad sector does not make the rest anonymous and a
 * reply cannot be put into another account's journal.
 */
import { randomBytes } from 'node:crypto';
import { z } from 'zod';
import type { RotationEntry } from '../accounts/ports';
import { Fault } from '../fault';
import type { RawReply } from '../oauth';
import { parseJson, readCheckedJson, sha256, writeCheckedJson } from './checked-json';
import type { Sealed } from './sealing';

const FORMAT = 'latchkey-rotation';
const VERSION = 1;
const BLOCK = 4096;
const HEAD = 512;
export const SENT_AT = BLOCK;
export const REPLY_AT = 2 * BLOCK;

/**
 * Bytes reserved for a sealed reply. Token replies are a few KiB; sealing adds a third (base64) and little more. A longer one, up to
 * the transport's 1 MiB, makes the file grow when it is stored, which a full disk can refuse: it is then in memory only until the
 * record is saved.
 */
const RESERVED_FOR_REPLY = 64 * 1024;

const entrySchema = z.strictObject({ accountId: z.string(), grantId: z.string(), generation: z.int(), at: z.number() });
const anyMark = z.looseObject({ format: z.literal(FORMAT), version: z.int().min(1) });
const mark = z.strictObject({
  format: z.literal(FORMAT),
  version: z.literal(VERSION),
  stage: z.enum(['reserved', 'sent']),
  entry: entrySchema,
});
const replyHead = z.strictObject({
  format: z.literal(FORMAT),
  version: z.literal(VERSION),
  scheme: z.string().min(1),
  keyring: z.string().nullable(),
  length: z.int().min(1),
  digest: z.string(),
});
const sealedReply = z.strictObject({
  entry: entrySchema,
  status: z.int(),
  headers: z.record(z.string(), z.string()),
  body: z.base64(),
  sentAt: z.number(),
  receivedAt: z.number(),
});

/** A journal file as its bytes tell, before any key is used. */
export type JournalFile =
  | { readonly stage: 'reserved' | 'sent'; readonly entry: RotationEntry }
  /** The entry is null where both lines are bad; the sealed reply names it. */
  | { readonly stage: 'received'; readonly entry: RotationEntry | null; readonly sealed: Sealed }
  | { readonly stage: 'newer'; readonly version: number }
  | { readonly stage: 'damaged'; readonly detail: string };

/** The file at the step `reserved`. */
export function reservation(entry: RotationEntry): Buffer {
  const blank = Buffer.alloc(BLOCK, ' ');
  return Buffer.concat([line('reserved', entry), blank, randomBytes(HEAD + RESERVED_FOR_REPLY)]);
}

/** What is written at {@link SENT_AT}. */
export function sentMark(entry: RotationEntry): Buffer {
  return line('sent', entry);
}

/** What is written at {@link REPLY_AT}, in one piece. */
export function replyBlock({ scheme, keyring, bytes }: Sealed): Buffer {
  const head = { format: FORMAT, version: VERSION, scheme, keyring, length: bytes.length, digest: sha256(bytes) };
  return Buffer.concat([padded(writeCheckedJson(head), HEAD), bytes]);
}

/** The whole file of a refresh whose reply has come. */
export function receivedFile(entry: RotationEntry, sealed: Sealed): Buffer {
  const content = reservation(entry);
  const block = replyBlock(sealed);
  sentMark(entry).copy(content, SENT_AT);
  return Buffer.concat([content.subarray(0, REPLY_AT), block, content.subarray(REPLY_AT + block.length)]);
}

export function readJournalFile(content: Buffer): JournalFile {
  const reserved = readLine(content.subarray(0, BLOCK));
  const sentBlock = content.subarray(SENT_AT, REPLY_AT);
  const sent = readLine(sentBlock);
  if (typeof reserved === 'number') return { stage: 'newer', version: reserved };
  const entry = reserved ?? (typeof sent === 'number' ? null : sent);
  const sealed = readReply(content.subarray(REPLY_AT));
  if (sealed !== null) return { stage: 'received', entry, sealed };
  if (entry === null) return { stage: 'damaged', detail: content.length === 0 ? 'empty' : 'no line of it is whole' };
  const blank = sentBlock.length === BLOCK && sentBlock.every((byte) => byte === 0x20);
  return { stage: blank ? 'reserved' : 'sent', entry };
}

/** Response headers that a reader of token replies needs; the others are not kept (RFC 6749 5.1, RFC 9110 10.2.3, RFC 9449 8). */
const KEPT_HEADERS = ['content-type', 'retry-after', 'date', 'www-authenticate', 'dpop-nonce'];

/** The text to be sealed. SECURITY: holds the tokens in clear. */
export function replyText(entry: RotationEntry, reply: RawReply): string {
  const { status, sentAt, receivedAt } = reply;
  const headers = Object.fromEntries(Object.entries(reply.headers).filter(([name]) => KEPT_HEADERS.includes(name)));
  return JSON.stringify({
    entry,
    status,
    headers,
    body: Buffer.from(reply.body).toString('base64'),
    sentAt,
    receivedAt,
  });
}

/** What {@link replyText} wrote, or null. */
export function readReplyText(text: string): { readonly entry: RotationEntry; readonly reply: RawReply } | null {
  const parsed = sealedReply.safeParse(parseJson(text)).data;
  if (parsed === undefined) return null;
  const { entry, status, headers, body, sentAt, receivedAt } = parsed;
  return { entry, reply: { status, headers, body: new Uint8Array(Buffer.from(body, 'base64')), sentAt, receivedAt } };
}

function line(stage: 'reserved' | 'sent', { accountId, grantId, generation, at }: RotationEntry): Buffer {
  const entry = { accountId, grantId, generation, at };
  return padded(writeCheckedJson({ format: FORMAT, version: VERSION, stage, entry }), BLOCK);
}

function padded(text: string, length: number): Buffer {
  const bytes = Buffer.from(text);
  if (bytes.length > length) throw new Fault('vault_failed', 'a line of the journal is too long');
  return Buffer.concat([bytes, Buffer.alloc(length - bytes.length, ' ')]);
}

function unpadded(block: Buffer): string {
  return `${block.toString('utf8').trimEnd()}\n`;
}

/** The entry of a whole line, the version of a line by a newer Latchkey, or null. */
function readLine(block: Buffer): RotationEntry | number | null {
  const checked = readCheckedJson(unpadded(block));
  if (checked.kind === 'damaged') return null;
  const version = anyMark.safeParse(checked.value).data?.version ?? 0;
  return version > VERSION ? version : (mark.safeParse(checked.value).data?.entry ?? null);
}

/** The sealed reply where head and content are whole; a torn one is none. */
function readReply(block: Buffer): Sealed | null {
  const checked = readCheckedJson(unpadded(block.subarray(0, HEAD)));
  const head = checked.kind === 'whole' ? replyHead.safeParse(checked.value).data : undefined;
  if (head === undefined) return null;
  const bytes = block.subarray(HEAD, HEAD + head.length);
  const { scheme, keyring } = head;
  return bytes.length === head.length && sha256(bytes) === head.digest ? { scheme, keyring, bytes } : null;
}
