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
  idOf,
  refreshQueue,
  refresher,
  renewalEndpoint,
  restorePrevious,
  scheduler,
  unreadReader,
  type AccountBook,
  type AccountId,
  type ClientBook,
  type ConnectDependencies,
  type DamagedRecord,
  type RefreshQueue,
  type Refresher,
  type RestoreOutcome,
  type Scheduler,
  type SendTokenRequest,
  type UnreadReader,
} from '../accounts';
import type { Provider } from '../providers';
import type { Vault } from '../vault';
import { deviceAttempts, type DeviceAttempts, type DeviceMemory } from './device-attempts';
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
  readonly report: (error: unknown) => void;
}

export interface Desk {
  readonly book: AccountBook;
  readonly clients: ClientBook;
  readonly refresher: Refresher;
  readonly queue: RefreshQueue;
  readonly scheduler: Scheduler;
  readonly unreadReader: UnreadReader;
  readonly signIns: SignIns;
  readonly grantForms: GrantForms;
  readonly devices: DeviceAttempts;
  readonly connect: ConnectDependencies;
  readonly practice: Practice;
  restorePrevious(id: AccountId): Promise<RestoreOutcome>;
  /** What could not be read at the start. */
  readonly damaged: readonly DamagedRecord[];
  /** Ids of the accounts and clients that could be read. */
  opened(): ReadonlySet<string>;
  /** Starts what goes on by itself: the scheduler, and the practice server where it was running when the app was last used. */
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
  const later = (task: () => void, ms: number): void => void setTimeout(task, ms);
  const clients = clientBook(vault.clients, findProvider, randomUUID, deps.clientsChanged);
  const accountsChanged = (ids: readonly AccountId[]): void => {
    // Before the views are made: they tell when the next attempt is.
    schedule.recordsChanged(ids);
    deps.accountsChanged(ids);
  };
  const book = accountBook(vault.accounts, accountsChanged, later);
  const damaged = [...(await clients.load()), ...(await book.load())];
  const refreshing = refresher({
    book,
    journal: vault.journal,
    send,
    now,
    findClient: (id) => clients.find(id),
    findProvider,
    activityChanged: (id) => accountsChanged([id]),
  });
  const queue = refreshQueue({
    refresh: (id) => refreshing.refresh(id, false),
    hostOf: (id) => hostOf(book, clients, findProvider, id),
    changed: deps.batchChanged,
    report: deps.report,
  });
  const schedule = scheduler({
    book,
    queue,
    now,
    steady: () => performance.now(),
    later: callable,
    random: Math.random,
    online: deps.online,
    clockJumped: deps.clockJumped,
  });
  const unread = damaged.filter(({ kind }) => kind === 'account').map(({ id }) => id);
  const recovered = await refreshing.recover(new Set(unread));
  for (const id of recovered.toRepeat) void refreshing.refresh(id, true);

  const grants = new Set<Promise<unknown>>();
  const sendGrant: SendTokenRequest = async (request) => {
    const sent = send(request);
    grants.add(sent);
    try {
      return await sent;
    } finally {
      // What the reply brings is in the book's hands a turn later.
      setImmediate(() => grants.delete(sent));
    }
  };
  const settled = async (): Promise<void> => {
    do {
      await Promise.allSettled(grants);
      await refreshing.settled();
      await book.settled();
      await nextTurn();
    } while (grants.size > 0);
  };

  const findClient = (id: string) => clients.find(id);
  const connect = {
    book,
    journal: vault.journal,
    send: sendGrant,
    now,
    newId: randomUUID,
    nameOf: deps.nameOf,
    automaticByDefault: deps.automaticByDefault,
  };
  const window = { sessions: deps.sessions, newId: randomUUID, parent: deps.parent, language: deps.language };
  const attempts = signIns({
    ...window,
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
    signIns: attempts,
    grantForms: forms,
    devices,
    connect,
    practice: practising,
    damaged: [...damaged, ...recovered.damaged],
    restorePrevious: (id) => restorePrevious({ book, journal: vault.journal, refresher: refreshing, now }, id),
    opened: () =>
      new Set([
        ...clients.all().map(({ id }) => id),
        ...book.all().flatMap((stored) => (stored.state === 'open' ? [stored.account.id] : [])),
      ]),
    async resume() {
      schedule.start();
      devices.resume();
      if (deps.practiceMemory().enabled) await practising.start();
    },
    settled,
    async close() {
      schedule.stop();
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
