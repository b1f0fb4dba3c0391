/** The ports of main/accounts for accounts and clients, over folders of durable sealed records. */
import type { AccountRecords, ClientRecords } from '../accounts/ports';
import { accountCodec, clientCodec } from './codec';
import { recordFolder, type RecordFolderOptions } from './record-folder';
import type { Sealer } from './sealing';

/** @param folder belongs to account records and their journals alone */
export function accountRecords(folder: string, sealer: Sealer, options?: RecordFolderOptions): AccountRecords {
  const folderOfRecords = recordFolder(folder, accountCodec, sealer, options);
  return {
    ...folderOfRecords,
    async load() {
      const { records, damaged, erased } = await folderOfRecords.load();
      const accounts = records.map((record) =>
        record.state === 'open'
          ? ({ state: 'open', account: record.value } as const)
          : ({
              state: 'locked',
              facts: record.facts,
              reason: record.reason,
              sealedBy: record.sealedBy,
              keyNow: record.keyNow,
            } as const),
      );
      return { accounts, damaged, erased };
    },
  };
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
