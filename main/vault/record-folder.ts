/**
 * A folder of durable records of one kind, one file a record, so that the cost of a write does not grow with their number and a
 * damaged file costs one record at most. Rules:
 * - What cannot be read is kept under a telling name and reported; nothing is overwritten that was not read.
 * - A file whose key is not there, or that a newer Latchkey wrote, stays untouched. Should the same record be saved anew, the file is
 *   kept aside first.
 * - What a crash left behind and what is damaged is mended at load (record-rescue.ts).
 * - What another Latchkey wrote into the same folder meanwhile is found by its checksum; it is kept aside before it is written over.
 * - A removed record has a mark beside it and is whole until it is erased; a record found with its mark is erased at load, so that a
 *   crash brings nothing back that was removed.
 */
import { basename, join } from 'node:path';
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { DamagedRecord, SaveResult, Watcher } from '../accounts/ports';
import { Fault } from '../fault';
import type { RecordCodec } from './codec';
import { describeError, ifThere, nodeDisk, SAVED, saveFailure, type Disk } from './disk';
import { keepAside, writeDurably, writeWhole } from './durable-file';
import { isSafeId, safeId } from './file-names';
import { inTurn } from '../accounts/in-turn';
import { openRecord, packRecord, readFrame, sumOf } from './record-file';
import { rescueRecord, type LoadedRecord } from './record-rescue';
import type { Sealer } from './sealing';

export interface RecordFolder<T, F> {
  /**
   * Reads every record, mending what needs it. Call it before anything is saved.
   * @throws Fault `vault_failed` where the folder itself cannot be read
   */
  load(watcher?: Watcher<LoadedRecord<T, F>>): Promise<{
    readonly records: readonly LoadedRecord<T, F>[];
    readonly damaged: readonly DamagedRecord[];
    /** Ids of what had been set aside. */
    readonly erased: readonly string[];
  }>;
  /** Reads one record alone, mending it as {@link RecordFolder.load} does. */
  read(id: string): Promise<{ readonly record?: LoadedRecord<T, F> | undefined; readonly damaged?: DamagedRecord }>;
  save(value: T): Promise<SaveResult>;
  /** What somebody else has written since this run read or wrote the record; null where nothing, or nothing that opens. */
  changedElsewhere(id: string): Promise<T | null>;
  /** Removes every file of this id: its record, what was kept aside of it, and its journal where it lies in the same folder. */
  remove(id: string): Promise<SaveResult>;
  /** Marks a record as removed; nothing of it changes. */
  setAside(id: string): Promise<SaveResult>;
  /** Takes the mark away. */
  bringBack(id: string): Promise<SaveResult>;
}

export interface RecordFolderOptions {
  readonly disk?: Disk;
  /** The wall clock in milliseconds, for the names of what is kept aside. */
  readonly now?: () => number;
}

/** What a mark holds: nobody reads it but people. */
const MARK = Buffer.from('removed\n');
/** Files read at once at load. */
const READERS = 32;
/** Records read in a row before others have their turn. */
const BREATH = 50;
/** Fewer records are there before anybody could have seen some of them. */
const MANY = 500;
/** Records that a watcher is told of at a time: each time the list is put in order anew. */
const PIECE = 2_000;
const RECORD_NAME = /^([^.]+)\.json(?:\.prev|\.tmp)?$/;
const MARK_NAME = /^([^.]+)\.removed$/;

