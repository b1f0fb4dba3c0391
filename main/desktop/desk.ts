/** The desk: everything that works on accounts, joined once it is decided where secrets are kept (open-desk.ts). */
import type { BrowserWindow } from 'electron';
import {
  type AccountBook,
  type AccountId,
  type Asker,
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
import { type ServerHints } from '../oauth';
import type { Provider } from '../providers';
import type { Vault } from '../vault';
import { type DeviceAttempts, type DeviceMemory } from './device-attempts';
import { type AfterGrant } from './after-desk';
import type { DeskRemovals, RemovalPorts } from './desk-removals';
import type { DeskHistory } from './desk-history';
import { type GrantForms } from './grant-forms';
import { type Practice, type PracticeMemory, type PracticePart } from './practice';
import { type SignIns } from './sign-in';
import type { Opening } from './opening-desk';
import type { SignInSessions } from './sign-in-sessions';

export interface DeskDependencies extends RemovalPorts {
  readonly vault: Vault;
  readonly opening?: Opening;
  readonly send: SendTokenRequest;
  readonly now: () => number;
  readonly findProvider: (id: string) => Provider | undefined;
  readonly nameOf: (provider: Provider) => string;
  readonly sessions: SignInSessions;
  /** Opens a web page in the system's browser; rejects where nothing could be opened. */
  readonly openInBrowser: (url: string) => Promise<void>;
  readonly parent: () => BrowserWindow | null;
  /** Codes for other devices that wait while the vault is locked. */
  readonly deviceMemory: DeviceMemory;
  readonly language: () => string;
  readonly signInSeconds: () => number;
  readonly automaticByDefault: () => boolean;
  /** The last part of a token's life in which it is refreshed by itself, 0 to 1/2. */
  readonly aheadShare: () => number;
  /** Whether the system has a network at all. */
  readonly online: () => boolean;
  readonly practiceMemory: () => PracticeMemory;
  readonly rememberPractice: (memory: PracticeMemory) => void;
  readonly accountsChanged: (ids: readonly AccountId[]) => void;
  readonly clientsChanged: () => void;
  readonly attemptsChanged: () => void;
  readonly sandboxChanged: (parts: readonly PracticePart[]) => void;
  /** Many refreshes go ahead. */
  readonly batchChanged: () => void;
  readonly clockJumped: (by: number) => void;
  /** There is more of an account's past; null: of attempts that brought no account. */
  readonly historyChanged: (id: AccountId | null) => void;
  /** A history cannot be read; it costs nothing but itself. */
  readonly historyDamaged: (record: DamagedRecord) => void;
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
  /** Where whoever does something to an account tells it. */
  readonly history: DeskHistory;
  readonly madeKeys: MadeKeys;
  /** What servers told in passing, for whatever is signed. */
  readonly hints: ServerHints;
  readonly practice: Practice;
  readonly removals: DeskRemovals;
  /** One refresh, now, as its user asks. `again`: send the refresh token of an uncertain account once more. */
  refresh(id: AccountId, again: boolean, insist?: boolean, by?: Asker): Promise<RefreshOutcome>;
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
  /** Begins nothing any more, and finishes what was removed: the app ends. */
  leave(): Promise<void>;
  /** Resolves when nothing is on its way: no refresh, no grant, no write. */
  settled(): Promise<void>;
  /**
   * Ends what waits for its user, and resolves when all that has arrived is kept. A request takes 30 s at most; tokens that cannot be
   * written are waited for as long as it takes, for they are nowhere else.
   */
  close(): Promise<void>;
}
