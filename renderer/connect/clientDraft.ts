/** What the client form holds, how it becomes the request, and which field an error of the answer belongs to. Pure. */
import type { ClientAuthentication, ClientView, ErrorView, ProviderView, RequestInput } from '../../preload/contract';
import { grantFor } from './ways';
import { type StandardDraft, standardDraftOf, standardOptionsOf } from './standardDraft';

export type ClientInput = RequestInput<'saveClient'>;

/** Everything but secrets, which are read from their inputs when the form is submitted. */
export interface ClientDraft extends StandardDraft {
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
  /** The provider's client fields that are no secrets. */
  readonly fields: Readonly<Record<string, string>>;
}

/** @param asked the grant of the account that will be connected again; null where there is none */
export function draftOf(provider: ProviderView, client: ClientView | null, asked: string | null = null): ClientDraft {
  return {
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
    variables: Object.fromEntries(provider.variables.map(({ name }) => [name, client?.variables[name] ?? ''])),
    fields: Object.fromEntries(
      provider.clientFields.flatMap(({ name, secret }) => (secret ? [] : [[name, client?.fields[name] ?? '']])),
    ),
    ...standardDraftOf(client?.options ?? null),
  };
}

const orNull = (text: string) => (text.trim() === '' ? null : text.trim());

/**
 * A stored secret is kept while its field is empty; a public client has none.
 * @param typed what stands in the input of a secret, by its name in the form
 */
export function inputOf(
  draft: ClientDraft,
  typed: (name: string) => string,
  provider: ProviderView,
  client: ClientView | null,
): ClientInput {
  const hasNone = (draft.authentication ?? provider.authentication) === 'none' || !provider.asksSecret;
  const secret = typed('clientSecret');
  const secretFields = provider.clientFields.filter((field) => field.secret).map(({ name }) => name);
  const keptOr = (name: string): string | null => {
    const value = typed(`fields.${name}`);
    return value === '' && client?.storedFields.includes(name) === true ? null : value;
  };
  return {
    id: client?.id ?? null,
    providerId: provider.id,
    clientId: draft.clientId.trim(),
    clientSecret: hasNone ? '' : secret === '' && client?.hasSecret === true ? null : secret,
    callbackUrl: orNull(draft.callbackUrl),
    scope: draft.scope.trim(),
    endpoints: {
      authorize: orNull(draft.authorize),
      token: orNull(draft.token),
      refresh: orNull(draft.refresh),
      device: orNull(draft.device),
      userinfo: orNull(draft.userinfo),
      introspection: orNull(draft.introspection),
      revocation: orNull(draft.revocation),
    },
    authentication: draft.authentication,
    variables: Object.fromEntries(Object.entries(draft.variables).map(([name, value]) => [name, value.trim()])),
    fields: { ...draft.fields, ...Object.fromEntries(secretFields.map((name) => [name, keptOr(name)])) },
    options: { ...standardOptionsOf(draft), grant: draft.grant },
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
  'endpoints.device',
  'endpoints.userinfo',
  'endpoints.introspection',
  'endpoints.revocation',
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

/** Endpoints must be given where the provider's file has none. */
export function needsEndpoints({ endpoints, forms }: ProviderView, grant: string | null): boolean {
  const byCode = forms.some(({ name, kind }) => name === grant && kind === 'device_code');
  return (
    endpoints.token === null ||
    (grant === null && endpoints.authorize === null) ||
    (byCode && endpoints.device === null)
  );
}
