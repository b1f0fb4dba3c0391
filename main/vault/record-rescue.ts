/**
 * Reads one record with everything that may be left of it: the current file, the content before, an unfinished write. Gives the
 * newest that is whole and leaves it as the current file; what is damaged keeps its bytes under a telling name.
 */
import { basename, dirname } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import type { Lock } from '../accounts/account';
import type { RecordCodec } from './codec';
import { ifThere, type Disk } from './disk';
import {
  dropLeftover,
  finishWrite,
  keepAside,
  leftoverOf,
  previousOf,
  restorePrevious,
  unfinishedOf,
} from './durable-file';
import { openRecord, readFrame, sumOf } from './record-file';
import type { Sealer } from './sealing';

/** A record as far as it can be known now. */
export type LoadedRecord<T, F> =
  | { readonly state: 'open'; readonly value: T }
  | ({ readonly state: 'locked'; readonly facts: F; readonly detail: string } & Lock);

/** What is now the current file. `newer`: left by a newer Latchkey, unread. */
export type Found<T, F> =
  /** `sum`: of the file's content; see sumOf. */
  | { readonly kind: 'record'; readonly record: LoadedRecord<T, F>; readonly reseal: boolean; readonly sum: string }
  | { readonly kind: 'newer'; readonly detail: string }
  | { readonly kind: 'none' };

/** The current file was damaged or missing: the name its bytes are under now, and what was wrong. */
export interface Replaced {
  readonly keptAs: string;
  readonly detail: string;
}

export interface Rescued<T, F> {
  readonly found: Found<T, F>;
  readonly replaced: Replaced | null;
}

export interface RescueOrder<T extends { readonly id: string }, F> {
  readonly path: string;
  readonly id: string;
  readonly codec: RecordCodec<T, F>;
  readonly sealer: Sealer;
  readonly disk: Disk;
  /** The wall clock in milliseconds. */
  readonly now: () => number;
  /** False where no file of this name was in the folder when the vault was opened, so that nobody looks for it. */
  readonly wasThere: (path: string) => boolean;
}

/** `doubtful`: whole as a file, but what is sealed in it is not this record. */
type Examined<T, F> =
  | Exclude<Found<T, F>, { kind: 'none' }>
  | ({ readonly kind: 'doubtful'; readonly facts: F; readonly detail: string; readonly sum: string } & Lock)
  | { readonly kind: 'damaged' | 'missing'; readonly detail: string };

/** Throws file errors; nothing is lost by them. */
export async function rescueRecord<T extends { readonly id: string }, F>(
  order: RescueOrder<T, F>,
): Promise<Rescued<T, F>> {
  const { path, disk, now, wasThere } = order;
  if (wasThere(leftoverOf(path))) await dropLeftover(path, disk);
  const finished = wasThere(unfinishedOf(path)) ? await finishInterrupted(order) : null;
  const current = await examine(order, path);
  if (current.kind === 'record' || current.kind === 'newer') {
    return { found: (await underEarlierKey(order, current)) ?? current, replaced: finished };
  }

  const previous = await examine(order, previousOf(path));
  if (previous.kind === 'record' || previous.kind === 'newer') {
    const keptAs = current.kind === 'missing' ? previousOf(path) : await keepAside(path, 'damaged', now(), disk);
    await restorePrevious(path, disk);
    return { found: previous, replaced: { keptAs: basename(keptAs), detail: current.detail } };
  }
  // Its facts are known, so it can be shown and connected again; the file stays.
  if (current.kind === 'doubtful') {
    const { kind: _, sum, ...record } = current;
    return {
      found: { kind: 'record', record: { state: 'locked', ...record }, reseal: false, sum },
      replaced: finished,
    };
  }

  let replaced = finished;
  for (const [file, { kind, detail }] of [
    [previousOf(path), previous],
    [path, current],
  ] as const) {
    if (kind === 'missing') continue;
    replaced = { keptAs: await keepAside(file, 'damaged', now(), disk), detail };
    await disk.unlink(file);
  }
  if (replaced !== null) await disk.syncFolder(dirname(path));
  return { found: { kind: 'none' }, replaced };
}

/**
 * The same record in the content before, where that opens and the current does not: the vault was moved to another key, and that key
 * is not there any more. It is sealed anew; an older state of the record is not taken for it.
 */
async function underEarlierKey<T extends { readonly id: string }, F>(
  order: RescueOrder<T, F>,
  current: Exclude<Found<T, F>, { kind: 'none' }>,
): Promise<Found<T, F> | null> {
  if (current.kind === 'newer' || current.record.state === 'open' || current.record.reason === 'newer') return null;
  const previous = await examine(order, previousOf(order.path));
  if (previous.kind !== 'record' || previous.record.state === 'locked') return null;
  const same = isDeepStrictEqual(order.codec.facts(previous.record.value), current.record.facts);
  return same ? { ...previous, reseal: true } : null;
}

/** Finishes a write that a crash interrupted, where all of it had been written; drops it otherwise. */
async function finishInterrupted<T extends { readonly id: string }, F>(
  order: RescueOrder<T, F>,
): Promise<Replaced | null> {
  const { path, id, codec, disk, now } = order;
  const unfinished = await ifThere(disk.readFile(unfinishedOf(path)));
  if (unfinished === null) return null;
  if (readFrame(codec, id, unfinished).kind === 'damaged') {
    await disk.unlink(unfinishedOf(path));
    return null;
  }
  const current = await ifThere(disk.readFile(path));
  const frame = current === null ? null : readFrame(codec, id, current);
  if (frame?.kind !== 'damaged') {
    await finishWrite(path, disk);
    return null;
  }
  // A damaged file must not become .prev: it would push out the content before.
  const keptAs = await keepAside(path, 'damaged', now(), disk);
  await disk.rename(unfinishedOf(path), path);
  await disk.syncFolder(dirname(path));
  return { keptAs, detail: frame.detail };
}

async function examine<T extends { readonly id: string }, F>(
  order: RescueOrder<T, F>,
  file: string,
): Promise<Examined<T, F>> {
  const content = await ifThere(order.disk.readSmall(file));
  if (content === null) return { kind: 'missing', detail: 'missing' };
  const frame = readFrame(order.codec, order.id, content);
  if (frame.kind !== 'whole') return frame;
  const { facts } = frame;
  const sum = sumOf(content);
  const opened = await openRecord(order.codec, frame, order.sealer);
  if (opened.kind === 'opened')
    return { kind: 'record', record: { state: 'open', value: opened.value }, reseal: opened.reseal, sum };
  const { kind: _, ...lock } = opened;
  if (lock.reason === 'damaged') return { kind: 'doubtful', facts, sum, ...lock };
  return { kind: 'record', record: { state: 'locked', facts, ...lock }, reseal: false, sum };
}
