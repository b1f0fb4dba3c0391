/** The ports of main/accounts for accounts, clients and histories, over folders of durable sealed records. */
import type { Account, AccountFacts, StoredAccount } from '../accounts/account';
import type { AccountRecords, ClientRecords, DamagedRecord, HistoryRecords } from '../accounts/ports';
import { accountCodec, clientCodec, historyCodec } from './codec';
import { recordFolder, type RecordFolderOptions } from './record-folder';
import type { LoadedRecord } from './record-rescue';
import type { Sealer } from './sealing';

/** @param folder belongs to account records and their journals alone */
export function accountRecords(folder: string, sealer: Sealer, options?: RecordFolderOptions): AccountRecords {
  const folderOfRecords = recordFolder(folder, accountCodec, sealer, options);
  return {
    ...folderOfRecords,
    async load(watcher) {
      const { records, damaged, erased } = await folderOfRecords.load(
        watcher && {
          first: watcher.first,
          read: (some, total) => watcher.read(some.map(storedAccount), total),
        },
      );
      return { accounts: records.map(storedAccount), damaged, erased };
    },
  };
}

function storedAccount(record: LoadedRecord<Account, AccountFacts>): StoredAccount {
  if (record.state === 'open') return { state: 'open', account: record.value };
  const { facts, reason, sealedBy, keyNow } = record;
  return { state: 'locked', facts, reason, sealedBy, keyNow };
}

type Locked = Extract<LoadedRecord<unknown, { readonly id: string }>, { state: 'locked' }>;

function reportOf(kind: 'client' | 'history', { facts: { id }, reason, detail }: Locked): DamagedRecord {
  return { kind, id, keptAs: `${id}.json`, outcome: reason === 'newer' ? 'newer_version' : 'locked', detail };
}

/** @param folder belongs to client records alone */
export function clientRecords(folder: string, sealer: Sealer, options?: RecordFolderOptions): ClientRecords {
  const folderOfRecords = recordFolder(folder, clientCodec, sealer, options);
  return {
    ...folderOfRecords,
    async load() {
      const { records, damaged } = await folderOfRecords.load();
      const clients = records.flatMap((record) => (record.state === 'open' ? [record.value] : []));
      // A client has no locked state of its own, so one that cannot be opened now is reported. (`damaged` is reported already.)
      const locked = records.flatMap((record) =>
        record.state === 'locked' && record.reason !== 'damaged' ? [reportOf('client', record)] : [],
      );
      return { clients, damaged: [...damaged, ...locked] };
    },
  };
}

/** @param folder belongs to histories alone */
export function historyRecords(folder: string, sealer: Sealer, options?: RecordFolderOptions): HistoryRecords {
  const folderOfRecords = recordFolder(folder, historyCodec, sealer, options);
  return {
    async read(id) {
      const { record, damaged = null } = await folderOfRecords.read(id);
      if (record?.state === 'open') return { history: record.value, damaged };
      return { history: null, damaged: record?.reason === 'newer' ? reportOf('history', record) : damaged };
    },
    save: (history) => folderOfRecords.save(history),
    remove: (id) => folderOfRecords.remove(id),
    async sealAnew() {
      await folderOfRecords.load();
    },
  };
}
