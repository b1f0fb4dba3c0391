/**
 * The desks of the app, one after the other: locking takes one away, another key brings the next. What each is handed of the app, whom it tells
 * what, and what outlives it: codes for other devices that wait, and which tokens were sent once more.
 */
import { net, type BrowserWindow } from 'electron';
import type { AccountId, SendTokenRequest } from '../accounts';
import type { SettingsBook, Vault } from '../vault';
import type { Desk } from './desk';
import type { DeviceMemory } from './device-attempts';
import type { KeptSessions } from './kept-sessions';
import type { Language } from './language';
import { logError } from './log';
import type { NoticeBoard } from './notices';
import { openDesk } from './open-desk';
import type { OpeningDesk } from './opening-desk';
import type { ProviderShelf } from './provider-shelf';
import type { Publisher } from './publisher';
import type { SignInSessions } from './sign-in-sessions';
import { textIn } from './views';

export interface DesksDependencies {
  readonly settings: SettingsBook;
  readonly shelf: ProviderShelf;
  readonly send: SendTokenRequest;
  readonly now: () => number;
  readonly sessions: SignInSessions;
  readonly kept: KeptSessions;
  readonly openInBrowser: (url: string) => Promise<void>;
  readonly parent: () => BrowserWindow | null;
  readonly language: () => Language;
  readonly reloadProviders: () => Promise<void>;
  readonly published: Publisher;
  readonly notices: NoticeBoard;
  /** Called after accounts have changed: what is always at hand shows them, too. */
  readonly look: () => void;
}

/** Opens a desk over a vault; `begun` is called where there are so many records that some are to be seen before all are read. */
export type OpenDesk = (vault: Vault, begun: (desk: OpeningDesk) => void) => Promise<Desk>;

export function desks(deps: DesksDependencies): OpenDesk {
  const { settings, shelf, published, notices, language } = deps;
  const deviceMemory: DeviceMemory = new Map();
  const repeated = new Set<AccountId>();
  return async (vault, begun) => {
    const desk = await openDesk({
      vault,
      opening: { first: settings.read().firstShown, begun },
      send: deps.send,
      now: deps.now,
      findProvider: shelf.find,
      nameOf: (provider) => textIn(provider.name, language()),
      sessions: deps.sessions,
      openInBrowser: deps.openInBrowser,
      parent: deps.parent,
      deviceMemory,
      language,
      signInSeconds: () => settings.read().signInSeconds,
      automaticByDefault: () => settings.read().automaticRefresh,
      aheadShare: () => settings.read().atHand.aheadPercent / 100,
      online: () => net.isOnline(),
      practiceMemory: () => settings.read().sandbox,
      rememberPractice: (sandbox) => settings.change({ sandbox }),
      accountsChanged(ids) {
        published.staleAccounts(ids);
        published.stale('clients');
        deps.look();
      },
      clientsChanged: () => published.stale('clients'),
      attemptsChanged: () => published.stale('attempts'),
      sandboxChanged: (parts) => published.stale(...parts),
      batchChanged: () => published.stale('batch'),
      clockJumped: (by) => notices.addClockJump(by),
      historyChanged: (accountId) => published.send('history', { accountId }),
      historyDamaged: (record) => notices.addDamaged(record),
      repeated,
      shelf,
      reloadProviders: deps.reloadProviders,
      forgetSession: (id) => deps.kept.forgetAccount(id),
      removalsChanged: () => published.stale('removals'),
      report: logError,
    });
    notices.setDamaged(desk.damaged);
    return desk;
  };
}
