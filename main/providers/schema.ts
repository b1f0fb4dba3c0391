/**
 * What a provider file may say. A provider is data: an authorization server's endpoints, its grants and its dialect, that is,
 * every way in which it departs from the RFCs. The published JSON Schema (docs/provider.schema.json) is generated from here.
 *
 * Rules: names in a file are snake_case as the RFCs write parameters; durations are whole seconds; nothing here runs code.
 */
import { z } from 'zod';

const text = z
  .union([z.string().min(1), z.object({ en: z.string().min(1), 'zh-CN': z.string().min(1) }).strict()])
  .describe('A text, or one text a language.');

const url = z
  .url({ protocol: /^https?$/ })
  .describe('An absolute URL. https, or http where the host is a loopback address.');

const params = z.record(z.string().min(1), z.string()).describe('Parameter names and fixed values.');

const seconds = z.number().int().min(0).describe('A duration in whole seconds.');

const field = z
  .object({
    name: z.string().min(1).describe('The parameter as it goes on the wire, for example "weibo_uid".'),
    label: text.describe('What the form calls it.').optional(),
    secret: z.boolean().default(false).describe('Hidden while typed, emptied on submit and never stored.'),
    required: z.boolean().default(true),
  })
  .strict();

const grant = z
  .object({
    grant_type: z
      .string()
      .min(1)
      .optional()
      .describe(
        'The value sent as grant_type when it is not the name of the grant in this file (RFC 6749 section 4.5).',
      ),
    label: text.describe('What the form calls this grant.').optional(),
    fields: z.array(field).default([]).describe('What the user fills in; sent as parameters beside grant_type.'),
    identity_field: z.string().optional().describe('The field whose value tells who the account belongs to.'),
    params: params.default({}).describe('Extra fixed parameters of this grant.'),
    needs_permission: z
      .boolean()
      .default(false)
      .describe('The provider grants this to a client on request only, so that it may be refused although documented.'),
  })
  .strict();

const authorize = z
  .object({
    redirect_uri: z
      .enum(['send', 'omit'])
      .default('send')
      .describe('"omit" where the callback is fixed at registration and the server takes no redirect_uri.'),
    scope: z.enum(['send', 'omit']).default('send').describe('"omit" where the authorize page takes no scope.'),
    pkce: z
      .enum(['S256', 'off'])
      .default('S256')
      .describe('"off" where the server does not take code_challenge (RFC 7636).'),
    params: params.default({}).describe('Extra fixed parameters of the authorize URL.'),
    dead_ends: z
      .array(
        z
          .object({
            text: z.string().min(5).describe('A sentence of the page that tells that no redirect will follow.'),
            reason: z.enum(['creator_only', 'other']).describe('What Latchkey then explains.'),
          })
          .strict(),
      )
      .default([])
      .describe('Pages of the authorize endpoint that never lead back to the callback.'),
  })
  .strict();

const reply = z
  .object({
    expires_in_zero: z
      .enum(['never', 'expired'])
      .default('expired')
      .describe('What "expires_in": 0 means: the token never expires, or it has expired.'),
    default_expires_in: seconds.optional().describe('The documented lifetime where the reply says none.'),
    refresh_expires: z
      .object({
        field: z.string().optional().describe("Field of the reply with the refresh token's lifetime in seconds."),
        after_access: seconds.optional().describe('It outlives the access token by so many seconds.'),
        after_issue: seconds.optional().describe('It lives so many seconds from its issue.'),
      })
      .strict()
      .optional()
      .describe('How long the refresh token lives, where that is documented or said by the server.'),
    token_type: z.string().min(1).default('Bearer').describe('The type taken where the reply names none.'),
    scope_separator: z.string().min(1).default(' ').describe('Between scopes in requests and replies.'),
    identity: z.string().optional().describe('Field of the reply that tells who the account belongs to.'),
  })
  .strict();

