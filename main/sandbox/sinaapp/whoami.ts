/**
 * An API call to try a SinaApp token on: `/sinaapp/api/whoami`.
 *
 * SinaApp documents only that calls must carry the access token. Inferred from bshaffer/oauth2-server-php: by Bearer header, by query,
 * or by form field of a POST or PUT, and by exactly one of them.
 */
import type { Reply, SandboxRequest } from '../exchange';
import type { World } from '../world';
import { errorReply, jsonReply, type SinaappError } from './replies';

export function answerWhoami(request: SandboxRequest, world: World): Reply {
  const header = request.headers.authorization;
  const ways = [header, request.query.get('access_token'), request.form.get('access_token')].filter(
    (way) => way !== undefined,
  );
  if (ways.length > 1) {
    return refuse(
      400,
      'invalid_request',
      'Only one method may be used to authenticate at a time (Auth header, GET or POST)',
    );
  }
  // The server family answers a call without any token with a bare 401; the sandbox says why.
  if (ways.length === 0) return refuse(401, 'invalid_token', 'The access token was not found');
  const token = header === undefined ? ways[0] : /^Bearer\s(\S+)/.exec(header)?.[1];
  if (token === undefined) return refuse(400, 'invalid_request', 'Malformed auth header');
  const stored = world.grants.find('access', 'sinaapp', token);
  if (stored === null) return refuse(401, 'invalid_token', 'The access token provided is invalid');
  if (world.grants.isExpired(stored)) return refuse(401, 'invalid_token', 'The access token provided has expired');
  return jsonReply(200, { user: stored.person, client_id: stored.clientId }, { kind: 'answered', detail: 'whoami' });
}

function refuse(status: 400 | 401, error: SinaappError['error'], description: string): Reply {
  const challenge = `Bearer realm="Service", error="${error}", error_description="${description}"`;
  return errorReply({ status, error, description }, { 'WWW-Authenticate': challenge });
}
