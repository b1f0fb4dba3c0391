/** What each request of the contract does: finds what is named, asks the domain, and turns its outcome into an answer. */
import { Secret, type ServerHints } from '../oauth';
import { grantKind, type Provider } from '../providers';
import type {
  Client,
  Histories,
  ConnectDependencies,
  RefreshOutcome,
  RefreshQueue,
  RestoreOutcome,
  UnreadReader,
} from '../accounts';
import type { Settings } from '../vault';
import type { AppView, Answers, SettingsView } from '../../preload/contract';
import type { AfterGrant } from './after-desk';
import { afterHandlers } from './after-handlers';
import type { AtHandHandlers } from './at-hand/at-hand-handlers';
import { readAgainAnswer, refreshAnswer, restoreAnswer } from './answers';
import type { BackupHandlers } from './backup';
import type { TokenClipboard } from './clipboard';
import type { DeviceAttempts } from './device-attempts';
import { attemptTeller } from './connect-history';
import { connectFailure, saveFailure, signInRefusal } from './failures';
import type { FormOutcome, GrantForms } from './grant-forms';
import type { ForeignHandlers } from './foreign-handlers';
import { grantHandlers } from './grant-handlers';
import { historyHandlers, type HistoryHandlerDependencies } from './history-handlers';
import { handHandlers, type HandDependencies } from './hand-handlers';
import { refuse, type Handlers, type Refusal } from './ipc';
import { keyDraft, keyHandlers } from './key-handlers';
import { networkHandlers, type NetworkHandlerDependencies } from './network-handlers';
import { defined, markHandlers } from './mark-handlers';
import { protectionHandlers, type ProtectionControls } from './protection-handlers';
import { placeHandlers, type PlaceHandlerDependencies } from './place-handlers';
import type { KeptSessions } from './kept-sessions';
import type { Practice } from './practice';
import { practiceHandlers, type PracticeHandlerDependencies } from './practice-handlers';
import { providerHandlers, type ProviderHandlerDependencies } from './provider-handlers';
import { removalHandlers, type RemovalHandlerDependencies } from './removal-handlers';
import { refreshSeveral } from './several';
import { standardHandlers, type StandardHandlerDependencies } from './standard-handlers';
import { onlyWhenOpen } from './when-open';

export interface HandlerDependencies
  extends
    HandDependencies,
    PracticeHandlerDependencies,
    NetworkHandlerDependencies,
    PlaceHandlerDependencies,
    StandardHandlerDependencies,
    RemovalHandlerDependencies,
    ProviderHandlerDependencies,
    HistoryHandlerDependencies {
  readonly history: () => Histories;
  readonly view: () => AppView;
  readonly safekeeping: ProtectionControls;
  readonly quit: () => void;
  readonly restart: () => void;
  readonly restorePrevious: (id: string) => Promise<RestoreOutcome>;
  readonly refresh: (id: string, again: boolean, insist?: boolean) => Promise<RefreshOutcome>;
  readonly queue: () => RefreshQueue;
  readonly unreadReader: () => UnreadReader;
  readonly after: () => AfterGrant;
  readonly grantForms: () => GrantForms;
  readonly hints: () => ServerHints;
  readonly devices: () => DeviceAttempts;
  readonly connect: () => ConnectDependencies;
  readonly practice: () => Practice;
  readonly clipboard: TokenClipboard;
  readonly keptSessions: Pick<KeptSessions, 'forgetAccount' | 'forgetClient'>;
  readonly settings: () => SettingsView;
  readonly updateSettings: (change: Partial<Settings>) => void;
  readonly own: BackupHandlers & ForeignHandlers & AtHandHandlers;
  readonly dismissNotice: (id: string) => void;
}

