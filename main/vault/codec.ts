/**
 * Account and client as JSON, both ways, checked both ways: what could not be read back is not written. This is the form that is
 * sealed, and the only place of the vault where a Secret is revealed. A change of these schemas is a new version of the record
 * format (record-file.ts).
 */
import { z } from 'zod';
import { keyAlgorithms, Secret } from '../oauth';
import type { Account, AccountFacts, Client } from '../accounts/account';
import { PLAIN_OPTIONS } from '../accounts/client-options';

const secret = z.codec(z.string(), z.instanceof(Secret), {
  decode: (value) => new Secret(value),
  encode: (value) => value.reveal(),
});

/** Milliseconds since the epoch. */
const epochMs = z.number();
const names = z.array(z.string()).readonly();

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
      algorithm: z.enum(keyAlgorithms).nullable(),
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

const account = z.strictObject({
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
  revoked: z
    .strictObject({ at: epochMs, accessToken: z.boolean(), refreshToken: z.boolean() })
    .nullable()
    .default(null),
  requestedScope: names.nullable(),
  grantId: z.string(),
  generation: z.int(),
  tokens: tokenSet,
  previous: tokenSet.nullable(),
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
      colour: z.enum(['red', 'orange', 'yellow', 'green', 'blue', 'violet']).nullable(),
    })
    .default({ favourite: false, note: '', colour: null }),
  clockOffset: z.number().nullable().default(null),
  idTokenCheck: idTokenCheck.nullable().default(null),
  practice: z.boolean(),
});

const params = z.record(z.string(), z.string()).readonly();

const clientOptions = z.strictObject({
  params: z.strictObject({ authorize: params, token: params, refresh: params }),
  resources: names,
  pushed: z.boolean().nullable(),
  dpop: z.boolean().nullable(),
  assertion: z
    .strictObject({
      audience: z.string().nullable(),
      algorithm: z.string().nullable(),
      keyId: z.string().nullable(),
    })
    .default(PLAIN_OPTIONS.assertion),
  grant: z.string().nullable().default(null),
  signInPlace: z.enum(['window', 'browser', 'paste']).nullable(),
  session: z.enum(['forget', 'keep', 'private']),
  network: z.strictObject({
    proxy: z.union([
      z.strictObject({ kind: z.enum(['system', 'direct']) }),
      z.strictObject({ kind: z.literal('fixed'), url: z.string() }),
    ]),
    extraCa: z.string().nullable(),
    trustLoopback: z.boolean().default(false),
  }),
});

const client = z.strictObject({
  id: z.string(),
  providerId: z.string(),
  clientId: z.string(),
  clientSecret: secret.nullable(),
  key: secret.nullable().default(null),
  callbackUrl: z.string().nullable(),
  scope: z.string(),
  endpoints: z.strictObject({
    authorize: z.string().optional(),
    token: z.string().optional(),
    refresh: z.string().optional(),
    pushed: z.string().optional(),
    device: z.string().optional(),
    userinfo: z.string().optional(),
    introspection: z.string().optional(),
    revocation: z.string().optional(),
  }),
  authentication: z
    .enum(['client_secret_post', 'client_secret_basic', 'client_secret_jwt', 'private_key_jwt', 'none'])
    .nullable(),
  // Records written before there were these have none.
  variables: z.record(z.string(), z.string()).readonly().default({}),
  fields: z.record(z.string(), secret).readonly().default({}),
  options: clientOptions.default(PLAIN_OPTIONS),
  registration: z
    .strictObject({
      secretExpiresAt: epochMs.nullable(),
      managementUrl: z.string().nullable(),
      managementToken: secret.nullable(),
    })
    .nullable()
    .default(null),
  practice: z.string().nullable(),
});

/** What may stand beside the sealed part in clear text: no secret, and enough to show what is locked. */
const accountFacts = z.strictObject({
  id: z.string(),
  clientId: z.string(),
  providerId: z.string(),
  grant: z.string(),
  label: z.string(),
  identity: z.string().nullable(),
  generation: z.int(),
  practice: z.boolean(),
});

/** What is known of a client without unsealing it. */
export interface ClientFacts {
  readonly id: string;
  readonly providerId: string;
  readonly clientId: string;
  readonly practice: string | null;
}

const clientFacts = z.strictObject({
  id: z.string(),
  providerId: z.string(),
  clientId: z.string(),
  practice: z.string().nullable(),
});

/** How one kind of record is written and read. */
export interface RecordCodec<T extends { readonly id: string }, F> {
  readonly kind: 'account' | 'client';
  facts(value: T): F;
  /** Null where this is not what `facts` wrote. */
  readFacts(stored: unknown): F | null;
  /** Plain JSON. Null where the value breaks its own type, for example by a time that is not a number. SECURITY: seal it. */
  encode(value: T): unknown;
  /** Null where this is not what `encode` wrote. */
  decode(stored: unknown): T | null;
}

export const accountCodec: RecordCodec<Account, AccountFacts> = {
  kind: 'account',
  facts: ({ id, clientId, providerId, grant, label, identity, generation, practice }) => {
    return { id, clientId, providerId, grant, label, identity, generation, practice };
  },
  readFacts: (stored) => accountFacts.safeParse(stored).data ?? null,
  encode: (value) => z.safeEncode(account, value).data ?? null,
  decode: (stored) => account.safeParse(stored).data ?? null,
};

export const clientCodec: RecordCodec<Client, ClientFacts> = {
  kind: 'client',
  facts: ({ id, providerId, clientId, practice }) => ({ id, providerId, clientId, practice }),
  readFacts: (stored) => clientFacts.safeParse(stored).data ?? null,
  encode: (value) => z.safeEncode(client, value).data ?? null,
  decode: (stored) => client.safeParse(stored).data ?? null,
};
