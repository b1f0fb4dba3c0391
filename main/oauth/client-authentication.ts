/**
 * How a client proves itself at the token endpoint, and wherever else the server asks it to: RFC 6749 section 2.3.1, and by a signed
 * assertion OpenID Connect Core section 9.
 */
import type { Provider } from '../providers';
import { assertionType, clientAssertion, type AssertionTerms } from './client-assertion';
import type { FullShape } from './request-shape';
import { Secret } from './secret';
import type { EpochMs } from './types';

export type ClientAuthenticationMethod = Provider['client_authentication'];

/** Who the client is, and what it can prove it by. */
export interface ClientIdentity {
  readonly clientId: string;
  readonly clientSecret: Secret | null;
  /** Its private key, for `private_key_jwt`. */
  readonly clientKey?: Secret | null;
  /** What its assertions say, where the method signs one. */
  readonly assertion: AssertionTerms;
}

/** What client authentication adds to a request. */
export interface ClientCredentials {
  readonly headers: Readonly<Record<string, Secret>>;
  /** In the order in which they are sent. */
  readonly parameters: readonly (readonly [string, string])[];
  /** They hold the time they were made at. */
  readonly signed: boolean;
}

/**
 * The credentials as the method wants them. A client without secret is a public one whatever the method: it sends its `client_id` alone
 * (RFC 6749 section 3.2.1); so is one without key where the method signs by a key. Never two methods at once (section 2.3).
 *
 * @param now ms since the epoch, for what is signed
 * @param shape what the provider wants besides: client_id beside a Basic header, a Basic header of public clients
 */
export function clientCredentials(
  method: ClientAuthenticationMethod,
  client: ClientIdentity,
  now: EpochMs,
  shape: Pick<FullShape, 'client_id_in_body' | 'public_client'> = {
    client_id_in_body: false,
    public_client: 'client_id',
  },
): ClientCredentials {
  const { clientId, clientSecret, clientKey = null, assertion } = client;
  const asserted = (by: Parameters<typeof clientAssertion>[1]): ClientCredentials => ({
    headers: {},
    parameters: [
      ['client_id', clientId],
      ['client_assertion_type', assertionType],
      ['client_assertion', clientAssertion(clientId, by, assertion, now).reveal()],
    ],
    signed: true,
  });
  if (method === 'private_key_jwt' && clientKey !== null) return asserted({ key: clientKey });
  if (clientSecret === null && shape.public_client === 'basic') return basic(clientId, '', shape.client_id_in_body);
  const alone = { headers: {}, parameters: [['client_id', clientId] as const], signed: false };
  if (clientSecret === null) return alone;
  switch (method) {
    case 'client_secret_post':
      return {
        headers: {},
        parameters: [
          ['client_id', clientId],
          ['client_secret', clientSecret.reveal()],
        ],
        signed: false,
      };
    case 'client_secret_basic':
      return basic(clientId, clientSecret.reveal(), shape.client_id_in_body);
    case 'client_secret_jwt':
      return asserted({ secret: clientSecret });
    case 'private_key_jwt':
    case 'none':
      return alone;
  }
}

function basic(clientId: string, secret: string, inBody: boolean): ClientCredentials {
  // The first colon is the one between the two (RFC 7617 section 2).
  const pair = `${formEncode(clientId).replaceAll(':', '%3A')}:${formEncode(secret)}`;
  return {
    headers: { authorization: new Secret(`Basic ${Buffer.from(pair).toString('base64')}`) },
    parameters: inBody ? [['client_id', clientId]] : [],
    signed: false,
  };
}

/**
 * Encodes one value as application/x-www-form-urlencoded (RFC 6749 appendix B), but only those characters that would decode to something
 * else: "%" and "+", white space, and what is not ASCII. Whoever decodes gets the same as from the whole encoding, and the many servers that
 * do not decode (Spring's first, Doorkeeper, Passport, bshaffer's) take secrets with "/", "=", "~" or "!" in them, too.
 */
function formEncode(value: string): string {
  return value.replace(/[^\x21-\x7e]|[%+]/gu, (character) =>
    Array.from(Buffer.from(character), (byte) => `%${byte.toString(16).toUpperCase().padStart(2, '0')}`).join(''),
  );
}
