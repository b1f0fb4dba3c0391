/**
 * Ten thousand records take a second to read. Those at the top of the list are read first, and shown while the others are; nothing can be
 * done with any of them before all are there, for half a desk would find half of what it looks for.
 */
import type { AccountId, Watcher } from '../accounts';
import type { Desk, DeskDependencies } from './desk';

/** What can be shown of a desk whose records are still being read. */
export interface OpeningDesk extends Pick<Desk, 'book' | 'clients'> {
  /** How many accounts there are. */
  readonly total: number;
}

/** For whom some of many accounts are to be seen before all are read. */
export interface Opening {
  /** Those to be read first: the window showed them last. */
  readonly first: readonly AccountId[];
  /** Called once they are read; `accountsChanged` tells of the others as they come. */
  readonly begun: (desk: OpeningDesk) => void;
}

/** Tells of a desk that is being opened. */
export function watcherOf(
  { opening, accountsChanged }: Pick<DeskDependencies, 'opening' | 'accountsChanged'>,
  desk: () => Omit<OpeningDesk, 'total'>,
): Watcher<AccountId> | undefined {
  if (opening === undefined) return undefined;
  let begun = false;
  return {
    first: opening.first,
    read(ids, total) {
      if (!begun) opening.begun({ ...desk(), total });
      begun = true;
      accountsChanged(ids);
    },
  };
}
