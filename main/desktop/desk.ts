/**
 * The desk: everything that works on accounts, joined once it is decided where secrets are kept. Loads the records, finishes what an
 * earlier run left in the journal, then serves.
 */
import { randomUUID } from 'node:crypto';
import { performance } from 'node:perf_hooks';
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { BrowserWindow } from 'electron';
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
  type ConnectDependencies,
  type DamagedRecord,
  type IdTokens,
  type MadeKeys,
  type RefreshOutcome,
  type ImportDependencies,
  type ImportedItem,
  type ImportItem,
  type RefreshQueue,
  type Refresher,
  type Registrar,
  type RestoreOutcome,
  type Scheduler,
  type SendTokenRequest,
  type UnreadReader,
} from '../accounts';
import { keyShelf } from '../oauth';
import { serverHints, type ServerHints } from '../oauth';
import type { Provider } from '../providers';
import type { Vault } from '../vault';
import { deviceAttempts, type DeviceAttempts, type DeviceMemory } from './device-attempts';
import { afterGrant, type AfterGrant } from './after-desk';
import { grantForms, type GrantForms } from './grant-forms';
import { practice, type Practice, type PracticeMemory } from './practice';
import { signIns, type SignIns } from './sign-in';
import type { SignInSessions } from './sign-in-sessions';

export interface DeskDependencies {
  readonly vault: Vault;
  readonly send: SendTokenRequest;
  readonly now: () => number;
  readonly findProvider: (id: string) => Provider | undefined;
  readonly nameOf: (provider: Provider) => string;
  readonly sessions: SignInSessions;
  readonly openInBrowser: (url: string) => Promise<void>;
  readonly parent: () => BrowserWindow | null;
  /** Opens a page in the system's browser. */
  readonly openExternal: (url: string) => Promise<void>;
  /** Codes for other devices that wait while the vault is locked. */
  readonly deviceMemory: DeviceMemory;
  readonly language: () => string;
  readonly signInSeconds: () => number;
  readonly automaticByDefault: () => boolean;
  /** Whether the system has a network at all. */
  readonly online: () => boolean;
  readonly practiceMemory: () => PracticeMemory;
  readonly rememberPractice: (memory: PracticeMemory) => void;
  readonly accountsChanged: (ids: readonly AccountId[]) => void;
  readonly clientsChanged: () => void;
  readonly attemptsChanged: () => void;
  readonly sandboxChanged: () => void;
  /** Many refreshes go ahead. */
  readonly batchChanged: () => void;
  readonly clockJumped: (by: number) => void;
  /** Accounts whose refresh token was sent again since the app started, for all desks of that time. */
  readonly repeated: Set<AccountId>;
  readonly report: (error: unknown) => void;
}

export interface Desk {
  readonly book: AccountBook;
  readonly clients: ClientBook;
  readonly refresher: Refresher;
  readonly queue: RefreshQueue;
  readonly scheduler: Scheduler;
  readonly unreadReader: UnreadReader;
  readonly after: AfterGrant;
  readonly signIns: SignIns;
  readonly grantForms: GrantForms;
  readonly devices: DeviceAttempts;
  readonly connect: ConnectDependencies;
  readonly registrar: Registrar;
  readonly idTokens: IdTokens;
  readonly madeKeys: MadeKeys;
  /** What servers told in passing, for whatever is signed. */
  readonly hints: ServerHints;
  readonly practice: Practice;
  /** One refresh, now, as its user asks. `again`: send the refresh token of an uncertain account once more. */
  refresh(id: AccountId, again: boolean, insist?: boolean): Promise<RefreshOutcome>;
  restorePrevious(id: AccountId): Promise<RestoreOutcome>;
  /** Imports entries of a backup; see {@link importItems}. */
  importItems(
    items: readonly ImportItem[],
    wanted: ReadonlySet<string>,
    automatic: boolean,
    providers: Pick<ImportDependencies, 'keepProvider' | 'reloadProviders'>,
  ): Promise<ReadonlyMap<string, ImportedItem>>;
  /** Work that must be over before the desk is closed. */
  during<T>(work: Promise<T>): Promise<T>;
  /** What could not be read at the start. */
  readonly damaged: readonly DamagedRecord[];
  /** Ids of the accounts and clients that could be read. */
  opened(): ReadonlySet<string>;
  /**
   * Starts what goes on by itself: repeating what is in doubt, the scheduler, and the practice server where it was running when the app
   * was last used.
   */
  resume(): Promise<void>;
  /** Resolves when nothing is on its way: no refresh, no grant, no write. */
  settled(): Promise<void>;
  /**
   * Ends what waits for its user, and resolves when all that has arrived is kept. A request takes 30 s at most; tokens that cannot be
   * written are waited for as long as it takes, for they are nowhere else.
   */
  close(): Promise<void>;
}

