/**
 * The one main window: opened, brought to the front, hidden instead of closed where Latchkey stays in the tray, and told what menus, the
 * tray and notifications want done in it. A command that comes before the window can hear it is kept until it asks.
 */
import type { BrowserWindow } from 'electron';
import type { Command } from '../../../preload/contract';

/** How often a page whose process ended is loaded anew by itself; one that always dies waits until it is wanted. */
const NEW_PAGES = 3;

export interface FrontDependencies {
  readonly open: (hidden: boolean) => BrowserWindow;
  /** Closing hides it: there is a tray to bring it back from. */
  readonly closesToTray: () => boolean;
  readonly send: (command: Command) => void;
  /** The window is gone. */
  readonly closed: () => void;
  /** Starts Latchkey again once it has ended. */
  readonly startAgain: () => void;
}

export interface Front {
  /** The window, whether it is shown or hidden; null where there is none. */
  readonly window: () => BrowserWindow | null;
  /** Opens it, or brings it to the front; false where Latchkey ends, and is started again instead. */
  readonly show: () => boolean;
  /** Opens it without showing it: its page is ready when it is wanted. */
  openHidden(): void;
  /** Shows the window and has it do something. */
  readonly tell: (command: Command) => void;
  /** What it was told before it could hear; once. */
  readonly take: () => readonly Command[];
  /** Latchkey is to end: closing closes. */
  readonly leaving: () => void;
  /** It ends, its windows closed, and waits for what is on its way. A window that came now would go away under its user's hands. */
  readonly ending: () => void;
}

export function front(deps: FrontDependencies): Front {
  let window: BrowserWindow | null = null;
  /** Its page is there and hears commands. */
  let hears = false;
  let leaving = false;
  let ending = false;
  let again = false;
  let waiting: Command[] = [];
  let newPages = 0;

  /** Its page goes a moment before it, and who sends something to it then fails. */
  const present = (): BrowserWindow | null =>
    window === null || window.isDestroyed() || window.webContents.isDestroyed() ? null : window;

  function open(hidden: boolean): void {
    hears = false;
    const opened = deps.open(hidden);
    window = opened;
    opened.on('close', (event) => {
      if (leaving || !deps.closesToTray()) return;
      event.preventDefault();
      opened.hide();
    });
    // A page that is loaded anew asks anew.
    opened.webContents.on('did-start-loading', () => (hears = false));
    opened.webContents.on('render-process-gone', (_event, { reason }) => {
      // All that counts is in the main process; without a page nobody could reach it, hidden in the tray least of all.
      if (leaving || reason === 'clean-exit' || newPages >= NEW_PAGES) return;
      newPages += 1;
      setImmediate(() => {
        if (!opened.isDestroyed()) opened.webContents.reload();
      });
    });
    opened.on('closed', () => {
      // Another one may have been opened since its page went.
      if (window === opened) {
        window = null;
        hears = false;
        waiting = [];
      }
      deps.closed();
    });
  }

  function show(): boolean {
    if (ending) {
      if (!again) deps.startAgain();
      again = true;
      return false;
    }
    const now = present();
    if (now === null) {
      open(false);
      return true;
    }
    if (now.webContents.isCrashed()) now.webContents.reload();
    if (now.isMinimized()) now.restore();
    now.show();
    now.focus();
    return true;
  }

  return {
    window: present,
    show,
    openHidden: () => open(true),
    tell(command) {
      if (!show()) return;
      if (hears) deps.send(command);
      else waiting.push(command);
    },
    take() {
      hears = true;
      const taken = waiting;
      waiting = [];
      return taken;
    },
    leaving() {
      leaving = true;
    },
    ending() {
      ending = true;
    },
  };
}
