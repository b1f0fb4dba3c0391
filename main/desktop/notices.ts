/** Things the user should know that belong to no account: broken provider files, records that could not be read, mistakes of ours. */
import { randomUUID } from 'node:crypto';
import type { DamagedRecord } from '../accounts';
import type { BrokenProviderFile } from '../providers';
import type { DamagedSettings } from '../vault';
import type { NoticeView } from '../../preload/contract';
import { originOfError } from './unexpected';

/** Set right to within a minute counts as right. */
const WORTH_SAYING_MS = 60_000;

export interface NoticeBoard {
  all(): readonly NoticeView[];
  /** Replaces what was said of records before: they are read anew when a vault is unlocked. */
  setDamaged(records: readonly DamagedRecord[]): void;
  /** A history that was read later, and could not be. */
  addDamaged(record: DamagedRecord): void;
  addSettings(damaged: DamagedSettings | null): void;
  /** Replaces what was said of provider files before. */
  setBrokenProviders(files: readonly BrokenProviderFile[]): void;
  /** This computer's clock was set by so many milliseconds. Nothing is said any more once it is right again. */
  addClockJump(by: number): void;
  /** An error that nobody caught; of several the latest is told. */
  readonly addUnexpected: (error: unknown) => void;
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
        ...records.map(damagedNotice),
      ]),
    addDamaged(record) {
      // Read again and again, it is told once.
      const told = notices.some((notice) => notice.kind === 'record_damaged' && notice.keptAs === record.keptAs);
      if (!told) set([...notices, damagedNotice(record)]);
    },
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
    addClockJump(by) {
      const said = notices.find((notice) => notice.kind === 'clock_jumped');
      const others = notices.filter((notice) => notice !== said);
      const total = by + (said?.kind === 'clock_jumped' ? said.by : 0);
      const isRightAgain = said !== undefined && Math.abs(total) < WORTH_SAYING_MS;
      set(isRightAgain ? others : [...others, { id: randomUUID(), kind: 'clock_jumped', by: total }]);
    },
    addUnexpected(error) {
      const others = notices.filter(({ kind }) => kind !== 'unexpected_error');
      set([...others, { id: randomUUID(), kind: 'unexpected_error', origin: originOfError(error) }]);
    },
    dismiss: (id) => set(notices.filter((notice) => notice.id !== id)),
  };
}

function damagedNotice({ kind, keptAs, outcome, detail }: DamagedRecord): NoticeView {
  return { id: randomUUID(), kind: 'record_damaged', what: kind, keptAs, outcome, detail };
}
