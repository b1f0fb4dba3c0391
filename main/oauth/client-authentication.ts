/** How a client proves itself at the token endpoint (RFC 6749 section 2.3.1). */
import type { Provider } from '../providers';
import type { FullShape } from './request-shape';
import { Secret } from './secret';

export type ClientAuthenticationMethod = Provider['client_authentication'];

/** What client authentication adds to a token request. */
export interface ClientCredentials {
  readonly headers: Readonly<Record<string, Secret>>;
  /** In the order in which they are sent. */
  readonly parameters: readonly (readonly [string, string])[];
}

/**
 * The credentials as the method wants them. A client without secret is a public one whatever the method: it sends its `client_id` alone
 * (RFC 6749 section 3.2.1). Never two methods at once (section 2.3).
 *
 * @param clientSecret null for a public client
 * @param shape what the provider wants besides: client_id beside a Basic header, a Basic header of public clients
 */
export function clientCredentials(
  method: ClientAuthenticationMethod,
  clientId: string,
  clientSecret: Secret | null,
  shape: Pick<FullShape, 'client_id_in_body' | 'public_client'> = {
    client_id_in_body: false,
    public_client: 'client_id',
  },
): ClientCredentials {
  if (clientSecret === null && shape.public_client === 'basic') return basic(clientId, '', shape.client_id_in_body);
  if (clientSecret === null || method === 'none') return { headers: {}, parameters: [['client_id', clientId]] };
  switch (method) {
    case 'client_secret_post':
      return {
        headers: {},
        parameters: [
          ['client_id', clientId],
          ['client_secret', clientSecret.reveal()],
        ],
      };
    case 'client_secret_basic':
      return basic(clientId, clientSecret.reveal(), shape.client_id_in_body);
  }
}

function basic(clientId: string, secret: string, inBody: boolean): ClientCredentials {
  const pair = `${formEncode(clientId)}:${formEncode(secret)}`;
  return {
    headers: { authorization: new Secret(`Basic ${Buffer.from(pair).toString('base64')}`) },
    parameters: inBody ? [['client_id', clientId]] : [],
  };
}

/**
 * Encodes one value as application/x-www-form-urlencoded (RFC 6749 appendix B). Letters, digits, `*`, `-`, `.` and `_` stay. oauth4webapi
 * encodes those four too, which decodes to the same but fails at the many servers that do not decode at all, with every client_id
 * that has a hyphen.
 */
function formEncode(value: string): string {
  return new URLSearchParams([['', value]]).toString().slice(1);
}
