/**
 * The desk: everything that works on accounts, joined once it is decided where secrets are kept. Loads the records, finishes what an
 * earlier run left in the journal, then serves.
 */
import { randomUUID } from 'node:crypto';
import type { BrowserWindow } from 'electron';
import {
  accountBook,
  clientBook,
  refresher,
  type AccountBook,
  type AccountId,
  type ClientBook,
  type DamagedRecord,
  type Refresher,
  type SendTokenRequest,
} from '../accounts';
import type { Provider } from '../providers';
import type { Vault } from '../vault';
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
  readonly language: () => string;
  readonly signInSeconds: () => number;
  readonly practiceMemory: () => PracticeMemory;
  readonly rememberPractice: (memory: PracticeMemory) => void;
  readonly accountsChanged: (ids: readonly AccountId[]) => void;
  readonly clientsChanged: () => void;
  readonly attemptsChanged: () => void;
  readonly sandboxChanged: () => void;
}

export interface Desk {
  readonly book: AccountBook;
  readonly clients: ClientBook;
  readonly refresher: Refresher;
  readonly signIns: SignIns;
  readonly grantForms: GrantForms;
  readonly practice: Practice;
  /** What could not be read at the start. */
  readonly damaged: readonly DamagedRecord[];
}

export async function openDesk(deps: DeskDependencies): Promise<Desk> {
  const { vault, now, findProvider, send } = deps;
  const later = (task: () => void, ms: number): void => void setTimeout(task, ms);
  const clients = clientBook(vault.clients, findProvider, randomUUID, deps.clientsChanged);
  const book = accountBook(vault.accounts, deps.accountsChanged, later);
  const damaged = [...(await clients.load()), ...(await book.load())];
  const refreshing = refresher({
    book,
    journal: vault.journal,
    send,
    now,
    findClient: (id) => clients.find(id),
    findProvider,
    activityChanged: (id) => deps.accountsChanged([id]),
  });
  const unread = damaged.filter(({ kind }) => kind === 'account').map(({ id }) => id);
  const recovered = await refreshing.recover(new Set(unread));
  for (const id of recovered.toRepeat) void refreshing.refresh(id, true);

  const connect = { book, journal: vault.journal, send, now, newId: randomUUID, nameOf: deps.nameOf };
  const window = { sessions: deps.sessions, newId: randomUUID, parent: deps.parent, language: deps.language };
  return {
    book,
    clients,
    refresher: refreshing,
    signIns: signIns({ ...window, connect, now, limitSeconds: deps.signInSeconds, changed: deps.attemptsChanged }),
    grantForms: grantForms({ ...window, connect, changed: deps.attemptsChanged }),
    practice: practice({
      clients,
      memory: deps.practiceMemory,
      remember: deps.rememberPractice,
      changed: deps.sandboxChanged,
    }),
    damaged: [...damaged, ...recovered.damaged],
  };
}
