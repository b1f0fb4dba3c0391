/**
 * What Electron asks the app while pages load and requests go out, and is answered by the user: names and passwords, client certificates.
 * Joins who asks (a sign-in window, a request) with the question.
 */
import type { App, WebContents } from 'electron';
import { parseUrl } from '../providers';
import type { ClientCertificates } from './client-certificates';
import type { HttpAuthentication } from './http-authentication';
import type { InFlight } from './in-flight';
import { logError } from './log';
import type { SignInSessions } from './sign-in-sessions';

export interface AskDependencies {
  readonly app: Pick<App, 'on'>;
  readonly sessions: Pick<SignInSessions, 'useOf' | 'retire'>;
  readonly authentication: HttpAuthentication;
  readonly certificates: ClientCertificates;
  readonly inFlight: Pick<InFlight, 'ownerAt'>;
}

/** Questions of one window that stand open or were refused. Whoever asks more wants to wear its user out. */
const PATIENCE = 3;

/** What one window has asked so far. */
interface Asking {
  readonly open: Set<string>;
  refused: number;
  /** Aborted when the window is gone: nobody is asked for it any more. */
  readonly over: AbortSignal;
}

export function askTheUser({ app, sessions, authentication, certificates, inFlight }: AskDependencies): void {
  const windows = new WeakMap<WebContents, Asking>();
  const askingOf = (contents: WebContents): Asking => {
    const known = windows.get(contents);
    if (known !== undefined) return known;
    const gone = new AbortController();
    contents.once('destroyed', () => gone.abort());
    const asking = { open: new Set<string>(), refused: 0, over: gone.signal };
    windows.set(contents, asking);
    return asking;
  };

  app.on('login', (event, contents, details, asker, callback) => {
    // Only pages of sign-ins are answered; Electron cancels the rest.
    const use = contents === null ? undefined : sessions.useOf(contents.session);
    if (contents === null || use === undefined) return;
    event.preventDefault();
    const asking = askingOf(contents);
    const question = `${asker.isProxy} ${asker.host}:${asker.port} ${asker.realm}`;
    // SECURITY: a page that asks for one password after the other is not listened to.
    if (!asker.isProxy && !asking.open.has(question) && asking.open.size + asking.refused >= PATIENCE)
      return callback();
    asking.open.add(question);
    const encrypted = asker.isProxy
      ? use.network.proxy.kind === 'fixed' && use.network.proxy.url.startsWith('https:')
      : new URL(details.url).protocol === 'https:';
    // Electron 25 tells it too, though its documents do not.
    const again = 'firstAuthAttempt' in details && !details.firstAuthAttempt;
    const answer = async (): Promise<void> => {
      const given = await authentication.credentials(asker, again, encrypted, asking.over);
      if (asking.open.delete(question) && given === null) asking.refused += 1;
      if (given === null) callback();
      else callback(given.name, given.password.reveal());
    };
    answer().catch(logError);
  });
  // SECURITY: Electron would pick the first client certificate by itself.
  app.on('select-client-certificate', (event, contents, url, offered, choose) => {
    event.preventDefault();
    const answer = async (): Promise<void> => {
      const certificate = await certificates.choose(whoAsks(contents, url), url, offered);
      if (certificate === null) choose();
      else choose(certificate);
    };
    answer().catch(logError);
  });

  /** A request of the net module has no page (Electron 44 and later); its host tells whose it is. */
  const whoAsks = (contents: WebContents | null, url: string): { owner: string | null; isPrivate: boolean } => {
    if (contents === null) {
      const host = (parseUrl(url) ?? parseUrl(`https://${url}`))?.host ?? '';
      return { owner: inFlight.ownerAt(host), isPrivate: false };
    }
    const use = sessions.useOf(contents.session);
    // SECURITY: Chromium goes on showing what was chosen in a session, so the session serves nobody else.
    sessions.retire(contents.session);
    return { owner: use?.owner ?? null, isPrivate: use?.isPrivate ?? true };
  };
}
