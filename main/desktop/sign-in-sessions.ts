/**
 * Browser sessions for sign-in windows. Three kinds:
 * - `forget`: in memory, empty at first, emptied and used again afterwards (Electron never frees a session);
 * - `keep`: a partition of the account's own, so that the provider still knows its user the next time. On disk only where the system's
 *   key store protects what the app writes; otherwise for this run;
 * - `private`: as `forget`, and nothing that was chosen before in this run, such as a client certificate, is used or remembered.
 * All are hardened alike, and none is shared between two attempts at a time.
 */
import { session, type Session } from 'electron';
import type { SignInSession } from '../accounts';
import { trustKey, type NetworkProfile } from '../oauth';
import { Fault } from '../fault';
import { serveOnePage } from './app-scheme';
import { newPartition, type KeptSession, type KeptSessions } from './kept-sessions';
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
  const free = new Map<string, Forgetful[]>();
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

  const takeForgetful = (trust: string): Forgetful => {
    const used = free.get(trust)?.pop();
    if (used !== undefined) return used;
    made += 1;
    const fresh = open(`sign-in-${made}`, false);
    return { session: fresh, refuseLate: refusingLate(fresh) };
  };

  const begin = async (used: Session, wish: SessionWish): Promise<void> => {
    inUse.set(used, { owner: wish.owner, isPrivate: wish.kind === 'private', network: wish.network });
    if (!(await useNetworkProfile(used, wish.network)))
      throw new Fault('unexpected', 'Chromium did not take the proxy over');
  };

  const giveBack = async (forgetful: Forgetful, trust: string): Promise<void> => {
    const { session: used, refuseLate } = forgetful;
    shut(used);
    refuseLate();
    await empty(used);
    inUse.delete(used);
    // SECURITY: a service worker outlives its page by minutes and can write anew what was emptied.
    if (Object.keys(used.serviceWorkers.getAllRunning()).length > 0) retired.add(used);
    if (!retired.has(used)) free.set(trust, [...(free.get(trust) ?? []), forgetful]);
  };

  const takeKept = async (wish: SessionWish, trust: string): Promise<TakenSession> => {
    const found = wish.accountId === null || wish.clean ? undefined : kept.find(wish.accountId, trust);
    const before = found !== undefined && !busy.has(found.partition) ? found : undefined;
    const mine: KeptSession = before ?? { partition: newPartition(), clientId: wish.owner, trust };
    const used = open(partitionName(mine.partition, onDisk()), true);
    busy.add(mine.partition);
    await begin(used, wish);
    return {
      session: used,
      async end(accountId) {
        shut(used);
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
      const forgetful = takeForgetful(trust);
      await begin(forgetful.session, wish);
      return { session: forgetful.session, end: () => giveBack(forgetful, trust) };
    },
    useOf: (used) => inUse.get(used),
    retire: (used) => void retired.add(used),
  };
}

/** A session that is used by one attempt after the other. */
interface Forgetful {
  readonly session: Session;
  /** From now on, what was sent until now is not answered any more. */
  readonly refuseLate: () => void;
}

/**
 * SECURITY: some requests outlive their page (`fetch` with `keepalive`, beacons), and an answer that comes after the session was emptied
 * would set its cookies for the next attempt.
 */
function refusingLate(used: Session): () => void {
  let sent = 0;
  let over = 0;
  used.webRequest.onSendHeaders(({ id }) => (sent = Math.max(sent, id)));
  used.webRequest.onHeadersReceived(({ id }, decide) => decide({ cancel: id <= over }));
  return () => (over = sent);
}

/** SECURITY: nothing leaves a session that nobody uses, whatever a page left running. The next attempt's capture takes this one's place. */
function shut(used: Session): void {
  used.webRequest.onBeforeRequest((_details, decide) => decide({ cancel: true }));
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
