/** What a provider file says about OpenID Connect and about what a server publishes of itself (RFC 8414). */
import { z } from 'zod';
import { names, url } from './schema-values';

/** Endpoints that come with the server's metadata. */
export const standardEndpoints = {
  jwks: url.optional().describe('Where its signing keys are (jwks_uri); looked up in the metadata where left out.'),
  registration: url.optional().describe('Where clients register themselves (RFC 7591).'),
};

export const callbackIssuer = z
  .enum(['optional', 'required'])
  .default('optional')
  .describe('"required" where the server promises iss in its answer (RFC 9207): one without it is then not taken.');

export const scopes = names.default([]).describe('Scopes the server knows; shown in the client form.');

export const idToken = z
  .object({
    algorithms: names
      .optional()
      .describe('Algorithms (RFC 7518) that sign its id tokens; RS256, or those of its metadata, where left out.'),
    nonce: z
      .enum(['required', 'missing'])
      .default('required')
      .describe('"missing" where its id tokens leave out the nonce that was sent; one that is there must be right.'),
    unsigned: z
      .enum(['refused', 'taken'])
      .default('refused')
      .describe('"taken" where its id tokens have alg none and come from the token endpoint only.'),
  })
  .strict()
  .describe('How its id tokens are checked (OpenID Connect Core section 3.1.3.7).');
