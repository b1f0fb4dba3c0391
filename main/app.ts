/**
 * The composition root: the one place where services are built and joined. Order: settings, key store, providers, desk, window.
 */
import path from 'node:path';
import ElectronStore from 'electron-store';
import {
  app,
  clipboard,
  ipcMain,
  nativeTheme,
  protocol,
  safeStorage,
  shell,
  type BrowserWindow,
  type WebContents,
} from 'electron';
import { mkdir } from 'node:fs/promises';
import { serveAppPages } from './desktop/app-scheme';
import { tokenClipboard } from './desktop/clipboard';
import { openDesk, type Desk } from './desktop/desk';
import { handlers } from './desktop/handlers';
import { serveRequests } from './desktop/ipc';
import { languageOf } from './desktop/language';
import { waitBeforeQuit } from './desktop/leaving';
import { logError } from './desktop/log';
import { openMainWindow } from './desktop/main-window';
import { electronTransport } from './desktop/network';
import { noticeBoard } from './desktop/notices';
import { providerShelf } from './desktop/provider-shelf';
import { publisher } from './desktop/publisher';
import { runtimeView } from './desktop/runtime';
import { electronKeyStore } from './desktop/safe-storage';
import { signInSessions } from './desktop/sign-in-sessions';
import { fetchNoDictionaries } from './desktop/spell-check';
import { accountView, attemptView, clientView, providerView, textIn } from './desktop/views';
import { Fault } from './fault';
import {
  durableVault,
  judgeProtection,
  memoryVault,
  safeStorageSealer,
  setAsideDamagedSettings,
  settingsBook,
  type Vault,
} from './vault';
import type { AppView, ProtectionView, SettingsView } from '../preload/contract';

