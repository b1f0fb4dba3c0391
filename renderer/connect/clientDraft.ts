/** What the client form holds, how it becomes the request, and which field an error of the answer belongs to. Pure. */
import type { ClientAuthentication, ClientView, ErrorView, ProviderView, RequestInput } from '../../preload/contract';

export type ClientInput = RequestInput<'saveClient'>;

/** Everything but the secret, which is read from its input when the form is submitted. */
export interface ClientDraft {
  readonly clientId: string;
  readonly callbackUrl: string;
  readonly scope: string;
  readonly authorize: string;
  readonly token: string;
  readonly refresh: string;
  readonly authentication: ClientAuthentication | null;
}

export function draftOf(provider: ProviderView, client: ClientView | null): ClientDraft {
  return {
    clientId: client?.clientId ?? '',
    callbackUrl: client?.callbackUrl ?? '',
    scope: client?.scope ?? provider.defaultScope,
    authorize: client?.endpoints.authorize ?? '',
    token: client?.endpoints.token ?? '',
    refresh: client?.endpoints.refresh ?? '',
    authentication: client?.authentication ?? null,
  };
}

const orNull = (text: string) => (text.trim() === '' ? null : text.trim());

/** A stored secret is kept while its field is empty; a public client has none. */
export function inputOf(
  draft: ClientDraft,
  secret: string,
  provider: ProviderView,
  client: ClientView | null,
): ClientInput {
  const isPublic = (draft.authentication ?? provider.authentication) === 'none';
  return {
    id: client?.id ?? null,
    providerId: provider.id,
    clientId: draft.clientId.trim(),
    clientSecret: isPublic ? '' : secret === '' && client?.hasSecret === true ? null : secret,
    callbackUrl: orNull(draft.callbackUrl),
    scope: draft.scope.trim(),
    endpoints: { authorize: orNull(draft.authorize), token: orNull(draft.token), refresh: orNull(draft.refresh) },
    authentication: draft.authentication,
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
] as const;
export type ClientField = (typeof fields)[number];

/** Null where the error belongs to no field of the form and stands above it. */
export function fieldOf(error: ErrorView | null): ClientField | null {
  return fields.find((field) => field === error?.field) ?? null;
}

/** Endpoints must be given where the provider's file has none. */
export function needsEndpoints({ endpoints, signIn }: ProviderView): boolean {
  return endpoints.token === null || (signIn && endpoints.authorize === null);
}
