/** What the windows are told when there is another desk: all that it holds, but for what they were told of one by one. */
import type { AccountId, Scheduler } from '../accounts';
import type { Publisher } from './publisher';

export interface DeskNewsDependencies {
  readonly published: Pick<Publisher, 'stale' | 'staleAccounts'>;
  readonly accountIds: () => readonly AccountId[];
  readonly scheduler: () => Pick<Scheduler, 'nextAttempt'> | undefined;
}

export interface DeskNews {
  /** Another desk, or none, or another protection. `told`: its accounts were told of as they were read. */
  readonly changed: (told: boolean) => void;
  /** The desk has taken up its work: a few accounts now know when they are refreshed. */
  readonly resumed: () => void;
}

export function deskNews({ published, accountIds, scheduler }: DeskNewsDependencies): DeskNews {
  let shown: readonly AccountId[] = [];
  return {
    changed(told) {
      const before = shown;
      shown = accountIds();
      published.stale('protection', 'opening', 'clients', 'attempts', 'sandbox', 'bench', 'notices', 'removals');
      if (!told) published.staleAccounts([...before, ...shown]);
    },
    resumed() {
      const working = scheduler();
      published.stale('protection', 'sandbox');
      published.staleAccounts(shown.filter((id) => (working?.nextAttempt(id) ?? null) !== null));
    },
  };
}
