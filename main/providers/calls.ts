/**
 * Where a call with a token goes: the URL of a provider's file with the account's values in it, checked as a whole.
 *
 * SECURITY: such a call carries a token, often the client secret too, and parts of its URL may have been told by a server or by a callback
 * that anyone can forge. So a variable must match its pattern, and a host that values decide must be one the file lists.
 */
import { checkEndpoint, parseUrl } from './endpoint';
import { matchesHost } from './hosts';
import type { Provider, ProviderCalls } from './schema';
import { introspect, revoke, userinfo } from './schema-calls';
import { fillUrl, hostPart, matchesWhole, placeholdersOf, type Values } from './template';

export type CallName = keyof ProviderCalls;

export type FilledCall =
  | { readonly kind: 'ok'; readonly url: string }
  /** The account has no value of this name. */
  | { readonly kind: 'missing'; readonly name: string }
  /** The result is not an endpoint that may be sent a secret. */
  | { readonly kind: 'refused' };

/** The call as the standards have it (RFC 7009, RFC 7662, OpenID Connect Core section 5.3), at this URL. */
export function standardCall<N extends CallName>(name: N, url: string): ProviderCalls[N] {
  const schemas: { readonly [K in CallName]: { parse(value: unknown): ProviderCalls[K] } } = {
    revoke,
    introspect,
    userinfo,
  };
  return schemas[name].parse({ url });
}

/**
 * The URL of a call, fit to be sent a secret.
 * @param values of variables, `client_id` and the account's extras, by name
 */
export function fillCall(provider: Provider, call: ProviderCalls[CallName], values: Values): FilledCall {
  for (const name of placeholdersOf(call.url)) {
    if (!Object.hasOwn(values, name)) return { kind: 'missing', name };
    const pattern = Object.hasOwn(provider.variables, name) ? provider.variables[name]?.pattern : undefined;
    if (pattern !== undefined && !matchesWhole(pattern, values[name] ?? '')) return { kind: 'refused' };
  }
  const filled = fillUrl(call.url, values);
  const checked = filled === null ? null : checkEndpoint(filled);
  if (checked?.kind !== 'ok') return { kind: 'refused' };
  const host = parseUrl(checked.url)?.hostname ?? '';
  const strange = placeholdersOf(hostPart(call.url)).some((name) => {
    const variable = Object.hasOwn(provider.variables, name) ? provider.variables[name] : undefined;
    const allowed = variable === undefined ? call.hosts : variable.hosts;
    return !allowed.some((one) => (one === '*' && variable !== undefined) || matchesHost(one, host));
  });
  return strange ? { kind: 'refused' } : checked;
}
