/**
 * What is always at hand, joined: the window's coming and going, the tray, notifications, the application menu, the global shortcut and
 * the start at login. It decides nothing about tokens; what a menu or the tray asks for goes the way of every request.
 */
import path from 'node:path';
import { app, globalShortcut, Menu, Notification, type BrowserWindow } from 'electron';
import type { AtHandPrefs, AtHandView, Command, LocalizedText } from '../../../preload/contract';
import type { Settings } from '../../vault';
import type { Desk } from '../desk';
import type { Language } from '../language';
import { logError } from '../log';
import type { ProviderShelf } from '../provider-shelf';
import { textIn } from '../views';
import { alerts, copiedText, copyFailedText, refreshedText } from './alerts';
import { appMenu } from './app-menu';
import { HIDDEN_ARGUMENT, linuxLogin, systemLogin, type LoginState } from './at-login';
import { front, type Front } from './front';
import { glanceOf, type Glance } from './glance';
import { shortcutKeeper } from './global-shortcut';
import { menuTemplate, type MenuAction } from './native-menu';
import { nativeWords } from './native-words';
import { hasTrayHost } from './tray-host';
import { trayMenu, type TrayState } from './tray-menu';
import { trayIcon } from './tray';
import { toldFacts, type ToldStore } from './told';

/** Milliseconds from the start until the menu is made and the system asked what it can do: not while the window is being made. */
const SETTLE_MS = 500;

export interface AtHandDependencies {
  readonly settings: () => Settings;
  readonly keep: (atHand: AtHandPrefs) => void;
  readonly told: ToldStore;
  readonly language: () => Language;
  readonly now: () => number;
  readonly shelf: Pick<ProviderShelf, 'find'>;
  /** The desk, while there is one to be asked. */
  readonly desk: () => Desk | undefined;
  readonly protection: () => 'open' | 'lockable' | 'locked' | 'starting';
  readonly openWindow: (hidden: boolean) => BrowserWindow;
  readonly send: (command: Command) => void;
  readonly windowClosed: () => void;
  readonly lock: () => void;
  /** As its button does; true where the clipboard took it. */
  readonly copy: (accountId: string) => Promise<boolean>;
  /** As its button does; true where new tokens came. */
  readonly refresh: (accountId: string) => Promise<boolean>;
  /** The view of it is another. */
  readonly changed: () => void;
}

export interface AtHand extends Pick<Front, 'window' | 'show' | 'take'> {
  view(): Omit<AtHandView, 'updates'>;
  /** Opens the window, unless this is a start at login that wants none, and puts everything else in its place. */
  start(argv: readonly string[]): void;
  /** Accounts, the lock, the language or a provider's name have changed. */
  readonly look: () => void;
  /** Latchkey was locked: by its user, or by itself. */
  locked(byItself: boolean): void;
  readonly change: (change: Partial<AtHandPrefs>) => Promise<void>;
  readonly setAtLogin: (on: boolean) => Promise<void>;
  /** Takes everything away, for an end without closing windows. */
  withdraw(): void;
}

