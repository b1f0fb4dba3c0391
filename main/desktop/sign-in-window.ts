/**
 * The sign-in window: the provider's page in a sandboxed window without preload, in a session of its own, with the page's real origin
 * and the time left in its title. It tells what happens in it and decides nothing.
 */
import { BrowserWindow, type Session } from 'electron';
import { parseUrl } from '../providers';
import { APP_ORIGIN } from './app-scheme';
import { captureRedirect, type CapturedCallback } from './redirect-capture';
import { guardPages, originOf, pageWindow } from './sign-in-guard';

export interface SignInWindowOptions {
  readonly url: string;
  readonly session: Session;
  readonly parent: BrowserWindow | null;
  /** Whether a URL is the callback; a page without one (an action at the provider) has `() => false`. */
  readonly matchesCallback: (url: string) => boolean;
  /** Sentences by which a page is known that never leads back. */
  readonly deadEnds: readonly { readonly text: string; readonly reason: 'creator_only' | 'other' }[];
  /** Milliseconds since the epoch; null where no limit is shown. */
  readonly deadline: number | null;
  /** Asked again while it is open: its own page follows. */
  readonly language: () => string;
  readonly told: SignInWindowListener;
}

export interface SignInWindowListener {
  captured(callback: CapturedCallback): void;
  /** The user closed it. */
  closed(): void;
  /** The page could not be loaded. */
  failed(detail: string): void;
  /**
   * The server led to what is no web page, or to nothing.
   * @param where its address without parameters; null where there is none
   */
  refused(where: string | null): void;
  /** The page now shown never leads back. */
  deadEnd(reason: 'creator_only' | 'other'): void;
  /** The user chose on the notice page. */
  chose(choice: 'another_account' | 'cancel'): void;
  moved(origin: string): void;
}

export interface SignInWindow {
  /** Closes it without telling `closed`. */
  readonly close: () => void;
  /** Resolves when the window is gone, however it went. Only then is its session free: until then its page is alive. */
  readonly gone: Promise<void>;
}

/** The notice page's buttons navigate here; honoured only while the notice page is shown. */
const CHOICES: Readonly<Record<string, 'another_account' | 'cancel'>> = {
  'latchkey-sign-in://another-account': 'another_account',
  'latchkey-sign-in://cancel': 'cancel',
};

const CANCELLED = -3;
/** Characters. */
const LONGEST_PLACE = 200;
/** A world of our own, so that the page cannot see or change what is asked of it. */
const READER_WORLD = 7_301;
/** True where a page shows nothing and has nothing that could. */
const IS_BLANK =
  "!document.body || (document.body.innerText.trim() === '' && !document.body.firstElementChild && !document.scripts.length)";

