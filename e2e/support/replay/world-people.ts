/** Apple and LinkedIn as their documents have them (facts: each provider's `sources` in the catalogue). */
import { verify } from 'node:crypto';
import { jwt } from './jwt';
import { replayKeys } from './keys';
import {
  access,
  CALLBACK,
  codeAndState,
  misconfigured,
  renewal,
  signInNeeded,
  tooMany,
  type ReplayCase,
} from './provider';
import { anyState, theCode, theRefreshToken, type Expected, type ReplaySession } from './wire';

/** A JWT by the client, signed with ES256, for Apple, valid now. */
const appleSecret: Expected = (value) => {
  const [header = '', claims = '', signature = ''] = value.split('.');
  const parsed = (part: string) => JSON.parse(Buffer.from(part, 'base64url').toString()) as Record<string, unknown>;
  const { iss, iat, exp, aud, sub } = parsed(claims);
  const now = Date.now() / 1000;
  const key = { key: replayKeys.ec.publicKey, dsaEncoding: 'ieee-p1363' } as const;
  return (
    parsed(header)['alg'] === 'ES256' &&
    parsed(header)['kid'] === 'KEYID12345' &&
    iss === 'TEAMID1234' &&
    aud === 'https://appleid.apple.com' &&
    sub === 'com.example.service' &&
    Number(iat) <= now + 1 &&
    Number(exp) > now &&
    Number(exp) - Number(iat) <= 15_777_000 &&
    verify('sha256', Buffer.from(`${header}.${claims}`), key, Buffer.from(signature, 'base64url'))
  );
};
const appleTokens = (session: ReplaySession, refreshToken: string | undefined) => ({
  type: 'application/json;charset=ISO8859-1',
  body: {
    access_token: `a${access(session)}`,
    token_type: 'Bearer',
    expires_in: 3600,
    ...(refreshToken === undefined ? {} : { refresh_token: refreshToken }),
    id_token: jwt({ iss: 'https://appleid.apple.com', sub: '001234.abcdef.0123', aud: 'com.example.service' }),
  },
});

export const apple: ReplayCase = {
  provider: {
    name: 'Sign in with Apple',
    form: {
      'Client ID': 'com.example.service',
      'Team ID': 'TEAMID1234',
      'Key ID': 'KEYID12345',
      'Private key (.p8)': replayKeys.ec.pem,
      'Callback URL': CALLBACK,
    },
    authorize: {
      url: 'https://appleid.apple.com/auth/authorize',
      parameters: {
        client_id: 'com.example.service',
        redirect_uri: CALLBACK,
        response_type: 'code',
        response_mode: 'form_post',
        scope: 'name email',
        state: anyState,
      },
      formPost: true,
      yes: (session) => ({ ...codeAndState(session), user: '{"name":{"firstName":"A","lastName":"B"}}' }),
      no: { error: 'user_cancelled_authorize' },
    },
    token: {
      method: 'POST',
      url: 'https://appleid.apple.com/auth/token',
      encoding: 'form',
      parameters: {
        client_id: 'com.example.service',
        client_secret: appleSecret,
        code: theCode,
        grant_type: 'authorization_code',
        redirect_uri: CALLBACK,
      },
    },
    advisesAgainst: 'always',
    refresh: {
      method: 'POST',
      url: 'https://appleid.apple.com/auth/token',
      encoding: 'form',
      parameters: {
        client_id: 'com.example.service',
        client_secret: appleSecret,
        grant_type: 'refresh_token',
        refresh_token: theRefreshToken,
      },
    },
    gives: {
      token: (session) => ({ ...appleTokens(session, 'rREFRESH'), refreshToken: 'rREFRESH' }),
      refresh: (session) => appleTokens(session, undefined),
    },
  },
  identity: '001234.abcdef.0123',
  lives: 3600,
  connected: [['signing_required', '2.3.1', 'signed: apple_jwt']],
  refreshed: [['signing_required', '2.3.1', 'signed: apple_jwt']],
  errors: [
    misconfigured('a wrong key', 'invalid_client', { status: 400, body: { error: 'invalid_client' } }),
    signInNeeded('a dead refresh token', 'invalid_grant', { status: 400, body: { error: 'invalid_grant' } }),
  ],
};

const linkedinTokens = (session: ReplaySession) => ({
  refreshToken: `AQ${renewal(session)}`,
  body: {
    access_token: `AQ${access(session)}`,
    expires_in: 5_183_999,
    refresh_token: `AQ${renewal(session)}`,
    refresh_token_expires_in: 31_535_999,
    scope: 'openid,profile',
  },
});
const linkedinDeviations: ReplayCase['connected'] = [
  ['token_type_missing', '5.1', 'token_type: none'],
  ['scope_separator', '3.3', 'separator ,'],
];

export const linkedin: ReplayCase = {
  provider: {
    name: 'LinkedIn',
    form: { 'Client ID': '78linkedin', 'Client secret': 'linkedin-secret', 'Callback URL': CALLBACK },
    authorize: {
      url: 'https://www.linkedin.com/oauth/v2/authorization',
      takesNonce: true,
      parameters: {
        response_type: 'code',
        client_id: '78linkedin',
        redirect_uri: CALLBACK,
        scope: 'openid profile',
        state: anyState,
      },
      yes: codeAndState,
      no: { error: 'user_cancelled_authorize', error_description: 'The user cancelled the authorization' },
    },
    token: {
      method: 'POST',
      url: 'https://www.linkedin.com/oauth/v2/accessToken',
      encoding: 'form',
      parameters: {
        grant_type: 'authorization_code',
        code: theCode,
        client_id: '78linkedin',
        client_secret: 'linkedin-secret',
        redirect_uri: CALLBACK,
      },
    },
    refresh: {
      method: 'POST',
      url: 'https://www.linkedin.com/oauth/v2/accessToken',
      encoding: 'form',
      parameters: {
        grant_type: 'refresh_token',
        refresh_token: theRefreshToken,
        client_id: '78linkedin',
        client_secret: 'linkedin-secret',
      },
    },
    gives: { token: linkedinTokens, refresh: linkedinTokens },
  },
  identity: null,
  lives: 5_183_999,
  connected: linkedinDeviations,
  refreshed: linkedinDeviations,
  errors: [
    tooMany('too many requests', 'http_429', {
      status: 429,
      body: { message: 'Resource level throttle limit for calls to this resource is reached.', status: 429 },
    }),
    misconfigured('a wrong secret', 'invalid_client', {
      status: 401,
      body: { error: 'invalid_client', error_description: 'Client authentication failed' },
    }),
    signInNeeded('a dead refresh token, told by words alone', 'invalid_request', {
      status: 400,
      body: {
        error: 'invalid_request',
        error_description: 'The provided authorization grant or refresh token is invalid, expired or revoked',
      },
    }),
  ],
};
