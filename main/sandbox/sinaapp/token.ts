/**
 * The SinaApp token endpoint: `POST /sinaapp/oauth2/access_token`.
 *
 * Documented: both grants, their fields, the reply, one use per refresh token, one day of grace, and `unauthorized_client` for a client
 * without refresh permission. Inferred: the order of the checks (bshaffer's TokenController), so that a client
 * without the permission still keeps its refresh token, and hears of an unknown one first.
 */
import type { Reply, SandboxRequest } from '../exchange';
import type { Grant } from '../grants';
import type { SandboxClient } from '../practice';
import { hashToken, randomHex } from '../secrets';
import type { World } from '../world';
import { authenticateClient } from './client-authentication';
import { errorReply, isGiven, jsonReply, type SinaappError } from './replies';

type Judgement =
  | { readonly kind: 'sound'; readonly grant: Grant; readonly spend: () => void }
  | { readonly kind: 'refused'; readonly failure: SinaappError };

export function answerSinaappToken(request: SandboxRequest, world: World): Reply {
  if (request.method !== 'POST') {
    const description = 'The request method must be POST when requesting an access token';
    return errorReply(
      { status: 405, error: 'invalid_request', description, section: '#section-3.2' },
      { Allow: 'POST' },
    );
  }
  const grantType = request.form.get('grant_type');
  if (!isGiven(grantType)) return refuse('invalid_request', 'The grant type was not specified in the request');
  if (grantType !== 'authorization_code' && grantType !== 'refresh_token') {
    return refuse('unsupported_grant_type', `Grant type "${grantType}" not supported`);
  }
  const authentication = authenticateClient(request, world);
  if (authentication.kind === 'refused') return errorReply(authentication.failure);
  const { client } = authentication;

  const judgement = grantType === 'authorization_code' ? judgeCode(request, world) : judgeRefreshToken(request, world);
  const reply =
    judgement.kind === 'sound'
      ? issueOrRefuse(request, world, client, grantType, judgement)
      : errorReply(judgement.failure);
  if (grantType === 'refresh_token') noteRedemption(request, world, client, reply);
  return reply;
}

function issueOrRefuse(
  request: SandboxRequest,
  world: World,
  client: SandboxClient,
  grantType: 'authorization_code' | 'refresh_token',
  judgement: Extract<Judgement, { kind: 'sound' }>,
): Reply {
  if (judgement.grant.clientId !== client.clientId) {
    return refuse('invalid_grant', `${grantType} doesn't exist or is invalid for the client`);
  }
  if (grantType === 'refresh_token' && !client.mayRefresh) {
    return refuse('unauthorized_client', 'The grant type is unauthorized for this client_id');
  }
  if (isGiven(request.form.get('scope'))) return refuse('invalid_scope', 'An unsupported scope was requested');
  judgement.spend();
  return issueTokens(world, judgement.grant, grantType);
}

function judgeCode(request: SandboxRequest, world: World): Judgement {
  const code = request.form.get('code');
  if (!isGiven(code)) return refused('invalid_request', 'Missing parameter: "code" is required');
  const issued = world.grants.findCode(code);
  if (issued === null) return refused('invalid_grant', "Authorization code doesn't exist or is invalid for the client");
  if (issued.suppliedRedirectUri !== null && request.form.get('redirect_uri') !== issued.suppliedRedirectUri) {
    return refused('redirect_uri_mismatch', 'The redirect URI is missing or do not match', '#section-4.1.3');
  }
  if (world.grants.isExpired(issued)) return refused('invalid_grant', 'The authorization code has expired');
  return { kind: 'sound', grant: issued.grant, spend: () => world.grants.spendCode(code) };
}

function judgeRefreshToken(request: SandboxRequest, world: World): Judgement {
  const token = request.form.get('refresh_token');
  if (!isGiven(token)) return refused('invalid_request', 'Missing parameter: "refresh_token" is required');
  const stored = world.grants.find('refresh', 'sinaapp', token);
  if (stored === null) return refused('invalid_grant', 'Invalid refresh token');
  if (world.grants.isExpired(stored)) return refused('invalid_grant', 'Refresh token has expired');
  const { dialect, clientId, person, scope } = stored;
  return { kind: 'sound', grant: { dialect, clientId, person, scope }, spend: () => world.grants.spend(token) };
}

/** A refresh token is issued to every client, also to one that may not use it (dialects.md section 1). */
function issueTokens(world: World, grant: Grant, grantType: string): Reply {
  const { sinaappAccessTokenLifetime: lifetime, refreshGrace } = world.settings();
  const accessToken = randomHex(20);
  const refreshToken = randomHex(20);
  world.grants.admit('access', accessToken, grant, lifetime);
  world.grants.admit('refresh', refreshToken, grant, lifetime + refreshGrace);
  const body = {
    access_token: accessToken,
    expires_in: lifetime,
    token_type: 'Bearer',
    scope: null,
    refresh_token: refreshToken,
  };
  return jsonReply(200, body, { kind: 'granted', detail: grantType }, { Pragma: 'no-cache' });
}

function noteRedemption(request: SandboxRequest, world: World, client: SandboxClient, reply: Reply): void {
  world.ledger.redeem({
    at: world.now(),
    dialect: 'sinaapp',
    clientId: client.clientId,
    refreshTokenHash: hashToken(request.form.get('refresh_token') ?? ''),
    outcome: reply.outcome.kind === 'granted' ? 'rotated' : 'refused',
  });
}

function refuse(error: SinaappError['error'], description: string): Reply {
  return errorReply({ status: 400, error, description });
}

function refused(error: SinaappError['error'], description: string, section?: string): Judgement {
  const failure: SinaappError = { status: 400, error, description };
  return { kind: 'refused', failure: section === undefined ? failure : { ...failure, section } };
}
