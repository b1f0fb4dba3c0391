/** Things the user should know that belong to no account: broken provider files, records that could not be read. */
import { randomUUID } from 'node:crypto';
import type { DamagedRecord } from '../accounts';
import type { BrokenProviderFile } from '../providers';
import type { DamagedSettings } from '../vault';
import type { NoticeView } from '../../preload/contract';

export interface NoticeBoard {
  all(): readonly NoticeView[];
  /** Replaces what was said of records before: they are read anew when a vault is unlocked. */
  setDamaged(records: readonly DamagedRecord[]): void;
  addSettings(damaged: DamagedSettings | null): void;
  /** Replaces what was said of provider files before. */
  setBrokenProviders(files: readonly BrokenProviderFile[]): void;
  readonly dismiss: (id: string) => void;
}

/** @param changed called after every change */
export function noticeBoard(changed: () => void): NoticeBoard {
  let notices: readonly NoticeView[] = [];
  const set = (next: readonly NoticeView[]): void => {
    if (next.length === 0 && notices.length === 0) return;
    notices = next;
    changed();
  };
  return {
    all: () => notices,
    setDamaged: (records) =>
      set([
        ...notices.filter((notice) => notice.kind !== 'record_damaged' || notice.what === 'settings'),
        ...records.map(({ kind, keptAs, outcome, detail }): NoticeView => ({
          id: randomUUID(),
          kind: 'record_damaged',
          what: kind,
          keptAs,
          outcome,
          detail,
        })),
      ]),
    addSettings(damaged) {
      if (damaged === null) return;
      set([
        ...notices,
        {
          id: randomUUID(),
          kind: 'record_damaged',
          what: 'settings',
          keptAs: damaged.keptAs,
          outcome: 'set_aside',
          detail: damaged.detail,
        },
      ]);
    },
    setBrokenProviders: (files) =>
      set([
        ...notices.filter(({ kind }) => kind !== 'provider_file_broken'),
        ...files.map(({ file, path, reason }): NoticeView => ({
          id: randomUUID(),
          kind: 'provider_file_broken',
          file,
          path,
          reason,
        })),
      ]),
    dismiss: (id) => set(notices.filter((notice) => notice.id !== id)),
  };
}
