/** Where it is written which account has which sign-in session: in the settings, or in memory where sessions are not written either. */
import { keptSessions, type KeptSession, type KeptSessions } from './kept-sessions';
import { emptyKept } from './sign-in-sessions';

export interface KeptSessionStore {
  readonly onDisk: () => boolean;
  readonly read: () => Readonly<Record<string, KeptSession>>;
  readonly write: (all: Record<string, KeptSession>) => void;
}

export function keptSessionStore({ onDisk, read, write }: KeptSessionStore): KeptSessions {
  let inMemory: Readonly<Record<string, KeptSession>> = {};
  return keptSessions({
    read: () => (onDisk() ? read() : inMemory),
    write(all) {
      if (onDisk()) write({ ...all });
      else inMemory = all;
    },
    empty: (partition) => emptyKept(partition, onDisk()),
  });
}
