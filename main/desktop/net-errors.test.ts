import { describe, expect, it } from 'vitest';
import { sortNetError } from './net-errors';

describe('a network error', () => {
  it.each([
    ['net::ERR_INTERNET_DISCONNECTED', 'not_sent', 'offline'],
    ['net::ERR_NAME_NOT_RESOLVED', 'not_sent', 'unreachable'],
    ['net::ERR_CONNECTION_REFUSED', 'not_sent', 'unreachable'],
    ['net::ERR_CONNECTION_TIMED_OUT', 'not_sent', 'unreachable'],
    ['net::ERR_PROXY_CONNECTION_FAILED', 'not_sent', 'proxy_failed'],
    ['net::ERR_TUNNEL_CONNECTION_FAILED', 'not_sent', 'proxy_failed'],
    ['net::ERR_SOCKS_CONNECTION_FAILED', 'not_sent', 'proxy_failed'],
    ['net::ERR_CERT_AUTHORITY_INVALID', 'not_sent', 'tls_failed'],
    ['net::ERR_SSL_VERSION_OR_CIPHER_MISMATCH', 'not_sent', 'tls_failed'],
    ['net::ERR_CONNECTION_RESET', 'lost', 'connection_lost'],
    ['net::ERR_EMPTY_RESPONSE', 'lost', 'connection_lost'],
    ['net::ERR_CONTENT_LENGTH_MISMATCH', 'lost', 'connection_lost'],
    ['net::ERR_NETWORK_CHANGED', 'lost', 'connection_lost'],
    ['net::ERR_TIMED_OUT', 'lost', 'timed_out'],
    ['something nobody has seen', 'lost', 'connection_lost'],
  ])('%s means %s: %s', (message, kind, reason) => {
    expect(sortNetError(message)).toMatchObject({ kind, reason });
  });
});
