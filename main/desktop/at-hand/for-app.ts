/** Joins what is always at hand with the rest of the app: which of its services answers which question, and the requests about it. */
import { app, BrowserWindow, dialog, nativeTheme, session } from 'electron';
import ElectronStore from 'electron-store';
import { idOf } from '../../accounts';
import type { SettingsBook } from '../../vault';
import type { AtHandView, RuntimeView } from '../../../preload/contract';
import type { Desk } from '../desk';
import type { Handlers } from '../ipc';
import type { Language } from '../language';
import { logError } from '../log';
import { openMainWindow, type FreshWindow, type WindowPlace } from '../main-window';
import type { ProviderShelf } from '../provider-shelf';
import type { Publisher } from '../publisher';
import { refreshAnswer } from '../answers';
import type { Safekeeping } from '../safekeeping';
import { updatesOfApp } from '../updates/for-app';
import { textIn } from '../views';
import { atHand, type AtHand } from './at-hand';
import { atHandHandlers, type AtHandHandlers } from './at-hand-handlers';
import { plain } from './alert-words';
import { offerEditMenu } from './edit-menu';
import { nativeWords } from './native-words';
import { filesIn, takeInProviderFile, type Question } from './opened-files';
import { changedSettings, firstSettings, resetEverything, type Reset } from './reset';
import { startAgain } from '../start-again';

export interface Services {
  /** Made before anything else. */
  readonly firstWindow: FreshWindow;
  /** Files that the system opened the app with before it was ready. */
  readonly takeEarlyFiles: () => readonly string[];
  readonly settings: SettingsBook;
  readonly keeping: Safekeeping<Desk>;
  readonly shelf: ProviderShelf;
  readonly published: Publisher;
  readonly runtime: RuntimeView;
  readonly language: () => Language;
  readonly now: () => number;
  /** The app's requests, for what menus and the tray do without a window. */
  readonly requests: () => Pick<Handlers, 'copy' | 'refresh'>;
  readonly reloadProviders: () => Promise<void>;
  readonly copyText: (text: string) => Promise<void>;
  readonly windowClosed: () => void;
}

export interface AtHandOfApp extends Omit<AtHand, 'start' | 'view'> {
  view(): AtHandView;
  readonly handlers: AtHandHandlers;
  /** The last thing before the end, when everything is kept. */
  readonly installUpdate: () => Promise<void>;
  /** Opens the window and puts everything in its place. */
  start(): void;
}

