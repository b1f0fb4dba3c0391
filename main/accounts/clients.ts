/**
 * The user's registrations with providers: checked when entered, sealed before they count. Owns the list of clients; the only
 * writer of client records.
 */
import { checkCallbackUrl, checkEndpoint, Secret, wrongHookField } from '../oauth';
import { fillEndpoint, grantKind, placeholdersOf, signInGrant, variableValues, type Provider } from '../providers';
import type { Client, ClientAuthentication, ClientEndpoints, ClientId, ClientRegistration } from './account';
import { PLAIN_OPTIONS, type ClientOptions } from './client-options';
import { keyFromDraft, keyProblem, type KeyDraft } from './client-key';
import { usesPushed } from './client-proof';
import { authorizeEndpoint, deviceEndpoint, pushedEndpoint, tokenEndpoint } from './endpoints';
import { networkProblem, withProxyAddress, type NetworkProblem } from './network-rules';
import { optionProblem, type OptionProblem } from './option-rules';
import type { ClientRecords, DamagedRecord, SaveResult } from './ports';
import { loopbackCallback } from './sign-in-place';

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

/** Why a draft was refused, and at which field of the form. */
export interface DraftProblem {
  readonly code:
    | 'not_found'
    | 'invalid_input'
    | 'endpoint_invalid'
    | 'endpoint_not_https'
    | 'endpoint_missing'
    | 'callback_invalid'
    | 'callback_missing'
    | 'variable_missing'
    | 'variable_invalid'
    | 'host_not_allowed'
    | 'key_invalid'
    | 'key_unreadable'
    | 'key_public'
    | 'key_encrypted'
    | 'key_unsupported'
    | 'key_missing'
    | 'callback_not_loopback'
    | NetworkProblem['code']
    | OptionProblem['code'];
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
  /** The client that a draft would make, checked; nothing is kept. */
  preview(draft: ClientDraft): DraftedClient;
  /** Keeps a whole client, from a backup; its provider need not be known. */
  adopt(client: Client): Promise<SaveClientResult>;
  remove(id: ClientId): Promise<SaveResult>;
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
  const preview = (draft: ClientDraft): DraftedClient => {
    const provider = findProvider(draft.providerId);
    const stored = draft.id === null ? undefined : clients.get(draft.id);
    if (provider === undefined || (draft.id !== null && stored === undefined)) {
      return { kind: 'invalid', problem: { code: 'not_found', field: null } };
    }
    const key = keyFromDraft(draft.key, stored);
    if (key.kind === 'wrong') return { kind: 'invalid', problem: key.problem };
    const client = { ...clientFromDraft(draft, stored, provider, newId), key: key.key };
    const problem = findProblem(client, provider);
    return problem === undefined ? { kind: 'client', client, provider } : { kind: 'invalid', problem };
  };
  const keep = async (client: Client): Promise<SaveClientResult> => {
    const save = await records.save(client);
    if (save.kind === 'failed') return { kind: 'not_saved', save };
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
      const problem = provider === undefined ? endpointProblem(client) : findProblem(client, provider);
      return problem === undefined ? keep(client) : { kind: 'invalid', problem };
    },
    async remove(id) {
      const result = await records.remove(id);
      if (result.kind === 'saved' && clients.delete(id)) changed();
      return result;
    },
  };
}

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
    variables: variablesFromDraft(draft, stored, provider),
    fields: fieldsFromDraft(draft, stored, provider),
    options: optionsFromDraft(draft, stored),
    registration: draft.registration ?? stored?.registration ?? null,
    practice: draft.practice ?? stored?.practice ?? null,
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

/** SECURITY: an address is judged as a whole here, before the client is kept and long before a secret is sent to it. */
function variableProblem(client: Client, provider: Provider): DraftProblem | undefined {
  const values = variableValues(provider, client.variables, {});
  const templates = [
    client.endpoints.authorize === undefined ? provider.endpoints.authorize : undefined,
    client.endpoints.token === undefined ? provider.endpoints.token : undefined,
    provider.endpoints.refresh,
    client.endpoints.pushed === undefined ? provider.endpoints.pushed_authorization_request : undefined,
    ...Object.values(provider.grants).map(({ endpoint }) => endpoint),
  ];
  for (const template of templates) {
    if (template === undefined || placeholdersOf(template).length === 0) continue;
    const filled = fillEndpoint(provider, template, values);
    if (filled.kind === 'ok') continue;
    const codes = {
      missing: 'variable_missing',
      pattern: 'variable_invalid',
      host: 'host_not_allowed',
      invalid: 'variable_invalid',
      not_https: 'variable_invalid',
    } as const;
    const [first] = placeholdersOf(template);
    return { code: codes[filled.reason], field: `variables.${filled.variable ?? first ?? ''}` };
  }
  return undefined;
}

