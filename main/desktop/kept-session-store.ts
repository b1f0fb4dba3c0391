/** Where it is written which account has which sign-in session: in the settings, or in memory where sessions are not written either. */
import { keptSessions, type KeptSession, type KeptSessions } from './kept-sessions';
import { emptyKept } from './sign-in-sessions';
import type { SettingsBook } from '../vault';

export function keptSessionStore(settings: SettingsBook, onDisk: () => boolean): KeptSessions {
  let inMemory: Readonly<Record<string, KeptSession>> = {};
  return keptSessions({
    read: () => (onDisk() ? settings.read().keptSessions : inMemory),
    write(all) {
      if (onDisk()) settings.change({ keptSessions: { ...all } });
      else inMemory = all;
    },
    empty: (partition) => emptyKept(partition, onDisk()),
  });
}
