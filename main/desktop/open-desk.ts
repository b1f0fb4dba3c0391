/** Opens a desk: loads the records, finishes what an earlier run left in the journal, and joins what works on accounts. */
import { randomUUID } from 'node:crypto';
import { performance } from 'node:perf_hooks';
import { setImmediate as nextTurn } from 'node:timers/promises';
import {
  accountBook,
  clientBook,
  finishTakeOvers,
  idOf,
  idTokens,
  madeKeys,
  importItems,
  refresher,
  refreshQueue,
  registrar,
  renewalEndpoint,
  repeats,
  restorePrevious,
  scheduler,
  unreadReader,
  type AccountBook,
  type AccountId,
  type ClientBook,
  type SendTokenRequest,
} from '../accounts';
import { keyShelf, serverHints } from '../oauth';
import type { Provider } from '../providers';
import { deviceAttempts } from './device-attempts';
import { afterGrant } from './after-desk';
import { deskRemovals, forgetErased } from './desk-removals';
import { deskHistory } from './desk-history';
import { grantForms } from './grant-forms';
import { later } from './later';
import { watcherOf } from './opening-desk';
import { outstanding } from './outstanding';
import { practice } from './practice';
import { signIns } from './sign-in';

import type { Desk, DeskDependencies } from './desk';

/** Milliseconds between two looks whether everything is written. */
const UNSAVED_PAUSE_MS = 500;