export function atHandOfApp(services: Services): AtHandOfApp {
  const { settings, keeping, shelf, published, runtime, language } = services;
  let fresh: FreshWindow | undefined = services.firstWindow;
  /** While everything is deleted nothing is written any more. */
  let deleting = false;

  const hand = atHand({
    settings: () => settings.read(),
    keep: (changed) =>
      void settings.change({ atHand: { ...changed, muted: [...changed.muted], recent: [...changed.recent] } }),
    told: new ElectronStore<{ told: Record<string, number> }>({ name: 'alerts', clearInvalidConfig: true }),
    language,
    now: services.now,
    shelf,
    desk: () => keeping.desk(),
    protection() {
      if (keeping.desk() !== undefined) return keeping.view().kind === 'passphrase' ? 'lockable' : 'open';
      return keeping.closed() === 'app_locked' ? 'locked' : 'starting';
    },
    openWindow(hidden) {
      const place: WindowPlace = {
        hidden,
        bounds: settings.read().windowBounds,
        moved(windowBounds) {
          if (!deleting) settings.change({ windowBounds });
        },
      };
      const window = openMainWindow(place, fresh);
      fresh = undefined;
      return window;
    },
    send: (command) => published.send('command', command),
    windowClosed: services.windowClosed,
    startAgain: () => startAgain(app),
    lock: () => void keeping.lock('asked').catch(logError),
    copy: async (accountId) => succeeded(await services.requests().copy({ accountId, format: 'usual' })),
    async refresh(accountId) {
      const desk = keeping.desk();
      if (desk === undefined) return false;
      return succeeded(refreshAnswer(await desk.refresh(accountId, false, false, 'tray')));
    },
    changed: () => published.stale('atHand'),
  });

  const newer = updatesOfApp({
    trial: runtime.trial,
    mayLook: () => settings.read().atHand.lookForUpdates,
    now: services.now,
    changed: () => published.stale('atHand'),
  });

  /** Files that came before they could be asked about: one question after the other, and none while it is locked. */
  let files: readonly string[] = [];
  let asking = false;
  async function takeInFiles(): Promise<void> {
    if (asking || keeping.desk() === undefined) return;
    asking = true;
    try {
      for (let [file] = files; file !== undefined; [file] = files) {
        files = files.slice(1);
        await takeInProviderFile(file, {
          shelf,
          reload: services.reloadProviders,
          words: () => nativeWords(language()),
          textOf: (text) => plain(textIn(text, language())),
          ask,
        });
      }
    } finally {
      asking = false;
    }
  }
  async function ask({ message, detail, buttons }: Question): Promise<number> {
    const options = {
      type: 'question' as const,
      title: 'Latchkey',
      message,
      detail,
      buttons: [...buttons],
      defaultId: buttons.length - 1,
      cancelId: buttons.length - 1,
      noLink: true,
    };
    const window = hand.window();
    const { response } = await (window === null
      ? dialog.showMessageBox(options)
      : dialog.showMessageBox(window, options));
    return buttons.length === 1 ? -1 : response;
  }
  const open = (added: readonly string[]): void => {
    files = [...files, ...added];
    void takeInFiles().catch(logError);
  };

  const tellOfLeft = (left: readonly string[]): Promise<number> => {
    const { left: message, leftText, startAnew } = nativeWords(language()).reset;
    return ask({ message, detail: [leftText, ...left].join('\n\n'), buttons: [startAnew] });
  };
  const everything: Reset = {
    userData: app.getPath('userData'),
    before: [
      () => void (deleting = true),
      () => hand.setAtLogin(false),
      () => hand.withdraw(),
      () => keeping.desk()?.close(),
      () => keeping.settled(),
      () => session.defaultSession.clearStorageData(),
    ],
    tell: tellOfLeft,
    startAnew() {
      startAgain(app);
      // Not by quitting: what ends with the windows would write again.
      app.exit(0);
    },
    report: logError,
  };

  return {
    ...hand,
    view: () => ({ ...hand.view(), updates: newer.view() }),
    installUpdate: newer.installAtTheEnd,
    handlers: atHandHandlers({
      settings: () => settings.read(),
      async change(change) {
        await hand.change(change);
        newer.schedule();
      },
      updates: newer.handlers,
      setAtLogin: hand.setAtLogin,
      take: hand.take,
      runtime,
      copyText: services.copyText,
      counts() {
        const desk = keeping.desk();
        const now = settings.read();
        return {
          accounts: desk?.book.all().length ?? 0,
          // The practice server's ready-made ones come back by themselves.
          clients: desk?.clients.all().filter(({ practice }) => practice === null).length ?? 0,
          providers: shelf.own().length,
          sessions: Object.keys(now.keptSessions).length,
          settings: changedSettings(now),
        };
      },
      async resetSettings() {
        const { atHand: first, ...others } = firstSettings();
        settings.change(others);
        nativeTheme.themeSource = settings.read().theme;
        published.stale('settings');
        // What was last done is no setting.
        await hand.change({ ...first, recent: settings.read().atHand.recent });
        hand.look();
      },
      hasUnsaved() {
        const book = keeping.desk()?.book;
        return book?.all().some((stored) => book.isUnsaved(idOf(stored))) ?? false;
      },
      resetEverything: () => resetEverything(everything),
    }),
    look() {
      hand.look();
      if (files.length > 0) void takeInFiles().catch(logError);
    },
    start() {
      const offer = (window: BrowserWindow): void => offerEditMenu(window, () => nativeWords(language()));
      // Passwords are pasted into pages of providers, too.
      app.on('browser-window-created', (_event, window) => offer(window));
      BrowserWindow.getAllWindows().forEach(offer);
      hand.start(process.argv);
      newer.schedule();
      app.on('second-instance', (_event, argv, folder) => {
        if (hand.show()) open(filesIn(argv, folder));
      });
      // macOS tells of a file in its own way.
      app.on('open-file', (event, file) => {
        event.preventDefault();
        if (hand.show()) open([file]);
      });
      // A link of ours (latchkey:) shows the window; elsewhere it comes as an argument, which filesIn passes over.
      app.on('open-url', (event) => {
        event.preventDefault();
        hand.show();
      });
      open(services.takeEarlyFiles());
      app.on('activate', hand.show);
      // Pages of providers refuse to be closed in the ordinary way (sign-in-guard.ts), and an end that a window refuses is called off.
      app.on('before-quit', () => {
        for (const window of BrowserWindow.getAllWindows()) if (window !== hand.window()) window.destroy();
      });
      // Run from its sources, the first argument is the app itself, which is no JSON file.
      open(filesIn(process.argv, process.cwd()));
    },
  };
}

function succeeded(answer: object | null): boolean {
  return answer === null || !('refused' in answer);
}