export function recordFolder<T extends { readonly id: string }, F>(
  folder: string,
  codec: RecordCodec<T, F>,
  sealer: Sealer,
  { disk = nodeDisk, now = Date.now }: RecordFolderOptions = {},
): RecordFolder<T, F> {
  const turn = inTurn().run;
  /** Records on disk that this run could not read. */
  const untouchable = new Set<string>();
  /** Checksums of what this run has read or written last; of two after a write that failed. */
  const own = new Map<string, readonly string[]>();
  const pathOf = (id: string): string => join(folder, `${safeId(id)}.json`);
  const markOf = (id: string): string => join(folder, `${safeId(id)}.removed`);

  async function loadOne(id: string, names: Pick<ReadonlySet<string>, 'has'>): Promise<Loaded<T, F>> {
    const path = pathOf(id);
    const damage = (outcome: DamagedRecord['outcome'], keptAs: string, detail: string): DamagedRecord => {
      return { kind: codec.kind, id, keptAs, outcome, detail };
    };
    try {
      const { found, replaced } = await rescueRecord({
        path,
        id,
        codec,
        sealer,
        disk,
        now,
        wasThere: (file) => names.has(basename(file)),
      });
      if (found.kind !== 'record' || found.record.state === 'locked') untouchable.add(id);
      else {
        own.set(id, [found.sum]);
        // Should sealing anew fail, the file is as readable as before and the next start tries again.
        if (found.reseal) await save(found.record.value);
      }
      const record = found.kind === 'record' ? found.record : undefined;
      if (replaced !== null) {
        const outcomes = { record: 'previous_loaded', newer: 'newer_version', none: 'set_aside' } as const;
        return { record, damaged: damage(outcomes[found.kind], replaced.keptAs, replaced.detail) };
      }
      if (found.kind === 'newer') return { damaged: damage('newer_version', basename(path), found.detail) };
      if (record?.state === 'locked' && record.reason === 'damaged') {
        return { record, damaged: damage('locked', basename(path), record.detail) };
      }
      return { record };
    } catch (error) {
      // The disk refused to give or to mend the file; that says nothing of what is in it.
      untouchable.add(id);
      return { damaged: damage('locked', basename(path), describeError(error)) };
    }
  }

  /** The content that somebody else has put there; null where it is this run's, or is not to be read. */
  async function foreign(id: string): Promise<Buffer | null> {
    const known = own.get(id);
    if (known === undefined) return null;
    // What cannot be read is no reason not to write.
    const content = await disk.readSmall(pathOf(id)).catch(() => null);
    return content === null || known.includes(sumOf(content)) ? null : content;
  }

  async function changedElsewhere(id: string): Promise<T | null> {
    const content = await foreign(id);
    const frame = content === null ? null : readFrame(codec, id, content);
    if (content === null || frame?.kind !== 'whole') return null;
    const opened = await openRecord(codec, frame, sealer);
    if (opened.kind !== 'opened') return null;
    own.set(id, [sumOf(content)]);
    return opened.value;
  }

  async function save(value: T): Promise<SaveResult> {
    const path = pathOf(value.id);
    try {
      const packed = await packRecord(codec, value, sealer);
      if (packed.kind === 'failed') return packed;
      await disk.ensureFolder(folder);
      if (untouchable.has(value.id)) await ifThere(keepAside(path, 'locked', now(), disk));
      else if ((await foreign(value.id)) !== null) await ifThere(keepAside(path, 'replaced', now(), disk));
      const sum = sumOf(packed.content);
      own.set(value.id, [...(own.get(value.id) ?? []).slice(-1), sum]);
      const result = await writeDurably(path, packed.content, disk);
      if (result.kind === 'saved') {
        own.set(value.id, [sum]);
        untouchable.delete(value.id);
      }
      return result;
    } catch (error) {
      return saveFailure(error);
    }
  }

  async function remove(id: string): Promise<SaveResult> {
    const path = pathOf(id);
    try {
      const names = (await ifThere(disk.list(folder))) ?? [];
      const last = [basename(path), basename(markOf(id))];
      const beside = names.filter((name) => name.startsWith(`${id}.`) && !last.includes(name));
      // The record goes last: until it is gone the account is whole, and once it is gone nothing can bring back an older state. Only
      // its mark outlives it, so that a removal that was cut off is finished and not undone.
      for (const name of beside) await ifThere(disk.unlink(join(folder, name)));
      if (beside.length > 0) await disk.syncFolder(folder);
      if ((await ifThere(disk.unlink(path).then(() => true))) !== null) await disk.syncFolder(folder);
      if (names.includes(basename(markOf(id)))) {
        await ifThere(disk.unlink(markOf(id)));
        await disk.syncFolder(folder);
      }
      untouchable.delete(id);
      own.delete(id);
      return SAVED;
    } catch (error) {
      return saveFailure(error);
    }
  }

  async function setAside(id: string): Promise<SaveResult> {
    try {
      await disk.ensureFolder(folder);
      await writeWhole(markOf(id), MARK, disk);
      await disk.syncFolder(folder);
      return SAVED;
    } catch (error) {
      // A mark that is perhaps there would let the next start erase what its user still sees.
      await ifThere(disk.unlink(markOf(id))).catch(() => null);
      return saveFailure(error);
    }
  }

  async function bringBack(id: string): Promise<SaveResult> {
    try {
      await ifThere(disk.unlink(markOf(id)));
      await disk.syncFolder(folder);
      return SAVED;
    } catch (error) {
      return saveFailure(error);
    }
  }

  /** Finishes the removals of an earlier run. One that cannot be finished stays out of sight until the next. */
  async function eraseMarked(names: readonly string[]): Promise<readonly string[]> {
    const erased = names.map(markedId).filter(isSafeId);
    for (const id of erased) await turn(id, () => remove(id));
    return erased;
  }

  async function loadEach(ids: readonly string[], there: ReadonlySet<string>): Promise<readonly Loaded<T, F>[]> {
    const loaded: Loaded<T, F>[] = [];
    // One iterator for all readers: each takes the next id that nobody has.
    const queue = ids.entries();
    const reader = async (): Promise<void> => {
      for (const [index, id] of queue) {
        loaded[index] = await turn(id, () => loadOne(id, there));
        // The window and its page are being made meanwhile.
        if (index % BREATH === 0) await nextTurn();
      }
    };
    await Promise.all(Array.from({ length: READERS }, reader));
    return loaded;
  }

  return {
    async load(watcher) {
      const found = await namesIn(folder, disk);
      const erased = await eraseMarked(found);
      const names = erased.length === 0 ? found : await namesIn(folder, disk);
      const ids = [...new Set(names.map(idOf).filter(isSafeId))].filter((id) => !erased.includes(id)).toSorted();
      const there = new Set(names);
      const loaded = new Map<string, Loaded<T, F>>();
      untouchable.clear();
      const pieces = inPieces(ids, watcher?.first ?? []);
      for (const piece of pieces) {
        const some = await loadEach(piece, there);
        for (const [index, id] of piece.entries()) loaded.set(id, some[index] ?? {});
        if (pieces.length === 1) continue;
        watcher?.read(recordsOf(some), ids.length);
        // What was just read goes to the window before the next are.
        await nextTurn();
      }
      const inOrder = ids.map((id) => loaded.get(id) ?? {});
      return {
        records: recordsOf(inOrder),
        damaged: inOrder.flatMap(({ damaged }) => damaged ?? []),
        erased,
      };
    },
    // A folder is not listed for one file: each of its names is tried.
    read: (id) => turn(id, () => loadOne(id, { has: () => true })),
    save: (value) => turn(value.id, () => save(value)),
    changedElsewhere: (id) => turn(id, () => changedElsewhere(id)),
    remove: (id) => turn(id, () => remove(id)),
    setAside: (id) => turn(id, () => setAside(id)),
    bringBack: (id) => turn(id, () => bringBack(id)),
  };
}

