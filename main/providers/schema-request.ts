/** What a provider file says about requests: variables, fields of the client, authorize page, callback, token request, grants. */
import { z } from 'zod';
import { furtherGrantOptions } from './schema-grants';
import { callbackIssuer } from './schema-standard';
import { clientMethods, pushed } from './schema-proof';
import { names, params, rename, scalar, text, url } from './schema-values';

const clientMethod = z.enum(clientMethods);

export const clientAuthentication = clientMethod
  .default('client_secret_post')
  .describe(
    'How the client proves itself at the token endpoint (RFC 6749 section 2.3.1, OpenID Connect Core section 9).',
  );

export const variable = z
  .object({
    label: text.describe('What the client form calls it.').optional(),
    hint: text.describe('Shown below it, for example where to find the value.').optional(),
    default: z.string().default('').describe('Used where the user gives nothing.'),
    pattern: z
      .string()
      .min(1)
      .default('[a-z0-9][a-z0-9-]{0,62}')
      .describe('A regular expression that the whole value must match.'),
    hosts: names
      .default([])
      .describe(
        'Hosts that an endpoint may have once the variable is filled in; "*.example.com" takes in subdomains, "*" any host. Needed where it stands in the host.',
      ),
    from_callback: z
      .string()
      .min(1)
      .optional()
      .describe(
        'Parameter of the callback whose value takes the place of the one in the form, for example "accounts-server"; an https origin counts as its host.',
      ),
  })
  .strict();

const fieldShape = {
  label: text.describe('What the form calls it.').optional(),
  secret: z.boolean().default(false),
  required: z.boolean().default(true),
};

export const clientField = z
  .object({
    ...fieldShape,
    name: z
      .string()
      .regex(/^[a-z][a-z0-9_]{0,39}$/)
      .describe('Its name: lower-case letters, digits and "_". Values and hooks refer to it.'),
    secret: fieldShape.secret.describe('Hidden while typed, sealed, never shown again.'),
    hint: text.describe('Shown below it.').optional(),
  })
  .strict();

const field = z
  .object({
    ...fieldShape,
    name: z.string().min(1).describe('The parameter as it goes on the wire, for example "weibo_uid".'),
    secret: fieldShape.secret.describe('Hidden while typed, emptied on submit and never stored.'),
  })
  .strict();

/** Without defaults, so that a grant's own shape changes only what it names. */
const shape = {
  method: z.enum(['POST', 'GET']).optional().describe('GET puts everything into the query, secrets included.'),
  encoding: z
    .enum(['form', 'json', 'query'])
    .optional()
    .describe('How parameters are sent: as a form, as a JSON object, or in the query of the URL.'),
  client_authentication: clientMethod.optional().describe('Where these requests differ from the rest of the file.'),
  client_id_in_body: z.boolean().optional().describe('client_id is sent as a parameter too, beside a Basic header.'),
  public_client: z
    .enum(['client_id', 'basic'])
    .optional()
    .describe('A client without secret sends its client_id, or a Basic header with an empty password.'),
  rename: rename.optional(),
  params: params.optional(),
  omit: names.optional().describe("Parameters (by the RFC's names) that the server does not take."),
  include: z
    .array(z.enum(['redirect_uri', 'scope', 'state']))
    .optional()
    .describe(
      'Parameters that the server wants although the RFC has them elsewhere: scope or redirect_uri on refresh, the state of the authorize URL with the code.',
    ),
  in_query: names
    .optional()
    .describe('Parameters, by their names on the wire, that go into the query whatever the encoding.'),
  headers: params
    .optional()
    .describe('Further headers, with placeholders as in params; {client_secret} is taken here too.'),
};

export const tokenRequest = z
  .object(shape)
  .strict()
  .describe("How token requests differ from RFC 6749 section 4.1.3: POST, a form, the RFC's names.");

