/**
 * Removals, and changes, that can be undone for a while. Rules:
 * - What is removed is out of sight at once and marked on disk before anybody is told; it is whole until its time is over.
 * - Nothing is erased before that, and nothing survives it: when the time is over, when the vault is closed or the app ends, it is
 *   erased; what a crash left marked is erased when it is next read (vault/record-folder.ts).
 * - What an account lives from comes back with it: its client, and that one's provider.
 * - What cannot be brought back now is not erased either, but offered for another while.
 * - A change is kept at once, and what was before is in memory only; of several changes to one thing the last can be undone, and none once
 *   the thing itself was removed.
 */
import type { EpochMs } from '../oauth';
import type { Now, SaveResult } from './ports';

/** Milliseconds in which a removal, or a change, can be undone. */
export const UNDO_MS = 10_000;

export type RemovalKind = 'account' | 'client' | 'provider';

/** A thing that was removed, by its kind and id. */
export interface RemovedItem {
  readonly kind: RemovalKind;
  readonly id: string;
}

/** One removal, of one thing or several of a kind, or one change. */
export interface Removal {
  readonly id: string;
  readonly what: 'removed' | 'changed';
  readonly kind: RemovalKind;
  /** What the first of them is called. */
  readonly name: string;
  readonly ids: readonly string[];
  /** Milliseconds since the epoch: then it is erased for good, or stays as it was changed. */
  readonly until: EpochMs;
}

/** A change that was kept a moment ago. */
export interface Change extends RemovedItem {
  readonly name: string;
  /** Makes the thing what it was before. */
  readonly takeBack: () => Promise<SaveResult>;
}

/** Where things of one kind are kept. */
export interface Removable {
  setAside(id: string): Promise<SaveResult>;
  bringBack(id: string): Promise<SaveResult>;
  erase(id: string): Promise<SaveResult>;
  /** What its user calls it, and what it cannot be used without; asked while it is there. */
  describe(id: string): { readonly name: string; readonly needs: readonly RemovedItem[] };
}

/** Marked or erased at a time; each waits for the disk. */
const AT_ONCE = 8;

export interface RemovalsDependencies {
  readonly of: Readonly<Record<RemovalKind, Removable>>;
  readonly now: Now;
  readonly newId: () => string;
  /** Runs a task after so many milliseconds; the result calls it off. */
  readonly later: (task: () => void, ms: number) => () => void;
  readonly changed: () => void;
  readonly report: (error: unknown) => void;
}

export interface RemovedSome {
  readonly removed: number;
  readonly failed: number;
  /** Why the first of those that stayed did so. */
  readonly failure: Extract<SaveResult, { kind: 'failed' }> | null;
}

export type UndoOutcome =
  | { readonly kind: 'undone'; readonly items: readonly RemovedItem[] }
  /** Its time is over. */
  | { readonly kind: 'over' }
  | { readonly kind: 'failed'; readonly save: Extract<SaveResult, { kind: 'failed' }> };

export interface Removals {
  /** Sets things of one kind aside, each for itself: one that cannot be marked stays as it is. */
  remove(kind: RemovalKind, ids: readonly string[]): Promise<RemovedSome>;
  /** Offers the way back from a change. */
  changed(change: Change): void;
  undo(removalId: string): Promise<UndoOutcome>;
  /** What can be undone now, the latest last. */
  pending(): readonly Removal[];
  /** Ends the time of all of them: resolves when they are erased, or stay marked, and when nothing is being brought back. */
  finish(): Promise<void>;
}

interface Pending extends Removal {
  readonly needs: ReadonlyMap<string, readonly RemovedItem[]>;
  /** Of a change. */
  readonly takeBack: Change['takeBack'] | null;
  readonly callOff: () => void;
}

