/** Assertions that are signed here and exchanged for tokens (RFC 7523 sections 2.1 and 3), as service accounts do. */
import { Fault } from '../fault';
import { grantKind, type Provider } from '../providers';
import { isFields, textOf } from './reply-fields';
import { scopeText } from './scope';
import { Secret } from './secret';
import { signJwt } from './signed-jwt';
import { readSigningKey, type KeyAlgorithm } from './signing-key';
import type { EpochMs } from './types';

/** What an assertion is made of. */
export interface AssertionRecipe {
  /** A private key in any form that {@link readSigningKey} takes, or the JSON file that a service account comes with. */
  readonly key: Secret;
  /** Null: the usual one of the key. */
  readonly algorithm: KeyAlgorithm | null;
  /** `kid` of the header; null: the key's own, if it has one. */
  readonly keyId: string | null;
  /** `iss`; null: the one named beside the key, else the client's id. */
  readonly issuer: string | null;
  /** `sub`; null: left out, as some servers want it although RFC 7523 section 3 demands it. */
  readonly subject: string | null;
  /** `aud`; null: as the provider's file has it, or the token endpoint. */
  readonly audience: string | null;
  /** Seconds until `exp`; null: as the provider's file has it. */
  readonly lifetime: number | null;
  /** Further claims, as a JSON object; empty for none. */
  readonly claims: string;
}

export interface AssertionContext {
  readonly provider: Provider;
  /** The grant's name in the provider's file. */
  readonly grant: string;
  readonly clientId: string;
  readonly tokenEndpoint: string;
  readonly scope: readonly string[];
  readonly now: EpochMs;
}

/**
 * Signs an assertion.
 *
 * @throws Fault `key_invalid` where the key cannot be used, `invalid_input` where the claims are no JSON object; {@link assertionProblem}
 * tells before
 */
export function signAssertion(recipe: AssertionRecipe, context: AssertionContext): Secret {
  const { provider, grant, now } = context;
  const key = unpack(recipe.key);
  const claims = readObject(recipe.claims);
  if (claims === null) throw new Fault('invalid_input', 'the claims of this assertion are no JSON object');
  const described = provider.grants[grant]?.assertion;
  const scope = described === undefined || described.scope === 'parameter' ? '' : scopeText(context.scope, provider);
  const issuedAt = Math.floor(now / 1000);
  const kid = recipe.keyId ?? key.keyId;
  return signJwt(
    key.key,
    {
      typ: 'JWT',
      ...(recipe.algorithm === null ? {} : { alg: recipe.algorithm }),
      ...(kid === null ? {} : { kid }),
    },
    {
      iss: recipe.issuer ?? key.issuer ?? context.clientId,
      ...(recipe.subject === null ? {} : { sub: recipe.subject }),
      aud: recipe.audience ?? described?.audience ?? context.tokenEndpoint,
      ...(scope === '' ? {} : { scope }),
      iat: issuedAt,
      exp: issuedAt + (recipe.lifetime ?? described?.lifetime ?? 300),
      ...claims,
    },
    now,
  );
}

/** Is the scope a parameter of the request beside the assertion, or only one of its claims? */
export function scopeIsParameter(provider: Provider, grant: string): boolean {
  const described = Object.hasOwn(provider.grants, grant) ? provider.grants[grant] : undefined;
  return (
    described === undefined || grantKind(grant, described) !== 'jwt_bearer' || described.assertion.scope !== 'claim'
  );
}

/** The part of a recipe that cannot be used; null where all is well. */
export function assertionProblem(recipe: AssertionRecipe): 'key' | 'algorithm' | 'claims' | null {
  const read = readSigningKey(unpack(recipe.key).key.reveal());
  if (read.kind === 'refused') return 'key';
  if (recipe.algorithm !== null && !read.key.algorithms.includes(recipe.algorithm)) return 'algorithm';
  return readObject(recipe.claims) === null ? 'claims' : null;
}

/** A service account's file holds the key as `private_key`, and beside it which key it is and whose. */
function unpack(text: Secret): { readonly key: Secret; readonly keyId: string | null; readonly issuer: string | null } {
  const file = text.reveal().trimStart().startsWith('{') ? readObject(text.reveal()) : null;
  const inside = file === null ? null : textOf(file, 'private_key');
  if (file === null || inside === null) return { key: text, keyId: null, issuer: null };
  return { key: new Secret(inside), keyId: textOf(file, 'private_key_id'), issuer: textOf(file, 'client_email') };
}

function readObject(text: string): Readonly<Record<string, unknown>> | null {
  if (text.trim() === '') return {};
  try {
    const value: unknown = JSON.parse(text);
    return isFields(value) ? value : null;
  } catch {
    // SECURITY: the message would quote what may be a key.
    return null;
  }
}
