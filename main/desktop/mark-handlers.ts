/** What a user writes on an account: its name, its marks, whether it is refreshed by itself. */
import type { AccountBook, History, SaveResult } from '../accounts';
import { saveFailure } from './failures';
import { refuse, type Handlers, type Refusal } from './ipc';

export interface MarkHandlerDependencies {
  readonly book: () => AccountBook;
  readonly history: () => History;
}

export function markHandlers({
  book,
  history,
}: MarkHandlerDependencies): Pick<Handlers, 'markAccount' | 'setAutomatic' | 'renameAccount'> {
  return {
    async markAccount({ accountId, ...marks }) {
      if (book().findOpen(accountId) === undefined) return refuse('not_found');
      const change = defined(marks);
      return kept(
        await book().change(accountId, (account) => ({ ...account, marks: { ...account.marks, ...change } })),
      );
    },
    async setAutomatic({ accountId, automatic }) {
      if (book().findOpen(accountId) === undefined) return refuse('not_found');
      const saved = await book().change(accountId, (account) => ({ ...account, automatic }));
      if (saved.kind === 'saved') history().happened(accountId, { kind: 'automatic', on: automatic });
      return kept(saved);
    },
    async renameAccount({ accountId, label }) {
      const from = book().findOpen(accountId)?.label ?? label;
      const saved = await book().change(accountId, (account) =>
        account.label === label ? null : { ...account, label },
      );
      if (saved.kind === 'saved' && from !== label) history().happened(accountId, { kind: 'renamed', from, to: label });
      return kept(saved);
    },
  };
}

export function kept(result: SaveResult): null | Refusal {
  return result.kind === 'saved' ? null : { refused: saveFailure(result) };
}

/** Without the keys that are there but undefined, as `exactOptionalPropertyTypes` wants. */
export function defined<T extends object>(value: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(value).filter(([, item]) => item !== undefined)) as {
    [K in keyof T]?: Exclude<T[K], undefined>;
  };
}
