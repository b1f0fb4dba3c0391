/** The ports of main/accounts for accounts, clients and histories, over folders of durable sealed records. */
import type { Account, AccountFacts, StoredAccount } from '../accounts/account';
import type { AccountRecords, ClientRecords, HistoryRecords } from '../accounts/ports';
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

/** @param folder belongs to client records alone */
export function clientRecords(folder: string, sealer: Sealer, options?: RecordFolderOptions): ClientRecords {
  const folderOfRecords = recordFolder(folder, clientCodec, sealer, options);
  return {
    ...folderOfRecords,
    async load() {
      const { records, damaged } = await folderOfRecords.load();
      const clients = records.flatMap((record) => (record.state === 'open' ? [record.value] : []));
      // A client has no locked state of its own, so one whose key is not there is reported. (`damaged` is reported already.)
      const locked = records.flatMap((record) =>
        record.state === 'locked' && record.reason !== 'damaged'
          ? [
              {
                kind: 'client',
                id: record.facts.id,
                keptAs: `${record.facts.id}.json`,
                outcome: 'locked',
                detail: record.detail,
              } as const,
            ]
          : [],
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
      return { history: record?.state === 'open' ? record.value : null, damaged };
    },
    save: (history) => folderOfRecords.save(history),
    remove: (id) => folderOfRecords.remove(id),
    async sealAnew() {
      await folderOfRecords.load();
    },
  };
}
