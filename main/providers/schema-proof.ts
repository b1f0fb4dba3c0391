/** What a provider file says about proofs: how clients sign assertions, and tokens that are bound to a key (DPoP). */
import { z } from 'zod';
import { names } from './schema-values';

/** How a client may prove itself at the token endpoint. */
export const clientMethods = [
  'client_secret_post',
  'client_secret_basic',
  'client_secret_jwt',
  'private_key_jwt',
  'none',
] as const;

export const clientAssertion = z
  .object({
    audience: z
      .string()
      .min(1)
      .optional()
      .describe(
        'The "aud" of assertions: "issuer", "token_endpoint", or the value itself. Left out: the issuer where it is known, else the token endpoint.',
      ),
    algorithms: names
      .default([])
      .describe('Signature algorithms that the server takes, the preferred one first; any where left out.'),
  })
  .strict()
  .describe('How clients that prove themselves by client_secret_jwt or private_key_jwt sign (RFC 7523 section 2.2).');

export const dpop = z
  .object({
    use: z
      .enum(['off', 'optional', 'required'])
      .default('off')
      .describe(
        'Sender-constrained tokens: not taken; taken where a client asks for them; always used. The client form can decide otherwise.',
      ),
    algorithms: names
      .default(['ES256'])
      .describe('Algorithms of proofs that the server takes; ES256 is used where it is among them.'),
  })
  .strict()
  .describe('Demonstrating proof of possession (RFC 9449): tokens that are of use only with a key.');

/** Of the authorize endpoint; the endpoint that takes them is endpoints.pushed_authorization_request. */
export const pushed = z
  .enum(['off', 'optional', 'required'])
  .default('off')
  .describe(
    'Pushed authorization requests (RFC 9126): not taken; taken where a client asks for them; always used. The client form can decide otherwise.',
  );
