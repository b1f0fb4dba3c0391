/**
 * Registering a client at its server, and deleting it there. What a server has registered is kept before anything else; where it cannot
 * be written it stays in memory, and the same request made again writes it instead of registering a second client.
 */
import {
  checkCallbackUrl,
  deregistrationRequest,
  readRegistration,
  registrationRequest,
  scopeList,
  scopeText,
  type RegisteredClient,
  type Secret,
  type ServerError,
  type SigningKey,
  type TransportResult,
} from '../oauth';
import { fillEndpoint, variableValues, type Provider } from '../providers';
import type { Client, ClientAuthentication } from './account';
import { newKeyFor } from './client-proof';
import type { DraftProblem } from './client-rules';
import type { ClientBook, ClientDraft } from './clients';
import type { Errand, History } from './history';
import type { SaveResult, SendTokenRequest } from './ports';

export interface Registration {
  readonly provider: Provider;
  /** What the server calls the client. */
  readonly name: string;
  readonly callbackUrl: string | null;
  readonly scope: string;
  /** Where the server registers nobody without one; not kept. */
  readonly initialAccessToken: Secret | null;
}

export type RegistrationOutcome =
  | { readonly kind: 'registered'; readonly client: Client }
  | { readonly kind: 'no_endpoint' }
  | { readonly kind: 'invalid'; readonly problem: DraftProblem }
  | { readonly kind: 'refused'; readonly error: ServerError }
  | { readonly kind: 'unreadable'; readonly detail: string }
  | { readonly kind: 'transport'; readonly result: Exclude<TransportResult, { kind: 'reply' }> }
  /** The client exists at the server and is in memory here. */
  | { readonly kind: 'not_saved'; readonly save: Extract<SaveResult, { kind: 'failed' }> };

export type DeregistrationOutcome =
  | { readonly kind: 'deleted' }
  /** There is nothing to delete by. */
  | { readonly kind: 'not_managed' }
  | { readonly kind: 'refused'; readonly status: number }
  | { readonly kind: 'transport'; readonly result: Exclude<TransportResult, { kind: 'reply' }> };

export interface Registrar {
  register(wanted: Registration): Promise<RegistrationOutcome>;
  /** Deletes a client at its server. It stays here. */
  deregister(client: Client): Promise<DeregistrationOutcome>;
}

/** The methods that a client is given without a key. */
const methods: readonly ClientAuthentication[] = [
  'client_secret_jwt',
  'client_secret_post',
  'client_secret_basic',
  'none',
];

