/**
 * Sorts Chromium's network errors by the one question that matters for a one-use token: can the request have reached the server?
 * Only errors that happen before a request is written count as "not sent"; every other one counts as lost.
 */
import type { TransportResult } from '../oauth';

const OFFLINE = new Set(['ERR_INTERNET_DISCONNECTED', 'ERR_NETWORK_ACCESS_DENIED']);

const UNREACHABLE = new Set([
  'ERR_NAME_NOT_RESOLVED',
  'ERR_NAME_RESOLUTION_FAILED',
  'ERR_DNS_TIMED_OUT',
  'ERR_DNS_MALFORMED_RESPONSE',
  'ERR_DNS_SERVER_FAILED',
  'ERR_CONNECTION_REFUSED',
  'ERR_CONNECTION_FAILED',
  'ERR_CONNECTION_TIMED_OUT',
  'ERR_ADDRESS_UNREACHABLE',
  'ERR_ADDRESS_INVALID',
  'ERR_UNSAFE_PORT',
  'ERR_BLOCKED_BY_CLIENT',
  'ERR_UNKNOWN_URL_SCHEME',
  'ERR_INVALID_URL',
]);

/** On the way to the proxy, or refused by it: the server was not reached. */
const PROXY = new Set([
  'ERR_PROXY_CONNECTION_FAILED',
  'ERR_PROXY_AUTH_UNSUPPORTED',
  'ERR_PROXY_AUTH_REQUESTED',
  'ERR_PROXY_CERTIFICATE_INVALID',
  'ERR_MANDATORY_PROXY_CONFIGURATION_FAILED',
  'ERR_NO_SUPPORTED_PROXIES',
  'ERR_TUNNEL_CONNECTION_FAILED',
  'ERR_SOCKS_CONNECTION_FAILED',
  'ERR_SOCKS_CONNECTION_HOST_UNREACHABLE',
]);

const TLS_HANDSHAKE = new Set([
  'ERR_SSL_PROTOCOL_ERROR',
  'ERR_SSL_VERSION_OR_CIPHER_MISMATCH',
  'ERR_SSL_CLIENT_AUTH_CERT_NEEDED',
  'ERR_SSL_CLIENT_AUTH_SIGNATURE_FAILED',
  'ERR_SSL_PINNED_KEY_NOT_IN_CERT_CHAIN',
  'ERR_SSL_OBSOLETE_CIPHER',
  'ERR_ECH_NOT_NEGOTIATED',
]);

/**
 * @param message of an error from Electron's net module, for example `net::ERR_CONNECTION_REFUSED`
 * @returns `not_sent` only where the request cannot have reached the server
 */
export function sortNetError(message: string): Exclude<TransportResult, { kind: 'reply' }> {
  const code = /ERR_[A-Z0-9_]+/.exec(message)?.[0] ?? '';
  const detail = code === '' ? message : code;
  if (OFFLINE.has(code)) return { kind: 'not_sent', reason: 'offline', detail };
  if (UNREACHABLE.has(code)) return { kind: 'not_sent', reason: 'unreachable', detail };
  if (PROXY.has(code)) return { kind: 'not_sent', reason: 'proxy_failed', detail };
  if (TLS_HANDSHAKE.has(code) || code.startsWith('ERR_CERT_'))
    return { kind: 'not_sent', reason: 'tls_failed', detail };
  return { kind: 'lost', reason: code.includes('TIMED_OUT') ? 'timed_out' : 'connection_lost', detail };
}
