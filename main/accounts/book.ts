/**
 * The book of accounts: what is in memory, and the only way to change it. Changes to one account queue up behind each other, so
 * that a new name typed during a refresh is not lost; each is saved before it is seen.
 *
 * What has happened already, tokens that arrived above all, is the exception to "saved before seen": when it cannot be written it
 * stays in memory, marked as unsaved, and writing is tried again until it works. The old refresh token is spent by then, so going
 * back is no way out.
 *
 * Another Latchkey may write to the same folder, from another computer or a container: what it has got since is taken up before anything is
 * changed here, or it would be written over by tokens that are spent.
 *
 * An account that was removed is set aside for a while (removals.ts): nobody sees or finds it, but what was on its way for it is still
 * recorded, or undoing the removal would bring back a refresh token that is spent.
 */
import type { Account, AccountId, StoredAccount } from './account';
import { inTurn } from './in-turn';
import type { AccountRecords, DamagedRecord, SaveResult, Watcher } from './ports';

/** Milliseconds between attempts to write what could not be written, the last one repeated. */
const RETRY_AFTER_MS = [1_000, 2_000, 5_000, 15_000, 30_000];

export interface AccountBook {
  /**
   * Reads all records; to be called once, before anything else. What was read of many is found already while others are not.
   * @param watcher told of the ids that were read
   */
  load(watcher?: Watcher<AccountId>): Promise<readonly DamagedRecord[]>;
  all(): readonly StoredAccount[];
  find(id: AccountId): StoredAccount | undefined;
  /** The account if it is there and open. */
  findOpen(id: AccountId): Account | undefined;
  /** The same, also while it is set aside: for what was sent before it was. */
  findKept(id: AccountId): Account | undefined;
  /** Adds an account whose tokens have just arrived; see {@link AccountBook.record}. */
  add(account: Account): Promise<SaveResult>;
  /** Adds an account that is kept elsewhere too: saves, then shows. On failure nothing changes. */
  adopt(account: Account): Promise<SaveResult>;
  /**
   * Saves, then shows. On failure nothing changes, also not at the next start: what was prepared on disk would be finished there, so that
   * the account as it was is saved in its place. `change` may return null for "nothing to do".
   */
  change(id: AccountId, change: (account: Account) => Account | null): Promise<SaveResult>;
  /**
   * Records what has happened already, tokens that arrived or an attempt that failed: on failure the new account stays in memory,
   * marked as unsaved. `whenSaved` is called once it is written, now or later.
   */
  record(id: AccountId, change: (account: Account) => Account | null, whenSaved: () => void): Promise<SaveResult>;
  /** Takes up what another Latchkey has written since, where that is later than what is here. */
  catchUp(id: AccountId): Promise<void>;
  /** Writes now what is in memory only; `saved` where nothing is. */
  write(id: AccountId): Promise<SaveResult>;
  /** For good, also of what is set aside. */
  remove(id: AccountId): Promise<SaveResult>;
  /** Out of sight, and marked as removed; on failure nothing changes. */
  setAside(id: AccountId): Promise<SaveResult>;
  /** In sight again, as it is by now. */
  bringBack(id: AccountId): Promise<SaveResult>;
  /** What {@link AccountBook.load} erased, for it had been removed when the app ended. */
  erased(): readonly AccountId[];
  /** Its present state is in memory only. */
  isUnsaved(id: AccountId): boolean;
  /** Resolves when no write is on its way. */
  settled(): Promise<void>;
}

/**
 * @param records where accounts are kept
 * @param changed called with the ids of accounts to be shown anew
 * @param later runs a task after so many milliseconds
 */
