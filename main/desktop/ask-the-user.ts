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
import type { SessionUse, SignInSessions } from './sign-in-sessions';

export interface AskDependencies {
  readonly app: Pick<App, 'on'>;
  readonly sessions: Pick<SignInSessions, 'useOf' | 'retire'>;
  readonly authentication: HttpAuthentication;
  readonly certificates: ClientCertificates;
  readonly inFlight: Pick<InFlight, 'ownerAt'>;
}

/** Questions of one attempt that stand open or were refused. Whoever asks more wants to wear its user out. */
const PATIENCE = 3;

/** What the pages of one attempt have asked so far, in all of its windows. */
interface Asking {
  readonly open: Set<string>;
  refused: number;
}

export function askTheUser({ app, sessions, authentication, certificates, inFlight }: AskDependencies): void {
  const attempts = new WeakMap<SessionUse, Asking>();
  const windows = new WeakMap<WebContents, AbortSignal>();

  /** Aborted when the window is gone: nobody is asked for it any more. */
  const goneWith = (contents: WebContents): AbortSignal => {
    const known = windows.get(contents);
    if (known !== undefined) return known;
    const gone = new AbortController();
    contents.once('destroyed', () => gone.abort());
    windows.set(contents, gone.signal);
    return gone.signal;
  };

  /** Asks for a page; null where its user gave nothing, or is asked no more. @param always whoever asks is not the page's to choose */
  const forPage = async <T>(
    use: SessionUse,
    question: string,
    always: boolean,
    ask: () => Promise<T | null>,
  ): Promise<T | null> => {
    const asking = attempts.get(use) ?? { open: new Set(), refused: 0 };
    attempts.set(use, asking);
    // SECURITY: pages that ask one thing after the other are not listened to, in however many windows and of however many servers.
    if (!always && !asking.open.has(question) && asking.open.size + asking.refused >= PATIENCE) return null;
    asking.open.add(question);
    const given = await ask();
    if (asking.open.delete(question) && given === null) asking.refused += 1;
    return given;
  };

  app.on('login', (event, contents, details, asker, callback) => {
    // Only pages of sign-ins are answered; Electron cancels the rest.
    const use = contents === null ? undefined : sessions.useOf(contents.session);
    if (contents === null || use === undefined) return;
    event.preventDefault();
    const question = `${asker.isProxy} ${asker.host}:${asker.port} ${asker.realm}`;
    const encrypted = asker.isProxy
      ? use.network.proxy.kind === 'fixed' && use.network.proxy.url.startsWith('https:')
      : new URL(details.url).protocol === 'https:';
    // Electron 25 tells it too, though its documents do not.
    const again = 'firstAuthAttempt' in details && !details.firstAuthAttempt;
    const answer = async (): Promise<void> => {
      const over = goneWith(contents);
      const ask = () => authentication.credentials(asker, again, encrypted, over);
      const given = await forPage(use, question, asker.isProxy, ask);
      if (given === null) callback();
      else callback(given.name, given.password.reveal());
    };
    answer().catch(logError);
  });
  // SECURITY: Electron would pick the first client certificate by itself.
  app.on('select-client-certificate', (event, contents, url, offered, choose) => {
    event.preventDefault();
    const use = contents === null ? undefined : sessions.useOf(contents.session);
    const who = whoAsks(contents, url);
    const over = contents === null ? undefined : goneWith(contents);
    const answer = async (): Promise<void> => {
      const ask = () => certificates.choose(who, url, offered, over);
      // Where there is none to show, nobody is asked.
      const certificate =
        use === undefined || offered.length === 0 ? await ask() : await forPage(use, `certificate ${url}`, false, ask);
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
