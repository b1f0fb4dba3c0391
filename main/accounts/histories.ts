/**
 * Keeps the histories of accounts. Rules:
 * - nobody waits for it and nothing fails by it: what is told is put down in memory, and written a moment later, one account after the
 *   other;
 * - an exchange is captured a turn after its answer came, so that a reply is on its way to the disk first; only the capture is kept;
 * - a record is read before it is written, and let go after: ten thousand accounts cost what was touched;
 * - what could not be written waits in memory for the next time.
 */
import { captureStep, type AnswerAbout, type CapturedStep, type TokenRequest, type TransportResult } from '../oauth';
import type { AccountId, Client } from './account';
import { idOf, type AccountBook } from './book';
import {
  MOST_ATTEMPTS,
  withAttempt,
  withEvent,
  withStep,
  type AccountHistory,
  type CapturedAttempt,
  type Errand,
  type History,
  type HistoryEntry,
} from './history';
import { inTurn } from './in-turn';
import { secretsOfAccount, secretsOfClient } from './own-secrets';
import type { AccountRecords, DamagedRecord, HistoryRecords, Now, SaveResult, SendTokenRequest } from './ports';

/** From what happened to its writing, milliseconds: what belongs together is written once. */
const WRITE_AFTER_MS = 300;

export interface HistoriesDependencies {
  readonly records: HistoryRecords;
  readonly book: Pick<AccountBook, 'find' | 'findKept'>;
  readonly findClient: (id: string) => Client | undefined;
  readonly now: Now;
  readonly newId: () => string;
  /** Runs a task after so many milliseconds. */
  readonly later: (task: () => void, ms: number) => void;
  /** There is more to be shown of an account; null: of attempts that belong to none. */
  readonly changed: (id: AccountId | null) => void;
  readonly damaged: (record: DamagedRecord) => void;
  readonly report: (error: unknown) => void;
}

/** An attempt that belongs to no account, by the client it went through; null where there is none yet. */
export interface LooseAttempt {
  readonly clientId: string | null;
  readonly attempt: CapturedAttempt;
}

export interface Histories extends History {
  /** The same transport, whose exchanges are captured where they have an errand. */
  recording(send: SendTokenRequest): SendTokenRequest;
  /** What is kept of an account, and what is to be written. */
  of(id: AccountId): Promise<AccountHistory>;
  /** The last attempts through a client, or before there is one, that brought no account, the oldest first; in memory only. */
  loose(clientId: string | null): readonly CapturedAttempt[];
  /** Account records that take the histories with them: away with an account that is erased, and kept while its removal can be undone. */
  following(records: AccountRecords): AccountRecords;
  /** Resolves when all that was told is written, or cannot be. */
  settled(): Promise<void>;
}

interface Unwritten {
  readonly entries: readonly HistoryEntry[];
  readonly attempts: readonly CapturedAttempt[];
  readonly reply: CapturedStep | null;
}

interface Live {
  attempt: CapturedAttempt | null;
  accountId: AccountId | null;
  outcome: CapturedAttempt['outcome'];
}

const NOTHING: Unwritten = { entries: [], attempts: [], reply: null };

