/** The vault for "memory only": nothing is written anywhere, and all of it ends with the process. */
import type { Account, Client } from '../accounts/account';
import type { AccountHistory } from '../accounts/history';
import type {
  AccountRecords,
  ClientRecords,
  HistoryRecords,
  RotationJournal,
  SaveResult,
  UnreadReply,
} from '../accounts/ports';
import { SAVED } from './disk';

export function memoryAccountRecords(): AccountRecords {
  const accounts = new Map<string, Account>();
  return {
    load: async () => ({
      accounts: [...accounts.values()].map((account) => ({ state: 'open', account })),
      damaged: [],
      erased: [],
    }),
    changedElsewhere: async () => null,
    ...keptIn(accounts),
  };
}

export function memoryClientRecords(): ClientRecords {
  const clients = new Map<string, Client>();
  return {
    load: async () => ({ clients: [...clients.values()], damaged: [] }),
    ...keptIn(clients),
  };
}

export function memoryHistoryRecords(): HistoryRecords {
  const histories = new Map<string, AccountHistory>();
  return {
    read: async (id) => ({ history: histories.get(id) ?? null, damaged: null }),
    ...keptIn(histories),
    sealAnew: async () => undefined,
  };
}

/** A refresh that is interrupted here is interrupted with everything else, so there is nothing to keep for a next start. */
export function memoryJournal(): RotationJournal {
  const replies = new Map<string, UnreadReply>();
  const saved = async (): Promise<SaveResult> => SAVED;
  return {
    reserve: saved,
    markSent: saved,
    async storeReply(entry, reply) {
      replies.set(entry.accountId, { entry, reply, current: true });
      return SAVED;
    },
    async clear(accountId) {
      replies.delete(accountId);
      return SAVED;
    },
    async unread(accountId) {
      const kept = replies.get(accountId);
      return kept === undefined ? [] : [kept];
    },
    pending: async () => ({ rotations: [], damaged: [] }),
  };
}

function keptIn<T extends { readonly id: string }>(
  records: Map<string, T>,
): {
  save(value: T): Promise<SaveResult>;
  remove(id: string): Promise<SaveResult>;
  setAside(id: string): Promise<SaveResult>;
  bringBack(id: string): Promise<SaveResult>;
} {
  // No mark is needed: there is no next start that would read these.
  const marked = async (id: string): Promise<SaveResult> =>
    records.has(id) ? SAVED : { kind: 'failed', reason: 'failed', detail: 'it is gone' };
  return {
    setAside: marked,
    bringBack: marked,
    async save(value) {
      records.set(value.id, value);
      return SAVED;
    },
    async remove(id) {
      records.delete(id);
      return SAVED;
    },
  };
}
