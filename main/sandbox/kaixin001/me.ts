/**
 * An API call to try a Kaixin001 token on: `/kaixin001/users/me.json`.
 *
 * Seen in public clients: the token in the query (GET) or in the form (POST), the four fields, all of them strings. Not documented: the
 * layout of the reply.
 */
import type { Reply, SandboxRequest } from '../exchange';
import { PRACTICE_PEOPLE, type KaixinPerson } from '../practice';
import type { World } from '../world';
import { errorReply, EXPIRED_TOKEN, INVALID_TOKEN, reply } from './replies';

export const LOGO_PATH = '/kaixin001/logo50.svg';

export function answerMe(request: SandboxRequest, world: World): Reply {
  const token = (request.method === 'POST' ? request.form : request.query).get('access_token') ?? '';
  const stored = world.grants.find('access', 'kaixin001', token);
  const person = Object.values<KaixinPerson>(PRACTICE_PEOPLE.kaixin001).find((known) => known.uid === stored?.person);
  if (stored === null || person === undefined) return errorReply('/users/me.json', INVALID_TOKEN);
  if (world.grants.isExpired(stored)) return errorReply('/users/me.json', EXPIRED_TOKEN);
  const { uid, name, gender } = person;
  const body = JSON.stringify({ uid, name, gender, logo50: `${world.origin()}${LOGO_PATH}` });
  return reply(200, body, { kind: 'answered', detail: 'me' });
}

/** The picture every practice person has. */
export function answerLogo(): Reply {
  return {
    status: 200,
    headers: {
      'Content-Type': 'image/svg+xml',
      'Cache-Control': 'no-store',
      'Content-Security-Policy': "default-src 'none'",
    },
    body: '<svg xmlns="http://www.w3.org/2000/svg" width="50" height="50"><rect width="50" height="50" rx="6" fill="#c33"/></svg>',
    outcome: { kind: 'answered', detail: 'logo' },
  };
}