/** Milliseconds between two looks whether everything is written. */
const UNSAVED_PAUSE_MS = 500;

export async function openDesk(deps: DeskDependencies): Promise<Desk> {
  const { vault, now, findProvider, send } = deps;
  const hints = serverHints();
  const later = (task: () => void, ms: number): void => void setTimeout(task, ms);
  const clients = clientBook(vault.clients, findProvider, randomUUID, deps.clientsChanged);
  const accountsChanged = (ids: readonly AccountId[]): void => {
    // Before the views are made: they tell when the next attempt is.
    schedule.recordsChanged(ids);
    deps.accountsChanged(ids);
    checks.look(ids);
  };
  const book = accountBook(vault.accounts, accountsChanged, later);
  const damaged = [...(await clients.load()), ...(await book.load())];
  const checks = idTokens({
    book,
    keys: keyShelf(send),
    now,
    findClient: (id) => clients.find(id),
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
    findClient: (id) => clients.find(id),
    findProvider,
    activityChanged: (id) => accountsChanged([id]),
  });
  const queue = refreshQueue({
    refresh: (id) => repeating.turn(id),
    hostOf: (id) => hostOf(book, clients, findProvider, id),
    changed: deps.batchChanged,
    report: deps.report,
  });
  const waits = {
    later: callable,
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
    clockJumped: deps.clockJumped,
  });
  await finishTakeOvers(book);
  const unread = damaged.filter(({ kind }) => kind === 'account').map(({ id }) => id);
  const recovered = await refreshing.recover(new Set(unread));
  repeating.expect(recovered.toRepeat);

  const onTheWay = new Set<Promise<unknown>>();
  const during = async <T>(work: Promise<T>): Promise<T> => {
    onTheWay.add(work);
    try {
      return await work;
    } finally {
      // What it brings is in the book's hands a turn later.
      setImmediate(() => onTheWay.delete(work));
    }
  };
  const sendGrant: SendTokenRequest = (request) => during(send(request));
  const settled = async (): Promise<void> => {
    do {
      await Promise.allSettled(onTheWay);
      await refreshing.settled();
      await checks.settled();
      await after.revoker.settled();
      await book.settled();
      await nextTurn();
    } while (onTheWay.size > 0);
  };

  const findClient = (id: string) => clients.find(id);
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
    send: sendGrant,
    memory: deps.deviceMemory,
    findClient,
    findProvider,
    later: callable,
    openExternal: deps.openExternal,
    changed: deps.attemptsChanged,
  });
  const practising = practice({
    clients,
    memory: deps.practiceMemory,
    remember: deps.rememberPractice,
    changed: deps.sandboxChanged,
  });
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
    registrar: registrar(sendGrant, clients),
    idTokens: checks,
    madeKeys: madeKeys(randomUUID),
    hints,
    practice: practising,
    damaged: [...damaged, ...recovered.damaged],
    refresh: (id, again, insist) => repeating.refresh(id, again, insist),
    restorePrevious: (id) => restorePrevious({ book, journal: vault.journal, refresher: refreshing, now }, id),
    importItems: (items, wanted, automatic, providers) =>
      importItems(
        {
          book,
          clients,
          journal: vault.journal,
          refresher: refreshing,
          now,
          newId: randomUUID,
          findProvider,
          ...providers,
        },
        items,
        wanted,
        automatic,
      ),
    during,
    opened: () =>
      new Set([
        ...clients.all().map(({ id }) => id),
        ...book.all().flatMap((stored) => (stored.state === 'open' ? [stored.account.id] : [])),
      ]),
    async resume() {
      repeating.start();
      schedule.start();
      devices.resume();
      if (deps.practiceMemory().enabled) await practising.start();
    },
    settled,
    async close() {
      schedule.stop();
      repeating.stop();
      queue.cancel();
      attempts.cancelAll();
      forms.cancelAll();
      devices.suspend();
      await settled();
      while (book.all().some((stored) => book.isUnsaved(idOf(stored)))) {
        await new Promise<void>((resolve) => later(resolve, UNSAVED_PAUSE_MS));
        await settled();
      }
      await practising.pause();
    },
  };
}

/** Runs a task after so many milliseconds; the result calls it off. */
function callable(task: () => void, ms: number): () => void {
  const timer = setTimeout(task, ms);
  return () => clearTimeout(timer);
}

/** Writes everything that is open on a desk into a vault; false where something could not be written. */
export async function copyDesk({ book, clients }: Pick<Desk, 'book' | 'clients'>, vault: Vault): Promise<boolean> {
  const saved = await Promise.all([
    ...clients.all().map((client) => vault.clients.save(client)),
    ...book.all().flatMap((stored) => (stored.state === 'open' ? [vault.accounts.save(stored.account)] : [])),
  ]);
  return saved.every(({ kind }) => kind === 'saved');
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
