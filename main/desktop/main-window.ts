/** The main window: Latchkey's own pages and nothing else, pinned to its origin, with its bounds kept. */
import path from 'node:path';
import { BrowserWindow, nativeTheme, screen, type Rectangle, type WebContents } from 'electron';
import { APP_ORIGIN } from './app-scheme';
import { windowIcon } from './window-icon';
import { placeOn } from './at-hand/window-place';

/** Where the window is; bounds are those it has, or goes back to, when it is not maximized. */
export interface WindowBounds extends Rectangle {
  readonly maximized: boolean;
}

export interface WindowPlace {
  readonly bounds: WindowBounds | null;
  readonly moved: (bounds: WindowBounds) => void;
  /** Made, and not shown yet. */
  readonly hidden: boolean;
}

const MIN_SIZE = { minWidth: 320, minHeight: 400 };
/** Milliseconds after the last change until its place is kept: a crash must not lose it, and dragging must not write. */
const KEEP_AFTER_MS = 500;
const FIRST_SIZE = { width: 1100, height: 720 };

/** A window whose page is on its way. Nobody has seen it yet. */
export interface FreshWindow {
  readonly window: BrowserWindow;
  /** Resolves when there is something to show. */
  readonly drawn: Promise<void>;
  /** Resolves when it has been shown, or is known to stay hidden. */
  readonly placed: Promise<void>;
  readonly place: () => void;
}

/** Makes the window and has its page loaded, which needs nothing else of the app until it asks. */
export function beginMainWindow(): FreshWindow {
  const icon = windowIcon(process.platform);
  const window = new BrowserWindow({
    ...FIRST_SIZE,
    ...MIN_SIZE,
    title: 'Latchkey',
    ...(icon === undefined ? {} : { icon }),
    show: false,
    autoHideMenuBar: true,
    webPreferences: {
      preload: path.join(__dirname, '../preload/index.js'),
      // SECURITY: the defaults, said aloud: the page is sandboxed, isolated and has no Node.
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      webviewTag: false,
      spellcheck: false,
    },
  });
  const drawn = new Promise<void>((resolve) => void window.once('ready-to-show', () => resolve()));
  let place!: () => void;
  const placed = new Promise<void>((resolve) => (place = resolve));
  pin(window.webContents);
  void window.loadURL(`${APP_ORIGIN}/index.html`);
  return { window, drawn, placed, place };
}

/** Puts the window into its place, and shows it once it has something to show. */
export function openMainWindow(place: WindowPlace, fresh = beginMainWindow()): BrowserWindow {
  const { window, drawn } = fresh;
  if (place.bounds !== null) window.setBounds(onScreen(place.bounds));
  // The page's own background, so that opening does not flash.
  window.setBackgroundColor(nativeTheme.shouldUseDarkColors ? '#181b21' : '#ffffff');
  // One that was never shown is as large as it was: it becomes so when it is shown.
  let unseen = place.bounds?.maximized ?? false;
  window.once('show', () => {
    if (unseen) window.maximize();
    unseen = false;
  });
  const showOnceDrawn = async (): Promise<void> => {
    await drawn;
    if (!place.hidden && !window.isDestroyed()) window.show();
    fresh.place();
  };
  void showOnceDrawn();
  const keep = (): void => {
    if (!window.isDestroyed()) place.moved({ ...window.getNormalBounds(), maximized: unseen || window.isMaximized() });
  };
  let timer: ReturnType<typeof setTimeout> | undefined;
  const keepSoon = (): void => {
    clearTimeout(timer);
    timer = setTimeout(keep, KEEP_AFTER_MS);
  };
  window.on('resize', keepSoon);
  window.on('move', keepSoon);
  window.on('close', keep);
  window.on('closed', () => clearTimeout(timer));
  return window;
}

/** A screen that was there last time may be gone, or smaller. */
function onScreen(bounds: Rectangle): Rectangle {
  const main = screen.getPrimaryDisplay();
  const others = screen.getAllDisplays().filter(({ id }) => id !== main.id);
  const least = { width: MIN_SIZE.minWidth, height: MIN_SIZE.minHeight };
  return placeOn(
    bounds,
    [main, ...others].map(({ workArea }) => workArea),
    least,
  );
}

/** SECURITY: the window shows app://latchkey/ only: no other navigation, no new windows, no permissions, no webviews, no downloads. */
function pin(contents: WebContents): void {
  contents.on('will-navigate', (event) => event.preventDefault());
  contents.on('will-redirect', (event) => event.preventDefault());
  contents.on('will-attach-webview', (event) => event.preventDefault());
  contents.setWindowOpenHandler(() => ({ action: 'deny' }));
  contents.session.setPermissionRequestHandler((_contents, _permission, decide) => decide(false));
  contents.session.setPermissionCheckHandler(() => false);
  contents.session.setDevicePermissionHandler(() => false);
  contents.session.removeAllListeners('will-download');
  contents.session.on('will-download', (event) => event.preventDefault());
}
