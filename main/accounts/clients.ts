/**
 * The user's registrations with providers: checked when entered, sealed before they count. Owns the list of clients; the only
 * writer of client records.
 */
import { Secret } from '../oauth';
import { type Provider } from '../providers';
import type { Client, ClientAuthentication, ClientEndpoints, ClientId, ClientRegistration } from './account';
import { PLAIN_OPTIONS, type ClientOptions } from './client-options';
import { clientProblem, endpointProblem, type DraftProblem } from './client-rules';
import { keyFromDraft, type KeyDraft } from './client-key';
import { withProxyAddress } from './network-rules';
import type { ClientRecords, DamagedRecord, SaveResult } from './ports';

/** A client as its form gives it. */
export interface ClientDraft {
  /** Null for a new client. */
  readonly id: ClientId | null;
  /** Of a new client: the one whose stored secrets it gets. */
  readonly copyOf?: ClientId | null | undefined;
  /** What its user calls it; left out: as stored. */
  readonly name?: string | null | undefined;
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
    readonly device?: string | null | undefined;
    /** Left out: as stored. */
    readonly pushed?: string | null | undefined;
    readonly userinfo?: string | null | undefined;
    readonly introspection?: string | null | undefined;
    readonly revocation?: string | null | undefined;
  };
  readonly authentication: ClientAuthentication | null;
  /** Values of the provider's variables; an empty text means its default. */
  readonly variables?: Readonly<Record<string, string>> | undefined;
  /** Left out: the stored one. */
  readonly key?: KeyDraft | undefined;
  /** Null keeps the stored value; an empty text removes it. */
  readonly fields?: Readonly<Record<string, string | null>> | undefined;
  /** What is left out stays as stored. */
  readonly options?: { readonly [K in keyof ClientOptions]?: ClientOptions[K] | undefined } | undefined;
  /** Set once, when the client is registered from here. */
  readonly registration?: ClientRegistration;
  readonly practice?: string;
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
  /** The client that a draft would make, checked; nothing is kept. */
  preview(draft: ClientDraft): DraftedClient;
  /** Keeps a whole client, from a backup; its provider need not be known. */
  adopt(client: Client): Promise<SaveClientResult>;
  /** Makes a client what it was before a change; fails where it is not there any more. */
  takeBack(before: Client): Promise<SaveResult>;
  /** For good, also of what is set aside. */
  remove(id: ClientId): Promise<SaveResult>;
  /** Out of sight, and marked as removed (removals.ts); on failure nothing changes. */
  setAside(id: ClientId): Promise<SaveResult>;
  bringBack(id: ClientId): Promise<SaveResult>;
}

export type DraftedClient =
  | { readonly kind: 'client'; readonly client: Client; readonly provider: Provider }
  | { readonly kind: 'invalid'; readonly problem: DraftProblem };

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
  const aside = new Map<ClientId, Client>();
  const preview = (draft: ClientDraft): DraftedClient => {
    const provider = findProvider(draft.providerId);
    const from = draft.id ?? draft.copyOf ?? null;
    const stored = from === null ? undefined : clients.get(from);
    // SECURITY: a copy that went to another provider would take the secret to that one's servers.
    const isForeign = draft.id === null && stored !== undefined && stored.providerId !== draft.providerId;
    if (provider === undefined || (from !== null && stored === undefined) || isForeign) {
      return { kind: 'invalid', problem: { code: 'not_found', field: null } };
    }
    const key = keyFromDraft(draft.key, stored);
    if (key.kind === 'wrong') return { kind: 'invalid', problem: key.problem };
    const client = { ...clientFromDraft(draft, stored, provider, newId), key: key.key };
    const problem = clientProblem(client, provider);
    return problem === undefined ? { kind: 'client', client, provider } : { kind: 'invalid', problem };
  };
  const keep = async (client: Client): Promise<SaveClientResult> => {
    const save = await records.save(client);
    if (save.kind === 'failed') {
      // What was prepared on disk would be finished at the next start, although its user was told that nothing has changed.
      const before = clients.get(client.id);
      if (before !== undefined) await records.save(before);
      return { kind: 'not_saved', save };
    }
    clients.set(client.id, client);
    changed();
    return { kind: 'saved', client };
  };
  return {
    async load() {
      const loaded = await records.load();
      for (const client of loaded.clients) clients.set(client.id, client);
      return loaded.damaged;
    },
    all: () => [...clients.values()],
    find: (id) => clients.get(id),
    preview,
    async save(draft) {
      const drafted = preview(draft);
      return drafted.kind === 'invalid' ? drafted : keep(drafted.client);
    },
    async adopt(client) {
      const provider = findProvider(client.providerId);
      // SECURITY: a file's endpoints are judged like typed ones, also where the provider's own are not known yet.
      const problem = provider === undefined ? endpointProblem(client) : clientProblem(client, provider);
      return problem === undefined ? keep(client) : { kind: 'invalid', problem };
    },
    async takeBack(before) {
      if (!clients.has(before.id)) return gone;
      const kept = await keep(before);
      return kept.kind === 'not_saved' ? kept.save : { kind: 'saved' };
    },
    async remove(id) {
      const result = await records.remove(id);
      if (result.kind === 'saved') {
        aside.delete(id);
        if (clients.delete(id)) changed();
      }
      return result;
    },
    async setAside(id) {
      const client = clients.get(id);
      if (client === undefined) return gone;
      const result = await records.setAside(id);
      if (result.kind === 'saved') {
        clients.delete(id);
        aside.set(id, client);
        changed();
      }
      return result;
    },
    async bringBack(id) {
      const client = aside.get(id);
      if (client === undefined) return gone;
      const result = await records.bringBack(id);
      if (result.kind === 'saved') {
        aside.delete(id);
        clients.set(id, client);
        changed();
      }
      return result;
    },
  };
}