export function accountBook(
  records: AccountRecords,
  changed: (ids: readonly AccountId[]) => void,
  later: (task: () => void, ms: number) => void,
): AccountBook {
  const accounts = new Map<AccountId, StoredAccount>();
  const aside = new Map<AccountId, StoredAccount>();
  const turns = inTurn();
  const unsaved = new Map<AccountId, () => void>();

  let erased: readonly AccountId[] = [];
  const unchanged: SaveResult = { kind: 'saved' };

  const openIn = (where: ReadonlyMap<AccountId, StoredAccount>, id: AccountId): Account | undefined => {
    const stored = where.get(id);
    return stored?.state === 'open' ? stored.account : undefined;
  };
  const openAccount = (id: AccountId): Account | undefined => openIn(accounts, id);
  const keptAccount = (id: AccountId): Account | undefined => openAccount(id) ?? openIn(aside, id);

  const show = (account: Account): void => {
    if (aside.has(account.id)) {
      aside.set(account.id, { state: 'open', account });
      return;
    }
    accounts.set(account.id, { state: 'open', account });
    changed([account.id]);
  };

  /** A write that succeeds carries everything in memory, so an earlier failure is mended by it. */
  const written = (id: AccountId): void => {
    const whenSaved = unsaved.get(id);
    if (whenSaved === undefined) return;
    unsaved.delete(id);
    whenSaved();
  };

  const writeUnsaved = async (id: AccountId): Promise<SaveResult> => {
    const account = keptAccount(id);
    if (account === undefined || !unsaved.has(id)) return unchanged;
    const result = await records.save(account);
    if (result.kind === 'saved') {
      written(id);
      changed([id]);
    }
    return result;
  };

  const takeUp = async (id: AccountId): Promise<void> => {
    const account = openAccount(id);
    if (account === undefined || unsaved.has(id)) return;
    const theirs = await records.changedElsewhere(id);
    if (theirs !== null && isLater(theirs, account)) show(theirs);
  };

  const keepTrying = (id: AccountId, attempt: number): void => {
    const wait = RETRY_AFTER_MS[Math.min(attempt, RETRY_AFTER_MS.length - 1)] ?? 30_000;
    later(() => {
      void turns.run(id, async () => {
        if ((await writeUnsaved(id)).kind === 'failed') keepTrying(id, attempt + 1);
      });
    }, wait);
  };

  const saveArrived = async (account: Account, whenSaved: () => void): Promise<SaveResult> => {
    const result = await records.save(account);
    const earlier = unsaved.get(account.id);
    unsaved.set(account.id, () => {
      earlier?.();
      whenSaved();
    });
    if (result.kind === 'saved') written(account.id);
    else if (earlier === undefined) keepTrying(account.id, 0);
    show(account);
    return result;
  };

  const gone: SaveResult = { kind: 'failed', reason: 'failed', detail: 'there is no such account' };

  return {
    async load(watcher) {
      const loaded = await records.load(
        watcher && {
          first: watcher.first,
          read(some, total) {
            for (const stored of some) accounts.set(idOf(stored), stored);
            watcher.read(some.map(idOf), total);
          },
        },
      );
      // In their order, whichever was read first.
      accounts.clear();
      for (const stored of loaded.accounts) accounts.set(idOf(stored), stored);
      erased = loaded.erased;
      return loaded.damaged;
    },
    all: () => [...accounts.values()],
    find: (id) => accounts.get(id),
    findOpen: openAccount,
    findKept: keptAccount,
    erased: () => erased,
    add: (account) => turns.run(account.id, () => saveArrived(account, () => undefined)),
    adopt: (account) =>
      turns.run(account.id, async () => {
        const result = await records.save(account);
        if (result.kind === 'saved') show(account);
        return result;
      }),
    catchUp: (id) => turns.run(id, () => takeUp(id)),
    change: (id, change) =>
      turns.run(id, async () => {
        await takeUp(id);
        const account = openAccount(id);
        const next = account === undefined ? null : change(account);
        if (next === null) return unchanged;
        const result = await records.save(next);
        if (result.kind === 'saved') {
          written(id);
          show(next);
        } else if (account !== undefined) await records.save(account);
        return result;
      }),
    record: (id, change, whenSaved) =>
      turns.run(id, async () => {
        await takeUp(id);
        const account = keptAccount(id);
        const next = account === undefined ? null : change(account);
        return next === null ? unchanged : saveArrived(next, whenSaved);
      }),
    // In its turn: what is being written at this moment may turn out not to be.
    write: (id) => turns.run(id, () => writeUnsaved(id)),
    remove: (id) =>
      turns.run(id, async () => {
        const result = await records.remove(id);
        if (result.kind === 'saved') {
          const shown = accounts.delete(id);
          aside.delete(id);
          unsaved.delete(id);
          if (shown) changed([id]);
        }
        return result;
      }),
    setAside: (id) =>
      turns.run(id, async () => {
        const stored = accounts.get(id);
        if (stored === undefined) return gone;
        const result = await records.setAside(id);
        if (result.kind === 'saved') {
          accounts.delete(id);
          aside.set(id, stored);
          changed([id]);
        }
        return result;
      }),
    bringBack: (id) =>
      turns.run(id, async () => {
        if (!aside.has(id)) return gone;
        const result = await records.bringBack(id);
        const stored = aside.get(id);
        if (result.kind === 'saved' && stored !== undefined) {
          aside.delete(id);
          accounts.set(id, stored);
          changed([id]);
        }
        return result;
      }),
    isUnsaved: (id) => unsaved.has(id),
    settled: turns.settled,
  };
}

/** Of one grant, no fewer generations; else the grant that came later. An older copy that somebody put back is not taken up. */
function isLater(theirs: Account, ours: Account): boolean {
  return theirs.grantId === ours.grantId ? theirs.generation >= ours.generation : theirs.connectedAt > ours.connectedAt;
}

/** The id of an account, open or locked. */
export function idOf(stored: StoredAccount): AccountId {
  return stored.state === 'open' ? stored.account.id : stored.facts.id;
}

/** What its user calls an account, open or locked; undefined where there is none. */
export function labelOf(stored: StoredAccount | undefined): string | undefined {
  return stored?.state === 'open' ? stored.account.label : stored?.facts.label;
}
