/**
 * Which sign-in session belongs to which account, and that a session that belongs to nobody is gone from disk. Electron-free: what
 * empties a partition is handed in.
 *
 * Rules: a partition belongs to one account at most. One that is dropped is emptied at once; its folder, which Electron holds open, goes
 * at the next start, before any partition is opened.
 */
import { randomUUID } from 'node:crypto';
import { readdir, rm } from 'node:fs/promises';
import path from 'node:path';

const PREFIX = 'sign-in-kept-';

export interface KeptSession {
  readonly partition: string;
  /** The client's record id. */
  readonly clientId: string;
  /** Which certificates it was opened with (`trustKey`); with others it is not used any more. */
  readonly trust: string;
}

export interface KeptSessions {
  find(accountId: string, trust: string): KeptSession | undefined;
  /** Makes a session an account's; what it had before, and whoever had this one, lose theirs. */
  adopt(accountId: string, kept: KeptSession): Promise<void>;
  /** Ends what is kept for an account: it was removed. */
  forgetAccount(accountId: string): Promise<void>;
  /** Ends what is kept for all accounts of a client: it was removed, or keeps nothing any more. */
  forgetClient(clientId: string): Promise<void>;
}

export interface KeptSessionsDependencies {
  readonly read: () => Readonly<Record<string, KeptSession>>;
  readonly write: (all: Readonly<Record<string, KeptSession>>) => void;
  /** Removes every trace of a user from a partition. */
  readonly empty: (partition: string) => Promise<void>;
}

export function keptSessions({ read, write, empty }: KeptSessionsDependencies): KeptSessions {
  const drop = async (gone: (accountId: string, kept: KeptSession) => boolean): Promise<void> => {
    const dropped = Object.entries(read()).filter(([id, kept]) => gone(id, kept));
    if (dropped.length === 0) return;
    // Off the list first: what is not on it is removed at the next start, even where emptying it fails now.
    write(Object.fromEntries(Object.entries(read()).filter(([id, kept]) => !gone(id, kept))));
    await Promise.all(dropped.map(([, { partition }]) => empty(partition)));
  };
  return {
    find(accountId, trust) {
      const all = read();
      const kept = Object.hasOwn(all, accountId) ? all[accountId] : undefined;
      return kept?.trust === trust ? kept : undefined;
    },
    async adopt(accountId, kept) {
      const others = Object.entries(read()).filter(
        ([id, { partition }]) => id !== accountId && partition !== kept.partition,
      );
      const before = read()[accountId];
      write({ ...Object.fromEntries(others), [accountId]: kept });
      if (before !== undefined && before.partition !== kept.partition) await empty(before.partition);
    },
    forgetAccount: (accountId) => drop((id) => id === accountId),
    forgetClient: (clientId) => drop((_id, kept) => kept.clientId === clientId),
  };
}

/** A name for a partition that is kept. */
export function newPartition(): string {
  return `${PREFIX}${randomUUID()}`;
}

/** SECURITY: only folders of a name that nothing else has are taken away; never a path that came from a file. */
export function isKeptPartition(folder: string): boolean {
  return folder.startsWith(PREFIX) && /^[0-9a-f-]{36}$/.test(folder.slice(PREFIX.length));
}

/**
 * Removes the folders of sessions that belong to nobody. Call before any partition is opened. One that cannot be removed now, because
 * something else has it open or it is somebody else's, is told and waits for the next start: this one goes on.
 */
export async function removeLeftovers(
  partitionsFolder: string,
  all: Readonly<Record<string, KeptSession>>,
  report: (error: unknown) => void,
  remove = (folder: string): Promise<void> => rm(folder, { recursive: true, force: true }),
): Promise<void> {
  const kept = new Set(Object.values(all).map(({ partition }) => partition));
  const names = await readdir(partitionsFolder).catch(() => [] as string[]);
  const leftover = names.filter((name) => isKeptPartition(name) && !kept.has(name));
  await Promise.all(leftover.map((name) => remove(path.join(partitionsFolder, name)).catch(report)));
}
