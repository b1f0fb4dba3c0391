/** All that the window shows, made of what there is: part by part, so that only what changed is made anew (publisher.ts). */
import { idOf, labelOf } from '../accounts';
import type { Settings } from '../vault';
import type { AppView, SettingsView } from '../../preload/contract';
import type { Desk } from './desk';
import type { OpeningDesk } from './opening-desk';
import type { ProviderShelf } from './provider-shelf';
import type { ViewMakers } from './publisher';
import { accountView, attemptView, clientView, providerView } from './views';

export interface AppViewDependencies {
  readonly runtime: AppView['runtime'];
  readonly shelf: Pick<ProviderShelf, 'all' | 'find'>;
  readonly settings: () => Settings;
  readonly protection: () => AppView['protection'];
  /** The desk as windows may see it; none while it is locked. */
  readonly desk: () => Desk | undefined;
  /** What can be shown while records are still being read. */
  readonly opening: () => OpeningDesk | undefined;
  readonly questions: () => AppView['questions'];
  readonly atHand: () => AppView['atHand'];
  readonly notices: () => AppView['notices'];
}

export interface AppViewMakers {
  readonly makers: ViewMakers;
  readonly view: () => AppView;
  /** Undefined where there is no such account. */
  readonly accountOf: (id: string) => AppView['accounts'][number] | undefined;
  readonly accountIds: () => readonly string[];
  readonly settingsView: () => SettingsView;
}

export function appView(deps: AppViewDependencies): AppViewMakers {
  const settingsView = (): SettingsView => {
    const {
      sandbox: _sandbox,
      windowBounds: _windowBounds,
      firstShown: _firstShown,
      keptSessions: _keptSessions,
      atHand: _atHand,
      ...shown
    } = deps.settings();
    return shown;
  };
  const accountOf = (id: string) => {
    const desk = deps.desk();
    const shown = desk ?? deps.opening();
    const stored = shown?.book.find(id);
    if (shown === undefined || stored === undefined) return undefined;
    const facts = stored.state === 'open' ? stored.account : stored.facts;
    return accountView(stored, {
      provider: deps.shelf.find(facts.providerId),
      client: shown.clients.find(facts.clientId),
      refreshing: desk?.refresher.isRefreshing(id) ?? false,
      unsaved: shown.book.isUnsaved(id),
      nextAttempt: desk?.scheduler.nextAttempt(id) ?? null,
      asking: desk?.after.identity.isAsking(id) ?? false,
      identityProblem: desk?.after.identity.problemOf(id) ?? null,
      labelOf: (other) => labelOf(shown.book.find(other)),
    });
  };
  const accountIds = (): readonly string[] => (deps.desk() ?? deps.opening())?.book.all().map(idOf) ?? [];
  const makers: ViewMakers = {
    protection: () => deps.protection(),
    settings: settingsView,
    providers: () => deps.shelf.all().map(({ provider, origin }) => providerView(provider, origin)),
    opening: () => {
      const total = deps.opening()?.total;
      return total === undefined ? null : { total };
    },
    clients: () => {
      const desk = deps.desk() ?? deps.opening();
      if (desk === undefined) return [];
      const counts = new Map<string, number>();
      for (const stored of desk.book.all()) {
        const { clientId } = stored.state === 'open' ? stored.account : stored.facts;
        counts.set(clientId, (counts.get(clientId) ?? 0) + 1);
      }
      return desk.clients
        .all()
        .map((client) => clientView(client, counts.get(client.id) ?? 0, deps.shelf.find(client.providerId)));
    },
    attempts: () => {
      const desk = deps.desk();
      return desk === undefined
        ? []
        : [...desk.signIns.attempts(), ...desk.grantForms.attempts(), ...desk.devices.attempts()].map(attemptView);
    },
    questions: () => deps.questions(),
    atHand: () => deps.atHand(),
    batch: () => deps.desk()?.queue.progress() ?? null,
    sandbox: (): AppView['sandbox'] =>
      deps.desk()?.practice.view() ?? { running: false, origin: null, people: [], settings: null },
    bench: () => deps.desk()?.practice.bench.view() ?? null,
    notices: () => deps.notices(),
    removals: () =>
      deps
        .desk()
        ?.removals.pending()
        .map(({ ids, ...removal }) => ({ ...removal, count: ids.length })) ?? [],
  };
  const view = (): AppView => ({
    runtime: deps.runtime,
    protection: makers.protection(),
    settings: makers.settings(),
    providers: makers.providers(),
    clients: makers.clients(),
    accounts: accountIds().flatMap((id) => accountOf(id) ?? []),
    opening: makers.opening(),
    attempts: makers.attempts(),
    questions: makers.questions(),
    atHand: makers.atHand(),
    batch: makers.batch(),
    sandbox: makers.sandbox(),
    bench: makers.bench(),
    notices: makers.notices(),
    removals: makers.removals(),
  });
  return { makers, view, accountOf, accountIds, settingsView };
}