const gone: SaveResult = { kind: 'failed', reason: 'failed', detail: 'there is no such client' };

function clientFromDraft(
  draft: ClientDraft,
  stored: Client | undefined,
  provider: Provider,
  newId: () => string,
): Omit<Client, 'key'> {
  const pushed = draft.endpoints.pushed === undefined ? stored?.endpoints.pushed : draft.endpoints.pushed;
  const endpoints: ClientEndpoints = {
    ...(draft.endpoints.authorize ? { authorize: draft.endpoints.authorize } : {}),
    ...(draft.endpoints.token ? { token: draft.endpoints.token } : {}),
    ...(draft.endpoints.refresh ? { refresh: draft.endpoints.refresh } : {}),
    ...(pushed ? { pushed } : {}),
    ...(draft.endpoints.device ? { device: draft.endpoints.device } : {}),
    ...callEndpoints(draft, stored),
  };
  return {
    id: draft.id ?? newId(),
    name: (draft.name === undefined && draft.id !== null ? stored?.name : draft.name?.trim()) || null,
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
    variables: variablesFromDraft(draft, stored, provider),
    fields: fieldsFromDraft(draft, stored, provider),
    options: optionsFromDraft(draft, stored),
    // The registration at the server is the original's: a copy must not be able to end it.
    registration: draft.registration ?? (draft.id === null ? null : stored?.registration) ?? null,
    practice: draft.practice ?? (draft.id === null ? null : stored?.practice) ?? null,
  };
}

const callNames = ['userinfo', 'introspection', 'revocation'] as const;

function callEndpoints(draft: ClientDraft, stored: Client | undefined): ClientEndpoints {
  const entries = callNames.flatMap((name) => {
    const given = draft.endpoints[name];
    const url = given === undefined ? stored?.endpoints[name] : given;
    return url ? [[name, url]] : [];
  });
  return Object.fromEntries(entries);
}

/** Only variables that the provider's file has, and only what is not the default. */
function variablesFromDraft(draft: ClientDraft, stored: Client | undefined, provider: Provider): Client['variables'] {
  const given = draft.variables ?? stored?.variables ?? {};
  const entries = Object.entries(provider.variables).flatMap(([name, variable]) => {
    const value = Object.hasOwn(given, name) ? (given[name]?.trim() ?? '') : '';
    return value === '' || value === variable.default ? [] : [[name, value]];
  });
  return Object.fromEntries(entries);
}

function fieldsFromDraft(draft: ClientDraft, stored: Client | undefined, provider: Provider): Client['fields'] {
  const entries = provider.client_fields.flatMap(({ name }): [string, Secret][] => {
    const given = draft.fields !== undefined && Object.hasOwn(draft.fields, name) ? draft.fields[name] : null;
    const kept = stored !== undefined && Object.hasOwn(stored.fields, name) ? stored.fields[name] : undefined;
    if (given === null || given === undefined) return kept === undefined ? [] : [[name, kept]];
    return given.trim() === '' ? [] : [[name, new Secret(given.trim())]];
  });
  return Object.fromEntries(entries);
}

function optionsFromDraft(draft: ClientDraft, stored: Client | undefined): ClientOptions {
  const given = Object.entries(draft.options ?? {}).filter(([, value]) => value !== undefined);
  return withProxyAddress({ ...PLAIN_OPTIONS, ...stored?.options, ...Object.fromEntries(given) });
}
