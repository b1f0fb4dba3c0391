/**
 * The sign-in window: the provider's page in a sandboxed window without preload, in a session of its own, with the page's real origin
 * and the time left in its title. It tells what happens in it and decides nothing.
 */
import { BrowserWindow, type BrowserWindowConstructorOptions, type Session } from 'electron';
import { isLoopbackHost, parseUrl } from '../providers';
import { APP_ORIGIN } from './app-scheme';
import { captureRedirect, type CapturedCallback } from './redirect-capture';

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

const MAX_POPUPS = 3;

/** The notice page's buttons navigate here; honoured only while the notice page is shown. */
const CHOICES: Readonly<Record<string, 'another_account' | 'cancel'>> = {
  'latchkey-sign-in://another-account': 'another_account',
  'latchkey-sign-in://cancel': 'cancel',
};

const CANCELLED = -3;
/** A world of our own, so that the page cannot see or change what is asked of it. */
const READER_WORLD = 7_301;

export function openSignInWindow(options: SignInWindowOptions): SignInWindow {
  const { session, told } = options;
  const httpAllowed = options.url.startsWith('http:');
  const shared: BrowserWindowConstructorOptions = {
    width: 560,
    height: 720,
    minWidth: 320,
    minHeight: 360,
    autoHideMenuBar: true,
    webPreferences: {
      session,
      // SECURITY: no preload, sandboxed, isolated: a provider's page meets nothing of ours.
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      webviewTag: false,
      spellcheck: false,
      navigateOnDragDrop: false,
    },
  };
  const window = new BrowserWindow({ ...shared, ...(options.parent ? { parent: options.parent } : {}), show: false });
  // The application menu is the main window's: its keys have no place over a provider's page.
  if (process.platform !== 'darwin') window.removeMenu();
  const contents = window.webContents;
  let ended = false;
  let popups = 0;

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

  /** SECURITY: https only, http on loopback or where the first page was http; no file:, data:, custom schemes. */
  const mayGo = (url: string): boolean => {
    const target = parseUrl(url);
    if (target?.protocol === 'https:') return true;
    return target?.protocol === 'http:' && (httpAllowed || isLoopbackHost(target.hostname));
  };

  const guard = (guarded: BrowserWindow): void => {
    const page = guarded.webContents;
    const stopForeign = (event: { preventDefault(): void }, url: string): void => {
      const choice = CHOICES[url.replace(/\/$/, '')];
      if (choice !== undefined && page.getURL().startsWith(`${APP_ORIGIN}/notice.html`)) {
        event.preventDefault();
        told.chose(choice);
      } else if (!mayGo(url)) event.preventDefault();
    };
    page.on('will-navigate', stopForeign);
    page.on('will-redirect', stopForeign);
    page.on('will-attach-webview', (event) => event.preventDefault());
    // SECURITY: a page that asks "leave?" cannot keep its window open.
    page.on('will-prevent-unload', (event) => event.preventDefault());
    page.on('page-title-updated', (event) => event.preventDefault());
    page.on('did-create-window', (popup) => {
      popups += 1;
      if (process.platform !== 'darwin') popup.removeMenu();
      popup.once('closed', () => (popups -= 1));
      popup.setTitle(originOf(page.getURL()));
      guard(popup);
    });
    page.setWindowOpenHandler(({ url }) => {
      if (capture.catches(url)) return { action: 'deny' };
      const allowed = popups < MAX_POPUPS && (url === 'about:blank' || mayGo(url));
      return allowed
        ? { action: 'allow', overrideBrowserWindowOptions: { ...shared, parent: window } }
        : { action: 'deny' };
    });
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

  function showNotice(reason: string, origin: string): void {
    const language = options.language();
    notice = { reason, origin, language };
    load(`${APP_ORIGIN}/notice.html?${new URLSearchParams({ reason, lang: language, origin }).toString()}`);
  }

  /** A load that was caught or left rejects; `did-fail-load` has told what matters. */
  const load = (url: string): void => void contents.loadURL(url).catch(() => undefined);

  guard(window);
  capture.watch(window);
  window.on('page-title-updated', (event) => event.preventDefault());
  window.once('ready-to-show', () => {
    if (!ended) window.show();
  });
  contents.on('did-navigate', () => {
    showTitle();
    // The notice page is ours; what is shown of the attempt is where the provider's page was.
    if (contents.getURL().startsWith(APP_ORIGIN)) return;
    notice = null;
    told.moved(originOf(contents.getURL()));
  });
  contents.on('did-stop-loading', () => void lookForDeadEnd().catch(() => undefined));
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

/** `URL.origin` is "null" for schemes of one's own, so it is put together. */
function originOf(url: string): string {
  const parsed = parseUrl(url);
  return parsed === null ? '' : `${parsed.protocol}//${parsed.host}`;
}

function timeLeft(ms: number): string {
  const seconds = Math.max(0, Math.ceil(ms / 1000));
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
}
