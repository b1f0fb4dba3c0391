/** What the client form holds, how it becomes the request, and which field an error of the answer belongs to. Pure. */
import type {
  ClientAuthentication,
  ClientOptionsView,
  ClientView,
  ErrorView,
  ProviderView,
  RequestInput,
} from '../../preload/contract';
import { grantFor } from './ways';
import { type StandardDraft, standardDraftOf, standardOptionsOf } from './standardDraft';
import { keyInputOf, proofDraftOf, proofOptionsOf, type ProofDraft } from './proofDraft';

export type ClientInput = RequestInput<'saveClient'>;

/** Everything but secrets, which are read from their inputs when the form is submitted. */
export interface ClientDraft extends StandardDraft {
  /** What its user calls it; empty for its client_id. */
  readonly name: string;
  /** Stored secrets that go when it is saved, by the names of their inputs. */
  readonly removed: readonly string[];
  readonly clientId: string;
  readonly callbackUrl: string;
  readonly scope: string;
  readonly authorize: string;
  readonly token: string;
  readonly refresh: string;
  readonly device: string;
  /** The grant it connects by; null for the sign-in page. */
  readonly grant: string | null;
  readonly userinfo: string;
  readonly introspection: string;
  readonly revocation: string;
  readonly authentication: ClientAuthentication | null;
  readonly variables: Readonly<Record<string, string>>;
  readonly proof: ProofDraft;
  /** The provider's client fields that are no secrets. */
  readonly fields: Readonly<Record<string, string>>;
  readonly signInPlace: ClientOptionsView['signInPlace'];
  readonly session: ClientOptionsView['session'];
  readonly proxy: (typeof proxyKinds)[number];
  /** Kept while another kind is chosen, so that looking around loses nothing. */
  readonly proxyUrl: string;
  readonly extraCa: string | null;
  readonly trustLoopback: boolean;
}

export const proxyKinds = ['system', 'direct', 'fixed'] as const;

/** The network profile that a draft asks for. */
export function networkOf(draft: ClientDraft): ClientOptionsView['network'] {
  const { proxy, proxyUrl, extraCa, trustLoopback } = draft;
  return { proxy: proxy === 'fixed' ? { kind: proxy, url: proxyUrl.trim() } : { kind: proxy }, extraCa, trustLoopback };
}

/** @param asked the grant of the account that will be connected again; null where there is none */
export function draftOf(provider: ProviderView, client: ClientView | null, asked: string | null = null): ClientDraft {
  const network = client?.options.network;
  return {
    name: client?.name ?? '',
    removed: [],
    clientId: client?.clientId ?? '',
    callbackUrl: client?.callbackUrl ?? '',
    scope: client?.scope ?? provider.defaultScope,
    authorize: client?.endpoints.authorize ?? '',
    token: client?.endpoints.token ?? '',
    refresh: client?.endpoints.refresh ?? '',
    device: client?.endpoints.device ?? '',
    grant: grantFor(provider, client, asked),
    userinfo: client?.endpoints.userinfo ?? '',
    introspection: client?.endpoints.introspection ?? '',
    revocation: client?.endpoints.revocation ?? '',
    authentication: client?.authentication ?? null,
    proof: proofDraftOf(client),
    variables: Object.fromEntries(provider.variables.map(({ name }) => [name, client?.variables[name] ?? ''])),
    fields: Object.fromEntries(
      provider.clientFields.flatMap(({ name, secret }) => (secret ? [] : [[name, client?.fields[name] ?? '']])),
    ),
    ...standardDraftOf(client?.options ?? null),
    signInPlace: client?.options.signInPlace ?? null,
    session: client?.options.session ?? 'forget',
    proxy: network?.proxy.kind ?? 'system',
    proxyUrl: network?.proxy.kind === 'fixed' ? network.proxy.url : '',
    extraCa: network?.extraCa ?? null,
    trustLoopback: network?.trustLoopback ?? false,
  };
}

const orNull = (text: string) => (text.trim() === '' ? null : text.trim());

/**
 * A stored secret is kept while its field is empty; a public client has none.
 * @param typed what stands in the input of a secret, by its name in the form
 * @param copyOf of a new client, the one whose stored secrets it gets
 */
