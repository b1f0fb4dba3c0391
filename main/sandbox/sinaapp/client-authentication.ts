/**
 * Who is asking at the SinaApp token endpoint.
 *
 * Documented: client_id and client_secret as POST fields. Inferred from bshaffer/oauth2-server-php (HttpBasic): a Basic header is
 * taken as well, and before the fields; its parts are not form-decoded.
 */
import type { SandboxRequest } from '../exchange';
import type { SandboxClient } from '../practice';
import { sameSecret } from '../secrets';
import { findClient, type World } from '../world';
import { isGiven, type SinaappError } from './replies';

export type ClientAuthentication =
  | { readonly kind: 'known'; readonly client: SandboxClient }
  | { readonly kind: 'refused'; readonly failure: SinaappError };

export function authenticateClient(request: SandboxRequest, world: World): ClientAuthentication {
  const credentials = readBasic(request.headers.authorization) ?? readFields(request);
  if (credentials === null) return refused('Client credentials were not found in the headers or body');
  if (!isGiven(credentials.secret)) return refused('This client is invalid or must authenticate using a client secret');
  const client = findClient(world, 'sinaapp', credentials.id);
  if (client === null || !sameSecret(credentials.secret, client.clientSecret))
    return refused('The client credentials are invalid');
  return { kind: 'known', client };
}

interface Credentials {
  readonly id: string;
  readonly secret: string | undefined;
}

function readBasic(authorization: string | undefined): Credentials | null {
  const encoded = /^Basic\s+(\S+)$/i.exec(authorization ?? '')?.[1];
  if (encoded === undefined) return null;
  const [id = '', ...rest] = Buffer.from(encoded, 'base64').toString('utf8').split(':');
  return { id, secret: rest.join(':') };
}

function readFields(request: SandboxRequest): Credentials | null {
  const id = request.form.get('client_id');
  return id === undefined ? null : { id, secret: request.form.get('client_secret') };
}

function refused(description: string): ClientAuthentication {
  return { kind: 'refused', failure: { status: 400, error: 'invalid_client', description } };
}
