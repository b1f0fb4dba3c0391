/** A desk's histories, and how the outcomes of refreshes are told there. */
import { randomUUID } from 'node:crypto';
import {
  histories,
  type AccountBook,
  type AccountId,
  type Client,
  type DamagedRecord,
  type Errand,
  type Histories,
  type HistoryRecords,
  type NotedFailure,
  type RefreshOutcome,
} from '../accounts';
import type { ErrorView } from '../../preload/contract';
import { problemView } from './failures';

export interface DeskHistoryDependencies {
  readonly records: HistoryRecords;
  readonly book: () => AccountBook;
  readonly findClient: (id: string) => Client | undefined;
  readonly now: () => number;
  readonly later: (task: () => void, ms: number) => void;
  /** There is more of an account's past; null: of attempts that brought none. */
  readonly changed: (id: AccountId | null) => void;
  readonly damaged: (record: DamagedRecord) => void;
  readonly report: (error: unknown) => void;
}

export interface DeskHistory extends Histories {
  /** Tells how a refresh ended; one of which nothing was sent is not told. */
  refreshed(errand: Errand, outcome: RefreshOutcome): void;
}

export function deskHistory({ book, ...deps }: DeskHistoryDependencies): DeskHistory {
  const kept = histories({
    ...deps,
    newId: randomUUID,
    book: { find: (id) => book().find(id), findKept: (id) => book().findKept(id) },
  });
  return {
    ...kept,
    refreshed(errand, outcome) {
      const { accountId, by } = errand;
      if (accountId === null) return;
      switch (outcome.kind) {
        case 'refreshed':
        case 'refreshed_unsaved':
          kept.concluded(errand, 'done');
          kept.happened(accountId, { kind: 'refreshed', by, generation: book().findKept(accountId)?.generation ?? 0 });
          return;
        case 'failed':
          kept.concluded(errand, 'failed');
          kept.happened(accountId, { kind: 'refresh_failed', by, failure: notedFailure(problemView(outcome.problem)) });
          return;
        case 'refused':
        case 'not_keepable':
        case 'overtaken':
      }
    },
  };
}

/** What is kept of an error: its code, and what the server said. */
export function notedFailure({ code, serverCode, detail }: ErrorView): NotedFailure {
  return { code, serverCode, detail };
}
