/**
 * Built-in functions for what a provider file cannot say as data; a file calls them by name (`hooks`). They are pure: the time is handed
 * in, keys come from the client's fields.
 */
import { Fault } from '../../fault';
import type { Provider } from '../../providers';
import type { Parameter } from '../request-shape';
import { Secret } from '../secret';
import type { EpochMs } from '../types';
import { signForAlipay } from './alipay-rsa2';
import { appleClientSecret } from './apple-jwt';
import { readPrivateKey, type KeyKind } from './private-key';
import { isFromShopify } from './shopify-hmac';

/** What the client has beside id and secret, by the names of the provider's `client_fields`. */
export type ClientFields = Readonly<Record<string, Secret>>;

/** Which kind of key a provider's hooks want in `private_key`; null where none. */
function keyKindOf({ hooks }: Provider): KeyKind | null {
  if (hooks.sign_token_request === 'alipay_rsa2') return 'rsa';
  return hooks.client_secret === 'apple_jwt' ? 'ec' : null;
}

/** The client field that a hook cannot use, null where all are well. Asked when the client is entered. */
export function wrongHookField(provider: Provider, fields: ClientFields): string | null {
  const kind = keyKindOf(provider);
  const text = valueOf(fields, 'private_key');
  return kind === null || readPrivateKey(text, kind) !== null ? null : 'private_key';
}

/** The secret that a hook makes for this request; null where the provider has no such hook. */
export function hookedClientSecret(
  provider: Provider,
  clientId: string,
  fields: ClientFields,
  now: EpochMs,
): Secret | null {
  if (provider.hooks.client_secret === undefined) return null;
  const key = keyOf(provider, fields);
  const client = { clientId, teamId: valueOf(fields, 'team_id'), keyId: valueOf(fields, 'key_id'), key };
  return new Secret(appleClientSecret(client, now));
}

/** The parameters signed as the provider wants them; as they are where it wants nothing. */
export function signedParameters(
  provider: Provider,
  parameters: readonly Parameter[],
  fields: ClientFields,
  now: EpochMs,
): readonly Parameter[] {
  if (provider.hooks.sign_token_request === undefined) return parameters;
  return signForAlipay(parameters, keyOf(provider, fields), now);
}

/** Judges the parameters of a callback; to be called before anything of it is used. */
export type CallbackCheck = (parameters: readonly (readonly [string, string])[]) => boolean;

/** The check that a provider's callback has to pass; null where there is none. */
export function callbackCheck(
  provider: Provider,
  clientSecret: Secret | null,
  authorizeEndpoint: string,
): CallbackCheck | null {
  if (provider.hooks.verify_callback === undefined) return null;
  const { host } = new URL(authorizeEndpoint);
  return (parameters) => clientSecret !== null && isFromShopify(parameters, clientSecret, host);
}

function keyOf(provider: Provider, fields: ClientFields) {
  const key = readPrivateKey(valueOf(fields, 'private_key'), keyKindOf(provider) ?? 'rsa');
  if (key === null) throw new Fault('key_invalid', 'the private key of this client cannot be used');
  return key;
}

function valueOf(fields: ClientFields, name: string): string {
  return (Object.hasOwn(fields, name) && fields[name]?.reveal()) || '';
}
