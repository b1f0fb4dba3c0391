/**
 * Where a client's user signs in: which places there are, which is usual, and what a loopback callback looks like. Pure.
 *
 * A window of the app catches any callback. The system browser comes back only to this computer (RFC 8252 section 7.3), so it needs a
 * callback URL on loopback that the server takes. Pasting needs nothing.
 */
import { isLoopbackHost } from '../oauth';
import { parseUrl, type Provider } from '../providers';
import type { Client } from './account';
import type { SignInPlace } from './client-options';

/** A callback that can be listened for. */
export interface LoopbackCallback {
  /** As it is written in the URL: `127.0.0.1`, `localhost` or `[::1]`. */
  readonly host: string;
  /** Null: any free port. */
  readonly port: number | null;
  /** The callback URL with the port that was bound; the rest of its text stays as it is registered. */
  readonly withPort: (port: number) => string;
}

type CallbackClient = Pick<Client, 'callbackUrl' | 'options'>;

/**
 * The client's callback as one that can be listened for; null where it is not on loopback, or the provider takes none there.
 *
 * The port is free to choose where the provider says so, and where the callback URL has none; otherwise it is the registered one.
 */
export function loopbackCallback(provider: Provider, client: CallbackClient): LoopbackCallback | null {
  const url = client.callbackUrl === null ? null : parseUrl(client.callbackUrl);
  if (url === null || client.callbackUrl === null || provider.sign_in.loopback === 'no') return null;
  if (url.protocol !== 'http:' || !isLoopbackHost(url.hostname)) return null;
  const rest = /^https?:\/\/[^/?]*(.*)$/i.exec(client.callbackUrl)?.[1] ?? '';
  const registered = url.port === '' ? null : Number(url.port);
  return {
    host: url.hostname,
    port: provider.sign_in.loopback === 'any_port' ? null : registered,
    withPort: (port) => `http://${url.hostname}:${port}${rest}`,
  };
}

/** The places a client can use, the usual one first. */
export function placesFor(provider: Provider, client: CallbackClient): readonly SignInPlace[] {
  const all: readonly SignInPlace[] =
    loopbackCallback(provider, client) === null ? ['window', 'paste'] : ['window', 'browser', 'paste'];
  const usual = usualPlace(provider, client);
  return [usual, ...all.filter((place) => place !== usual)];
}

/**
 * What the client says; else what the provider's file says; else the browser where the file allows a loopback callback and the
 * client has one; else the window. The browser needs a loopback callback, whoever says it.
 */
export function usualPlace(provider: Provider, client: CallbackClient): SignInPlace {
  const loopback = loopbackCallback(provider, client) !== null;
  const allowed = loopback && provider.sign_in.loopback !== undefined;
  const wanted = client.options.signInPlace ?? provider.sign_in.default ?? (allowed ? 'browser' : 'window');
  return wanted === 'browser' && !loopback ? 'window' : wanted;
}
