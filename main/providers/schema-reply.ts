/** What a provider file says about replies: where things stand in them, how long tokens live, what an error looks like. */
import { z } from 'zod';
import { condition, names, path, seconds, unit } from './schema-values';

const expirySource = z.object({ field: path, unit: unit.default('s') }).strict();

export const reply = z
  .object({
    strip_prefix: z
      .string()
      .min(1)
      .optional()
      .describe('Text before the object. JSONP, while(1); and &&&START&&& are known and need not be named.'),
    root: path
      .optional()
      .describe('Object of the reply that holds the tokens, for example "data"; the top is looked at too.'),
    fields: z
      .object({
        access_token: path.default('access_token'),
        refresh_token: path.default('refresh_token'),
        token_type: path.default('token_type'),
        scope: path.default('scope'),
      })
      .strict()
      .prefault({})
      .describe('Where the tokens stand below the root, when not under the names of RFC 6749 section 5.1.'),
    also: z
      .array(z.object({ root: z.string().min(1), label: z.string().min(1) }).strict())
      .default([])
      .describe(
        'Further objects with tokens of their own, for example those of the user beside those of a bot; each becomes an account.',
      ),
    success: condition
      .optional()
      .describe(
        'Tokens count only where this field, if it is there, has one of these values; where it has, a code of your own beside it is no error.',
      ),
    expires: z
      .array(expirySource)
      .min(1)
      .default([{ field: 'expires_in', unit: 's' }])
      .describe(
        "Where the access token's lifetime stands; the first that can be read counts, then exp of a JWT, then default_expires_in.",
      ),
    expires_in_zero: z
      .enum(['never', 'expired', 'unknown'])
      .default('expired')
      .describe('What a lifetime of 0 means: the token never expires, has expired, or nothing is said.'),
    default_expires_in: seconds.optional().describe('The documented lifetime where the reply says none.'),
    never_expires: z
      .boolean()
      .default(false)
      .describe('Documented: a token whose reply names no lifetime never expires.'),
    refresh_expires: z
      .object({
        field: path.optional().describe("Field of the reply with the refresh token's lifetime."),
        unit: unit.default('s'),
        zero: z
          .enum(['never', 'expired', 'unknown'])
          .optional()
          .describe('What 0 means; expires_in_zero where left out.'),
        after_access: seconds.optional().describe('It outlives the access token by so many seconds.'),
        after_issue: seconds.optional().describe('It lives so many seconds from its issue.'),
        never: z.boolean().optional().describe('Documented: it does not expire.'),
      })
      .strict()
      .optional()
      .describe('How long the refresh token lives, where that is documented or said by the server.'),
    token_type: z.string().min(1).default('Bearer').describe('The type taken where the reply names none.'),
    scope_separator: z.string().min(1).default(' ').describe('Between scopes in requests and replies.'),
    identity: path.optional().describe('Field of the reply that tells who the account belongs to.'),
    extras: z
      .record(z.string().regex(/^[a-z][a-z0-9_]{0,39}$/), path)
      .default({})
      .describe('Values that API calls need besides the token, by a name of yours. They are shown: nothing secret.'),
    url_decode: names.default([]).describe('Names among identity and extras whose values are URL-encoded.'),
  })
  .strict();

/** One list a class, of codes or of words. */
const sorted = (list: z.ZodDefault<z.ZodArray<z.ZodString>>) =>
  z
    .object({
      sign_in_needed: list.describe('The grant is dead: the user must sign in again.'),
      misconfigured: list.describe('The client is wrong or lacks a permission.'),
      not_permitted: list.describe('The client may not use this grant.'),
      scope: list.describe('The scope asked for was refused.'),
      rate_limited: list.describe('Too many requests.'),
      retry: list.describe('A passing fault of the server.'),
    })
    .strict()
    .prefault({});

export const error = z
  .object({
    code: path
      .default('error')
      .describe('Fields of the reply that hold an error code; all are compared with the classes.'),
    description: path.default('error_description').describe('Field with the text for people.'),
    pattern: z
      .string()
      .optional()
      .describe('A regular expression with two groups, code and text, where both stand in the code field.'),
    classes: sorted(z.array(z.string()).default([])).describe(
      "The provider's own codes, sorted. The RFC's codes are known already.",
    ),
    texts: sorted(z.array(z.string().min(4)).default([])).describe(
      "Words of the text for people, sorted, for servers whose codes do not tell: they count, in upper or lower case, after the codes of classes and before the RFC's.",
    ),
  })
  .strict();

export const refresh = z
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
    after_failure: z
      .enum(['kept', 'burned'])
      .default('kept')
      .describe('"burned" where even a refused refresh ends the refresh token.'),
    extends: z.boolean().default(true).describe('false where a refresh never moves the end of the refresh token.'),
    most_renewals: z.number().int().min(1).optional().describe('How often the refresh token itself can be renewed.'),
    at_most_every: seconds.optional().describe('The shortest time between two refreshes.'),
    window: z
      .object({
        opens_before_expiry: seconds
          .optional()
          .describe('A refresh is taken only so long before the access token ends.'),
        closes_after_expiry: seconds.optional().describe('A refresh is taken so long after the access token ended.'),
      })
      .strict()
      .optional()
      .describe('When a refresh is taken.'),
  })
  .strict();