export const grant = z
  .object({
    grant_type: z
      .string()
      .min(1)
      .optional()
      .describe(
        'The value sent as grant_type when it is not the name of the grant in this file (RFC 6749 section 4.5). device_code, token_exchange and jwt_bearer send the URN of their RFC.',
      ),
    label: text.describe('What the form calls this grant.').optional(),
    fields: z.array(field).default([]).describe('What the user fills in; sent as parameters beside grant_type.'),
    identity_field: z.string().optional().describe('The field whose value tells who the account belongs to.'),
    params: params.default({}).describe('Extra fixed parameters of this grant.'),
    needs_permission: z
      .boolean()
      .default(false)
      .describe('The provider grants this to a client on request only, so that it may be refused although documented.'),
    endpoint: url.optional().describe('Where this grant is sent when not to the token endpoint.'),
    request: tokenRequest
      .optional()
      .describe('What is different for this grant; names given here are added to those of token_request.'),
    sends: z
      .enum(['access_token', 'refresh_token'])
      .optional()
      .describe('This grant exchanges a token that is there already, as the parameter of that name.'),
    followed_by: z
      .string()
      .optional()
      .describe(
        'The grant by which the tokens are exchanged once more straight away, for example for long-lived ones.',
      ),
    ...furtherGrantOptions,
  })
  .strict();

export const authorize = z
  .object({
    redirect_uri: z
      .enum(['send', 'omit'])
      .default('send')
      .describe('"omit" where the callback is fixed at registration and the server takes no redirect_uri.'),
    scope: z.enum(['send', 'omit']).default('send').describe('"omit" where the authorize page takes no scope.'),
    scope_separator: z
      .string()
      .min(1)
      .optional()
      .describe('Between scopes in requests, where it is not the one of replies.'),
    required_scope: names.default([]).describe('Scopes that are always asked for.'),
    state: z
      .enum(['send', 'in_redirect_uri'])
      .default('send')
      .describe('"in_redirect_uri" where the server loses state: it then travels in the query of redirect_uri.'),
    pkce: z
      .enum(['S256', 'plain', 'off'])
      .default('S256')
      .describe('The code_challenge_method; "off" where the server does not take code_challenge (RFC 7636).'),
    pkce_clients: z
      .enum(['all', 'public'])
      .default('all')
      .describe('Who uses PKCE: every client, or those without secret.'),
    pushed,
    response_type: z.string().min(1).default('code').describe('The response_type that brings a code.'),
    rename: rename.default({}),
    params: params.default({}).describe('Extra fixed parameters of the authorize URL.'),
    optional_params: z
      .record(z.string().min(1), z.array(z.string()))
      .default({})
      .describe('Further parameters that the page knows, with their documented values; none is sent by itself.'),
    omit: names.default([]).describe("Parameters (by the RFC's names) that the page does not take."),
    another_user: params
      .default({})
      .describe(
        'Parameters that make the page ask who signs in, for example { "prompt": "select_account" }; sent for "sign in as another user", in place of those of params.',
      ),
    fragment: z
      .string()
      .min(1)
      .optional()
      .describe('What the URL must end with after "#", for example wechat_redirect.'),
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

export const callback = z
  .object({
    code: names.min(1).default(['code']).describe('Parameters that may hold the code, first one first.'),
    state: z.string().min(1).default('state').describe('Parameter that brings state back.'),
    error: names.min(1).default(['error', 'error_code']).describe('Parameters that may hold an error code.'),
    description: names.min(1).default(['error_description']).describe('Parameters that may hold its text.'),
    denied: names.default([]).describe('Codes that mean: the user said no. access_denied and login_denied are known.'),
    capture: names
      .default([])
      .describe('Parameters kept with the account because API calls need them, for example "realmId".'),
    issuer: callbackIssuer,
  })
  .strict()
  .describe(
    'How the answer at the callback differs from RFC 6749 section 4.1.2. Query, fragment and form_post are read alike.',
  );

export const action = z
  .object({
    when: z.string().min(1).describe('Path of the field that announces the action.'),
    equals: scalar.describe('The value it then has (compared as text).'),
    url: z.string().min(1).describe('Path of the field with the page to open.'),
    hosts: names
      .min(1)
      .describe(
        'Hosts that page may be on; "*.example.com" takes in subdomains. The token endpoint\'s own host is always allowed.',
      ),
    reason: z.enum(['bind_account']).describe('What Latchkey tells the user.'),
  })
  .strict();