export function atHand(deps: AtHandDependencies): AtHand {
  const { platform } = process;
  const mac = platform === 'darwin';
  const prefs = (): AtHandPrefs => deps.settings().atHand;
  const words = () => nativeWords(deps.language());
  const nameOf = (providerId: string): string => {
    const name: LocalizedText = deps.shelf.find(providerId)?.name ?? providerId;
    return textIn(name, deps.language());
  };
  let hasHost = false;
  let notifies = true;
  let login: LoginState = { state: 'off', detail: null };
  let shortcut: AtHandView['shortcut'] = 'off';

  const closesToTray = (): boolean => icon.shown() && hasHost && (prefs().closeToTray ?? platform !== 'linux');
  const window = front({
    open: deps.openWindow,
    closesToTray,
    send: deps.send,
    closed: deps.windowClosed,
  });
  const glances = (): readonly Glance[] | null => deps.desk()?.book.all().map(glanceOf) ?? null;
  const labelOf = (accountId: string): string => glances()?.find(({ id }) => id === accountId)?.label ?? '';

  function act(action: MenuAction): void {
    switch (action.do) {
      case 'command':
        return window.tell({ id: action.id, accountId: action.accountId });
      case 'show':
        return window.show();
      case 'lock':
        return deps.lock();
      case 'quit':
        return app.quit();
      case 'copy':
        return void copy(action.accountId).catch(logError);
      case 'refresh':
        return void refresh(action.accountId).catch(logError);
    }
  }

  async function copy(accountId: string): Promise<void> {
    const label = labelOf(accountId);
    const copied = await deps.copy(accountId);
    const { clipboardSeconds } = deps.settings();
    notices.answer(copied ? copiedText(label, clipboardSeconds, words()) : copyFailedText(label, words()));
  }

  /** What failed stands in the account's row, and is told as every failed refresh is. */
  async function refresh(accountId: string): Promise<void> {
    const provider = glances()?.find(({ id }) => id === accountId)?.providerId ?? '';
    const label = labelOf(accountId);
    if (await deps.refresh(accountId)) notices.answer(refreshedText(label, nameOf(provider), words()));
    else window.tell({ id: 'details', accountId });
  }

  const trayState = (): TrayState => {
    const kind = deps.protection();
    if (kind === 'locked' || kind === 'starting') return { kind };
    return { kind: 'open', accounts: glances() ?? [], lockable: kind === 'lockable' };
  };
  const icon = trayIcon({
    menu: () => trayMenu(trayState(), words(), nameOf, deps.now()),
    act,
    now: deps.now,
    platform,
  });
  const notices = alerts({
    accounts: glances,
    prefs,
    words,
    nameOf,
    now: deps.now,
    notify: (text, silent) => (Notification.isSupported() ? new Notification({ ...text, silent }) : null),
    told: toldFacts(deps.told, logError),
    tell: window.tell,
    watching: () => window.window()?.isFocused() ?? false,
    later(task, ms) {
      const timer = setTimeout(task, ms);
      timer.unref();
      return () => clearTimeout(timer);
    },
  });
  const keeper = shortcutKeeper(globalShortcut, () => window.tell({ id: 'palette', accountId: null }));
  const atLogin = platform === 'linux' ? linuxLogin(configHome(), startCommand()) : systemLogin(app);

  let drawnMenu = '';
  /** The start is over. */
  let settled = false;
  /** Only when it is another one: a menu that is replaced while it is open closes. */
  function drawMenu(): void {
    if (!settled) return;
    const kind = deps.protection();
    const wanted = `${kind} ${deps.language()}`;
    if (wanted === drawnMenu) return;
    drawnMenu = wanted;
    const open = kind === 'open' || kind === 'lockable';
    const entries = appMenu({ mac, open, lockable: kind === 'lockable', developing: !app.isPackaged }, words());
    Menu.setApplicationMenu(Menu.buildFromTemplate(menuTemplate(entries, act)));
  }

  function look(): void {
    drawMenu();
    icon.changed();
    notices.changed();
  }

  async function readLogin(): Promise<void> {
    const found = await atLogin.read();
    if (found.state === login.state && found.detail === login.detail) return;
    login = found;
    deps.changed();
  }

  async function readSystem(): Promise<void> {
    [hasHost, login] = await Promise.all([hasTrayHost(platform), atLogin.read()]);
    notifies = Notification.isSupported();
    deps.changed();
  }

  async function change(asked: Partial<AtHandPrefs>): Promise<void> {
    const before = prefs();
    deps.keep({ ...before, ...asked });
    const now = prefs();
    icon.show(now.tray);
    if (now.globalShortcut !== before.globalShortcut) shortcut = keeper.use(now.globalShortcut);
    if (now.startHidden !== before.startHidden && login.state === 'on')
      login = await atLogin.set(true, now.startHidden);
    if (asked.tray !== undefined || asked.closeToTray !== undefined) await readSystem();
    notices.changed();
    deps.changed();
  }

  return {
    window: window.window,
    show: window.show,
    take: window.take,
    view: () => ({
      prefs: prefs(),
      closesToTray: closesToTray(),
      tray: !icon.shown() ? 'off' : hasHost ? 'shown' : 'no_host',
      notifies,
      login,
      shortcut,
    }),
    start(argv) {
      const wantsNone = argv.includes(HIDDEN_ARGUMENT) && prefs().tray;
      // First what its user waits for.
      if (wantsNone) window.openHidden();
      else window.show();
      icon.show(prefs().tray);
      shortcut = keeper.use(prefs().globalShortcut);
      // Without a place for the icon there would be nothing to bring the window back from.
      const showWhereLost = async (): Promise<void> => {
        await readSystem();
        if (wantsNone && !hasHost) window.show();
      };
      setTimeout(() => {
        settled = true;
        drawMenu();
        void showWhereLost().catch(logError);
      }, SETTLE_MS).unref();
      // Its user may come from the system's own settings.
      app.on('browser-window-focus', () => void readLogin().catch(logError));
      app.on('before-quit', window.leaving);
      app.on('will-quit', keeper.giveBack);
    },
    look,
    locked(byItself) {
      notices.withdraw();
      if (byItself) notices.lockedByItself();
    },
    change,
    async setAtLogin(on) {
      login = await atLogin.set(on, prefs().startHidden);
      deps.changed();
    },
    withdraw() {
      window.leaving();
      notices.withdraw();
      keeper.giveBack();
      icon.show(false);
    },
  };
}

function configHome(): string {
  const set = process.env['XDG_CONFIG_HOME'];
  // What is not absolute is to be ignored (XDG Base Directory Specification).
  return set !== undefined && path.isAbsolute(set) ? set : path.join(app.getPath('home'), '.config');
}

/** What starts Latchkey again: an AppImage is mounted somewhere else each time. */
function startCommand(): readonly string[] {
  const image = process.env['APPIMAGE'];
  if (image !== undefined) return [image];
  return app.isPackaged ? [process.execPath] : [process.execPath, app.getAppPath()];
}
