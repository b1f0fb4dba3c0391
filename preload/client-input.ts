/** The client form's request: its schema, a part of the contract (contract.ts gives it out by its requests). */
import { z } from 'zod';

const id = z.string().min(1).max(64);
const line = z.string().max(4096);
export const optionalUrl = z.string().trim().max(4096).nullable();

const params = z.record(z.string().min(1).max(128), line);

export const signInPlace = z.enum(['window', 'browser', 'paste']);

export const network = z
  .object({
    proxy: z.union([
      z.object({ kind: z.enum(['system', 'direct']) }).strict(),
      z.object({ kind: z.literal('fixed'), url: z.string().trim().max(2048) }).strict(),
    ]),
    extraCa: z.string().max(262_144).nullable(),
    trustLoopback: z.boolean(),
  })
  .strict();

/** What a client asks for beyond id, secret, scope and endpoints; `null`: as the provider's file has it. */
const clientOptions = z
  .object({
    params: z.object({ authorize: params, token: params, refresh: params }).strict(),
    resources: z.array(z.string().trim().min(1).max(2048)).max(32),
    pushed: z.boolean().nullable(),
    dpop: z.boolean().nullable(),
    grant: z.string().min(1).max(64).nullable(),
    assertion: z
      .object({
        audience: z.string().trim().min(1).max(2048).nullable(),
        algorithm: z.string().min(1).max(16).nullable(),
        keyId: z.string().trim().min(1).max(512).nullable(),
      })
      .strict(),
    signInPlace: signInPlace.nullable(),
    session: z.enum(['forget', 'keep', 'private']),
    network,
  })
  .strict();

const clientKey = z.union([
  z.object({ kind: z.literal('keep') }).strict(),
  /** SECURITY: read from its field only when the form is sent. */
  z.object({ kind: z.literal('pasted'), text: z.string().max(65_536) }).strict(),
  z.object({ kind: z.literal('made'), handle: id }).strict(),
  /** The stored one is removed. */
  z.object({ kind: z.literal('none') }).strict(),
]);

export const keyAlgorithm = z.enum(['ES256', 'ES384', 'ES512', 'EdDSA', 'RS256', 'PS256']);

/** A client as the form gives it. `clientSecret: null` keeps the stored one; an empty text removes it. */
export const clientInput = z
  .object({
    /** Null for a new client. */
    id: id.nullable(),
    /** Of a new client: the one it is a copy of, whose stored secrets it gets where none are given. */
    copyOf: id.nullable().optional(),
    /** What its user calls it; null or empty for its client_id. Left out: as stored. */
    name: z.string().trim().max(200).nullable().optional(),
    providerId: id,
    clientId: z.string().trim().min(1).max(1024),
    clientSecret: line.nullable(),
    callbackUrl: optionalUrl,
    scope: line,
    endpoints: z
      .object({
        authorize: optionalUrl,
        token: optionalUrl,
        refresh: optionalUrl,
        /** Left out: as stored. */
        pushed: optionalUrl.optional(),
        userinfo: optionalUrl.optional(),
        introspection: optionalUrl.optional(),
        revocation: optionalUrl.optional(),
        device: optionalUrl.optional(),
      })
      .strict(),
    authentication: z
      .enum(['client_secret_post', 'client_secret_basic', 'client_secret_jwt', 'private_key_jwt', 'none'])
      .nullable(),
    /** Its private key: as stored (the same as left out), as pasted, or made just before. */
    key: clientKey.optional(),
    /** Values of the provider's URL variables; an empty text means its default. Left out: as stored. */
    variables: z.record(z.string().max(64), z.string().trim().max(256)).optional(),
    /** What the provider asks for besides id and secret. `null` keeps the stored value; an empty text removes it. Left out: as stored. */
    fields: z.record(z.string().max(64), z.string().max(16_384).nullable()).optional(),
    /** What is left out stays as stored. */
    options: clientOptions.partial().optional(),
  })
  .strict();