export async function openDesk(deps: DeskDependencies): Promise<Desk> {
  const { vault, now, findProvider } = deps;
  const hints = serverHints();
  const clients = clientBook(vault.clients, findProvider, randomUUID, deps.clientsChanged);
  const findClient = (id: string) => clients.find(id);
  const accountsChanged = (ids: readonly AccountId[]): void => {
    // Before the views are made: they tell when the next attempt is.
    schedule.recordsChanged(ids);
    deps.accountsChanged(ids);
    checks.look(ids);
  };
  const history = deskHistory({
    records: vault.histories,
    book: () => book,
    findClient,
    now,
    later,
    changed: deps.historyChanged,
    damaged: deps.historyDamaged,
    report: deps.report,
  });
  const send = history.recording(deps.send);
  const book = accountBook(history.following(vault.accounts), accountsChanged, later);
  const damaged = [...(await clients.load()), ...(await book.load(watcherOf(deps, () => ({ book, clients }))))];
  const checks = idTokens({
    book,
    keys: keyShelf(send),
    now,
    findClient,
    findProvider,
    nameOf: deps.nameOf,
    report: deps.report,
  });
  const refreshing = refresher({
    book,
    journal: vault.journal,
    send,
    hints,
    now,
    findClient,
    findProvider,
    activityChanged: (id) => accountsChanged([id]),
    finished: (errand, outcome) => history.refreshed(errand, outcome),
  });
  const queue = refreshQueue({
    refresh: (id, by) => repeating.turn(id, by),
    hostOf: (id) => hostOf(book, clients, findProvider, id),
    changed: deps.batchChanged,
    report: deps.report,
  });
  const waits = {
    later,
    random: Math.random,
    online: deps.online,
  };
  const repeating = repeats({ ...waits, book, queue, refresher: refreshing, repeated: deps.repeated });
  const schedule = scheduler({
    ...waits,
    book,
    queue,
    now,
    steady: () => performance.now(),
    rulesOf: (stored) =>
      (stored.state === 'open' ? findProvider(stored.account.providerId)?.refresh : undefined) ?? null,
    aheadShare: deps.aheadShare,
    clockJumped: deps.clockJumped,
  });
  await finishTakeOvers(book);
  const unread = damaged.filter(({ kind }) => kind === 'account');
  const older = unread.filter(({ outcome }) => outcome === 'previous_loaded');
  const idsOf = (records: typeof damaged): readonly AccountId[] => records.map(({ id }) => id);
  const recovered = await refreshing.recover(new Set(idsOf(unread)), idsOf(older));
  repeating.expect(recovered.toRepeat);

  const onTheWay = outstanding();
  /** Of these, what was sent for new accounts. */
  const grants = outstanding();
  const sendGrant: SendTokenRequest = (request, errand) => onTheWay.during(grants.during(send(request, errand)));
  const settled = async (): Promise<void> => {
    do {
      await onTheWay.settled();
      await refreshing.settled();
      await checks.settled();
      await after.revoker.settled();
      await book.settled();
      await nextTurn();
    } while (!onTheWay.isEmpty());
    await history.settled();
  };

  const after = afterGrant({
    book,
    journal: vault.journal,
    refresher: refreshing,
    send: sendGrant,
    hints,
    now,
    findClient,
    findProvider,
    activityChanged: (id) => accountsChanged([id]),
    report: deps.report,
    history,
  });
  const connect = {
    book,
    journal: vault.journal,
    send: sendGrant,
    hints,
    now,
    newId: randomUUID,
    nameOf: deps.nameOf,
    automaticByDefault: deps.automaticByDefault,
    confirmation: after.confirmation,
    history,
  };
  const window = { sessions: deps.sessions, newId: randomUUID, parent: deps.parent, language: deps.language };
  const attempts = signIns({
    ...window,
    openInBrowser: deps.openInBrowser,
    connect,
    now,
    limitSeconds: deps.signInSeconds,
    changed: deps.attemptsChanged,
  });
  const forms = grantForms({ ...window, connect, changed: deps.attemptsChanged });
  const devices = deviceAttempts({
    connect,
    memory: deps.deviceMemory,
    findClient,
    findProvider,
    later,
    openInBrowser: deps.openInBrowser,
    changed: deps.attemptsChanged,
  });
  const removing = deskRemovals({
    shelf: deps.shelf,
    reloadProviders: deps.reloadProviders,
    forgetSession: deps.forgetSession,
    removalsChanged: deps.removalsChanged,
    book,
    clients,
    now,
    nameOf: deps.nameOf,
    later,
    endAttempts(clientId) {
      attempts.cancelOf(clientId);
      forms.cancelOf(clientId);
      devices.cancelOf(clientId);
    },
    grantsArrived: () => grants.over().then(() => book.settled()),
    report: deps.report,
  });
  await forgetErased(book, deps.forgetSession);
  const practising = practice({
    clients,
    memory: deps.practiceMemory,
    remember: deps.rememberPractice,
    changed: deps.sandboxChanged,
  });
  /** How often it was taken up: whoever closes it meanwhile leaves off. */
  let times = 0;
  return {
    book,
    clients,
    refresher: refreshing,
    queue,
    scheduler: schedule,
    unreadReader: unreadReader({ book, journal: vault.journal, refresher: refreshing, findClient, findProvider }),
    after,
    signIns: attempts,
    grantForms: forms,
    devices,
    connect,
    registrar: registrar(sendGrant, clients, history),
    idTokens: checks,
    history,
    madeKeys: madeKeys(randomUUID),
    hints,
    practice: practising,
    removals: removing,
    damaged: [...damaged, ...recovered.damaged],
    refresh: (id, again, insist, by) => repeating.refresh(id, again, insist, by),
    restorePrevious: (id) => restorePrevious({ book, journal: vault.journal, refresher: refreshing, now, history }, id),
    async importItems(items, wanted, automatic, providers) {
      // What a backup brings may be the very thing that was just removed: there is one of it at a time.
      await removing.finish();
      return importItems(
        {
          book,
          clients,
          journal: vault.journal,
          refresher: refreshing,
          now,
          newId: randomUUID,
          findProvider,
          history,
          ...providers,
        },
        items,
        wanted,
        automatic,
      );
    },
    during: onTheWay.during,
    opened: () =>
      new Set([
        ...clients.all().map(({ id }) => id),
        ...book.all().flatMap((stored) => (stored.state === 'open' ? [stored.account.id] : [])),
      ]),
    async resume() {
      times += 1;
      repeating.start();
      schedule.start();
      devices.resume();
      if (deps.practiceMemory().enabled) await practising.start();
    },
    settled,
    leave() {
      schedule.stop();
      queue.cancel();
      return removing.finish();
    },
    async close() {
      const before = times;
      schedule.stop();
      repeating.stop();
      queue.cancel();
      attempts.cancelAll();
      forms.cancelAll();
      devices.suspend();
      await removing.finish();
      await settled();
      while (book.all().some((stored) => book.isUnsaved(idOf(stored)))) {
        await new Promise<void>((resolve) => later(resolve, UNSAVED_PAUSE_MS));
        await settled();
      }
      if (times === before) await practising.pause();
    },
  };
}

/** The host an account's renewal goes to; empty where it has no endpoint, which the refresh itself will say. */
function hostOf(
  book: AccountBook,
  clients: ClientBook,
  findProvider: (id: string) => Provider | undefined,
  id: AccountId,
): string {
  const account = book.findOpen(id);
  const client = account && clients.find(account.clientId);
  const provider = account && findProvider(account.providerId);
  const endpoint = account && client && provider && renewalEndpoint(account, provider, client);
  return endpoint === undefined ? '' : new URL(endpoint).host;
}
