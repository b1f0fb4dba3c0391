/**
 * The rotation journal: one file an account while a refresh is on its way, so that a crash at any moment leaves the old token, the
 * reply, or the knowledge that the old token may be spent. Rules:
 * - `reserve` seals and opens a probe and really writes the space for the reply; the file appears under its name only when whole.
 * - Steps of one account run in the order they were asked for.
 * - A reply that no commit has cleared, because its key is not there or no one could read it, is never overwritten: a new
 *   reservation keeps it aside first.
 * Syncs a refresh: file and folder at reserve (space and name), one datasync for `sent` (else a power cut would call a spent token
 * unspent), one for the reply (before anyone acts on it), the folder at clear (else the reply would come back and be committed again).
 */
import { basename, dirname, join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import type {
  DamagedRecord,
  PendingRotation,
  RotationEntry,
  RotationJournal,
  SaveResult,
  UnreadReply,
} from '../accounts/ports';
import { Fault } from '../fault';
import type { RawReply } from '../oauth';
import { describeError, FILE_MODE, ifThere, nodeDisk, SAVED, saveFailure, type Disk } from './disk';
import { keepAside, unfinishedOf, writeAll, writeWhole } from './durable-file';
import { isSafeId, safeId } from './file-names';
import { inTurn } from '../accounts/in-turn';
import {
  readJournalFile,
  readReplyText,
  receivedFile,
  REPLY_AT,
  replyBlock,
  replyText,
  reservation,
  SENT_AT,
  sentMark,
  type JournalFile,
} from './journal-file';
import type { RecordFolderOptions } from './record-folder';
import type { Sealer } from './sealing';

const SUFFIX = '.rotation';

/** @param folder that of the account records, so that removing an account takes its journal along */
export function rotationJournal(
  folder: string,
  sealer: Sealer,
  { disk = nodeDisk, now = Date.now }: RecordFolderOptions = {},
): RotationJournal {
  const turn = inTurn().run;
  const pathOf = (accountId: string): string => join(folder, `${safeId(accountId)}${SUFFIX}`);

  /** Runs a step of one account in its turn; file errors become a result. */
  function step(accountId: string, work: (path: string) => Promise<SaveResult>): Promise<SaveResult> {
    return turn(accountId, async () => {
      try {
        return await work(pathOf(accountId));
      } catch (error) {
        if (error instanceof Fault && error.code === 'invalid_input') throw error;
        return saveFailure(error);
      }
    });
  }

  async function reserve(entry: RotationEntry, path: string): Promise<SaveResult> {
    const probe = await sealer.seal(
      replyText(entry, { status: 0, headers: {}, body: new Uint8Array(), sentAt: 0, receivedAt: 0 }),
    );
    if (probe.kind === 'key_unavailable') return { kind: 'failed', reason: 'locked', detail: probe.detail };
    await disk.ensureFolder(folder);
    await keepUncleared(path, disk, now);
    await writeWhole(unfinishedOf(path), reservation(entry), disk);
    await disk.rename(unfinishedOf(path), path);
    await disk.syncFolder(folder);
    return SAVED;
  }

  async function storeReply(entry: RotationEntry, reply: RawReply, path: string): Promise<SaveResult> {
    const result = await sealer.seal(replyText(entry, reply));
    if (result.kind === 'key_unavailable') return { kind: 'failed', reason: 'locked', detail: result.detail };
    await writeInPlace(path, replyBlock(result.sealed), REPLY_AT, disk);
    return SAVED;
  }

  /** Under the key that seals now, as a whole new file: the old one stays until it is replaced. */
  async function sealAnew(path: string, { entry, reply }: { entry: RotationEntry; reply: RawReply }): Promise<void> {
    const result = await sealer.seal(replyText(entry, reply));
    if (result.kind === 'key_unavailable') return;
    try {
      await writeWhole(unfinishedOf(path), receivedFile(entry, result.sealed), disk);
      await disk.rename(unfinishedOf(path), path);
      await disk.syncFolder(folder);
    } catch {
      // The reply is as readable as before, under its own key; the next start tries again.
    }
  }

  async function clear(path: string): Promise<SaveResult> {
    if ((await ifThere(disk.unlink(path).then(() => true))) !== null) await disk.syncFolder(folder);
    return SAVED;
  }

  /** What one leftover file says. */
  async function judge(id: string): Promise<Leftover> {
    const path = pathOf(id);
    const damage = (outcome: DamagedRecord['outcome'], keptAs: string, detail: string): DamagedRecord => {
      return { kind: 'journal', id, keptAs, outcome, detail };
    };
    try {
      const file = readJournalFile(await disk.readFile(path));
      const opened = file.stage === 'received' ? await openReply(file, id, sealer) : file;
      switch (opened.stage) {
        case 'reserved':
        case 'sent':
          if (opened.entry.accountId === id) return { rotation: { stage: opened.stage, entry: opened.entry } };
          return {
            damaged: damage('set_aside', await moveAside(path, disk, now), `belongs to ${opened.entry.accountId}`),
          };
        case 'received': {
          const { reseal, ...rotation } = opened;
          if (reseal) await sealAnew(path, rotation);
          return { rotation };
        }
        case 'locked':
          return { damaged: damage('locked', basename(path), opened.detail) };
        case 'newer':
          return { damaged: damage('newer_version', basename(path), `version ${opened.version}`) };
        case 'damaged':
          return { damaged: damage('set_aside', await moveAside(path, disk, now), opened.detail) };
        case 'reply_damaged':
          // Its bytes are kept, and so is the knowledge that the token was sent.
          return {
            rotation: { stage: 'sent', entry: opened.entry },
            damaged: damage('set_aside', await keepAside(path, 'damaged', now(), disk), opened.detail),
          };
      }
    } catch (error) {
      return { damaged: damage('locked', basename(path), describeError(error)) };
    }
  }

  /** Replies of an account in its journal and in what was kept aside of it. Names of files kept aside sort by their time. */
  async function unread(id: string, path: string): Promise<readonly UnreadReply[]> {
    const aside = `${basename(path)}.unread-`;
    const names = ((await ifThere(disk.list(folder))) ?? []).filter((name) => name.startsWith(aside));
    const found: UnreadReply[] = [];
    for (const name of [basename(path), ...names.toSorted().toReversed()]) {
      const content = await ifThere(disk.readFile(join(folder, name)));
      const file = content === null ? null : readJournalFile(content);
      const opened = file?.stage === 'received' ? await openReply(file, id, sealer) : null;
      if (opened?.stage === 'received') {
        found.push({ entry: opened.entry, reply: opened.reply, current: name === basename(path) });
      }
    }
    return found;
  }

  return {
    reserve: (entry) => step(entry.accountId, (path) => reserve(entry, path)),
    markSent: (entry) =>
      step(entry.accountId, async (path) => {
        await writeInPlace(path, sentMark(entry), SENT_AT, disk);
        return SAVED;
      }),
    storeReply: (entry, reply) => step(entry.accountId, (path) => storeReply(entry, reply, path)),
    clear: (accountId) => step(accountId, clear),
    unread: (accountId) => turn(accountId, () => unread(accountId, pathOf(accountId))),
    async pending() {
      const rotations: PendingRotation[] = [];
      const damaged: DamagedRecord[] = [];
      for (const name of await journalNames(folder, disk)) {
        const id = name.slice(0, -SUFFIX.length);
        const leftover = await turn(id, () => judge(id));
        if (leftover.rotation !== undefined) rotations.push(leftover.rotation);
        if (leftover.damaged !== undefined) damaged.push(leftover.damaged);
      }
      return { rotations, damaged };
    },
  };
}

interface Leftover {
  readonly rotation?: PendingRotation;
  readonly damaged?: DamagedRecord;
}

type OpenedReply =
  | (Extract<PendingRotation, { stage: 'received' }> & { readonly reseal: boolean })
  | { readonly stage: 'locked'; readonly detail: string }
  | { readonly stage: 'damaged'; readonly detail: string }
  | { readonly stage: 'reply_damaged'; readonly entry: RotationEntry; readonly detail: string };

async function openReply(
  file: Extract<JournalFile, { stage: 'received' }>,
  id: string,
  sealer: Sealer,
): Promise<OpenedReply> {
  const opened = await sealer.open(file.sealed);
  if (opened.kind === 'key_unavailable' || opened.kind === 'key_changed')
    return { stage: 'locked', detail: opened.detail };
  const read = opened.kind === 'opened' ? readReplyText(opened.text) : null;
  // SECURITY: a reply moved in from another account's journal must not become this account's tokens.
  const own =
    read !== null && read.entry.accountId === id && (file.entry === null || isDeepStrictEqual(read.entry, file.entry));
  if (own) {
    return {
      stage: 'received',
      entry: read.entry,
      reply: read.reply,
      reseal: opened.kind === 'opened' && opened.reseal,
    };
  }
  const detail = opened.kind === 'damaged' ? opened.detail : 'what is sealed is not the reply to this refresh';
  return file.entry?.accountId === id
    ? { stage: 'reply_damaged', entry: file.entry, detail }
    : { stage: 'damaged', detail };
}

/** Overwrites part of a file, durable when it resolves. The size need not change, so its data is all there is to sync. */
async function writeInPlace(path: string, content: Buffer, position: number, disk: Disk): Promise<void> {
  const file = await disk.open(path, 'r+', FILE_MODE);
  try {
    await writeAll(file, content, position);
    await file.datasync();
  } finally {
    await file.close();
  }
}

/** A new reservation replaces the file of an earlier refresh, but not a reply that was stored and never cleared. */
async function keepUncleared(path: string, disk: Disk, now: () => number): Promise<void> {
  const content = await ifThere(disk.readSmall(path));
  if (content === null) return;
  const { stage } = readJournalFile(content);
  if (stage !== 'reserved' && stage !== 'sent') await keepAside(path, 'unread', now(), disk);
}

/** @returns the name it is under now */
async function moveAside(path: string, disk: Disk, now: () => number): Promise<string> {
  const keptAs = await keepAside(path, 'damaged', now(), disk);
  await disk.unlink(path);
  await disk.syncFolder(dirname(path));
  return keptAs;
}

/**
 * The account's record was set aside, damaged: its journal may hold the only copy of a token, and waits until a good copy of the record is
 * put back. A removed account leaves neither.
 */
function waitsForRecord(id: string, names: readonly string[]): boolean {
  return !names.includes(`${id}.json`) && names.some((name) => name.startsWith(`${id}.json.`));
}

/** Names of journals left behind. A reservation that was cut before it had its name was never sent, and goes. */
async function journalNames(folder: string, disk: Disk): Promise<string[]> {
  try {
    const names = (await ifThere(disk.list(folder))) ?? [];
    for (const name of names) {
      if (name.endsWith(unfinishedOf(SUFFIX))) await ifThere(disk.unlink(join(folder, name)));
    }
    return names
      .filter((name) => name.endsWith(SUFFIX) && isSafeId(name.slice(0, -SUFFIX.length)))
      .filter((name) => !waitsForRecord(name.slice(0, -SUFFIX.length), names))
      .toSorted();
  } catch (error) {
    throw new Fault('vault_failed', 'the folder of journals cannot be read', error);
  }
}