export function inputOf(
  draft: ClientDraft,
  typed: (name: string) => string,
  provider: ProviderView,
  client: ClientView | null,
  copyOf: ClientView | null = null,
): ClientInput {
  const method = draft.authentication ?? provider.authentication;
  const hasNone = !usesSecret(method) || !provider.asksSecret;
  const secret = typed('clientSecret');
  const stored = client ?? copyOf;
  const goes = (name: string): boolean => draft.removed.includes(name);
  const secretFields = provider.clientFields.filter((field) => field.secret).map(({ name }) => name);
  const keptOr = (name: string): string | null => {
    const value = typed(`fields.${name}`);
    return value === '' && stored?.storedFields.includes(name) === true && !goes(`fields.${name}`) ? null : value;
  };
  return {
    id: client?.id ?? null,
    ...(copyOf === null ? {} : { copyOf: copyOf.id }),
    name: orNull(draft.name),
    providerId: provider.id,
    clientId: draft.clientId.trim(),
    clientSecret: hasNone ? '' : secret === '' && stored?.hasSecret === true && !goes('clientSecret') ? null : secret,
    callbackUrl: orNull(draft.callbackUrl),
    scope: draft.scope.trim(),
    endpoints: {
      authorize: orNull(draft.authorize),
      token: orNull(draft.token),
      refresh: orNull(draft.refresh),
      pushed: orNull(draft.proof.endpoint),
      device: orNull(draft.device),
      userinfo: orNull(draft.userinfo),
      introspection: orNull(draft.introspection),
      revocation: orNull(draft.revocation),
    },
    authentication: draft.authentication,
    key: keyInputOf(draft.proof, method === 'private_key_jwt' ? typed('privateKey') : '', goes('privateKey')),
    variables: Object.fromEntries(Object.entries(draft.variables).map(([name, value]) => [name, value.trim()])),
    fields: { ...draft.fields, ...Object.fromEntries(secretFields.map((name) => [name, keptOr(name)])) },
    options: {
      ...proofOptionsOf(draft.proof),
      ...standardOptionsOf(draft),
      grant: draft.grant,
      signInPlace: draft.signInPlace,
      session: draft.session,
      network: networkOf(draft),
    },
  };
}

const fields = [
  'clientId',
  'clientSecret',
  'callbackUrl',
  'scope',
  'endpoints.authorize',
  'endpoints.token',
  'endpoints.refresh',
  'endpoints.pushed',
  'key',
  'endpoints.device',
  'endpoints.userinfo',
  'endpoints.introspection',
  'endpoints.revocation',
  'network.proxy',
  'network.extraCa',
] as const;
/** A field of the form; those of the provider's own by their names. */
export type ClientField = (typeof fields)[number] | OwnField;

type OwnField = `variables.${string}` | `fields.${string}` | `options.${string}`;

/** Null where the error belongs to no field of the form and stands above it. */
export function fieldOf(error: ErrorView | null): ClientField | null {
  const name = error?.field ?? '';
  const isOwn = (text: string): text is OwnField => /^(?:variables|fields|options)\../.test(text);
  return isOwn(name) ? name : (fields.find((field) => field === name) ?? null);
}

/** The folded parts of the form's advanced one. */
export type FieldGroupName = 'further' | 'binding' | 'parameters' | 'signIn' | 'network';

/** Does the field stand in the part of the form that is closed at first? */
export function isAdvanced(field: ClientField | null): boolean {
  return field !== null && (field.startsWith('endpoints') || field === 'key' || groupOf(field) !== null);
}

const folded: Partial<Record<ClientField, FieldGroupName>> = {
  'endpoints.userinfo': 'further',
  'endpoints.introspection': 'further',
  'endpoints.revocation': 'further',
  'endpoints.pushed': 'binding',
  'network.proxy': 'network',
  'network.extraCa': 'network',
};

/** The folded part in which a field stands; null for those that are in none. */
export function groupOf(field: ClientField | null): FieldGroupName | null {
  if (field === null) return null;
  return field.startsWith('options.') ? 'parameters' : (folded[field] ?? null);
}

/** In which of them something is set, so that it is as the provider or the system has it no more. */
export function setGroups(draft: ClientDraft): Readonly<Record<FieldGroupName, boolean>> {
  const { userinfo, introspection, revocation, proof } = draft;
  return {
    further: [userinfo, introspection, revocation].some((endpoint) => endpoint !== ''),
    binding: proof.dpop !== null || proof.pushed !== null || proof.endpoint !== '',
    parameters: draft.params.length > 0 || draft.resources.length > 0,
    signIn: draft.signInPlace !== null || draft.session !== 'forget',
    network: draft.proxy !== 'system' || draft.extraCa !== null || draft.trustLoopback,
  };
}

/** With a stored secret marked to go, or to stay. */
export function withRemoved(draft: ClientDraft, name: string, removed: boolean): Pick<ClientDraft, 'removed'> {
  return { removed: [...draft.removed.filter((one) => one !== name), ...(removed ? [name] : [])] };
}

/** What its accounts were given their tokens by is not as it was. */
export function changesGrants(draft: ClientDraft, client: ClientView): boolean {
  const { endpoints } = client;
  return (
    draft.clientId.trim() !== client.clientId ||
    draft.token.trim() !== (endpoints.token ?? '') ||
    draft.refresh.trim() !== (endpoints.refresh ?? '') ||
    draft.authentication !== client.authentication ||
    draft.removed.length > 0 ||
    Object.entries(draft.variables).some(([name, value]) => value.trim() !== (client.variables[name] ?? ''))
  );
}

/** A client that has no secret, or proves itself by a key, is not asked for one. */
export function usesSecret(method: ClientAuthentication): boolean {
  return method !== 'none' && method !== 'private_key_jwt';
}

/** Endpoints must be given where the provider's file has none. */
export function needsEndpoints({ endpoints, forms }: ProviderView, grant: string | null): boolean {
  const byCode = forms.some(({ name, kind }) => name === grant && kind === 'device_code');
  return (
    endpoints.token === null ||
    (grant === null && endpoints.authorize === null) ||
    (byCode && endpoints.device === null)
  );
}