export function handlers(deps: HandlerDependencies): Handlers {
  const { clients, safekeeping } = deps;
  const tell = attemptTeller(deps.history);

  /** The client and provider behind an id, or why there are none. */
  const lookUp = (clientId: string): { readonly client: Client; readonly provider: Provider } | Refusal => {
    const client = clients().find(clientId);
    const provider = client && deps.findProvider(client.providerId);
    return client && provider ? { client, provider } : refuse('not_found');
  };

  const guarded: Handlers = {
    ...standardHandlers(deps),
    getView: () => deps.view(),
    ...protectionHandlers(safekeeping),
    quit() {
      deps.quit();
      return null;
    },
    restart() {
      deps.restart();
      return null;
    },
    async saveClient(input) {
      const key = keyDraft(input.key, deps.madeKeys());
      if ('refused' in key) return key;
      const before = input.id === null ? undefined : clients().find(input.id);
      const saved = await clients().save({ ...input, key });
      if (saved.kind === 'saved') {
        if (before !== undefined) deps.removals().clientWas(before);
        if (saved.client.options.session !== 'keep') await deps.keptSessions.forgetClient(saved.client.id);
        return { clientId: saved.client.id };
      }
      return saved.kind === 'invalid'
        ? refuse(saved.problem.code, { field: saved.problem.field })
        : { refused: saveFailure(saved.save) };
    },
    ...removalHandlers(deps),
    ...keyHandlers(deps),
    async signIn({ clientId, accountId, place = null, anotherUser = false }) {
      const found = lookUp(clientId);
      if ('refused' in found) return found;
      const end = await deps.signIns().start({ ...found, accountId, place, anotherUser });
      if (end.kind === 'exchanged' && end.outcome.kind === 'connected') return { accountId: end.outcome.accountId };
      return tell(accountId, { refused: signInRefusal(end) });
    },
    ...placeHandlers(deps),
    ...networkHandlers(deps),
    cancelAttempt: ({ attemptId }) =>
      [deps.signIns(), deps.grantForms(), deps.devices()].some((attempts) => attempts.cancel(attemptId))
        ? null
        : refuse('not_found'),
    async submitGrant({ clientId, accountId, grant, fields, scope }) {
      const found = lookUp(clientId);
      if ('refused' in found) return found;
      const { grants } = found.provider;
      const described = Object.hasOwn(grants, grant) ? grants[grant] : undefined;
      if (described === undefined || grantKind(grant, described) !== 'form') return refuse('not_found');
      const wanted = described.fields;
      const missing = wanted.find(({ name, required }) => required && (fields[name] ?? '') === '');
      if (missing !== undefined) return refuse('invalid_input', { field: missing.name });
      const secrets = Object.fromEntries(
        wanted.flatMap(({ name }) => (fields[name] ? [[name, new Secret(fields[name])]] : [])),
      );
      const form = { ...found, accountId, grant, fields: secrets, scope };
      return tell(accountId, grantAnswer(await deps.grantForms().submit(form)));
    },
    ...grantHandlers({ ...deps, lookUp, tell }),
    async openAction({ attemptId }) {
      const opened = await deps.grantForms().open(attemptId);
      switch (opened.kind) {
        case 'closed':
          return null;
        case 'not_found':
          return refuse('not_found');
        case 'failed':
          return refuse('sign_in_page_failed', { detail: opened.detail });
      }
    },
    async repeatGrant({ attemptId }) {
      const forms = deps.grantForms();
      const form = forms.attempts().find(({ id }) => id === attemptId)?.form;
      const outcome = await forms.repeat(attemptId);
      return outcome === undefined ? refuse('not_found') : tell(form?.accountId ?? null, grantAnswer(outcome));
    },
    async refresh({ accountId, again, insist }) {
      return refreshAnswer(await deps.refresh(accountId, again, insist));
    },
    refreshMany: ({ accountIds }) => refreshSeveral(deps.queue(), accountIds),
    cancelRefreshes() {
      deps.queue().cancel();
      return null;
    },
    ...markHandlers(deps),
    lookAtReply: async ({ accountId }) => (await deps.unreadReader().look(accountId)) ?? refuse('not_found'),
    async readAgain({ accountId }) {
      return readAgainAnswer(await deps.unreadReader().readAgain(accountId));
    },
    ...handHandlers(deps),
    restorePrevious: async ({ accountId }) => restoreAnswer(await deps.restorePrevious(accountId)),
    ...afterHandlers(deps.after, deps.history, deps.now),
    ...historyHandlers(deps),
    updateSettings(change) {
      deps.updateSettings(defined(change));
      return null;
    },
    ...practiceHandlers(deps),
    ...providerHandlers(deps),
    ...deps.own,
    dismissNotice({ noticeId }) {
      deps.dismissNotice(noticeId);
      return null;
    },
  };
  return onlyWhenOpen(guarded, safekeeping);
}

function grantAnswer(outcome: FormOutcome): Answers['submitGrant'] | Refusal {
  if (outcome.kind === 'cancelled') return refuse('sign_in_cancelled');
  return outcome.kind === 'connected' || outcome.kind === 'action_needed'
    ? outcome
    : { refused: connectFailure(outcome) };
}