export function histories(deps: HistoriesDependencies): Histories {
  const { records, book, now, later, changed } = deps;
  const unwritten = new Map<AccountId, Unwritten>();
  const live = new WeakMap<object, Live>();
  /** Accounts whose removal can still be undone: what is told of them waits. */
  const aside = new Set<AccountId>();
  let loose: readonly LooseAttempt[] = [];
  /** One write at a time: a thousand refreshes at once have the disk first. */
  const writing = inTurn();
  let armed = false;
  let capturing = 0;
  let captured: () => void = () => undefined;

  /** Whoever tells something is not to be held up by what goes wrong here. */
  const quietly = (work: () => void): void => {
    try {
      work();
    } catch (error) {
      deps.report(error);
    }
  };

  const arm = (): void => {
    if (armed) return;
    armed = true;
    later(() => {
      armed = false;
      void flush();
    }, WRITE_AFTER_MS);
  };

  const add = (id: AccountId, change: (waiting: Unwritten) => Unwritten): void => {
    unwritten.set(id, change(unwritten.get(id) ?? NOTHING));
    arm();
    changed(id);
  };

  async function read(id: AccountId): Promise<AccountHistory> {
    const { history, damaged } = await records.read(id);
    if (damaged !== null) deps.damaged(damaged);
    return history ?? { id, entries: [], attempts: [], reply: null };
  }

  async function write(id: AccountId): Promise<void> {
    const mine = unwritten.get(id);
    if (mine === undefined || aside.has(id)) return;
    unwritten.delete(id);
    // Removed meanwhile: its history went with it.
    if (book.find(id) === undefined) return;
    let saved: SaveResult;
    try {
      saved = await records.save(joined(await read(id), mine));
    } catch (error) {
      deps.report(error);
      saved = { kind: 'failed', reason: 'failed', detail: '' };
    }
    // Nobody is told of it and nothing is tried by itself: the next event takes it along.
    if (saved.kind === 'failed') {
      const since = unwritten.get(id);
      unwritten.set(id, since === undefined ? mine : joined(mine, since));
    }
  }

  async function flush(): Promise<void> {
    const ids = [...unwritten.keys()];
    await Promise.all(ids.map((id) => writing.run('', () => write(id))));
  }

  async function sweep(id: AccountId): Promise<void> {
    const swept = await writing.run('', () => records.remove(id));
    if (swept.kind === 'failed') deps.report(new Error(`a history was left behind: ${swept.detail}`));
  }

  /** The file is gone when it resolves, and what was in it is given. */
  async function takeAway(id: AccountId): Promise<AccountHistory> {
    const history = await writing.run('', () => read(id));
    const waiting = unwritten.get(id) ?? NOTHING;
    unwritten.delete(id);
    await sweep(id);
    return joined(history, waiting);
  }

  function putBack(history: AccountHistory): void {
    unwritten.set(history.id, joined<Unwritten>(history, unwritten.get(history.id) ?? NOTHING));
    arm();
  }

  function put(mine: Live, attempt: CapturedAttempt, clientId: string | null): void {
    mine.attempt = attempt;
    if (mine.accountId !== null) {
      const reply = mine.outcome === 'done' && bringsTokens(attempt) ? (attempt.steps.at(-1) ?? null) : null;
      add(mine.accountId, (waiting) => ({
        ...waiting,
        attempts: withAttempt(waiting.attempts, attempt),
        reply: reply ?? waiting.reply,
      }));
      return;
    }
    const others = loose.filter((each) => each.attempt.id !== attempt.id);
    loose = [...others, { clientId, attempt }].slice(-MOST_ATTEMPTS);
    changed(null);
  }

  const liveOf = (errand: Errand): Live => {
    const known = live.get(errand.key);
    if (known !== undefined) return known;
    const fresh: Live = { attempt: null, accountId: errand.accountId, outcome: 'open' };
    live.set(errand.key, fresh);
    return fresh;
  };

  function capture(errand: Errand, request: TokenRequest, result: TransportResult, sentAt: number): void {
    const { client } = errand;
    const mine = liveOf(errand);
    // SECURITY: also while its removal can be undone, or its own tokens would be masked by name and look only.
    const account = mine.accountId === null ? undefined : book.findKept(mine.accountId);
    const step = captureStep(request, result, {
      sentAt,
      endedAt: now(),
      clientId: client?.clientId ?? '',
      secrets: [...secretsOfClient(client), ...secretsOfAccount(account), ...(errand.secrets ?? [])],
      about: aboutOf(errand),
    });
    const { kind, by } = errand;
    const before = mine.attempt ?? { id: deps.newId(), kind, by, at: step.at, outcome: 'open', steps: [], dropped: 0 };
    put(mine, { ...withStep(before, step), outcome: mine.outcome }, client?.id ?? null);
  }

  return {
    happened: (id, event) =>
      quietly(() => {
        const at = now();
        add(id, (waiting) => ({ ...waiting, entries: withEvent(waiting.entries, at, event) }));
      }),
    concluded: (errand, outcome, accountId = errand.accountId) =>
      quietly(() => {
        const mine = liveOf(errand);
        mine.outcome = outcome;
        mine.accountId = accountId;
        // The capture of its last step may be a turn away; it takes the outcome along.
        if (mine.attempt === null) return;
        loose = loose.filter(({ attempt }) => attempt.id !== mine.attempt?.id);
        put(mine, { ...mine.attempt, outcome }, errand.client?.id ?? null);
      }),
    recording: (send) => async (request, errand) => {
      const sentAt = now();
      const result = await send(request);
      if (errand !== undefined) {
        capturing += 1;
        later(() => {
          quietly(() => capture(errand, request, result, sentAt));
          capturing -= 1;
          if (capturing === 0) captured();
        }, 0);
      }
      return result;
    },
    async of(id) {
      const kept = await writing.run('', () => read(id));
      const waiting = unwritten.get(id);
      return waiting === undefined ? kept : joined(kept, waiting);
    },
    loose: (clientId) => loose.flatMap((each) => (each.clientId === clientId ? [each.attempt] : [])),
    following: (accounts) => ({
      save: (account) => accounts.save(account),
      changedElsewhere: (id) => accounts.changedElsewhere(id),
      async load(watcher) {
        const loaded = await accounts.load(watcher);
        const here = new Set(loaded.accounts.map(idOf));
        // What an earlier run had set aside, and this one has just erased.
        for (const id of loaded.erased) if (!here.has(id)) await sweep(id);
        return loaded;
      },
      async setAside(id) {
        await writing.run('', () => write(id));
        const result = await accounts.setAside(id);
        if (result.kind === 'saved') aside.add(id);
        return result;
      },
      async bringBack(id) {
        const result = await accounts.bringBack(id);
        if (result.kind === 'saved' && aside.delete(id)) arm();
        return result;
      },
      async remove(id) {
        // First the history: what is left should this be cut short is an account without one, and not one without its account.
        const history = await takeAway(id);
        const gone = await accounts.remove(id);
        if (gone.kind === 'failed') putBack(history);
        else aside.delete(id);
        return gone;
      },
    }),
    async settled() {
      if (capturing > 0) await new Promise<void>((resolve) => (captured = resolve));
      await flush();
      await writing.settled();
    },
  };
}

/** What is kept, with what has come since. */
function joined<T extends Unwritten>(kept: T, since: Unwritten): T {
  const entries = since.entries.reduce(
    (all, { at, event, times, last }) => withEvent(all, at, event, times, last),
    kept.entries,
  );
  return {
    ...kept,
    entries,
    attempts: since.attempts.reduce(withAttempt, kept.attempts),
    reply: since.reply ?? kept.reply,
  };
}

function aboutOf({ kind }: Errand): AnswerAbout {
  if (kind === 'discover') return 'metadata';
  return kind === 'userinfo' || kind === 'introspect' ? 'person' : 'tokens';
}

function bringsTokens({ kind }: CapturedAttempt): boolean {
  return kind === 'connect' || kind === 'refresh';
}