export function openSignInWindow(options: SignInWindowOptions): SignInWindow {
  const { session, told } = options;
  const window = new BrowserWindow({
    ...pageWindow(session),
    ...(options.parent ? { parent: options.parent } : {}),
    show: false,
  });
  // The application menu is the main window's: its keys have no place over a provider's page.
  if (process.platform !== 'darwin') window.removeMenu();
  const contents = window.webContents;
  let ended = false;
  /** Of the page that is shown. */
  let status = 0;

  const capture = captureRedirect(session, options.matchesCallback, (callback) => {
    if (ended) return;
    // An answer needs no window any more; hiding first keeps the cancelled load from flashing.
    window.hide();
    told.captured(callback);
  });

  const showTitle = (): void => {
    if (window.isDestroyed()) return;
    const left = options.deadline === null ? '' : ` · ${timeLeft(options.deadline - Date.now())}`;
    window.setTitle(`${originOf(contents.getURL() || options.url)}${left} · Latchkey`);
  };
  /** What the notice page says now; null while the provider's page is shown. */
  let notice: { readonly reason: string; readonly origin: string; readonly language: string } | null = null;
  const ticking = setInterval(() => {
    showTitle();
    if (notice !== null && notice.language !== options.language()) showNotice(notice.reason, notice.origin);
  }, 1000);

  /** Ended by the page itself, not by its user. */
  const refuse = (where: string | null): void => {
    if (!ended) told.refused(where);
  };

  const lookForDeadEnd = async (): Promise<void> => {
    if (options.deadEnds.length === 0 || ended || contents.getURL().startsWith(APP_ORIGIN)) return;
    const origin = originOf(contents.getURL());
    const text: unknown = await contents.executeJavaScriptInIsolatedWorld(READER_WORLD, [
      { code: "document.body ? document.body.innerText.slice(0, 20000) : ''" },
    ]);
    const found = options.deadEnds.find((deadEnd) => typeof text === 'string' && text.includes(deadEnd.text));
    if (found === undefined || ended || window.isDestroyed()) return;
    told.deadEnd(found.reason);
    showNotice(found.reason, origin);
  };

  /** Glewlwyd refuses an unknown client or callback by a status without a page: its user would look at a white window. */
  const lookForNothing = async (): Promise<void> => {
    if (status < 400 || ended) return;
    const failed = `HTTP ${status} (${originOf(contents.getURL())})`;
    const blank: unknown = await contents.executeJavaScriptInIsolatedWorld(READER_WORLD, [{ code: IS_BLANK }]);
    if (blank === true && !ended && !window.isDestroyed()) told.failed(failed);
  };

  function showNotice(reason: string, origin: string): void {
    const language = options.language();
    notice = { reason, origin, language };
    load(`${APP_ORIGIN}/notice.html?${new URLSearchParams({ reason, lang: language, origin }).toString()}`);
  }

  /** A load that was caught or left rejects; `did-fail-load` has told what matters. */
  const load = (url: string): void => void contents.loadURL(url).catch(() => undefined);

  guardPages(window, session, {
    httpAllowed: options.url.startsWith('http:'),
    isCallback: options.matchesCallback,
    catches: (url) => capture.catches(url),
    isChoice(asked, url) {
      const choice = CHOICES[url.replace(/\/$/, '')];
      const ours = asked === window && contents.getURL().startsWith(`${APP_ORIGIN}/notice.html`);
      if (choice === undefined || !ours) return false;
      told.chose(choice);
      return true;
    },
    refused: (url) => refuse(placeOf(url)),
  });
  capture.watch(window);
  window.on('page-title-updated', (event) => event.preventDefault());
  window.once('ready-to-show', () => {
    if (!ended) window.show();
  });
  contents.on('did-navigate', (_event, _url, httpStatus) => {
    status = httpStatus;
    showTitle();
    // The notice page is ours; what is shown of the attempt is where the provider's page was.
    if (contents.getURL().startsWith(APP_ORIGIN)) return;
    notice = null;
    told.moved(originOf(contents.getURL()));
  });
  contents.on('did-stop-loading', () => {
    // A download, no content: there is no page, and so no window that could be closed.
    if (contents.getURL() === '') refuse(null);
    else void Promise.all([lookForDeadEnd(), lookForNothing()]).catch(() => undefined);
  });
  contents.on('render-process-gone', (_event, { reason }) => {
    if (!ended) told.failed(`the page's process ended (${reason})`);
  });
  contents.on('did-fail-load', (_event, code, description, url, isMainFrame) => {
    if (isMainFrame && code !== CANCELLED && !ended && !options.matchesCallback(url)) {
      told.failed(`${description} (${originOf(url)})`);
    }
  });
  const gone = new Promise<void>((resolve) => {
    window.once('closed', () => {
      clearInterval(ticking);
      capture.stop();
      if (!ended) told.closed();
      ended = true;
      resolve();
    });
  });
  showTitle();
  load(options.url);

  return {
    close() {
      ended = true;
      clearInterval(ticking);
      if (window.isDestroyed()) return;
      window.hide();
      // Destroying inside a navigation event crashes; a later tick does not (electron#8930).
      setImmediate(() => {
        if (!window.isDestroyed()) window.destroy();
      });
    },
    gone,
  };
}

/** An address without what may be secret in it. */
function placeOf(url: string): string {
  const parsed = parseUrl(url);
  // What stands in a data: address is its content.
  if (parsed === null || parsed.host === '') return parsed?.protocol ?? '';
  return `${parsed.protocol}//${parsed.host}${parsed.pathname}`.slice(0, LONGEST_PLACE);
}

function timeLeft(ms: number): string {
  const seconds = Math.max(0, Math.ceil(ms / 1000));
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
}
