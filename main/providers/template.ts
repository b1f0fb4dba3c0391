/**
 * Values that a provider file leaves open: `{name}` in endpoints, parameters and headers. Pure text work; which names there are is
 * decided by those who fill them in.
 *
 * SECURITY: a value may come from a form, or from a callback that anyone can forge, and decides where a client secret is sent. So it
 * must match its pattern, cannot change the structure of a URL, and the host that results must be one the file lists.
 */
import { checkEndpoint, parseUrl } from './endpoint';
import { compileWholePattern } from './error-pattern';
import { matchesHost } from './hosts';
import type { Provider } from './schema';

export type Values = Readonly<Record<string, string>>;

const placeholder = /\{([a-z][a-z0-9_]*)\}/g;

/** The names that stand open in a text, each once. `{"a":1}` is none: JSON may be a value. */
export function placeholdersOf(text: string): string[] {
  return [...new Set(Array.from(text.matchAll(placeholder), ([, name]) => name ?? ''))];
}

/** The text with its values; null where one is not there. */
export function fillText(text: string, values: Values): string | null {
  if (placeholdersOf(text).some((name) => !Object.hasOwn(values, name))) return null;
  return text.replace(placeholder, (_all, name: string) => values[name] ?? '');
}

/**
 * The values of a provider's variables: from the callback where the file says so and it told one, else as the client has them, else
 * the default. A variable with none of these is left out.
 */
export function variableValues(provider: Provider, given: Values, captured: Values): Values {
  const entries = Object.entries(provider.variables).map(([name, variable]): [string, string] => {
    const told = variable.from_callback === undefined ? undefined : own(captured, variable.from_callback);
    return [name, told === undefined ? own(given, name) || variable.default : hostOfOrigin(told)];
  });
  return Object.fromEntries(entries.filter(([, value]) => value !== ''));
}

export type FilledUrl =
  | { readonly kind: 'ok'; readonly url: string }
  /** `missing`: a variable has no value; `pattern`: it has a wrong one; `host`: the result is at a host that is not listed. */
  | { readonly kind: 'refused'; readonly reason: 'missing' | 'pattern' | 'host'; readonly variable: string }
  | { readonly kind: 'refused'; readonly reason: 'invalid' | 'not_https'; readonly variable: null };

/** An endpoint with its variables filled in and checked, fit to be sent a secret. */
export function fillEndpoint(provider: Provider, template: string, values: Values): FilledUrl {
  for (const name of placeholdersOf(template)) {
    const value = own(values, name);
    const variable = own(provider.variables, name);
    if (value === undefined || variable === undefined) return { kind: 'refused', reason: 'missing', variable: name };
    if (!matchesWhole(variable.pattern, value)) return { kind: 'refused', reason: 'pattern', variable: name };
  }
  const filled = fillUrl(template, values);
  if (filled === null) return { kind: 'refused', reason: 'pattern', variable: placeholdersOf(template)[0] ?? '' };
  const checked = checkEndpoint(filled);
  if (checked.kind === 'refused') return { kind: 'refused', reason: checked.reason, variable: null };
  const host = parseUrl(checked.url)?.hostname ?? '';
  const stranger = placeholdersOf(hostPart(template)).find(
    (name) => !own(provider.variables, name)?.hosts.some((allowed) => allowed === '*' || matchesHost(allowed, host)),
  );
  return stranger === undefined ? checked : { kind: 'refused', reason: 'host', variable: stranger };
}

/** A URL with its values, not checked further; null where one is missing or does not fit its place. */
export function fillUrl(template: string, values: Values): string | null {
  const host = hostPart(template);
  const rest = template.slice(host.length);
  const hosts = Object.fromEntries(Object.entries(values).map(([name, value]) => [name, hostOfOrigin(value)]));
  if (placeholdersOf(host).some((name) => !/^[\w-][\w.-]*(?::\d{1,5})?$/.test(own(hosts, name) ?? ''))) return null;
  const encoded = Object.entries(values).map(([name, value]) => [name, encodeURIComponent(value)]);
  const start = fillText(host, hosts);
  const end = fillText(rest, Object.fromEntries(encoded));
  return start === null || end === null ? null : start + end;
}

/** Everything before the path: scheme and host. */
export function hostPart(template: string): string {
  return /^[a-z]+:\/\/[^/?#]*/i.exec(template)?.[0] ?? '';
}

/** Must the whole value match; at most 256 characters, so that no pattern takes long. */
export function matchesWhole(pattern: string, value: string): boolean {
  return value.length <= 256 && compileWholePattern(pattern)?.test(value) === true;
}

/** `https://accounts.zoho.eu` counts as its host, anything else as it is. */
function hostOfOrigin(value: string): string {
  const url = /^https:\/\/[^/?#@\s]+\/?$/i.test(value) ? parseUrl(value) : null;
  return url === null ? value : url.host;
}

function own<T>(values: Readonly<Record<string, T>>, name: string): T | undefined {
  return Object.hasOwn(values, name) ? values[name] : undefined;
}