function fieldProblem(client: Client, provider: Provider): DraftProblem | undefined {
  const missing = provider.client_fields.find(({ name, required }) => required && !Object.hasOwn(client.fields, name));
  if (missing !== undefined) return { code: 'invalid_input', field: `fields.${missing.name}` };
  const wrong = wrongHookField(provider, client.fields);
  return wrong === null ? undefined : { code: 'key_invalid', field: `fields.${wrong}` };
}

/** What is wrong with the endpoints that a client has of its own, or undefined. */
function endpointProblem({ endpoints }: Client): DraftProblem | undefined {
  for (const [name, value] of Object.entries(endpoints)) {
    const problem = value === undefined ? undefined : urlProblem(value, `endpoints.${name}`);
    if (problem !== undefined) return problem;
  }
  return undefined;
}

function urlProblem(value: string, field: string): DraftProblem | undefined {
  const checked = checkEndpoint(value);
  if (checked.kind !== 'refused') return undefined;
  return { code: checked.reason === 'not_https' ? 'endpoint_not_https' : 'endpoint_invalid', field };
}

/** The first thing wrong with a client, or undefined. SECURITY: no secret is ever sent to an endpoint that this refused. */
function findProblem(client: Client, provider: Provider): DraftProblem | undefined {
  if (client.clientId === '') return { code: 'invalid_input', field: 'clientId' };
  const inside =
    variableProblem(client, provider) ??
    fieldProblem(client, provider) ??
    keyProblem(client, provider) ??
    optionProblem(client.options, provider) ??
    networkProblem(client.options);
  if (inside !== undefined) return inside;
  const kind = chosenKind(client, provider);
  const signsIn = kind === 'authorization_code' || kind === 'implicit';
  const wanted: [string, string | undefined][] = [
    ...(signsIn
      ? ([['endpoints.authorize', authorizeEndpoint(provider, client)]] as [string, string | undefined][])
      : []),
    ...(kind === 'device_code'
      ? ([['endpoints.device', deviceEndpoint(provider, client)]] as [string, string | undefined][])
      : []),
    ...(kind === 'implicit'
      ? []
      : ([['endpoints.token', tokenEndpoint(provider, client)]] as [string, string | undefined][])),
  ];
  if (signsIn && usesPushed(provider, client)) wanted.push(['endpoints.pushed', pushedEndpoint(provider, client)]);
  for (const [field, value] of wanted) if (value === undefined) return { code: 'endpoint_missing', field };
  const given = [
    ...wanted,
    ['endpoints.authorize', client.endpoints.authorize] as const,
    ['endpoints.token', client.endpoints.token] as const,
    ['endpoints.refresh', client.endpoints.refresh] as const,
    ['endpoints.pushed', client.endpoints.pushed] as const,
    ['endpoints.device', client.endpoints.device] as const,
    ...callNames.map((name) => [`endpoints.${name}`, client.endpoints[name]] as const),
  ];
  for (const [field, value] of given) {
    const problem = value === undefined ? undefined : urlProblem(value, field);
    if (problem !== undefined) return problem;
  }
  if (client.callbackUrl === null) return signsIn ? { code: 'callback_missing', field: 'callbackUrl' } : undefined;
  if (checkCallbackUrl(client.callbackUrl).kind === 'refused')
    return { code: 'callback_invalid', field: 'callbackUrl' };
  if (client.options.signInPlace === 'browser' && loopbackCallback(provider, client) === null)
    return { code: 'callback_not_loopback', field: 'callbackUrl' };
  return undefined;
}

/** The kind of grant that a client connects by: what it was entered for, or what its provider begins with. */
function chosenKind(client: Client, provider: Provider): string {
  const name = client.options.grant ?? signInGrant(provider, client.clientSecret === null) ?? '';
  const grant = Object.hasOwn(provider.grants, name) ? provider.grants[name] : undefined;
  return grant === undefined ? '' : grantKind(name, grant);
}
