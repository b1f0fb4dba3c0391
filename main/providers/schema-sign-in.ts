/** What a provider file says about where the user signs in: which place is usual, and whether a loopback callback is allowed. */
import { z } from 'zod';

export const signIn = z
  .object({
    default: z
      .enum(['window', 'browser', 'paste'])
      .optional()
      .describe(
        'Where the user signs in unless the client says otherwise: a window of the app, the system browser with a loopback callback, or anywhere, with the final URL pasted. Left out: the browser where "loopback" is given and the callback URL is a loopback one, otherwise the window.',
      ),
    loopback: z
      .enum(['any_port', 'fixed_port', 'no'])
      .optional()
      .describe(
        'Whether the server redirects to this computer (RFC 8252 section 7.3): "any_port" where the port may differ from the registered one, "fixed_port" where it must be the registered one, "no" where loopback callbacks cannot be registered. Left out: not known; the user may try it.',
      ),
  })
  .strict()
  .describe('Where the user signs in.');