/** Builds the app and opens its window. Called once, when Electron is ready. */
export async function startApp(): Promise<void> {
  fetchNoDictionaries(app);
  const userData = app.getPath('userData');
  const pagesFolder = path.join(__dirname, '../renderer');
  const now = Date.now;

  const damagedSettings = await setAsideDamagedSettings(path.join(userData, 'settings.json'));
  const settings = settingsBook(new ElectronStore({ name: 'settings' }));
  nativeTheme.themeSource = settings.read().theme;
  const runtime = runtimeView(userData);
  const language = () => languageOf(settings.read().locale, runtime.systemLocale);

  const shelf = providerShelf(runtime.providersFolder);
  const brokenProviders = await shelf.reload();

  const keyStore = electronKeyStore(safeStorage, process.platform);
  const judged = await judgeProtection(keyStore);
  let protection: ProtectionView =
    judged.kind === 'undecided'
      ? { kind: 'undecided', reason: judged.reason, detail: judged.detail }
      : { kind: judged.kind };

  const sessions = signInSessions(pagesFolder);
  const send = electronTransport(now);
  let window: BrowserWindow | null = null;
  let desk: Desk | undefined;
  const opened = (): Desk => {
    if (desk === undefined) throw new Fault('protection_undecided', 'asked before a place for secrets was decided');
    return desk;
  };

  const settingsView = (): SettingsView => {
    const { locale, theme, clipboardSeconds, signInSeconds } = settings.read();
    return { locale, theme, clipboardSeconds, signInSeconds };
  };
  const accountOf = (id: string) => {
    const stored = desk?.book.find(id);
    if (desk === undefined || stored === undefined) return undefined;
    const facts = stored.state === 'open' ? stored.account : stored.facts;
    return accountView(stored, {
      provider: shelf.find(facts.providerId),
      client: desk.clients.find(facts.clientId),
      refreshing: desk.refresher.isRefreshing(id),
      unsaved: desk.book.isUnsaved(id),
    });
  };
  const accountIds = (): readonly string[] =>
    desk?.book.all().map((stored) => (stored.state === 'open' ? stored.account.id : stored.facts.id)) ?? [];
  const makers = {
    protection: () => protection,
    settings: settingsView,
    providers: () => shelf.all().map(({ provider, origin }) => providerView(provider, origin)),
    clients: () => {
      const owners = accountIds().map((id) => accountOf(id)?.clientId);
      return (
        desk?.clients
          .all()
          .map((client) =>
            clientView(client, owners.filter((id) => id === client.id).length, shelf.find(client.providerId)),
          ) ?? []
      );
    },
    attempts: () =>
      desk === undefined ? [] : [...desk.signIns.attempts(), ...desk.grantForms.attempts()].map(attemptView),
    sandbox: (): AppView['sandbox'] =>
      desk?.practice.view() ?? { running: false, origin: null, people: [], settings: null },
    notices: () => notices.all(),
  };
  const view = (): AppView => ({
    runtime,
    protection: makers.protection(),
    settings: makers.settings(),
    providers: makers.providers(),
    clients: makers.clients(),
    accounts: accountIds().flatMap((id) => accountOf(id) ?? []),
    attempts: makers.attempts(),
    sandbox: makers.sandbox(),
    notices: makers.notices(),
  });
  const published = publisher(makers, accountOf, (channel, payload) => {
    if (window !== null && !window.isDestroyed()) window.webContents.send(channel, payload);
  });
  const notices = noticeBoard(() => published.stale('notices'));
  notices.addSettings(damagedSettings);
  notices.setBrokenProviders(brokenProviders);

  const openWith = async (vault: Vault): Promise<void> => {
    desk = await openDesk({
      vault,
      send,
      now,
      findProvider: shelf.find,
      nameOf: (provider) => textIn(provider.name, language()),
      sessions,
      parent: () => window,
      language,
      signInSeconds: () => settings.read().signInSeconds,
      practiceMemory: () => settings.read().sandbox,
      rememberPractice: (sandbox) => settings.change({ sandbox }),
      accountsChanged: (ids) => {
        published.staleAccounts(ids);
        published.stale('clients');
      },
      clientsChanged: () => published.stale('clients'),
      attemptsChanged: () => published.stale('attempts'),
      sandboxChanged: () => published.stale('sandbox', 'clients'),
    });
    notices.addDamaged(desk.damaged);
    published.stale('protection', 'clients', 'sandbox', 'notices');
    published.staleAccounts(accountIds());
    if (settings.read().sandbox.enabled) await desk.practice.start();
  };

  const copied = tokenClipboard(clipboard, now, (cleared) => published.send('clipboard', { cleared }));
  serveRequests(
    ipcMain,
    handlers({
      view,
      ready: () => desk !== undefined,
      async chooseMemoryOnly() {
        if (desk !== undefined) return;
        protection = { kind: 'memory' };
        await openWith(memoryVault());
      },
      quit: () => app.quit(),
      book: () => opened().book,
      clients: () => opened().clients,
      refresher: () => opened().refresher,
      signIns: () => opened().signIns,
      grantForms: () => opened().grantForms,
      practice: () => opened().practice,
      findProvider: shelf.find,
      clipboard: copied,
      settings: settingsView,
      updateSettings(change) {
        settings.change(change);
        nativeTheme.themeSource = settings.read().theme;
        published.stale('settings');
      },
      async openProvidersFolder() {
        await mkdir(runtime.providersFolder, { recursive: true, mode: 0o700 });
        const problem = await shell.openPath(runtime.providersFolder);
        if (problem !== '') throw new Fault('unexpected', problem);
      },
      async reloadProviders() {
        notices.setBrokenProviders(await shelf.reload());
        published.stale('providers');
        published.staleAccounts(accountIds());
      },
      dismissNotice: notices.dismiss,
    }),
    (contents: WebContents) => contents === window?.webContents,
    logError,
    published.flush,
  );

  if (judged.kind !== 'undecided') {
    await openWith(durableVault(path.join(userData, 'vault'), safeStorageSealer(keyStore, judged)));
  }

  serveAppPages(protocol, pagesFolder);
  const showWindow = (): void => {
    if (window !== null && !window.isDestroyed()) {
      if (window.isMinimized()) window.restore();
      return window.focus();
    }
    window = openMainWindow({
      bounds: settings.read().windowBounds,
      moved: (bounds) => settings.change({ windowBounds: bounds }),
    });
    window.on('closed', () => {
      window = null;
      desk?.signIns.cancelAll();
    });
  };
  app.on('second-instance', showWindow);
  app.on('activate', showWindow);
  app.on('window-all-closed', () => {
    if (process.platform !== 'darwin') app.quit();
  });
  // SECURITY: Electron would pick the first client certificate by itself; none is sent until the user can be asked.
  app.on('select-client-certificate', (event, _contents, _url, _list, choose) => {
    event.preventDefault();
    choose();
  });
  waitBeforeQuit(async () => {
    await copied.clearIfOurs();
    await desk?.refresher.settled();
    await desk?.book.settled();
  });
  showWindow();
}
