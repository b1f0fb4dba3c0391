/**
 * What kind of grant an entry of a provider file is: by its name, its grant_type and what it asks for. Decides which screen asks for
 * it and how an account of it is renewed; the words on the wire stay the file's.
 */
import type { Provider, ProviderGrant } from './schema';

export type GrantKind =
  /** RFC 6749 section 4.1 */
  | 'authorization_code'
  /** RFC 6749 section 4.2: legacy. */
  | 'implicit'
  /** RFC 6749 section 6 */
  | 'refresh_token'
  /** RFC 8628 */
  | 'device_code'
  /** RFC 8693 */
  | 'token_exchange'
  /** RFC 7523 section 2.1 */
  | 'jwt_bearer'
  /** grant_type and parameters are typed by the user (RFC 6749 section 4.5). */
  | 'free'
  /** Fields of the file, perhaps none: password, client credentials, extension grants. */
  | 'form'
  /** Exchanges a token that is there already; not begun by the user. */
  | 'step';

/** The grants that have a name of their own in a file, and what they send as grant_type where the file does not say. */
const known: Readonly<Record<string, string>> = {
  device_code: 'urn:ietf:params:oauth:grant-type:device_code',
  token_exchange: 'urn:ietf:params:oauth:grant-type:token-exchange',
  jwt_bearer: 'urn:ietf:params:oauth:grant-type:jwt-bearer',
};

/** What is sent as grant_type: what the file says, the RFC's word for a grant it calls by its usual name, or that name. */
export function grantTypeOf(name: string, grant: Pick<ProviderGrant, 'grant_type'>): string {
  return grant.grant_type ?? (Object.hasOwn(known, name) ? known[name] : undefined) ?? name;
}

export function grantKind(name: string, grant: ProviderGrant): GrantKind {
  if (name === 'authorization_code' || name === 'implicit' || name === 'refresh_token') return name;
  if (grant.free_parameters) return 'free';
  if (grant.sends !== undefined) return 'step';
  // Fields are a form whatever the grant is: the file's author knows better what this server wants.
  if (grant.fields.length > 0) return 'form';
  if (Object.hasOwn(known, name)) return name as 'device_code' | 'token_exchange' | 'jwt_bearer';
  const type = grantTypeOf(name, grant);
  const byType = Object.entries(known).find(([, urn]) => urn === type)?.[0];
  return (byType as 'device_code' | 'token_exchange' | 'jwt_bearer' | undefined) ?? 'form';
}

/** May a client use a grant? */
export function mayUse(grant: Pick<ProviderGrant, 'clients'>, isPublic: boolean): boolean {
  return grant.clients === 'all' || (grant.clients === 'public') === isPublic;
}

/**
 * The grant by which a user signs in on a page of the provider; null where there is none. The implicit grant is legacy (RFC 9700
 * section 2.1.2): it counts only where a client of this kind has no other.
 */
export function signInGrant(provider: Provider, isPublic: boolean): 'authorization_code' | 'implicit' | null {
  for (const name of ['authorization_code', 'implicit'] as const) {
    const grant = Object.hasOwn(provider.grants, name) ? provider.grants[name] : undefined;
    if (grant !== undefined && mayUse(grant, isPublic)) return name;
  }
  return null;
}
