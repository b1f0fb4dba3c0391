/** A client as it is sealed. A change here is a new version of the record format (record-file.ts), unless it has a default. */
import { z } from 'zod';
import { PLAIN_OPTIONS } from '../accounts/client-options';
import { epochMs, names, secret } from './record-parts';

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

export const clientForm = z.strictObject({
  id: z.string(),
  // Records written before clients had names have none.
  name: z.string().nullable().default(null),
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