interface Loaded<T, F> {
  readonly record?: LoadedRecord<T, F> | undefined;
  readonly damaged?: DamagedRecord;
}

function recordsOf<T, F>(loaded: readonly Loaded<T, F>[]): readonly LoadedRecord<T, F>[] {
  return loaded.flatMap(({ record }) => record ?? []);
}

/** The first ones and then the others, where there are many; otherwise all at once. */
function inPieces(ids: readonly string[], wanted: readonly string[]): readonly (readonly string[])[] {
  const all = new Set(ids);
  const first = new Set(wanted.filter((id) => all.has(id)));
  if (ids.length < MANY || first.size === 0) return [ids];
  const others = ids.filter((id) => !first.has(id));
  const count = Math.ceil(others.length / PIECE);
  return [[...first], ...Array.from({ length: count }, (_, index) => others.slice(index * PIECE, (index + 1) * PIECE))];
}

/** The id that a file's name says; empty where it is no record's. */
function idOf(name: string): string {
  return RECORD_NAME.exec(name)?.[1] ?? '';
}

/** The id of a record that was set aside, by its mark's name; empty where it is no mark. */
function markedId(name: string): string {
  return MARK_NAME.exec(name)?.[1] ?? '';
}

async function namesIn(folder: string, disk: Disk): Promise<readonly string[]> {
  try {
    await disk.ensureFolder(folder);
    return await disk.list(folder);
  } catch (error) {
    throw new Fault('vault_failed', 'the folder of records cannot be read', error);
  }
}
