/**
 * The user's registrations with providers: checked when entered, sealed before they count. Owns the list of clients; the only
 * writer of client records.
 */
import { checkCallbackUrl, checkEndpoint, Secret } from '../oauth';
import type { Provider } from '../providers';
import type { Client, ClientAuthentication, ClientEndpoints, ClientId } from './account';
import { authorizeEndpoint, tokenEndpoint } from './endpoints';
import type { ClientRecords, DamagedRecord, SaveResult } from './ports';

/** A client as its form gives it. */
export interface ClientDraft {
  /** Null for a new client. */
  readonly id: ClientId | null;
  readonly providerId: string;
  readonly clientId: string;
  /** Null keeps the stored secret; an empty text removes it. */
  readonly clientSecret: string | null;
  readonly callbackUrl: string | null;
  readonly scope: string;
  readonly endpoints: {
    readonly authorize: string | null;
    readonly token: string | null;
    readonly refresh: string | null;
  };
  readonly authentication: ClientAuthentication | null;
  readonly practice?: string;
}

/** Why a draft was refused, and at which field of the form. */
export interface DraftProblem {
  readonly code:
    | 'not_found'
    | 'invalid_input'
    | 'endpoint_invalid'
    | 'endpoint_not_https'
    | 'endpoint_missing'
    | 'callback_invalid'
    | 'callback_missing';
  readonly field: string | null;
}

export type SaveClientResult =
  | { readonly kind: 'saved'; readonly client: Client }
  | { readonly kind: 'invalid'; readonly problem: DraftProblem }
  | { readonly kind: 'not_saved'; readonly save: Extract<SaveResult, { kind: 'failed' }> };

export interface ClientBook {
  load(): Promise<readonly DamagedRecord[]>;
  all(): readonly Client[];
  find(id: ClientId): Client | undefined;
  save(draft: ClientDraft): Promise<SaveClientResult>;
  remove(id: ClientId): Promise<SaveResult>;
}

/**
 * @param records where clients are kept
 * @param findProvider the providers known now
 * @param newId makes an id for a new client
 * @param changed called after every change
 */
export function clientBook(
  records: ClientRecords,
  findProvider: (id: string) => Provider | undefined,
  newId: () => string,
  changed: () => void,
): ClientBook {
  const clients = new Map<ClientId, Client>();
  return {
    async load() {
      const loaded = await records.load();
      for (const client of loaded.clients) clients.set(client.id, client);
      return loaded.damaged;
    },
    all: () => [...clients.values()],
    find: (id) => clients.get(id),
    async save(draft) {
      const provider = findProvider(draft.providerId);
      const stored = draft.id === null ? undefined : clients.get(draft.id);
      if (provider === undefined || (draft.id !== null && stored === undefined)) {
        return { kind: 'invalid', problem: { code: 'not_found', field: null } };
      }
      const client = clientFromDraft(draft, stored, newId);
      const problem = findProblem(client, provider);
      if (problem !== undefined) return { kind: 'invalid', problem };
      const save = await records.save(client);
      if (save.kind === 'failed') return { kind: 'not_saved', save };
      clients.set(client.id, client);
      changed();
      return { kind: 'saved', client };
    },
    async remove(id) {
      const result = await records.remove(id);
      if (result.kind === 'saved' && clients.delete(id)) changed();
      return result;
    },
  };
}

function clientFromDraft(draft: ClientDraft, stored: Client | undefined, newId: () => string): Client {
  const endpoints: ClientEndpoints = {
    ...(draft.endpoints.authorize ? { authorize: draft.endpoints.authorize } : {}),
    ...(draft.endpoints.token ? { token: draft.endpoints.token } : {}),
    ...(draft.endpoints.refresh ? { refresh: draft.endpoints.refresh } : {}),
  };
  return {
    id: stored?.id ?? newId(),
    providerId: draft.providerId,
    clientId: draft.clientId,
    clientSecret:
      draft.clientSecret === null
        ? (stored?.clientSecret ?? null)
        : draft.clientSecret === ''
          ? null
          : new Secret(draft.clientSecret),
    callbackUrl: draft.callbackUrl === '' ? null : draft.callbackUrl,
    scope: draft.scope.trim().split(/\s+/).join(' '),
    endpoints,
    authentication: draft.authentication,
    practice: draft.practice ?? stored?.practice ?? null,
  };
}

/** The first thing wrong with a client, or undefined. SECURITY: no secret is ever sent to an endpoint that this refused. */
function findProblem(client: Client, provider: Provider): DraftProblem | undefined {
  if (client.clientId === '') return { code: 'invalid_input', field: 'clientId' };
  const signsIn = provider.grants['authorization_code'] !== undefined;
  const wanted = [
    ...(signsIn ? ([['endpoints.authorize', authorizeEndpoint(provider, client)]] as const) : []),
    ['endpoints.token', tokenEndpoint(provider, client)] as const,
  ];
  for (const [field, value] of wanted) if (value === undefined) return { code: 'endpoint_missing', field };
  const given = [
    ...wanted,
    ['endpoints.authorize', client.endpoints.authorize] as const,
    ['endpoints.refresh', client.endpoints.refresh] as const,
  ];
  for (const [field, value] of given) {
    if (value === undefined) continue;
    const checked = checkEndpoint(value);
    if (checked.kind === 'refused') {
      return { code: checked.reason === 'not_https' ? 'endpoint_not_https' : 'endpoint_invalid', field };
    }
  }
  if (!signsIn) return undefined;
  if (client.callbackUrl === null) return { code: 'callback_missing', field: 'callbackUrl' };
  if (checkCallbackUrl(client.callbackUrl).kind === 'refused')
    return { code: 'callback_invalid', field: 'callbackUrl' };
  return undefined;
}
