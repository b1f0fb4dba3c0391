/** An account as it is sealed. A change here is a new version of the record format (record-file.ts), unless it has a default. */
import { z } from 'zod';
import { copyForms, markColours, NO_MARKS } from '../accounts';
import { spokenAlgorithms } from '../oauth';
import { epochMs, names, secret } from './record-parts';

const expirySource = z.enum(['expires_in', 'provider_document', 'provider_field', 'jwt_exp', 'introspection']);
const expiry = z.union([
  z.strictObject({ kind: z.literal('at'), at: epochMs, source: expirySource }),
  z.strictObject({ kind: z.literal('never'), source: expirySource }),
  z.strictObject({ kind: z.literal('unknown') }),
]);

const tokenSet = z.strictObject({
  accessToken: secret,
  refreshToken: secret.nullable(),
  // Records written before there were proofs have none.
  dpopKey: secret.nullable().default(null),
  tokenType: z.string(),
  scope: names.nullable(),
  issuedAt: epochMs,
  accessExpiry: expiry,
  refreshExpiry: expiry,
  identity: z.string().nullable(),
  // Records written before there were extras have none.
  extras: z.record(z.string(), z.string()).readonly().default({}),
  deviations: z
    .array(z.strictObject({ tag: z.string(), section: z.string(), seen: z.string(), done: z.string() }))
    .readonly(),
  idToken: secret.nullable().default(null),
  nonce: z.string().nullable().default(null),
});

const serverError = z.strictObject({
  class: z.enum([
    'sign_in_needed',
    'client_rejected',
    'not_permitted',
    'scope_refused',
    'rate_limited',
    'server_unavailable',
    'request_refused',
  ]),
  code: z.string(),
  text: z.string().nullable(),
  status: z.int(),
  retryAt: epochMs.nullable(),
});

const problem = z.union([
  z.strictObject({ kind: z.literal('server'), at: epochMs, error: serverError }),
  z.strictObject({
    kind: z.literal('not_sent'),
    at: epochMs,
    reason: z.enum(['offline', 'unreachable', 'proxy_failed', 'tls_failed']),
    detail: z.string(),
  }),
  z.strictObject({ kind: z.literal('not_from_server'), at: epochMs, status: z.int(), retryAt: epochMs.nullable() }),
  z.strictObject({
    kind: z.enum(['uncertain', 'lost']),
    at: epochMs,
    reason: z.enum(['timed_out', 'connection_lost', 'reply_too_large', 'unreadable', 'interrupted']),
    detail: z.string(),
  }),
]);

const orNull = z.string().nullable();
const recipe = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('form'), fields: z.record(z.string(), z.string()).readonly() }),
  z.strictObject({
    kind: z.literal('free'),
    grantType: z.string(),
    parameters: z.array(z.tuple([z.string(), z.string()]).readonly()).readonly(),
  }),
  z.strictObject({
    kind: z.literal('jwt_bearer'),
    assertion: z.strictObject({
      key: secret,
      algorithm: z.enum(spokenAlgorithms).nullable(),
      keyId: orNull,
      issuer: orNull,
      subject: orNull,
      audience: orNull,
      lifetime: z.number().nullable(),
      claims: z.string(),
    }),
  }),
  z.strictObject({
    kind: z.literal('token_exchange'),
    subject: z.string(),
    subjectType: z.string(),
    actor: orNull,
    actorType: z.string(),
    requestedType: orNull,
    audience: names,
    resource: names,
  }),
]);
const checked = { of: z.string(), at: epochMs, subject: z.string().nullable() };
const idTokenCheck = z.union([
  z.strictObject({
    ...checked,
    kind: z.literal('valid'),
    origin: z.enum(['keys', 'secret', 'connection']),
  }),
  z.strictObject({
    ...checked,
    kind: z.literal('failed'),
    reason: z.enum([
      'malformed',
      'algorithm',
      'signature',
      'key',
      'issuer',
      'audience',
      'expired',
      'issued_later',
      'nonce',
      'at_hash',
      'subject',
    ]),
    detail: z.string(),
  }),
  z.strictObject({
    ...checked,
    kind: z.literal('unchecked'),
    reason: z.enum(['no_issuer', 'other_server', 'keys_unreachable', 'algorithm']),
    detail: z.string(),
  }),
]);
const profile = z.strictObject({
  id: z.string().nullable(),
  name: z.string().nullable(),
  facts: z.array(z.strictObject({ name: z.string(), value: z.string() })).readonly(),
  at: epochMs,
});

const revocation = z.strictObject({ at: epochMs, accessToken: z.boolean(), refreshToken: z.boolean() });

export const accountForm = z.strictObject({
  id: z.string(),
  clientId: z.string(),
  providerId: z.string(),
  grant: z.string(),
  // Records written before grants could be asked for again have none.
  recipe: recipe.nullable().default(null),
  label: z.string(),
  identity: z.string().nullable(),
  // Records written before there were these have none.
  profile: profile.nullable().default(null),
  meantFor: z
    .strictObject({ accountId: z.string(), why: z.enum(['somebody_else', 'not_confirmed']) })
    .nullable()
    .default(null),
  revoked: revocation.nullable().default(null),
  requestedScope: names.nullable(),
  grantId: z.string(),
  generation: z.int(),
  tokens: tokenSet,
  previous: tokenSet.nullable(),
  previousRevoked: revocation.nullable().default(null),
  problem: problem.nullable(),
  connectedAt: epochMs,
  refreshedAt: epochMs.nullable(),
  renewals: z.int().default(0),
  restoredAt: epochMs.nullable().default(null),
  automatic: z.boolean().default(false),
  marks: z
    .strictObject({
      favourite: z.boolean(),
      note: z.string(),
      colour: z.enum(markColours).nullable(),
      // Records written before there were forms to copy have none.
      copyAs: z.enum(copyForms).nullable().default(null),
    })
    .default(NO_MARKS),
  clockOffset: z.number().nullable().default(null),
  idTokenCheck: idTokenCheck.nullable().default(null),
  practice: z.boolean(),
});
