/** Which of the providers known here a found client belongs to, by its endpoints. */
import { fillEndpoint, parseUrl, placeholdersOf, type Provider } from '../../providers';
import type { FoundClient } from './found-client';

export interface KnownProvider {
  readonly provider: Provider;
  /** Values of its URL variables, read from the found endpoints. */
  readonly variables: Readonly<Record<string, string>>;
}

/** The first one that has both endpoints, else the first that has one of them; null where none does. */
export function knownProvider(found: FoundClient, providers: readonly Provider[]): KnownProvider | null {
  const judged = providers.flatMap((provider) => {
    const { authorize, token, refresh } = provider.endpoints;
    const matches = [
      fits(provider, authorize, found.authorize),
      fits(provider, token, found.token),
      // Some have another one for refreshing only.
      fits(provider, refresh, found.token),
    ].filter((values) => values !== null);
    return matches.length === 0 ? [] : [{ provider, variables: Object.assign({}, ...matches), score: matches.length }];
  });
  const best = Math.max(0, ...judged.map(({ score }) => score));
  return judged.find(({ score }) => score === best) ?? null;
}

/**
 * Is this the endpoint that the template describes? Its query is no matter.
 * @returns the values of its variables, or null
 */
export function fits(
  provider: Provider,
  template: string | undefined,
  text: string | null,
): Readonly<Record<string, string>> | null {
  const url = text === null ? null : parseUrl(text);
  if (template === undefined || url === null) return null;
  const names = placeholdersOf(template);
  const pattern = template
    .replace(/[?#].*$/, '')
    .split(/(\{[a-z][a-z0-9_]*\})/)
    .map((part) => (/^\{.*\}$/.test(part) ? '([^/?#]+?)' : part.replace(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`)))
    .join('');
  const address = `${url.origin}${url.pathname}`;
  const matched = new RegExp(`^${pattern.replace(/\/$/, '')}/?$`, 'i').exec(address);
  if (matched === null) return null;
  const values: Record<string, string> = {};
  for (const [index, part] of Array.from(template.matchAll(/\{([a-z][a-z0-9_]*)\}/g)).entries())
    values[part[1] ?? ''] = matched[index + 1] ?? '';
  // A variable that any host may stand in tells nothing: every server with that path would be this provider.
  const anyHost = names.some((name) => {
    const variable = provider.variables[name];
    return variable?.hosts.includes('*') === true && values[name] !== variable.default;
  });
  if (anyHost) return null;
  return names.length === 0 || fillEndpoint(provider, template, values).kind === 'ok' ? values : null;
}