export function removals(deps: RemovalsDependencies): Removals {
  let pending: readonly Pending[] = [];
  /** Erasing and bringing back that is under way. */
  const working = new Set<Promise<unknown>>();

  const become = (next: readonly Pending[]): void => {
    pending = next;
    deps.changed();
  };

  const offer = (removal: Omit<Pending, 'until' | 'callOff'>): void => {
    const callOff = deps.later(() => void erase(removal.id).catch(deps.report), UNDO_MS);
    become([...pending, { ...removal, until: deps.now() + UNDO_MS, callOff }]);
  };

  /** Takes one off the list, so that nobody else ends it too. */
  const take = (removalId: string): Pending | undefined => {
    const found = pending.find(({ id }) => id === removalId);
    if (found === undefined) return undefined;
    found.callOff();
    become(pending.filter((one) => one !== found));
    return found;
  };

  /** What is changed or removed now is no longer what an earlier change made of it. */
  const dropChanges = (kind: RemovalKind, ids: readonly string[]): void => {
    const over = pending.filter(
      (one) => one.what === 'changed' && one.kind === kind && one.ids.some((id) => ids.includes(id)),
    );
    for (const { id } of over) take(id);
  };

  const eraseAll = async ({ what, kind, ids }: Removal): Promise<void> => {
    if (what === 'changed') return;
    await sideBySide(ids, async (id) => {
      // It stays marked, and out of sight; the next start tries again. Whoever waits for the others waits for what matters more.
      try {
        const result = await deps.of[kind].erase(id);
        if (result.kind === 'failed') deps.report(new Error(`a removed ${kind} was not erased: ${result.detail}`));
      } catch (error) {
        deps.report(error);
      }
    });
  };

  const during = <T>(work: Promise<T>): Promise<T> => {
    working.add(work);
    const over = (): void => void working.delete(work);
    work.then(over, over);
    return work;
  };

  const erase = (removalId: string): Promise<void> => {
    const removal = take(removalId);
    return removal === undefined ? Promise.resolve() : during(eraseAll(removal));
  };

  /** Takes a removal with everything that its things need off the list. */
  const takeWithNeeds = (removalId: string): readonly Pending[] => {
    const found = take(removalId);
    if (found === undefined) return [];
    const needed = [...found.needs.values()].flat();
    const isNeeded = ({ what, kind, ids }: Pending): boolean =>
      what === 'removed' && needed.some((item) => item.kind === kind && ids.includes(item.id));
    // What they need comes first, so that at no moment they are there without.
    return [...pending.filter(isNeeded).flatMap(({ id }) => takeWithNeeds(id)), found];
  };

  const bringBack = async (removal: Pending, items: RemovedItem[]): Promise<SaveResult | null> => {
    const left: string[] = [];
    let failure: SaveResult | null = null;
    await sideBySide(removal.ids, async (id) => {
      const result = await (removal.takeBack?.() ?? deps.of[removal.kind].bringBack(id));
      if (result.kind === 'saved') return void items.push({ kind: removal.kind, id });
      left.push(id);
      failure ??= result;
    });
    if (left.length > 0) offer({ ...removal, ids: left });
    return failure;
  };

  const undo = async (removalId: string): Promise<UndoOutcome> => {
    const taken = takeWithNeeds(removalId);
    if (taken.length === 0) return { kind: 'over' };
    const items: RemovedItem[] = [];
    for (const removal of taken) {
      const failure = await bringBack(removal, items);
      if (failure?.kind === 'failed') {
        // What comes after it needs it, and is offered with it once more.
        for (const waiting of taken.slice(taken.indexOf(removal) + 1)) offer(waiting);
        return { kind: 'failed', save: failure };
      }
    }
    return { kind: 'undone', items };
  };

  return {
    async remove(kind, ids) {
      const removable = deps.of[kind];
      const removed: string[] = [];
      const needs = new Map<string, readonly RemovedItem[]>();
      const failures: RemovedSome['failure'][] = [];
      const name = ids[0] === undefined ? '' : removable.describe(ids[0]).name;
      await sideBySide(ids, async (id) => {
        const described = removable.describe(id);
        const result = await removable.setAside(id);
        if (result.kind === 'failed') return void failures.push(result);
        needs.set(id, described.needs);
        removed.push(id);
      });
      dropChanges(kind, removed);
      if (removed.length > 0) {
        offer({ id: deps.newId(), what: 'removed', kind, name, ids: removed, needs, takeBack: null });
      }
      return { removed: removed.length, failed: failures.length, failure: failures[0] ?? null };
    },
    changed({ kind, id, name, takeBack }) {
      dropChanges(kind, [id]);
      offer({ id: deps.newId(), what: 'changed', kind, name, ids: [id], needs: new Map(), takeBack });
    },
    undo: (removalId) => during(undo(removalId)),
    pending: () => pending.map(({ id, what, kind, name, ids, until }) => ({ id, what, kind, name, ids, until })),
    async finish() {
      // First what its user is just taking back: it would be erased by the next start, although that was said to be done.
      do {
        await Promise.allSettled(working);
        await Promise.allSettled(pending.map(({ id }) => erase(id)));
      } while (working.size > 0);
    },
  };
}

/** Does the same with each, a few at a time. */
async function sideBySide(ids: readonly string[], work: (id: string) => Promise<void>): Promise<void> {
  const queue = ids.values();
  const worker = async (): Promise<void> => {
    for (const id of queue) await work(id);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
}
