/**
 * The composition root: the one place where services are built and joined. Order: settings, key store, providers, desk, window.
 */
import { randomUUID } from 'node:crypto';
import path from 'node:path';
import ElectronStore from 'electron-store';
import {
  app,
  clipboard,
  ClipboardItem,
  dialog,
  nativeTheme,
  powerMonitor,
  safeStorage,
  session,
  shell,
  type WebContents,
} from 'electron';
import { atHandOfApp } from './desktop/at-hand/for-app';
import { appView } from './desktop/app-view';
import type { Begun } from './desktop/begun';
import { browserOpener } from './desktop/browser';
import { chooseCertificateFile } from './desktop/certificate-file';
import { tokenClipboard } from './desktop/clipboard';
import { markingClipboard } from './desktop/clipboard-marks';
import { copyDesk } from './desktop/copy-desk';
import type { Desk } from './desktop/desk';
import { deskNews } from './desktop/desk-news';
import { deskParts } from './desktop/desk-parts';
import { desks } from './desktop/desks';
import { discoveries } from './desktop/discoveries';
import { waitingDrawn } from './desktop/drawn';
import { handlers } from './desktop/handlers';
import { serveRequests, type Handlers } from './desktop/ipc';
import { keptSessionStore } from './desktop/kept-session-store';
import { removeLeftovers } from './desktop/kept-sessions';
import { languageOf } from './desktop/language';
import { waitBeforeQuit } from './desktop/leaving';
import { later } from './desktop/later';
import { lockWhenLeft } from './desktop/locking';
import { logError } from './desktop/log';
import { noticeBoard } from './desktop/notices';
import { openFolder } from './desktop/open-folder';
import type { OpeningDesk } from './desktop/opening-desk';
import { watchPower } from './desktop/power';
import { providerShelf } from './desktop/provider-shelf';
import { publisher } from './desktop/publisher';
import { runtimeView } from './desktop/runtime';
import { electronKeyStore } from './desktop/safe-storage';
import { safekeeping } from './desktop/safekeeping';
import { signInSessions } from './desktop/sign-in-sessions';
import { startAgain } from './desktop/start-again';
import { userFiles } from './desktop/user-files';
import { wayOut } from './desktop/way-out';
import { Fault } from './fault';
import { durableVault, memoryVault, safe, setAsideDamagedSettings, settingsBook } from './vault';

