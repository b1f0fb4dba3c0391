/**
 * Checking an id token as OpenID Connect Core section 3.1.3.7 demands: by oauth4webapi, but for what it leaves out: at_hash (section
 * 3.1.3.6), signatures by the client secret, tokens that are unsigned, a subject that changed with a refresh (section 12.2), and servers
 * whose issuer leaves the tenant open.
 *
 * Judged by the moment at which the token arrived, by the server's clock: a token that is looked at late is as good as it was.
 */
import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import {
  allowInsecureRequests,
  clockSkew,
  clockTolerance,
  customFetch,
  getValidatedIdTokenClaims,
  jwksCache,
  processAuthorizationCodeResponse,
  processRefreshTokenResponse,
  validateApplicationLevelSignature,
  type AuthorizationServer,
  type Client,
  type IDToken,
} from 'oauth4webapi';
import { deviation } from './deviation';
import { faultOf, type IdTokenFault } from './id-token-fault';
import { matchesIssuer, tenantPlaceholder } from './issuer';
import { jwtClaims } from './jwt';
import { textOf } from './reply-fields';
import type { Secret } from './secret';
import type { Deviation, EpochMs } from './types';
import type { ServerKeys } from './server-keys';

export interface IdTokenQuestion {
  readonly idToken: Secret;
  /** What came with it; at_hash is compared with it. */
  readonly accessToken: Secret;
  /** The provider's, perhaps with the tenant left open. */
  readonly issuer: string;
  readonly clientId: string;
  readonly clientSecret: Secret | null;
  /** What was sent; null for tokens of a refresh, and where none was sent. */
  readonly nonce: string | null;
  readonly nonceMayMiss: boolean;
  /** What may sign it; null: nothing is known, so RS256. */
  readonly algorithms: readonly string[] | null;
  readonly unsigned: 'refused' | 'taken';
  /** Null where the server's keys are not known. */
  readonly keys: ServerKeys | null;
  /** Whose the tokens before were; null where that is not known. */
  readonly subjectBefore: string | null;
  /** When it arrived, by the server's clock. */
  readonly arrivedAt: EpochMs;
  readonly now: EpochMs;
}

/**
 * By what its origin is known: the server's keys, the client secret, or the TLS connection to the token endpoint alone (section 3.1.3.7
 * point 6 lets that stand for a signature).
 */
export type IdTokenOrigin = 'keys' | 'secret' | 'connection';

export type IdTokenVerdict =
  | {
      readonly kind: 'valid';
      readonly subject: string;
      /** What to call its subject: an address or a name; null where it has none. */
      readonly name: string | null;
      readonly origin: IdTokenOrigin;
      readonly deviations: readonly Deviation[];
    }
  | { readonly kind: 'failed'; readonly reason: IdTokenFault; readonly detail: string }
  /** `keys_unreachable`: the server's keys could not be fetched; `algorithm`: this runtime cannot check such a signature. */
  | { readonly kind: 'unchecked'; readonly reason: 'keys_unreachable' | 'algorithm'; readonly detail: string };

/** Seconds by which clocks may differ. */
const tolerance = 60;

/** Checks an id token. Never throws; asks for the server's keys where they are not in memory, or its key is not among them. */
export async function checkIdToken(question: IdTokenQuestion): Promise<IdTokenVerdict> {
  const { idToken, nonce, keys } = question;
  const unread = jwtClaims(idToken.reveal());
  const algorithm = unread === null ? null : algorithmOf(idToken);
  if (unread === null || algorithm === null) return failed('malformed', 'not a signed token');
  const issuer = issuerFor(question.issuer, textOf(unread, 'iss') ?? '', textOf(unread, 'tid'));
  const skipNonce = nonce === null || (question.nonceMayMiss && !Object.hasOwn(unread, 'nonce'));
  const allowed = question.algorithms ?? ['RS256', ...(question.clientSecret === null ? [] : ['HS256'])];
  if (algorithm === 'none' ? question.unsigned === 'refused' : !allowed.includes(algorithm))
    return failed('algorithm', algorithm);
  const server: AuthorizationServer = { issuer, ...(keys === null ? {} : { jwks_uri: keys.url }) };
  const client: Client = {
    client_id: question.clientId,
    id_token_signed_response_alg: algorithm,
    [clockSkew]: Math.round((question.arrivedAt - question.now) / 1000),
    [clockTolerance]: tolerance,
  };
  const response = replyWith(idToken);
  try {
    const read = skipNonce
      ? await processRefreshTokenResponse(server, client, response)
      : await processAuthorizationCodeResponse(server, client, response, {
          expectedNonce: nonce,
          requireIdToken: true,
        });
    const claims = getValidatedIdTokenClaims(read);
    if (claims === undefined) return failed('malformed', 'no claims');
    const wrong = furtherFault(claims, algorithm, question);
    if (wrong !== null) return wrong;
    const origin = await checkOrigin(server, response, algorithm, question);
    if (typeof origin !== 'string') return origin;
    return {
      kind: 'valid',
      subject: claims.sub,
      name: nameOf(claims),
      origin,
      deviations: deviationsOf(question, skipNonce && nonce !== null),
    };
  } catch (error) {
    return faultOf(error);
  }
}

