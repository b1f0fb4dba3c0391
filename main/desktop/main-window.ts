/** The main window: Latchkey's own pages and nothing else, pinned to its origin, with its bounds kept. */
import path from 'node:path';
import { BrowserWindow, nativeTheme, screen, type Rectangle, type WebContents } from 'electron';
import { APP_ORIGIN } from './app-scheme';
import { windowIcon } from './window-icon';

/** Where the window is; bounds are those it has, or goes back to, when it is not maximized. */
export interface WindowBounds extends Rectangle {
  readonly maximized: boolean;
}

export interface WindowPlace {
  readonly bounds: WindowBounds | null;
  readonly moved: (bounds: WindowBounds) => void;
}

const MIN_SIZE = { minWidth: 320, minHeight: 400 };
const FIRST_SIZE = { width: 1100, height: 720 };

/** Makes the window and shows it once it has something to show. */
export function openMainWindow(place: WindowPlace): BrowserWindow {
  const icon = windowIcon(process.platform);
  const window = new BrowserWindow({
    ...FIRST_SIZE,
    ...(place.bounds && isOnScreen(place.bounds) ? place.bounds : {}),
    ...MIN_SIZE,
    title: 'Latchkey',
    ...(icon === undefined ? {} : { icon }),
    show: false,
    autoHideMenuBar: true,
    // The page's own background, so that opening does not flash.
    backgroundColor: nativeTheme.shouldUseDarkColors ? '#181b21' : '#ffffff',
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
  window.once('ready-to-show', () => {
    if (place.bounds?.maximized) window.maximize();
    window.show();
  });
  window.on('close', () => place.moved({ ...window.getNormalBounds(), maximized: window.isMaximized() }));
  pin(window.webContents);
  void window.loadURL(`${APP_ORIGIN}/index.html`);
  return window;
}

/** A screen that was there last time may be gone. */
function isOnScreen(bounds: Rectangle): boolean {
  const { workArea } = screen.getDisplayMatching(bounds);
  return (
    bounds.x < workArea.x + workArea.width &&
    bounds.x + bounds.width > workArea.x &&
    bounds.y < workArea.y + workArea.height &&
    bounds.y >= workArea.y
  );
}

/** SECURITY: the window shows app://latchkey/ only: no other navigation, no new windows, no permissions, no webviews. */
function pin(contents: WebContents): void {
  contents.on('will-navigate', (event) => event.preventDefault());
  contents.on('will-redirect', (event) => event.preventDefault());
  contents.on('will-attach-webview', (event) => event.preventDefault());
  contents.setWindowOpenHandler(() => ({ action: 'deny' }));
  contents.session.setPermissionRequestHandler((_contents, _permission, decide) => decide(false));
  contents.session.setPermissionCheckHandler(() => false);
}
