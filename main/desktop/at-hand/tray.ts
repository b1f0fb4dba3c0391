/**
 * The tray icon. Its menu is made anew when something in it has changed: an account, the language, the lock, or a time that reads
 * otherwise now; not every second, since a menu that is replaced while it is open closes on some desktops.
 */
import { Menu, Tray } from 'electron';
import { logError } from '../log';
import { gathering } from './gathering';
import { menuTemplate, type MenuAction } from './native-menu';
import { trayImage } from './tray-image';
import type { TrayMenu } from './tray-menu';

/** Milliseconds without a change until they count as gathered: a batch of refreshes is one new menu. */
const GATHER_MS = 1_000;
/** Where changes never stop, the menu follows after so long all the same. */
const LONGEST_GATHER_MS = 5_000;
/** At the latest; a clock that was set is noticed by then. */
const LONGEST_MS = 15 * 60_000;

export interface TrayIcon {
  readonly shown: () => boolean;
  /** Shows it or takes it away. */
  show(wanted: boolean): void;
  /** Something in it may have changed. */
  readonly changed: () => void;
}

export interface TrayDependencies {
  readonly menu: () => TrayMenu;
  readonly act: (action: MenuAction) => void;
  readonly now: () => number;
  readonly platform: NodeJS.Platform;
}

export function trayIcon({ menu, act, now, platform }: TrayDependencies): TrayIcon {
  let tray: Tray | null = null;
  let timer: ReturnType<typeof setTimeout> | null = null;
  let drawn = '';
  const gathered = gathering(now, LONGEST_GATHER_MS);

  const later = (ms: number): void => {
    if (timer !== null) clearTimeout(timer);
    timer = setTimeout(draw, Math.min(ms, LONGEST_MS));
    timer.unref();
  };

  function draw(): void {
    gathered.over();
    if (tray === null || tray.isDestroyed()) return;
    const { entries, toolTip, changesAt } = menu();
    const described = JSON.stringify([toolTip, entries]);
    if (described !== drawn) {
      drawn = described;
      tray.setToolTip(toolTip);
      tray.setContextMenu(Menu.buildFromTemplate(menuTemplate(entries, act)));
    }
    later(changesAt === null ? LONGEST_MS : Math.max(GATHER_MS, changesAt - now()));
  }

  return {
    shown: () => tray !== null,
    show(wanted) {
      if (wanted === (tray !== null)) return;
      if (!wanted) {
        if (timer !== null) clearTimeout(timer);
        tray?.destroy();
        tray = null;
        return;
      }
      try {
        tray = new Tray(trayImage(platform === 'darwin'));
      } catch (error) {
        // A desktop without a place for it costs nothing but the icon.
        logError(error);
        return;
      }
      drawn = '';
      // On macOS a click opens the menu; elsewhere people expect the window.
      if (platform !== 'darwin') tray.on('click', () => act({ do: 'show' }));
      draw();
    },
    changed() {
      if (tray !== null && gathered.goesOn()) later(GATHER_MS);
    },
  };
}