export function registrar(send: SendTokenRequest, clients: ClientBook, history: Pick<History, 'concluded'>): Registrar {
  /** Registered and not yet written, by provider. */
  const unwritten = new Map<string, ClientDraft>();

  const keep = async (draft: ClientDraft): Promise<RegistrationOutcome> => {
    const saved = await clients.save(draft);
    switch (saved.kind) {
      case 'saved':
        unwritten.delete(draft.providerId);
        return { kind: 'registered', client: saved.client };
      case 'invalid':
        return saved;
      case 'not_saved':
        unwritten.set(draft.providerId, draft);
        return saved;
    }
  };

  return {
    async register(wanted) {
      const { provider } = wanted;
      const waiting = unwritten.get(provider.id);
      if (waiting !== undefined) return keep(waiting);
      const problem = problemOf(wanted);
      if (problem !== undefined) return { kind: 'invalid', problem };
      const template = provider.endpoints.registration;
      const filled = template && fillEndpoint(provider, template, variableValues(provider, {}, {}));
      if (!filled || filled.kind === 'refused') return { kind: 'no_endpoint' };
      const scope = scopeText(scopeList(wanted.scope, provider), provider);
      const key = await keyFor(provider);
      const asked = { ...wanted, endpoint: filled.url, scope, key: key?.publicJwk ?? null };
      const secrets: Secret[] = wanted.initialAccessToken === null ? [] : [wanted.initialAccessToken];
      const errand: Errand = { key: {}, kind: 'register', by: 'you', accountId: null, client: undefined, secrets };
      const result = await send(registrationRequest(provider, asked), errand);
      if (result.kind !== 'reply') {
        history.concluded(errand, 'failed');
        return { kind: 'transport', result };
      }
      const read = readRegistration(result.reply, provider, secrets);
      // SECURITY: what the server gave is masked in all of its answer, not only where it stands under its name.
      if (read.kind === 'registered') secrets.push(...given(read.client));
      history.concluded(errand, read.kind === 'registered' ? 'done' : 'failed');
      return read.kind === 'registered' ? keep(draftOf(wanted, read.client, key)) : read;
    },
    async deregister(client) {
      const { id, registration, options } = client;
      const { managementUrl = null, managementToken = null } = registration ?? {};
      if (managementUrl === null || managementToken === null) return { kind: 'not_managed' };
      const request = deregistrationRequest(managementUrl, managementToken);
      const errand: Errand = { key: {}, kind: 'deregister', by: 'you', accountId: null, client };
      const result = await send({ ...request, network: options.network, owner: id }, errand);
      if (result.kind !== 'reply') {
        history.concluded(errand, 'failed');
        return { kind: 'transport', result };
      }
      const { status } = result.reply;
      // 404 and 410: somebody else has deleted it, which is what was wanted (RFC 7592 section 2.3 has 401 for a token that is void).
      const gone = (status >= 200 && status < 300) || status === 404 || status === 410;
      history.concluded(errand, gone ? 'done' : 'failed');
      return gone ? { kind: 'deleted' } : { kind: 'refused', status };
    },
  };
}

function given({ clientSecret, managementToken }: RegisteredClient): readonly Secret[] {
  return [clientSecret, managementToken].filter((secret) => secret !== null);
}

/** What would make the registered client useless here is refused before a server is asked. */
function problemOf({ provider, callbackUrl }: Registration): DraftProblem | undefined {
  if (provider.grants['authorization_code'] === undefined) return undefined;
  if (callbackUrl === null) return { code: 'callback_missing', field: 'callbackUrl' };
  return checkCallbackUrl(callbackUrl).kind === 'refused'
    ? { code: 'callback_invalid', field: 'callbackUrl' }
    : undefined;
}

/** A key for a client that will prove itself by one, of a kind that the server takes; null where it will not. */
function keyFor({
  client_authentication: method,
  client_assertion: { algorithms },
}: Provider): Promise<SigningKey> | null {
  if (method !== 'private_key_jwt') return null;
  return newKeyFor(algorithms);
}

function draftOf(
  { provider, callbackUrl, scope }: Registration,
  registered: RegisteredClient,
  made: SigningKey | null,
): ClientDraft {
  const { clientId, clientSecret, secretExpiresAt, managementUrl, managementToken } = registered;
  const method = methodOf(registered, made !== null);
  const pushes = registered.pushed && provider.endpoints.pushed_authorization_request !== undefined;
  return {
    id: null,
    providerId: provider.id,
    clientId,
    clientSecret: clientSecret?.reveal() ?? '',
    callbackUrl,
    scope,
    endpoints: { authorize: null, token: null, refresh: null },
    authentication: method === undefined || method === provider.client_authentication ? null : method,
    ...(made === null ? {} : { key: { kind: 'made', key: made.jwk } }),
    // What the server insists on for this client, whatever its metadata leaves open.
    options: { ...(registered.bound ? { dpop: true } : {}), ...(pushes ? { pushed: true } : {}) },
    registration: { secretExpiresAt, managementUrl, managementToken },
  };
}

/** A server may give another method than the one that was asked for (RFC 7591 section 3.2.1). Undefined: as the provider's file has it. */
function methodOf(
  { clientSecret, authentication }: RegisteredClient,
  hasKey: boolean,
): ClientAuthentication | undefined {
  if (hasKey && (authentication === null || authentication === 'private_key_jwt')) return 'private_key_jwt';
  return clientSecret === null ? 'none' : methods.find((name) => name === authentication);
}
