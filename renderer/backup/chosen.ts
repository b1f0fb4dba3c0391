/** What is ticked, and what comes along with it. Pure. */
import type { BackupChoices, ImportItemView } from '../../preload/contract';

export interface Ticked {
  readonly accounts: ReadonlySet<string>;
  readonly clients: ReadonlySet<string>;
  readonly providers: ReadonlySet<string>;
}

/** Everything but what cannot be read now. */
export function everything({ accounts, clients, providers }: BackupChoices): Ticked {
  return {
    accounts: new Set(accounts.flatMap(({ id, state }) => (state === 'locked' ? [] : id))),
    clients: new Set(clients.map(({ id }) => id)),
    providers: new Set(providers.map(({ id }) => id)),
  };
}

/** The clients of the ticked accounts, and the providers of both. */
export function comingAlong(choices: BackupChoices, ticked: Ticked): Pick<Ticked, 'clients' | 'providers'> {
  const accounts = choices.accounts.filter(({ id }) => ticked.accounts.has(id));
  const clients = new Set(accounts.map(({ clientId }) => clientId));
  const through = choices.clients.filter(({ id }) => ticked.clients.has(id) || clients.has(id));
  return { clients, providers: new Set([...accounts, ...through].map(({ providerId }) => providerId)) };
}

/** The same set with one more or one less. */
export function toggled(set: ReadonlySet<string>, key: string): ReadonlySet<string> {
  const next = new Set(set);
  if (!next.delete(key)) next.add(key);
  return next;
}

/** Entries that the ticked ones need. */
export function needed(items: readonly ImportItemView[], ticked: ReadonlySet<string>): ReadonlySet<string> {
  return new Set(items.flatMap(({ key, needs }) => (ticked.has(key) ? needs : [])));
}
