/**
 * A client that registers itself (RFC 7591), and is deleted again (RFC 7592). Requests and replies only; who sends them keeps what comes.
 *
 * Replies are read tolerantly: what counts is that a client_id is there, whatever the status; times may be texts, an empty secret is none.
 */
import { checkEndpoint, type Provider } from '../providers';
import { textOf, valueOf } from './reply-fields';
import { readBody } from './reply-body';
import { reportedError, serverError, unnamedError } from './reply-error';
import { momentOfSeconds } from './reply-expiry';
import { Secret } from './secret';
import { plainText } from './server-text';
import type { PublicJwk } from './signing-key';
import type { EpochMs, RawReply, ServerError, TokenRequest } from './types';

/** What is asked for. */
export interface RegistrationRequest {
  readonly endpoint: string;
  readonly name: string;
  /** Null where no grant of the provider comes back to one. */
  readonly callbackUrl: string | null;
  /** As it goes on the wire; empty for none. */
  readonly scope: string;
  readonly initialAccessToken: Secret | null;
  /** The public part of the key that it will prove itself by; null where it has none. */
  readonly key: PublicJwk | null;
}

/** A client as the server registered it. */
export interface RegisteredClient {
  readonly clientId: string;
  readonly clientSecret: Secret | null;
  /** Null where the secret does not end. */
  readonly secretExpiresAt: EpochMs | null;
  /** The method that the server gave it; null where it said none. */
  readonly authentication: string | null;
  /** The server gives it tokens that are bound to a key, and no others (RFC 9449 section 5.2). */
  readonly bound: boolean;
  /** The server takes its authorization requests only pushed (RFC 9126 section 6). */
  readonly pushed: boolean;
  /** Where it can be deleted, with the token for that; null where the server gave none. */
  readonly managementUrl: string | null;
  readonly managementToken: Secret | null;
}

export type RegistrationReply =
  | { readonly kind: 'registered'; readonly client: RegisteredClient }
  | { readonly kind: 'refused'; readonly error: ServerError }
  | { readonly kind: 'unreadable'; readonly detail: string };

/** The registration request (RFC 7591 section 3.1). */
export function registrationRequest(provider: Provider, wanted: RegistrationRequest): TokenRequest {
  const { callbackUrl, scope, initialAccessToken, key } = wanted;
  const signsIn = provider.grants['authorization_code'] !== undefined;
  const grants = Object.entries(provider.grants).map(([name, grant]) => grant.grant_type ?? name);
  const body = {
    client_name: wanted.name,
    ...(callbackUrl === null ? {} : { redirect_uris: [callbackUrl] }),
    // Those that need no permission of their own: a server that is asked for more than it grants refuses the whole.
    grant_types: signsIn ? grants.filter((name) => ['authorization_code', 'refresh_token'].includes(name)) : grants,
    response_types: signsIn ? ['code'] : [],
    token_endpoint_auth_method: provider.client_authentication,
    ...(key === null ? {} : { token_endpoint_auth_signing_alg: key['alg'], jwks: { keys: [key] } }),
    ...(provider.dpop.use === 'required' ? { dpop_bound_access_tokens: true } : {}),
    // OpenID Connect Registration section 2: loopback and private schemes are for native applications.
    ...(callbackUrl === null ? {} : { application_type: /^https:/i.test(callbackUrl) ? 'web' : 'native' }),
    ...(scope === '' ? {} : { scope }),
  };
  return {
    url: wanted.endpoint,
    method: 'POST',
    headers: {
      accept: 'application/json',
      'content-type': 'application/json',
      ...(initialAccessToken === null ? {} : { authorization: new Secret(`Bearer ${initialAccessToken.reveal()}`) }),
    },
    query: new Secret(''),
    body: new Secret(JSON.stringify(body)),
  };
}

/** Deletes the registration (RFC 7592 section 2.3). */
export function deregistrationRequest(url: string, token: Secret): TokenRequest {
  return {
    url,
    method: 'DELETE',
    headers: { accept: 'application/json', authorization: new Secret(`Bearer ${token.reveal()}`) },
    query: new Secret(''),
    body: new Secret(''),
  };
}

/** Reads the reply to a registration. Never throws. */
export function readRegistration(
  reply: RawReply,
  provider: Provider,
  secrets: readonly Secret[] = [],
): RegistrationReply {
  const body = readBody(reply.body, reply.headers['content-type'] ?? '', { names: ['client_id', 'error'] });
  const fields = body.kind === 'fields' ? body.fields : {};
  const clientId = textOf(fields, 'client_id');
  if (clientId !== null && clientId.length <= 1024 && reply.status < 400) {
    const secret = textOf(fields, 'client_secret');
    const management = textOf(fields, 'registration_client_uri');
    const token = textOf(fields, 'registration_access_token');
    // SECURITY: the server names the address that its management token goes to; nothing is sent to one that could not take a secret.
    const good = management !== null && token !== null && checkEndpoint(management).kind === 'ok';
    return {
      kind: 'registered',
      client: {
        clientId,
        clientSecret: secret === null ? null : new Secret(secret),
        secretExpiresAt: secret === null ? null : endOf(valueOf(fields, 'client_secret_expires_at')),
        authentication: textOf(fields, 'token_endpoint_auth_method'),
        bound: isTrue(valueOf(fields, 'dpop_bound_access_tokens')),
        pushed: isTrue(valueOf(fields, 'require_pushed_authorization_requests')),
        managementUrl: good ? management : null,
        managementToken: good ? new Secret(token) : null,
      },
    };
  }
  const reported = reportedError(fields, provider) ?? (reply.status < 400 ? null : unnamedError(fields, provider));
  if (reported === null)
    return { kind: 'unreadable', detail: plainText(`HTTP ${reply.status}, ${reply.body.length} bytes`, 100) };
  return { kind: 'refused', error: serverError(reply, provider, reported, secrets) };
}

function isTrue(value: unknown): boolean {
  return value === true || value === 'true';
}

/** Seconds since 1970, perhaps as a text; 0 and whatever is no time mean that it does not end (RFC 7591 section 3.2.1). */
function endOf(value: unknown): EpochMs | null {
  const seconds = typeof value === 'string' ? Number(value) : value;
  return typeof seconds === 'number' && seconds > 0 && seconds < 8.64e12 ? momentOfSeconds(seconds) : null;
}
