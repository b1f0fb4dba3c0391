/**
 * The rotation: one refresh of one account, from the proof that its outcome can be kept to the tokens on disk.
 *
 * Rules (a refresh token may be good for one use):
 * - one refresh in flight an account, whoever asks; every asker gets the same result;
 * - nothing is sent before the journal has proved that sealing and writing work;
 * - sent once; the raw reply is on disk before it is judged;
 * - a failure never removes anything, and only the server's own word makes an account "sign-in needed";
 * - a reply that belongs to an older grant of the account is dropped.
 */
import { readTokenReply, wantsSigningAgain, type RawReply } from '../oauth';
import type { Provider } from '../providers';
import type { Account, AccountId, RefreshProblem } from './account';
import type { Asker } from './history';
import type { PendingRotation, RotationEntry } from './ports';
import { prepareRefresh } from './refresh-request';
import type { RefreshDependencies, RefreshErrand, Refresher, RefreshOutcome } from './refresh-types';
import { renewalOf } from './renewal';
import { renewalReading, renewedAccount } from './renewal-request';
import { belongsTo, mayRepeat, staysInDoubt, transportProblem } from './rotation-rules';

export type { RefreshDependencies, Refresher, RefreshOutcome } from './refresh-types';

export function refresher(deps: RefreshDependencies): Refresher {
  const { book, journal, send, now, activityChanged } = deps;
  const inFlight = new Map<AccountId, Promise<RefreshOutcome>>();
  const held = new Map<AccountId, Promise<unknown>>();

  /** What is written late is written before the next rotation begins, so that no journal but its own is cleared by it. */
  const clear = (entry: RotationEntry) => (): void => void journal.clear(entry.accountId);

  /** @param signedAgain the server has asked for a new signature already, and is not asked a third time */
  async function rotate(
    errand: RefreshErrand,
    again: boolean,
    insist: boolean,
    signedAgain = false,
  ): Promise<RefreshOutcome> {
    const id = errand.accountId;
    // Tokens that are in memory only: what would follow them could not be kept either, and the journal still holds their reply.
    const written = await book.write(id);
    if (written.kind === 'failed') return { kind: 'not_keepable', save: written };
    // Another Latchkey with the same folder may have sent this refresh token already.
    await book.catchUp(id);
    const prepared = prepareRefresh(deps, id, again, insist);
    if (prepared.kind === 'refused') return prepared;
    const { account, provider, request, spends } = prepared;
    const entry: RotationEntry = { accountId: id, grantId: account.grantId, generation: account.generation, at: now() };

    const reserved = await journal.reserve(entry);
    if (reserved.kind === 'failed') return { kind: 'not_keepable', save: reserved };
    const marked = await journal.markSent(entry);
    if (marked.kind === 'failed') {
      await journal.clear(id);
      return { kind: 'not_keepable', save: marked };
    }
    const result = await send(request, errand);
    if (result.kind !== 'reply') {
      const outcome = await note(entry, transportProblem(result, now(), spends));
      const promised = spends && provider.refresh.after_lost_reply === 'retry_once';
      const onceMore = result.kind === 'lost' && promised && !again;
      return onceMore && outcome.kind === 'failed' ? rotate(errand, true, insist, signedAgain) : outcome;
    }
    deps.hints.learn(request.url, result.reply);
    if (!signedAgain && wantsSigningAgain(request, result.reply)) {
      // The server has said that it did not look at the token: this rotation is over, and the next is a whole one.
      await journal.clear(id);
      const current = book.findOpen(id);
      return current && belongsTo(current, entry) ? rotate(errand, again, insist, true) : { kind: 'overtaken' };
    }
    // A failure here is survivable: the reply is in memory, and the record itself is written next.
    await journal.storeReply(entry, result.reply);
    return commit(entry, result.reply, provider);
  }

  /** Judges a reply that is safely kept, and brings its outcome into the book. Doing it twice changes nothing. */
  async function commit(entry: RotationEntry, reply: RawReply, provider: Provider): Promise<RefreshOutcome> {
    // Also while its removal can be undone: the token that was sent is spent, and only this reply has the next.
    const account = book.findKept(entry.accountId);
    if (!account || !belongsTo(account, entry)) return overtaken(entry);
    const context = renewalReading(account, provider, deps.findClient(account.clientId));
    const read = readTokenReply(reply, provider, context);
    switch (read.kind) {
      case 'tokens': {
        // Where it was erased meanwhile, nobody is asked.
        let overtakenMeanwhile = true;
        const saved = await book.record(
          entry.accountId,
          (current) => {
            overtakenMeanwhile = !belongsTo(current, entry);
            return overtakenMeanwhile ? null : renewedAccount(current, entry, reply, read.tokens, provider);
          },
          clear(entry),
        );
        if (overtakenMeanwhile) return overtaken(entry);
        return saved.kind === 'saved' ? { kind: 'refreshed' } : { kind: 'refreshed_unsaved', save: saved };
      }
      case 'error':
        return note(entry, { kind: 'server', at: reply.receivedAt, error: read.error });
      case 'action':
        return note(entry, {
          kind: 'server',
          at: reply.receivedAt,
          error: {
            class: 'request_refused',
            code: read.action.reason,
            text: null,
            status: reply.status,
            retryAt: null,
          },
        });
      case 'unreadable':
        if (read.looksLike === 'page' || (reply.status >= 300 && read.looksLike !== 'tokens')) {
          return note(entry, {
            kind: 'not_from_server',
            at: reply.receivedAt,
            status: reply.status,
            retryAt: read.retryAt,
          });
        }
        return note(entry, unreadable(reply, account), { keepJournal: true });
    }
  }

  async function note(
    entry: RotationEntry,
    problem: RefreshProblem,
    { keepJournal = false } = {},
  ): Promise<RefreshOutcome> {
    // Where it was erased meanwhile, nobody is asked.
    let [current, doubtStays] = [false, false];
    await book.record(
      entry.accountId,
      (account) => {
        current = belongsTo(account, entry);
        doubtStays = staysInDoubt(account, problem);
        return current && !doubtStays ? { ...account, problem } : null;
      },
      keepJournal ? () => undefined : clear(entry),
    );
    if (!current) return overtaken(entry);
    if (doubtStays) await journal.clear(entry.accountId);
    return { kind: 'failed', problem };
  }

  async function overtaken(entry: RotationEntry): Promise<RefreshOutcome> {
    await journal.clear(entry.accountId);
    return { kind: 'overtaken' };
  }

  /** Finishes one rotation of an earlier run. */
  async function recoverOne(pending: PendingRotation, unread: ReadonlySet<AccountId>): Promise<RefreshOutcome | null> {
    const { entry } = pending;
    const account = book.findOpen(entry.accountId);
    // Locked, set aside or not understood: the journal waits with the record, it may hold the only copy of a token.
    if (account === undefined && (book.find(entry.accountId) !== undefined || unread.has(entry.accountId))) return null;
    // A request that spends nothing is over with the run that sent it.
    const isOver = (sent: Account): boolean => pending.stage === 'sent' && renewalOf(sent) === 'same_grant';
    if (!account || !belongsTo(account, entry) || pending.stage === 'reserved' || isOver(account)) {
      await journal.clear(entry.accountId);
      return null;
    }
    if (pending.stage === 'sent') {
      return note(entry, { kind: 'uncertain', at: entry.at, reason: 'interrupted', detail: '' });
    }
    const provider = deps.findProvider(account.providerId);
    if (provider !== undefined) return commit(entry, pending.reply, provider);
    // Without its provider's file the reply cannot be read. It waits, and so does the refresh token that was sent.
    return note(entry, unreadable(pending.reply, account), { keepJournal: true });
  }

  /** Puts an account in doubt of whose refresh token nobody can say whether it was sent: it is not sent by itself. */
  async function doubt(id: AccountId, reason: 'interrupted' | 'unreadable', detail: string): Promise<void> {
    await book.record(
      id,
      (account) => {
        const reusable = deps.findProvider(account.providerId)?.refresh.token === 'reusable';
        return account.problem !== null || reusable || renewalOf(account) !== 'refresh_token'
          ? null
          : { ...account, problem: { kind: 'uncertain', at: now(), reason, detail } };
      },
      () => undefined,
    );
  }

  const errandOf = (accountId: AccountId, by: Asker): RefreshErrand => {
    const client = deps.findClient(book.findOpen(accountId)?.clientId ?? '');
    return { key: {}, kind: 'refresh', by, accountId, client };
  };

  const refresh: Refresher['refresh'] = (id, again, insist = false, by = 'you') => {
    const running = inFlight.get(id);
    if (running !== undefined) return running;
    const before = held.get(id);
    const errand = errandOf(id, by);
    const begin = (): Promise<RefreshOutcome> => rotate(errand, again, insist);
    const rotation = before === undefined ? begin() : before.then(begin);
    const noted = rotation.then((outcome) => {
      deps.finished?.(errand, outcome);
      return outcome;
    });
    const started = noted.finally(() => {
      inFlight.delete(id);
      activityChanged(id);
    });
    inFlight.set(id, started);
    activityChanged(id);
    return started;
  };

  return {
    refresh,
    isRefreshing: (id) => inFlight.has(id),
    alone(id, work) {
      if (inFlight.has(id) || held.has(id)) return null;
      const working = work();
      // Whoever waits is not concerned by what became of it.
      const over = working.then(forget, forget);
      held.set(id, over);
      function forget(): void {
        held.delete(id);
      }
      return working;
    },
    whenIdle: async (id) => inFlight.get(id) ?? held.get(id),
    async recover(unread, older) {
      const { rotations, damaged } = await journal.pending();
      const renewed = new Set<AccountId>();
      for (const pending of rotations) {
        const outcome = await recoverOne(pending, unread);
        if (outcome !== null) deps.finished?.(errandOf(pending.entry.accountId, 'recovery'), outcome);
        if (outcome?.kind.startsWith('refreshed') === true) renewed.add(pending.entry.accountId);
      }
      for (const { id, outcome, detail } of damaged) {
        // One that is whole and cannot be opened now has a reply; of the others nobody knows.
        await doubt(id, outcome === 'set_aside' ? 'interrupted' : 'unreadable', detail);
      }
      for (const id of older) if (!renewed.has(id)) await doubt(id, 'interrupted', 'an earlier state was loaded');
      // Those in doubt for longer as well: the app may have ended before it was their turn.
      const toRepeat = book.all().flatMap((stored) => {
        const account = stored.state === 'open' ? stored.account : undefined;
        return account && mayRepeat(account, deps.findProvider(account.providerId)) ? [account.id] : [];
      });
      return { toRepeat, damaged };
    },
    async settled() {
      while (inFlight.size > 0) await Promise.allSettled(inFlight.values());
    },
  };
}

/** A reply that nobody could make sense of: the journal keeps it sealed, for it may hold tokens that can be read later. */
function unreadable(reply: RawReply, account: Account): RefreshProblem {
  return {
    kind: renewalOf(account) === 'same_grant' ? 'lost' : 'uncertain',
    at: reply.receivedAt,
    reason: 'unreadable',
    detail: `HTTP ${reply.status}, ${reply.body.length} bytes`,
  };
}
