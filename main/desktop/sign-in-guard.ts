/**
 * What a provider's page may do with its window, and with the windows that it opens: show web pages, and open a few more. Whoever wrote the
 * page may mean harm. Each line is played against by e2e/hostile.spec.ts.
 */
import type { BrowserWindow, BrowserWindowConstructorOptions, Session } from 'electron';
import { isLoopbackHost, parseUrl } from '../providers';

/** Open at a time, and in a whole attempt: nobody can work while windows come and go. */
const MAX_POPUPS = 3;
const MAX_POPUPS_EVER = 20;

/** Pixels from one window's corner to the next one's. */
const BESIDE = 32;

/**
 * Devices, installed fonts, links that open a window on a middle click, files and folders of the disk (a page that saves into one has
 * downloaded by another name), and windows above all others; by Blink's names (runtime_enabled_features.json5).
 */
const NOT_FOR_SIGN_IN =
  'WebUSB,Serial,WebHID,WebBluetooth,WebNFC,FontAccess,Auxclick,FileSystemAccessLocal,DocumentPictureInPictureAPI';

/** How every window with a provider's page is made. */
export function pageWindow(session: Session): BrowserWindowConstructorOptions {
  return {
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
      // SECURITY: a page that shows one dialog after the other can be told to stop.
      safeDialogs: true,
      // SECURITY: what no sign-in needs is not there to be asked for. WebUSB's question ends Electron 25, refused or not.
      disableBlinkFeatures: NOT_FOR_SIGN_IN,
    },
  };
}

/**
 * SECURITY: Electron takes whatever `window.open` asks for as an option of the window, so that a page could cover the screen, hide the
 * frame with its address in it, or stay above everything. What is said here counts more.
 */
const ORDINARY: BrowserWindowConstructorOptions = {
  title: '',
  show: true,
  frame: true,
  titleBarStyle: 'default',
  titleBarOverlay: false,
  transparent: false,
  opacity: 1,
  kiosk: false,
  simpleFullscreen: false,
  fullscreen: false,
  fullscreenable: false,
  alwaysOnTop: false,
  skipTaskbar: false,
  modal: false,
  closable: true,
  movable: true,
  minimizable: true,
  resizable: true,
  focusable: true,
  enableLargerThanScreen: false,
  disableAutoHideCursor: false,
  type: '',
  tabbingIdentifier: '',
};

export interface GuardRules {
  /** Whether http may be shown anywhere; it always may on loopback. */
  readonly httpAllowed: boolean;
  /** The callback is left to who waits for it (redirect-capture.ts), and never opened. */
  readonly isCallback: (url: string) => boolean;
  /** True where a new window would have been the callback, and has been caught. */
  readonly catches: (url: string) => boolean;
  /** Asked before an address is refused: true where it was a button of ours. */
  readonly isChoice: (page: BrowserWindow, url: string) => boolean;
  /** The server led the main window to an address that is not for it. */
  readonly refused: (url: string) => void;
}

/** Guards a window with a provider's page and all that come of it. */
export function guardPages(main: BrowserWindow, session: Session, rules: GuardRules): void {
  let open = 0;
  let ever = 0;

  /** SECURITY: https only, http on loopback or where the first page was http; no file:, data:, custom schemes. */
  const mayGo = (url: string): boolean => {
    const target = parseUrl(url);
    if (target?.protocol === 'https:') return true;
    return target?.protocol === 'http:' && (rules.httpAllowed || isLoopbackHost(target.hostname));
  };

  const guard = (window: BrowserWindow): void => {
    const page = window.webContents;
    /** Whether it was stopped, and was no choice. */
    const stop = (event: { preventDefault(): void }, url: string): boolean => {
      const choice = rules.isChoice(window, url);
      if (!choice && mayGo(url)) return false;
      event.preventDefault();
      return !choice;
    };
    page.on('will-navigate', (event, url) => {
      if (!rules.isCallback(url)) stop(event, url);
    });
    page.on('will-redirect', (event, url, _inPlace, isMainFrame) => {
      if (isMainFrame && rules.isCallback(url)) return;
      if (stop(event, url) && isMainFrame && window === main) rules.refused(url);
    });
    page.on('will-attach-webview', (event) => event.preventDefault());
    // SECURITY: a page that asks "leave?" cannot keep its window open, and one that never answers is not asked.
    page.on('will-prevent-unload', (event) => event.preventDefault());
    window.on('close', (event) => {
      event.preventDefault();
      // Not within an event of the window's own (electron#8930).
      setImmediate(() => {
        if (!window.isDestroyed()) window.destroy();
      });
    });
    page.on('page-title-updated', (event) => event.preventDefault());
    // SECURITY: `moveTo` and `resizeTo` would cover what is behind, or take a window's title off the screen.
    page.on('content-bounds-updated', (event) => event.preventDefault());
    // SECURITY: WebRTC's own packets go past the proxy of a client, and tell who is behind it.
    page.setWebRTCIPHandlingPolicy('disable_non_proxied_udp');
    // SECURITY: Electron would take the first device by itself.
    page.on('select-bluetooth-device', (event, _devices, choose) => {
      event.preventDefault();
      choose('');
    });
    page.on('did-create-window', (popup) => follow(popup));
    page.setWindowOpenHandler(({ url }) => {
      // A page lives a moment longer than its window, and may ask meanwhile. What throws here is caught by nobody.
      if (main.isDestroyed() || rules.catches(url)) return { action: 'deny' };
      const allowed = open < MAX_POPUPS && ever < MAX_POPUPS_EVER && (url === 'about:blank' || mayGo(url));
      if (!allowed) return { action: 'deny' };
      // SECURITY: its title in sight, wherever `window.open` asks it to be.
      const place = besides(main, open);
      return {
        action: 'allow',
        overrideBrowserWindowOptions: { ...ORDINARY, ...pageWindow(session), ...place, parent: main },
      };
    });
  };

  const follow = (popup: BrowserWindow): void => {
    open += 1;
    ever += 1;
    popup.once('closed', () => (open -= 1));
    if (process.platform !== 'darwin') popup.removeMenu();
    popup.on('page-title-updated', (event) => event.preventDefault());
    // SECURITY: of what is shown now. An empty page belongs to whoever opened it, which may be a frame of another origin than its page.
    const showOrigin = (): void => {
      if (popup.isDestroyed()) return;
      const shown = originOf(popup.webContents.getURL());
      popup.setTitle(`${/^https?:/.test(shown) ? shown : ownerOf(popup)} · Latchkey`);
    };
    popup.webContents.on('did-navigate', showOrigin);
    showOrigin();
    guard(popup);
  };

  guard(main);
}

/** Whose an empty page is, who can write into it; nobody's where it is not known. */
function ownerOf(window: BrowserWindow): string {
  try {
    const { origin } = window.webContents.mainFrame;
    return /^https?:/.test(origin) ? origin : 'about:blank';
  } catch {
    // Its frame is on its way out.
    return 'about:blank';
  }
}

/** A place on the screen beside the window, one for each of several. */
function besides(window: BrowserWindow, count: number): { readonly x: number; readonly y: number } {
  const { x, y } = window.getBounds();
  const step = BESIDE * (count + 1);
  return { x: x + step, y: y + step };
}

/** `URL.origin` is "null" for schemes of one's own, so it is put together. */
export function originOf(url: string): string {
  const parsed = parseUrl(url);
  return parsed === null ? '' : `${parsed.protocol}//${parsed.host}`;
}
