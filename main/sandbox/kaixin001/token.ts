/**
 * The Kaixin001 token endpoint: `/kaixin001/oauth2/access_token`.
 *
 * Documented: `grant_type=password` in its three kinds, the fields, the reply, error 40021, and that POST is recommended while the
 * example is a GET; so both are answered, and the log shows which was used. Not documented: the order of the checks, and that
 * a refresh token is good for one use and has no end of its own.
 */
import type { Reply, SandboxRequest } from '../exchange';
import type { SandboxClient } from '../practice';
import { hashToken, randomHex, sameSecret } from '../secrets';
import type { StoredToken } from '../state';
import { findClient, type World } from '../world';
import { identify } from './identities';
import {
  errorReply,
  EXPIRED_TOKEN,
  INVALID_SCOPE,
  INVALID_TOKEN,
  MISSING_PARAMETER,
  needBindReply,
  tokenReply,
  UNKNOWN_CLIENT,
  UNSUPPORTED_GRANT,
  WRONG_CLIENT_SECRET,
  WRONG_CREDENTIALS,
  type KaixinError,
} from './replies';
import { grantScopes, readScopes } from './scopes';

type Fields = ReadonlyMap<string, string>;

export function answerKaixinToken(request: SandboxRequest, world: World): Reply {
  const fields = request.method === 'POST' ? request.form : request.query;
  const clientId = fields.get('client_id') ?? '';
  if (clientId === '') return refuse(MISSING_PARAMETER);
  const client = findClient(world, 'kaixin001', clientId);
  if (client === null) return refuse(UNKNOWN_CLIENT);
  if (!sameSecret(fields.get('client_secret'), client.clientSecret)) return refuse(WRONG_CLIENT_SECRET);
  switch (fields.get('grant_type') ?? '') {
    case 'password':
      return answerPassword(fields, world, client);
    case 'refresh_token':
      return answerRefresh(fields, world, client);
    case '':
      return refuse(MISSING_PARAMETER);
    default:
      return refuse(UNSUPPORTED_GRANT);
  }
}

function answerPassword(fields: Fields, world: World, client: SandboxClient): Reply {
  const asked = readScopes(fields.get('scope'));
  if (asked === null) return refuse(INVALID_SCOPE);
  const identification = identify(fields, world);
  switch (identification.kind) {
    case 'missing-parameter':
      return refuse(MISSING_PARAMETER);
    case 'wrong-credentials':
      return refuse(WRONG_CREDENTIALS);
    case 'unbound':
      return needBindReply(identification.bindUrl);
    case 'person': {
      const scope = grantScopes(asked, world.settings().kaixinGrantedScope);
      return issueTokens(world, client, identification.person.uid, scope, 'password');
    }
  }
}

function answerRefresh(fields: Fields, world: World, client: SandboxClient): Reply {
  const token = fields.get('refresh_token') ?? '';
  if (token === '') return refuse(MISSING_PARAMETER);
  const reply = redeem(token, fields, world, client);
  world.ledger.redeem({
    at: world.now(),
    dialect: 'kaixin001',
    clientId: client.clientId,
    refreshTokenHash: hashToken(token),
    outcome: reply.outcome.kind === 'granted' ? 'rotated' : 'refused',
  });
  return reply;
}

function redeem(token: string, fields: Fields, world: World, client: SandboxClient): Reply {
  const stored = world.grants.find('refresh', 'kaixin001', token);
  if (stored === null || stored.clientId !== client.clientId) return refuse(INVALID_TOKEN);
  if (world.grants.isExpired(stored)) return refuse(EXPIRED_TOKEN);
  const scope = narrowScope(stored, fields.get('scope'));
  if (scope === null) return refuse(INVALID_SCOPE);
  world.grants.spend(token);
  return issueTokens(world, client, stored.person, scope, 'refresh_token');
}

/** Some SDKs send a scope when they refresh: it may take scopes away, never add any (RFC 6749 section 6). */
function narrowScope(stored: StoredToken, scope: string | undefined): string | null {
  const granted = stored.scope ?? 'basic';
  if (scope === undefined || scope.trim() === '') return granted;
  const asked = readScopes(scope);
  return asked === null ? null : grantScopes(asked, granted);
}

/** Tokens are `<uid>_<32 hex>`, as in the document's examples. */
function issueTokens(world: World, client: SandboxClient, uid: string, scope: string, grantType: string): Reply {
  const { kaixinAccessTokenLifetime: lifetime, kaixinRefreshToken } = world.settings();
  const grant = { dialect: 'kaixin001', clientId: client.clientId, person: uid, scope } as const;
  const accessToken = `${uid}_${randomHex(16)}`;
  world.grants.admit('access', accessToken, grant, lifetime === 0 ? null : lifetime);
  const refreshToken = kaixinRefreshToken && client.mayRefresh ? `${uid}_${randomHex(16)}` : null;
  if (refreshToken !== null) world.grants.admit('refresh', refreshToken, grant, null);
  return tokenReply({ accessToken, expiresIn: lifetime, refreshToken, scope }, grantType);
}

function refuse(failure: KaixinError): Reply {
  return errorReply('/oauth2/access_token', failure);
}
