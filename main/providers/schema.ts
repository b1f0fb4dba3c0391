/**
 * What a provider file may say. A provider is data: an authorization server's endpoints, its grants and its dialect, that is,
 * every way in which it departs from the RFCs. The published JSON Schema (docs/provider.schema.json) is generated from here.
 *
 * Rules: names in a file are snake_case as the RFCs write parameters; durations are whole seconds; nothing here runs code. What only
 * one provider needs and data cannot say is a built-in function that the file calls by name (hooks).
 */
import { z } from 'zod';
import { apiCall, hooks, introspect, revoke, userinfo } from './schema-calls';
import { clientAssertion, dpop } from './schema-proof';
import { device } from './schema-device';
import { error, refresh, reply } from './schema-reply';
import {
  action,
  authorize,
  callback,
  clientAuthentication,
  clientField,
  grant,
  tokenRequest,
  variable,
} from './schema-request';
import { idToken, scopes, standardEndpoints } from './schema-standard';
import { signIn } from './schema-sign-in';
import { type path, text, url } from './schema-values';

/** The schema of a provider file; parse with {@link parseProvider}. */
export const providerSchema = z
  .object({
    $schema: z.string().optional(),
    version: z.literal(1).describe('Version of this format.'),
    id: z
      .string()
      .regex(/^[a-z0-9][a-z0-9-]{0,39}$/)
      .describe('Short name: lower-case letters, digits and hyphens.'),
    name: text.describe('What the provider is called on screen.'),
    region: z.string().min(1).optional().describe('Where it is used, for example "CN" or "World".'),
    status: z
      .enum(['live', 'historical'])
      .default('live')
      .describe('"historical" where the service has ended or sleeps.'),
    sources: z.array(z.string()).default([]).describe('Where the facts in this file were found.'),
    unverified: z.array(z.string()).default([]).describe('What in this file was not seen in a document.'),
    notes: z
      .array(z.string())
      .default([])
      .describe('What else its reader should know, and the format has no place for.'),
    issuer: z
      .string()
      .optional()
      .describe(
        'The issuer identifier; compared with "iss" in the callback (RFC 9207) and in id tokens. {tenantid} stands for any tenant.',
      ),
    variables: z
      .record(z.string().regex(/^[a-z][a-z0-9_]{0,39}$/), variable)
      .default({})
      .describe('Parts of URLs and parameters that differ from client to client, asked for in the client form.'),
    client_fields: z
      .array(clientField)
      .default([])
      .describe(
        'What a client has besides id and secret, for example a private key; asked for in the client form, sealed.',
      ),
    endpoints: z
      .object({
        authorize: url.optional(),
        token: url.optional(),
        refresh: url.optional(),
        device_authorization: url.optional(),
        pushed_authorization_request: url.optional(),
        discovery: url.optional(),
        ...standardEndpoints,
      })
      .strict()
      .describe('Endpoints that are left out are asked for in the client form.'),
    callback_example: url.optional().describe('Shown in the client form as an example of a callback URL.'),
    client_authentication: clientAuthentication,
    client_assertion: clientAssertion.prefault({}),
    dpop: dpop.prefault({}),
    default_scope: z.string().default('').describe('Put into the form as the scope.'),
    scopes,
    sign_in: signIn.prefault({}),
    authorize: authorize.prefault({}),
    callback: callback.prefault({}),
    token_request: tokenRequest.prefault({}),
    grants: z
      .record(z.string().min(1), grant)
      .describe(
        'The grants this server speaks, by name: authorization_code, refresh_token, client_credentials, device_code, password, token_exchange, jwt_bearer, implicit, or a name of your own.',
      ),
    reply: reply.prefault({}),
    error: error.prefault({}),
    device: device.prefault({}),
    actions: z
      .array(action)
      .default([])
      .describe('Replies that ask the user to do something first, then repeat the grant.'),
    refresh: refresh.prefault({}),
    token_in_api_call: apiCall.prefault({}).describe('How API calls carry the access token; used by "copy as curl".'),
    revoke: revoke.optional(),
    introspect: introspect.optional(),
    userinfo: userinfo.optional(),
    id_token: idToken.prefault({}),
    hooks: hooks.prefault({}),
  })
  .strict()
  .meta({ title: 'Latchkey provider', description: 'An OAuth 2.0 authorization server described as data.' });

/** A provider as read from its file, with all defaults filled in. */
export type Provider = z.infer<typeof providerSchema>;
/** A grant of a provider. */
export type ProviderGrant = Provider['grants'][string];
/** How token requests are put. */
export type RequestShape = Provider['token_request'];
/** A value that differs from client to client. */
export type ProviderVariable = Provider['variables'][string];
/** One place in a reply, or several that are looked at in turn. */
export type FieldPath = z.infer<typeof path>;
/** A text that may differ by language. */
export type ProviderText = z.infer<typeof text>;
/** A call with a token: userinfo, introspection, revocation. */
export type ProviderCalls = {
  readonly [K in 'userinfo' | 'introspect' | 'revoke']: NonNullable<Provider[K]>;
};
