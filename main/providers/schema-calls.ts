/** What a provider file says about calls with the token: API calls, revocation, introspection, userinfo; and built-in hooks. */
import { z } from 'zod';
import { condition, names, params, path, unit, url } from './schema-values';

export const apiCall = z
  .object({
    in: z.enum(['header', 'query', 'body']).default('header'),
    name: z
      .string()
      .min(1)
      .optional()
      .describe('The header or parameter: Authorization or access_token where left out.'),
    scheme: z
      .string()
      .optional()
      .describe('The word before the token in the header, "" for none; the token type where left out.'),
    headers: params.default({}).describe('Further headers; {extras} of the account are taken here too.'),
    params: params.default({}).describe('Further query parameters; {extras} of the account are taken here too.'),
    example_url: url.optional().describe('An API call to show in the curl command; {extras} are taken here too.'),
  })
  .strict();

const call = {
  url: url.describe('{client_id} and {extras} of the account are taken here too.'),
  hosts: names
    .default([])
    .describe(
      'Hosts that the URL may have once {extras} of the account are filled in; "*.example.com" takes in subdomains. Needed where one stands in the host.',
    ),
  method: z.enum(['GET', 'POST', 'DELETE']).default('POST'),
  encoding: z.enum(['form', 'json', 'query']).default('form'),
  authenticate: z
    .enum(['client', 'basic', 'token', 'none'])
    .default('client')
    .describe(
      'By the client as at the token endpoint, by a Basic header, by the access token as in API calls, or not at all.',
    ),
  params: params
    .default({})
    .describe(
      'What is sent: {access_token}, {refresh_token}, {token} (the one concerned), {client_id}, {client_secret}, {extras}.',
    ),
  headers: params.default({}),
  success: condition.optional().describe('Field of the reply that tells that it worked; without it, it did not.'),
};

export const revoke = z
  .object({
    ...call,
    params: call.params.default({ token: '{token}' }),
  })
  .strict()
  .describe('How a token is revoked. Left out params: as RFC 7009 wants it.');

export const introspect = z
  .object({
    ...call,
    params: call.params.default({ token: '{token}' }),
    active: condition
      .optional()
      .describe(
        'The field that tells that the token is good; "active": true where left out. Where the reply has no such field and params are your own, an answer without an error says so.',
      ),
    expires: z
      .object({ field: path, unit })
      .strict()
      .optional()
      .describe('Where its end stands; "exp" where left out.'),
    scope: path.optional().describe('Where its scope stands.'),
    identity: path.optional().describe('Who it belongs to.'),
    extras: z
      .record(z.string().regex(/^[a-z][a-z0-9_]{0,39}$/), path)
      .default({})
      .describe(
        'Values that other calls need and only this one tells, by a name of yours, for example {openid}. They are shown: nothing secret.',
      ),
  })
  .strict()
  .describe('How a token is looked up at the server. Left out params: as RFC 7662 wants it.');

export const userinfo = z
  .object({
    ...call,
    method: call.method.default('GET'),
    authenticate: call.authenticate.default('token'),
    identity: path.optional().describe('The field that tells who the user is: an id that stays.'),
    label: path.optional().describe('A name to call the account by.'),
  })
  .strict()
  .describe('Where the server tells who the user is.');

export const hooks = z
  .object({
    sign_token_request: z
      .enum(['alipay_rsa2'])
      .optional()
      .describe(
        'alipay_rsa2: adds timestamp and sign (RSA2 over the sorted parameters). Needs the client field private_key.',
      ),
    client_secret: z
      .enum(['apple_jwt'])
      .optional()
      .describe(
        'apple_jwt: the client secret is a JWT signed with ES256. Needs the client fields team_id, key_id and private_key.',
      ),
    verify_callback: z
      .enum(['shopify_hmac'])
      .optional()
      .describe('shopify_hmac: the callback must carry a correct hmac of its parameters by the client secret.'),
  })
  .strict()
  .describe('Built-in functions for what data cannot say, by name.');
