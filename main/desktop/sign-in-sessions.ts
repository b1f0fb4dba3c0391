/**
 * Browser sessions for sign-in windows. Three kinds:
 * - `forget`: in memory, empty at first, emptied and used again afterwards (Electron never frees a session);
 * - `keep`: a partition of the account's own, so that the provider still knows its user the next time. On disk only where the system's
 *   key store protects what the app writes; otherwise for this run;
 * - `private`: as `forget`, and nothing that was chosen before in this run, such as a client certificate, is used or remembered.
 * All are hardened alike, and none is shared between two attempts at a time.
 */
import { randomUUID } from 'node:crypto';
import { session, type Session } from 'electron';
import type { SignInSession } from '../accounts';
import { trustKey, type NetworkProfile } from '../oauth';
import { serveOnePage } from './app-scheme';
import type { KeptSession, KeptSessions } from './kept-sessions';
import { useNetworkProfile } from './network-profile';

/** What an attempt wants of its session. */
export interface SessionWish {
  readonly kind: SignInSession;
  /** The client's record id. */
  readonly owner: string;
  /** The account that is connected again, or null. */
  readonly accountId: string | null;
  /** "Sign in as another user": nothing that is kept is used. */
  readonly clean: boolean;
  readonly network: NetworkProfile;
}

export interface TakenSession {
  readonly session: Session;
  /**
   * Ends its use; to be called once no page is alive in it.
   * @param accountId the account that was connected, which keeps the session if it is one to keep; null where there is none
   */
  end(accountId: string | null): Promise<void>;
}

/** Whose a session is while it is used, for what the system asks about it. */
export interface SessionUse {
  readonly owner: string;
  readonly isPrivate: boolean;
  readonly network: NetworkProfile;
}

export interface SignInSessions {
  take(wish: SessionWish): Promise<TakenSession>;
  /** Whose session this is; undefined where it is none of these, or not in use. */
  useOf(used: Session): SessionUse | undefined;
  /** Something was chosen in it that cannot be taken back (a client certificate): it is never used again. */
  retire(used: Session): void;
}

/**
 * @param pagesFolder where the app's own pages lie; the notice page is shown in these sessions too
 * @param onDisk whether a kept session may be written now
 */
export function signInSessions(pagesFolder: string, kept: KeptSessions, onDisk: () => boolean): SignInSessions {
  const free = new Map<string, Session[]>();
  const inUse = new Map<Session, SessionUse>();
  const retired = new WeakSet<Session>();
  const busy = new Set<string>();
  let made = 0;

  const open = (partition: string, cache: boolean): Session => {
    const fresh = session.fromPartition(partition, { cache });
    harden(fresh);
    if (!fresh.protocol.isProtocolHandled('app')) serveOnePage(fresh.protocol, pagesFolder, 'notice.html');
    return fresh;
  };

  const takeForgetful = (trust: string): Session => {
    const used = free.get(trust)?.pop();
    if (used !== undefined) return used;
    made += 1;
    return open(`sign-in-${made}`, false);
  };

  const begin = async (used: Session, wish: SessionWish): Promise<void> => {
    inUse.set(used, { owner: wish.owner, isPrivate: wish.kind === 'private', network: wish.network });
    await useNetworkProfile(used, wish.network);
  };

  const giveBack = async (used: Session, trust: string): Promise<void> => {
    await empty(used);
    inUse.delete(used);
    if (!retired.has(used)) free.set(trust, [...(free.get(trust) ?? []), used]);
  };

  const takeKept = async (wish: SessionWish, trust: string): Promise<TakenSession> => {
    const found = wish.accountId === null || wish.clean ? undefined : kept.find(wish.accountId, trust);
    const before = found !== undefined && !busy.has(found.partition) ? found : undefined;
    const mine: KeptSession = before ?? { partition: `sign-in-kept-${randomUUID()}`, clientId: wish.owner, trust };
    const used = open(partitionName(mine.partition, onDisk()), true);
    busy.add(mine.partition);
    await begin(used, wish);
    return {
      session: used,
      async end(accountId) {
        busy.delete(mine.partition);
        inUse.delete(used);
        // HTTP credentials are for the attempt, whatever else is kept.
        await Promise.all([used.clearAuthCache(), used.closeAllConnections()]);
        if (accountId !== null) await kept.adopt(accountId, mine);
        // An attempt that failed leaves what was kept before as it is, and nothing new.
        else if (before === undefined) await empty(used);
        await used.cookies.flushStore();
      },
    };
  };

  return {
    async take(wish) {
      const trust = trustKey(wish.network);
      if (wish.kind === 'keep') return takeKept(wish, trust);
      const used = takeForgetful(trust);
      await begin(used, wish);
      return { session: used, end: () => giveBack(used, trust) };
    },
    useOf: (used) => inUse.get(used),
    retire: (used) => void retired.add(used),
  };
}

/** Electron's name for it. */
function partitionName(partition: string, onDisk: boolean): string {
  return onDisk ? `persist:${partition}` : partition;
}

/** Empties a kept partition. */
export async function emptyKept(partition: string, onDisk: boolean): Promise<void> {
  await empty(session.fromPartition(partitionName(partition, onDisk)));
}

/** Removes every trace of a user: cookies, storage, HTTP credentials, open connections. */
async function empty(used: Session): Promise<void> {
  await Promise.all([used.clearStorageData(), used.clearAuthCache(), used.clearCache(), used.closeAllConnections()]);
}

/** SECURITY: a provider's page gets no permission (openExternal among them: it would hand the code to another app) and no download. */
function harden(used: Session): void {
  used.setPermissionRequestHandler((_contents, _permission, decide) => decide(false));
  used.setPermissionCheckHandler(() => false);
  used.setDevicePermissionHandler(() => false);
  used.removeAllListeners('will-download');
  used.on('will-download', (event) => event.preventDefault());
}
