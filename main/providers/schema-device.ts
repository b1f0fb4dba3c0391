/** What a provider file says about the device grant (RFC 8628): where its reply has the codes, and its words for "not yet". */
import { z } from 'zod';
import { names, path, seconds } from './schema-values';

export const device = z
  .object({
    fields: z
      .object({
        device_code: path.optional(),
        user_code: path.optional(),
        verification_uri: path.optional(),
        verification_uri_complete: path.optional(),
        expires_in: path.optional(),
        interval: path.optional(),
        message: path.optional(),
      })
      .strict()
      .prefault({})
      .describe(
        "Paths in the reply of the device authorization endpoint, where they are not RFC 8628's; verification_url and the like are known.",
      ),
    expires_in: seconds.default(600).describe('How long a code lives where the reply does not say.'),
    interval: seconds.default(5).describe('Seconds between two requests where the reply does not say.'),
    pending: names.default([]).describe('Error codes that mean authorization_pending.'),
    slow_down: names.default([]).describe('Error codes that mean slow_down.'),
    expired: names.default([]).describe('Error codes that mean expired_token.'),
    denied: names.default([]).describe('Error codes that mean access_denied.'),
  })
  .strict()
  .describe('How the device grant differs from RFC 8628.');
