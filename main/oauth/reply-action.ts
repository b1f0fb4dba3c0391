/**
 * Replies that are neither tokens nor an error but a request to do something first, such as Kaixin001's `need_bind` with a `bind_url`.
 *
 * SECURITY: the page is opened in a window and the user may type a password there, so a server may not name just any page: its host must
 * be allowed by the provider's file, or be the token endpoint's own.
 */
import { matchesHost, parseUrl, type Provider } from '../providers';
import { deviation } from './deviation';
import { show, type ReplyFields } from './reply-fields';
import { textAt, valueAt } from './reply-path';
import type { Deviation, UserAction } from './types';

export type FoundAction =
  | { readonly kind: 'action'; readonly action: UserAction; readonly deviations: readonly Deviation[] }
  /** The server asks for an action at a page that may not be opened, or names none. */
  | { readonly kind: 'refused'; readonly deviations: readonly Deviation[] };

/**
 * Finds the action a reply asks for, null where it asks for none.
 *
 * @param endpoint the token endpoint that the request went to
 */
export function findAction(fields: ReplyFields, provider: Provider, endpoint: string): FoundAction | null {
  for (const rule of provider.actions) {
    const value = valueAt(fields, rule.when);
    // Compared as text: servers write 1, "1" and true for the same thing, and a file says which.
    if (!isScalar(value) || String(value) !== String(rule.equals)) continue;
    const url = allowedUrl(textAt(fields, rule.url), rule.hosts, endpoint);
    const done = url === null ? 'ignored' : 'offered_to_user';
    const deviations = [deviation('pending_action', '6749-5.2', `${rule.when}: ${show(value)}`, done)];
    return url === null
      ? { kind: 'refused', deviations }
      : { kind: 'action', action: { reason: rule.reason, url }, deviations };
  }
  return null;
}

/** The page's URL where it may be opened. http is taken: the documented `bind_url` is http, and the window shows the origin. */
function allowedUrl(text: string | null, hosts: readonly string[], endpoint: string): string | null {
  const url = text === null ? null : parseUrl(text);
  if (url === null || (url.protocol !== 'https:' && url.protocol !== 'http:')) return null;
  if (url.username !== '' || url.password !== '') return null;
  if (url.host === parseUrl(endpoint)?.host) return url.href;
  // A listed host is meant at its usual port; another port may be another owner's.
  return url.port === '' && hosts.some((host) => matchesHost(host, url.hostname)) ? url.href : null;
}

function isScalar(value: unknown): value is string | number | boolean {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';
}