async function checkOrigin(
  server: AuthorizationServer,
  response: Response,
  algorithm: string,
  { idToken, clientSecret, keys }: IdTokenQuestion,
): Promise<IdTokenOrigin | Exclude<IdTokenVerdict, { kind: 'valid' }>> {
  if (algorithm.startsWith('HS')) {
    if (clientSecret === null) return failed('signature', 'there is no client secret');
    return isSignedBy(clientSecret, idToken, algorithm) ? 'secret' : failed('signature', algorithm);
  }
  if (algorithm === 'none' || keys === null) return 'connection';
  const cache = keys.cache();
  try {
    await validateApplicationLevelSignature(server, response, {
      // SECURITY: the address was judged by `checkEndpoint`, so http is loopback. "Deprecated" is only to make it stand out.
      // oxlint-disable-next-line typescript/no-deprecated
      [allowInsecureRequests]: true,
      [jwksCache]: cache,
      [customFetch]: keys.fetch,
    });
  } finally {
    keys.keep(cache);
  }
  return 'keys';
}

/** A reply that holds the id token and nothing else of interest, for a library that reads replies. */
function replyWith(idToken: Secret): Response {
  const body = { access_token: 'kept elsewhere', token_type: 'bearer', id_token: idToken.reveal() };
  return new Response(JSON.stringify(body), { headers: { 'content-type': 'application/json' } });
}

function algorithmOf(idToken: Secret): string | null {
  const [header = ''] = idToken.reveal().split('.');
  // The header is an object: jwtClaims has looked.
  const { alg } = JSON.parse(Buffer.from(header, 'base64url').toString('utf8')) as { readonly alg?: unknown };
  return typeof alg === 'string' ? alg : null;
}

/** The issuer to compare with: where the tenant is left open, the token's own, if it fits and its tid says the same. */
function issuerFor(expected: string, named: string, tenant: string | null): string {
  if (!expected.includes(tenantPlaceholder) || !matchesIssuer(expected, named)) return expected;
  return tenant === null || expected.replace(tenantPlaceholder, tenant) === named ? named : expected;
}

function furtherFault(
  claims: IDToken,
  algorithm: string,
  { accessToken, subjectBefore, arrivedAt }: IdTokenQuestion,
): IdTokenVerdict | null {
  if (claims.iat * 1000 > arrivedAt + tolerance * 1000) return failed('issued_later', `iat ${claims.iat}`);
  if (subjectBefore !== null && claims.sub !== subjectBefore) return failed('subject', 'another sub than before');
  const hash = claims['at_hash'];
  if (hash === undefined) return null;
  return typeof hash === 'string' && hash === halfHash(accessToken, algorithm)
    ? null
    : failed('at_hash', 'of another access token');
}

/** The left half of the access token's hash, by the hash of the signature's algorithm (section 3.1.3.6). */
function halfHash(token: Secret, algorithm: string): string {
  const bits = /\d{3}$/.exec(algorithm)?.[0] ?? (algorithm === 'none' ? '256' : '512');
  const whole = createHash(`sha${bits === '519' ? '512' : bits}`)
    .update(token.reveal(), 'ascii')
    .digest();
  return whole.subarray(0, whole.length / 2).toString('base64url');
}

function isSignedBy(secret: Secret, idToken: Secret, algorithm: string): boolean {
  const [header = '', payload = '', signature = ''] = idToken.reveal().split('.');
  const bits = /^HS(256|384|512)$/.exec(algorithm)?.[1];
  if (bits === undefined) return false;
  const right = createHmac(`sha${bits}`, secret.reveal()).update(`${header}.${payload}`).digest();
  const given = Buffer.from(signature, 'base64url');
  return given.length === right.length && timingSafeEqual(given, right);
}

function nameOf(claims: IDToken): string | null {
  return textOf(claims, 'email') ?? textOf(claims, 'preferred_username') ?? textOf(claims, 'name');
}

function deviationsOf({ issuer }: IdTokenQuestion, nonceMissing: boolean): readonly Deviation[] {
  return [
    ...(nonceMissing ? [deviation('nonce_missing', 'oidc-3.1.3.7', 'nonce: none', 'read_as_documented')] : []),
    ...(issuer.includes(tenantPlaceholder)
      ? [deviation('issuer_template', 'oidc-3.1.3.7', `issuer with ${tenantPlaceholder}`, 'read_as_documented')]
      : []),
  ];
}

function failed(reason: IdTokenFault, detail: string): Extract<IdTokenVerdict, { kind: 'failed' }> {
  return { kind: 'failed', reason, detail };
}
