/**
 * How a client proves itself by a JWT: `client_secret_jwt` and `private_key_jwt` (RFC 7523 section 2.2, OpenID Connect Core section 9). A
 * fresh one for each request, each good once.
 */
import type { Secret } from './secret';
import { secretAlgorithms, signJwt, signJwtBySecret } from './signed-jwt';
import type { EpochMs } from './types';

/** What an assertion says and how it is signed, decided before. */
export interface AssertionTerms {
  /** `aud`: the issuer identifier, or the token endpoint. Servers differ in which they take. */
  readonly audience: string;
  /** Null: HS256, or what the key is for. */
  readonly algorithm: string | null;
  /** `kid`; null: the key's own, if it has one. */
  readonly keyId: string | null;
  /** `x5t#S256`, for servers that know keys by their certificate; null: none. */
  readonly certificateThumbprint: string | null;
}

/** The terms where nobody asked for anything. */
export function plainTerms(audience: string): AssertionTerms {
  return { audience, algorithm: null, keyId: null, certificateThumbprint: null };
}

export const assertionType = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer';

/**
 * The assertion.
 *
 * @param by the client secret, or its private key
 * @param now ms since the epoch, by the server's clock as far as it is known
 */
export function clientAssertion(
  clientId: string,
  by: { readonly secret: Secret } | { readonly key: Secret },
  terms: AssertionTerms,
  now: EpochMs,
): Secret {
  const claims = { iss: clientId, sub: clientId, aud: terms.audience };
  if ('secret' in by) {
    const alg = secretAlgorithms.find((one) => one === terms.algorithm) ?? 'HS256';
    return signJwtBySecret(by.secret, { alg, typ: 'JWT' }, claims, now);
  }
  const header = {
    typ: 'JWT',
    ...(terms.algorithm === null ? {} : { alg: terms.algorithm }),
    ...(terms.keyId === null ? {} : { kid: terms.keyId }),
    ...(terms.certificateThumbprint === null ? {} : { 'x5t#S256': terms.certificateThumbprint }),
  };
  return signJwt(by.key, header, claims, now);
}