/** Builds the app. Called once, when Electron is ready. */
export async function startApp({ firstWindow, requests: incoming, takeEarlyFiles, unexpected }: Begun): Promise<void> {
  let answerBy!: (handlers: Handlers) => void;
  const handlersReady = new Promise<Handlers>((resolve) => (answerBy = resolve));
  const isOurs = (contents: WebContents): boolean => contents === hand.window()?.webContents;
  serveRequests(incoming, handlersReady, isOurs, logError, () => published.flush());
  const userData = app.getPath('userData');
  const pagesFolder = path.join(__dirname, '../renderer');
  const now = Date.now;

  const damagedSettings = await setAsideDamagedSettings(path.join(userData, 'settings.json'));
  const settings = settingsBook(new ElectronStore({ name: 'settings' }));
  nativeTheme.themeSource = settings.read().theme;
  const runtime = runtimeView(userData);
  const language = () => languageOf(settings.read().locale, runtime.systemLocale);

  const openInBrowser = browserOpener((url) => shell.openExternal(url));
  const shelf = providerShelf(runtime.providersFolder);
  // SECURITY: browser sessions are sealed by the system's key store, never by a passphrase; without that store they stay in memory.
  const onDisk = (): boolean => ['keyring', 'portal', 'keychain', 'dpapi'].includes(keeping.view().kind);
  const kept = keptSessionStore(settings, onDisk);
  const sessions = signInSessions(pagesFolder, kept, onDisk);
  const out = wayOut(
    app,
    sessions,
    now,
    () => hand.window() !== null,
    () => published.stale('questions'),
  );
  const opened = (): Desk => {
    const desk = keeping.desk();
    if (desk === undefined) throw new Fault(keeping.closed() ?? 'unexpected', 'asked while there is no desk');
    return desk;
  };

  const { makers, view, accountOf, accountIds, settingsView } = appView({
    runtime,
    shelf,
    settings: () => settings.read(),
    protection: () => keeping.view(),
    desk: () => keeping.shown(),
    opening: () => keeping.opening(),
    questions: () => out.questions.all(),
    atHand: () => hand.view(),
    notices: () => notices.all(),
  });
  const published = publisher(makers, accountOf, (channel, ...payload) => {
    hand.window()?.webContents.send(channel, ...payload);
  });
  const notices = noticeBoard(() => published.stale('notices'));
  notices.addSettings(damagedSettings);
  unexpected.tell(notices.addUnexpected);
  const open = desks({
    settings,
    shelf,
    send: out.send,
    now,
    sessions,
    kept,
    openInBrowser,
    parent: () => hand.window(),
    language,
    reloadProviders: () => reloadProviders(),
    published,
    notices,
    look: () => hand.look(),
  });

  const board = markingClipboard(clipboard, ClipboardItem, process.platform);
  const copied = tokenClipboard(board, now, (cleared) => published.send('clipboard', { cleared }));
  const vaultFolder = path.join(userData, 'vault');
  const keyStore = electronKeyStore(safeStorage, process.platform);
  const news = deskNews({ published, accountIds, scheduler: () => keeping.desk()?.scheduler });
  const keeping = safekeeping<Desk, OpeningDesk>({
    safe: safe(vaultFolder, keyStore),
    vaultBy: (sealer) => durableVault(vaultFolder, sealer),
    memoryVault,
    async beforeAsking() {
      if (keyStore.blocking) await waitingDrawn(hand.window, firstWindow.placed, later);
      // The page makes itself ready while the keyring answers and the accounts are read.
      answerBy(requests);
      await new Promise(setImmediate);
    },
    blocking: keyStore.blocking,
    open,
    copy: copyDesk,
    keyring: () => keyStore.backend ?? null,
    changed(told) {
      news.changed(told);
      // What can be seen of very many accounts goes out before the others are read.
      if (keeping.opening() !== undefined) published.flush();
      hand.look();
    },
    resumed() {
      news.resumed();
      hand.look();
    },
    locked() {
      const protection = keeping.view();
      hand.locked(protection.kind === 'locked' && protection.why !== 'asked');
      files.forget();
      void copied.clearIfOurs().catch(logError);
    },
    report: logError,
  });
  const reloadProviders = async (): Promise<void> => {
    notices.setBrokenProviders(await shelf.reload());
    published.stale('providers');
    published.staleAccounts(accountIds());
  };
  const copyText = async (text: string): Promise<void> => clipboard.writeText(text);
  const hand = atHandOfApp({
    firstWindow,
    takeEarlyFiles,
    settings,
    keeping,
    shelf,
    published,
    runtime,
    language,
    now,
    requests: () => requests,
    reloadProviders,
    copyText,
    windowClosed() {
      out.questions.giveUp();
      keeping.desk()?.signIns.cancelAll();
      files.forget();
    },
  });
  const files = userFiles({
    dialog,
    parent: hand.window,
    folder: () => app.getPath('documents'),
    desk: () => keeping.desk(),
    shelf,
    reloadProviders,
    now,
  });
  lockWhenLeft(
    powerMonitor,
    () => settings.read().lockMinutes,
    (why) => void keeping.lock(why),
  );

  const requests = handlers({
    ...deskParts(opened),
    view,
    safekeeping: keeping,
    quit: () => app.quit(),
    restart() {
      startAgain(app);
      app.quit();
    },
    appVersion: runtime.appVersion,
    send: out.send,
    discoveries: discoveries({ desk: opened, shelf, reload: reloadProviders, newId: randomUUID }),
    now,
    shelf,
    findProvider: shelf.find,
    clipboard: copied,
    copyText,
    keptSessions: kept,
    questions: out.questions,
    chooseFile: () => chooseCertificateFile(dialog, hand.window()),
    resolveProxy: (url) => session.defaultSession.resolveProxy(url),
    settings: settingsView,
    updateSettings(change) {
      settings.change(change);
      nativeTheme.themeSource = settings.read().theme;
      published.stale('settings');
      hand.look();
    },
    openProvidersFolder: () => openFolder(shell, runtime.providersFolder),
    openInBrowser,
    reloadProviders,
    files: files.files,
    own: { ...files.handlers, ...hand.handlers },
    dismissNotice: notices.dismiss,
  });
  app.on('window-all-closed', () => {
    if (process.platform !== 'darwin') app.quit();
  });
  watchPower({
    suspended: () => keeping.desk()?.scheduler.suspended(),
    resumed: () => keeping.desk()?.scheduler.resumed(),
  });
  waitBeforeQuit([() => keeping.desk()?.leave(), () => copied.clearIfOurs(), () => keeping.settled()], () =>
    hand.installUpdate(),
  );
  hand.start();
  // While the page is being made. A sign-in needs a desk, and there is none before.
  await Promise.all([
    reloadProviders(),
    removeLeftovers(path.join(userData, 'Partitions'), settings.read().keptSessions, logError),
  ]);
  // Not before the window: the system may ask for the keyring's password, and then the window says so.
  await keeping.start();
}
