/** Removals of a desk, joined: what is set aside, brought back and erased of accounts, clients and providers; and changes of the latter two. */
import { randomUUID } from 'node:crypto';
import {
  idOf,
  labelOf,
  removals,
  sameFacts,
  type AccountBook,
  type AccountFacts,
  type Client,
  type ClientBook,
  type ProviderFile,
  type Removable,
  type Removals,
  type SaveResult,
  type StoredAccount,
} from '../accounts';
import type { Provider } from '../providers';
import type { ProviderShelf } from './provider-shelf';

/** What a desk is handed for it. */
export interface RemovalPorts {
  readonly shelf: Pick<ProviderShelf, 'find' | 'textOf' | 'keep' | 'setAside' | 'bringBack' | 'erase'>;
  /** Reads the folder of providers anew and shows what is in it. */
  readonly reloadProviders: () => Promise<void>;
  /** Ends the sign-in session that is kept for an account. */
  readonly forgetSession: (accountId: string) => Promise<void>;
  readonly removalsChanged: () => void;
}

export interface DeskRemovalsDependencies extends RemovalPorts {
  readonly book: AccountBook;
  readonly clients: ClientBook;
  readonly now: () => number;
  readonly nameOf: (provider: Provider) => string;
  readonly later: (task: () => void, ms: number) => () => void;
  /** Ends what waits for its user to sign in through a client. */
  readonly endAttempts: (clientId: string) => void;
  /** Resolves when what was sent for new accounts is answered, and they are in the book. */
  readonly grantsArrived: () => Promise<void>;
  readonly report: (error: unknown) => void;
}

export interface DeskRemovals extends Removals {
  /** Offers the way back to a client as it was, where it is another by now. */
  clientWas(before: Client): void;
  /** The same for a provider's file. */
  providerWas(before: ProviderFile): void;
}

export function deskRemovals(deps: DeskRemovalsDependencies): DeskRemovals {
  const { book, clients, shelf } = deps;
  const reloaded = async (work: Promise<SaveResult>): Promise<SaveResult> => {
    const result = await work;
    await deps.reloadProviders();
    return result;
  };
  const account: Removable = {
    setAside: (id) => book.setAside(id),
    bringBack: (id) => book.bringBack(id),
    async erase(id) {
      // First: once the record is gone, nothing knows whose session it was.
      await deps.forgetSession(id);
      return book.remove(id);
    },
    describe(id) {
      const stored = book.find(id);
      return { name: labelOf(stored) ?? '', needs: stored === undefined ? [] : livesFrom(stored) };
    },
  };
  const client: Removable = {
    async setAside(id) {
      const result = await clients.setAside(id);
      if (result.kind === 'saved') deps.endAttempts(id);
      return result;
    },
    bringBack: (id) => clients.bringBack(id),
    async erase(id) {
      // An account that was on its way through it lives from it, and without it could never be refreshed.
      await deps.grantsArrived();
      return accountsOf(book, id).length > 0 ? clients.bringBack(id) : clients.remove(id);
    },
    describe(id) {
      const found = clients.find(id);
      return {
        name: found?.name ?? found?.clientId ?? '',
        needs: found ? [{ kind: 'provider', id: found.providerId }] : [],
      };
    },
  };
  const provider: Removable = {
    setAside: (id) => reloaded(shelf.setAside(id)),
    bringBack: (id) => reloaded(shelf.bringBack(id)),
    async erase(id) {
      await deps.grantsArrived();
      const isNeeded = book.all().some((stored) => factsOf(stored).providerId === id);
      return isNeeded ? reloaded(shelf.bringBack(id)) : shelf.erase(id);
    },
    describe(id) {
      const found = shelf.find(id);
      return { name: found === undefined ? id : deps.nameOf(found), needs: [] };
    },
  };
  const all = removals({
    of: { account, client, provider },
    now: deps.now,
    newId: randomUUID,
    later: deps.later,
    changed: deps.removalsChanged,
    report: deps.report,
  });
  return {
    ...all,
    clientWas(before) {
      const { id } = before;
      const now = clients.find(id);
      if (now === undefined || sameFacts(now, before)) return;
      all.changed({ kind: 'client', id, name: client.describe(id).name, takeBack: () => clients.takeBack(before) });
    },
    providerWas(before) {
      const { id } = before;
      if (shelf.textOf(id) === before.text) return;
      const takeBack = (): Promise<SaveResult> =>
        shelf.textOf(id) === null ? Promise.resolve(gone) : reloaded(shelf.keep(before));
      all.changed({ kind: 'provider', id, name: provider.describe(id).name, takeBack });
    },
  };
}

const gone: SaveResult = { kind: 'failed', reason: 'failed', detail: 'it is not there any more' };

function livesFrom(stored: StoredAccount): ReturnType<Removable['describe']>['needs'] {
  const { clientId, providerId } = factsOf(stored);
  return [
    { kind: 'provider', id: providerId },
    { kind: 'client', id: clientId },
  ];
}

/** Erases the sessions of accounts whose removal an earlier run did not finish. */
export async function forgetErased(
  book: Pick<AccountBook, 'erased' | 'find'>,
  forgetSession: RemovalPorts['forgetSession'],
): Promise<void> {
  for (const id of book.erased()) if (book.find(id) === undefined) await forgetSession(id);
}

function factsOf(stored: StoredAccount): Pick<AccountFacts, 'clientId' | 'providerId'> {
  return stored.state === 'open' ? stored.account : stored.facts;
}

/** Which accounts a client has; those that are set aside do not count. */
export function accountsOf(book: Pick<AccountBook, 'all'>, clientId: string): readonly string[] {
  return book.all().flatMap((stored) => {
    return factsOf(stored).clientId === clientId ? [idOf(stored)] : [];
  });
}
