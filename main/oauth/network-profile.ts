/** The network profile of a client: what may stand in it, and when two are the same. Pure. */
import { hasWhiteSpaceOrControls, parseUrl } from '../providers';
import type { NetworkProfile } from './types';

/** A profile that says nothing. */
export const SYSTEM_NETWORK: NetworkProfile = { proxy: { kind: 'system' }, extraCa: null, trustLoopback: false };

const defaultPorts: Readonly<Record<string, number>> = { 'http:': 80, 'https:': 443, 'socks5:': 1080 };
const longestProxy = 300;

/**
 * A proxy's address as `scheme://host:port`; null where it is none.
 *
 * SECURITY: Chromium reads lists and rules from the same text (`a;https=b`), so the host is taken apart and put together anew. A name and
 * a password do not belong into it: the proxy asks, and its user answers.
 */
export function proxyAddress(text: string): string | null {
  if (text.length > longestProxy || hasWhiteSpaceOrControls(text)) return null;
  const url = parseUrl(text);
  const port = url === null ? undefined : defaultPorts[url.protocol];
  if (url === null || port === undefined || url.username !== '' || url.password !== '') return null;
  if (!/^(?:[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?|\[[0-9a-f:.]+\])$/i.test(url.hostname)) return null;
  if (!['', '/'].includes(url.pathname) || url.search !== '' || url.hash !== '') return null;
  return `${url.protocol}//${url.hostname}:${url.port || port}`;
}

/** Two profiles with the same key are the same way. */
export function networkKey(profile: NetworkProfile): string {
  const { proxy } = profile;
  return JSON.stringify([proxy.kind, proxy.kind === 'fixed' ? proxy.url : '', trustKey(profile)]);
}

/** Which certificates are trusted: what was verified with one must not count with another. */
export function trustKey({ extraCa, trustLoopback }: NetworkProfile): string {
  return JSON.stringify([extraCa ?? '', trustLoopback]);
}
