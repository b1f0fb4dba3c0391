/** Makes the views of backups: what may be chosen, and what importing would do. No secret is among them. */
import {
  isOneUse,
  refreshEndpoint,
  tokenEndpoint,
  type Backup,
  type Client,
  type ImportItem,
  type StoredAccount,
} from '../accounts';
import { parseProvider, secretHosts, writtenHosts, type Provider, type ProviderSource } from '../providers';
import type { BackupChoices, ImportItemView, ImportPreview } from '../../preload/contract';

type FindProvider = (id: string) => Provider | undefined;

/** What could go into a backup. */
export function choicesView(
  accounts: readonly StoredAccount[],
  clients: readonly Client[],
  own: readonly ProviderSource[],
  findProvider: FindProvider,
): BackupChoices {
  const byId = new Map(clients.map((client) => [client.id, client]));
  const nameOf = (id: string) => findProvider(id)?.name ?? id;
  return {
    accounts: accounts.flatMap((stored) => {
      const { id, label, clientId, providerId, practice } = stored.state === 'open' ? stored.account : stored.facts;
      if (practice) return [];
      const client = byId.get(clientId);
      const names = { providerName: nameOf(providerId), clientName: client?.name ?? client?.clientId ?? '' };
      if (stored.state === 'locked') {
        return { id, label, clientId, providerId, ...names, oneUse: false, automatic: false, state: 'locked' } as const;
      }
      const { automatic, problem } = stored.account;
      const oneUse = isOneUse(stored.account, findProvider(providerId));
      const state = problem?.kind === 'uncertain' ? 'uncertain' : 'ready';
      return { id, label, clientId, providerId, ...names, oneUse, automatic, state } as const;
    }),
    clients: clients.flatMap(({ id, name, clientId, providerId, practice }) =>
      practice === null ? { id, clientName: name ?? clientId, providerId, providerName: nameOf(providerId) } : [],
    ),
    providers: own.map(({ provider: { id, name } }) => ({ id, name })),
  };
}

/** What importing a backup would do. */
export function previewView(
  { createdAt, moved, clients, providers }: Backup,
  items: readonly ImportItem[],
  findHere: FindProvider,
): ImportPreview {
  const brought = new Map(
    providers.flatMap(({ text }) => {
      const parsed = parseProvider(text);
      return parsed.kind === 'ok' ? [[parsed.provider.id, parsed.provider] as const] : [];
    }),
  );
  const find: FindProvider = (id) => findHere(id) ?? brought.get(id);
  const clientNames = new Map(clients.map(({ id, name, clientId }) => [id, name ?? clientId]));
  return { createdAt, moved, items: items.map((item) => itemView(item, { find, brought, clientNames })) };
}

interface Known {
  readonly find: FindProvider;
  /** The providers that the backup brings. */
  readonly brought: ReadonlyMap<string, Provider>;
  readonly clientNames: ReadonlyMap<string, string>;
}

function itemView(item: ImportItem, { find, brought, clientNames }: Known): ImportItemView {
  const { key, verdict, action, wanted, needs } = item;
  const plain = {
    key,
    verdict,
    action,
    wanted,
    needs,
    name: null,
    providerName: null,
    clientName: null,
    oneUse: false,
    automatic: false,
    secretDiffers: false,
    hosts: [],
  };
  switch (item.what) {
    case 'account': {
      const { account } = item;
      const provider = find(account.providerId);
      return {
        ...plain,
        what: 'account',
        name: account.label,
        providerName: provider?.name ?? account.providerId,
        clientName: clientNames.get(account.clientId) ?? null,
        oneUse: isOneUse(account, provider),
        automatic: account.automatic,
      };
    }
    case 'client': {
      const { client, secretDiffers } = item;
      const provider = find(client.providerId);
      return {
        ...plain,
        what: 'client',
        name: client.name ?? client.clientId,
        providerName: provider?.name ?? client.providerId,
        secretDiffers,
        hosts: hostsOfClient(provider, client),
      };
    }
    case 'provider': {
      const provider = brought.get(item.file.id);
      return {
        ...plain,
        what: 'provider',
        name: provider?.name ?? item.file.id,
        hosts: provider === undefined ? [] : secretHosts(provider),
      };
    }
    case 'unreadable':
      return { ...plain, what: item.entry.what, name: item.entry.name };
  }
}

/** SECURITY: whatever a client has of its own is named, also where its token endpoint is the provider's: a token goes to the others as well. */
function hostsOfClient(provider: Provider | undefined, client: Client): readonly string[] {
  const { proxy } = client.options.network;
  const usual = provider === undefined ? [] : [tokenEndpoint(provider, client), refreshEndpoint(provider, client)];
  const own = Object.values(client.endpoints);
  return writtenHosts([...usual, ...own, proxy.kind === 'fixed' ? proxy.url : undefined]);
}