const error = z
  .object({
    code: z.string().default('error').describe('Field of the reply that holds the error code.'),
    description: z.string().default('error_description').describe('Field with the text for people.'),
    pattern: z
      .string()
      .optional()
      .describe('A regular expression with two groups, code and text, where both stand in the code field.'),
    classes: z
      .object({
        sign_in_needed: z.array(z.string()).default([]).describe('The grant is dead: the user must sign in again.'),
        misconfigured: z.array(z.string()).default([]).describe('The client is wrong or lacks a permission.'),
        scope: z.array(z.string()).default([]).describe('The scope asked for was refused.'),
        retry: z.array(z.string()).default([]).describe('A passing fault of the server.'),
      })
      .strict()
      .prefault({})
      .describe("The provider's own codes, sorted. The RFC's codes are known already."),
  })
  .strict();

const action = z
  .object({
    when: z.string().min(1).describe('Field of the reply that announces the action.'),
    equals: z.union([z.string(), z.number(), z.boolean()]).describe('The value it then has (compared as text).'),
    url: z.string().min(1).describe('Field of the reply with the page to open.'),
    hosts: z
      .array(z.string().min(1))
      .min(1)
      .describe(
        'Hosts that page may be on; "*.example.com" takes in subdomains. The token endpoint\'s own host is always allowed.',
      ),
    reason: z.enum(['bind_account']).describe('What Latchkey tells the user.'),
  })
  .strict();

const refresh = z
  .object({
    token: z
      .enum(['one_use', 'reusable', 'unknown'])
      .default('unknown')
      .describe('Whether a refresh token is good for one use (RFC 9700 section 4.14.2) or many.'),
    after_lost_reply: z
      .enum(['retry_once', 'ask'])
      .default('ask')
      .describe(
        'May the same refresh token be sent again when the reply was lost? Only where the server is known to allow it.',
      ),
  })
  .strict();

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
    sources: z.array(z.string()).default([]).describe('Where the facts in this file were found.'),
    unverified: z.array(z.string()).default([]).describe('What in this file was not seen in a document.'),
    issuer: z.string().optional().describe('The issuer identifier; compared with "iss" in the callback (RFC 9207).'),
    endpoints: z
      .object({ authorize: url.optional(), token: url.optional(), refresh: url.optional() })
      .strict()
      .describe('Endpoints that are left out are asked for in the client form.'),
    callback_example: url.optional().describe('Shown in the client form as an example of a callback URL.'),
    client_authentication: z
      .enum(['client_secret_post', 'client_secret_basic', 'none'])
      .default('client_secret_post')
      .describe('How the client proves itself at the token endpoint (RFC 6749 section 2.3.1).'),
    default_scope: z.string().default('').describe('Put into the form as the scope.'),
    authorize: authorize.prefault({}),
    grants: z
      .record(z.string().min(1), grant)
      .describe(
        'The grants this server speaks, by name: authorization_code, refresh_token, password or a name of your own.',
      ),
    reply: reply.prefault({}),
    error: error.prefault({}),
    actions: z
      .array(action)
      .default([])
      .describe('Replies that ask the user to do something first, then repeat the grant.'),
    refresh: refresh.prefault({}),
    token_in_api_call: z
      .object({
        in: z.enum(['header', 'query']).default('header'),
        name: z.string().default('access_token').describe('The query parameter.'),
        example_url: url.optional().describe('An API call to show in the curl command.'),
      })
      .strict()
      .prefault({})
      .describe('How API calls carry the access token; used by "copy as curl".'),
  })
  .strict()
  .meta({ title: 'Latchkey provider', description: 'An OAuth 2.0 authorization server described as data.' });

/** A provider as read from its file, with all defaults filled in. */
export type Provider = z.infer<typeof providerSchema>;
/** A grant of a provider. */
export type ProviderGrant = Provider['grants'][string];
/** A text that may differ by language. */
export type ProviderText = z.infer<typeof text>;
