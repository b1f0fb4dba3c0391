/** What a provider file says about single grants beyond how they are sent: who may use them, whether they repeat, how an assertion is made. */
import { z } from 'zod';
import { seconds } from './schema-values';

export const furtherGrantOptions = {
  clients: z
    .enum(['all', 'public', 'confidential'])
    .default('all')
    .describe('Which clients may use this grant: all, those without secret, or those with one.'),
  repeatable: z
    .boolean()
    .default(false)
    .describe(
      'The fields of this grant hold no secret and may be kept, so that an account is renewed by asking for the same grant again. A grant without fields always is.',
    ),
  free_parameters: z
    .boolean()
    .default(false)
    .describe('The user types grant_type and parameters by hand; for servers whose grants are not known beforehand.'),
  assertion: z
    .object({
      audience: z.string().min(1).optional().describe('The claim aud; the token endpoint where left out.'),
      scope: z
        .enum(['parameter', 'claim', 'both'])
        .default('parameter')
        .describe('Where the scope is asked for: as a parameter of the request, as a claim of the assertion, or both.'),
      lifetime: seconds.default(300).describe('How long an assertion is valid, in seconds.'),
    })
    .strict()
    .prefault({})
    .describe('How an assertion is made that is signed here (RFC 7523 section 3); for the grant jwt_bearer.'),
};
