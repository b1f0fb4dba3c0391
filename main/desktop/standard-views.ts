/** What windows see of a provider's and a client's standard parts: parameters, metadata, registration. */
import type { Client } from '../accounts';
import type { Provider } from '../providers';
import type { ClientView, ProviderView } from '../../preload/contract';

type StandardPart = Pick<
  ProviderView,
  'optionalParams' | 'fixedParams' | 'scopes' | 'issuer' | 'discovered' | 'registers'
>;

export function standardPart(provider: Provider, origin: ProviderView['origin']): StandardPart {
  const { authorize, endpoints, issuer, scopes } = provider;
  return {
    optionalParams: authorize.optional_params,
    fixedParams: fixedParams(provider),
    scopes,
    issuer: issuer ?? null,
    discovered: origin === 'file' && issuer !== undefined && endpoints.discovery !== undefined,
    registers: endpoints.registration !== undefined,
  };
}

function fixedParams({ authorize, token_request: token, grants }: Provider): ProviderView['fixedParams'] {
  const of = (refresh: boolean): readonly string[] => {
    const own = Object.entries(grants).filter(([name]) => (name === 'refresh_token') === refresh);
    const all = [token.params, ...own.flatMap(([, grant]) => [grant.params, grant.request?.params])];
    return [...new Set(all.flatMap((params) => Object.keys(params ?? {})))];
  };
  return { authorize: Object.keys(authorize.params), token: of(false), refresh: of(true) };
}

/** SECURITY: the management token stays in main. */
export function registrationView({ registration }: Client): ClientView['registration'] {
  if (registration === null) return null;
  return { secretExpiresAt: registration.secretExpiresAt, removable: registration.managementToken !== null };
}
