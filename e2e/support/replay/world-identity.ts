/** Microsoft, Google, Apple and LinkedIn as their documents have them (facts: each provider's `sources` in the catalogue). */
import { verify } from 'node:crypto';
import { replayKeys } from './keys';
import {
  access,
  CALLBACK,
  codeAndState,
  denied,
  misconfigured,
  passing,
  renewal,
  signInNeeded,
  tooMany,
  type ReplayCase,
} from './provider';
import {
  anyChallenge,
  anyState,
  theCode,
  theRefreshToken,
  theVerifier,
  type Expected,
  type ReplaySession,
} from './wire';

/** A JWT that nobody signed: tokens are not checked by who shows them. */
const jwt = (claims: object): string =>
  [{ alg: 'RS256', kid: 'k' }, claims]
    .map((part) => Buffer.from(JSON.stringify(part)).toString('base64url'))
    .join('.') + '.c2lnbmF0dXJl';

const microsoftTokens = (session: ReplaySession) => ({
  type: 'application/json; charset=utf-8',
  refreshToken: `0.${renewal(session)}`,
  body: {
    token_type: 'Bearer',
    scope: 'User.Read offline_access',
    expires_in: 3599,
    ext_expires_in: 3599,
    access_token: `ey${access(session)}`,
    refresh_token: `0.${renewal(session)}`,
  },
});
const microsoftError = (error: string, text: string, number: number) => ({
  status: 400,
  type: 'application/json; charset=utf-8',
  body: {
    error,
    error_description: `AADSTS${number}: ${text} Trace ID: 0e0f Correlation ID: 0d0c Timestamp: 2024-01-01 00:00:00Z`,
    error_codes: [number],
    timestamp: '2024-01-01 00:00:00Z',
    trace_id: '0e0f',
    correlation_id: '0d0c',
  },
});

export const microsoft: ReplayCase = {
  provider: {
    name: 'Microsoft',
    asksForGrant: true,
    form: {
      'Client ID': '6731de76-14a6',
      'Client secret': 'microsoft~secret',
      Tenant: 'contoso.example',
      'Callback URL': CALLBACK,
      Scope: 'User.Read offline_access',
    },
    authorize: {
      url: 'https://login.microsoftonline.com/contoso.example/oauth2/v2.0/authorize',
      parameters: {
        client_id: '6731de76-14a6',
        response_type: 'code',
        redirect_uri: CALLBACK,
        scope: 'User.Read offline_access',
        state: anyState,
        code_challenge: anyChallenge,
        code_challenge_method: 'S256',
      },
      yes: (session) => ({ ...codeAndState(session), session_state: 'b433fe2a' }),
      no: { ...denied, error_subcode: 'cancel' },
    },
    token: {
      method: 'POST',
      url: 'https://login.microsoftonline.com/contoso.example/oauth2/v2.0/token',
      encoding: 'form',
      parameters: {
        client_id: '6731de76-14a6',
        client_secret: 'microsoft~secret',
        grant_type: 'authorization_code',
        code: theCode,
        redirect_uri: CALLBACK,
        code_verifier: theVerifier,
      },
    },
    refresh: {
      method: 'POST',
      url: 'https://login.microsoftonline.com/contoso.example/oauth2/v2.0/token',
      encoding: 'form',
      parameters: {
        client_id: '6731de76-14a6',
        client_secret: 'microsoft~secret',
        grant_type: 'refresh_token',
        refresh_token: theRefreshToken,
        scope: 'User.Read offline_access',
      },
    },
    gives: { token: microsoftTokens, refresh: microsoftTokens },
  },
  identity: null,
  lives: 3599,
  connected: [],
  refreshed: [],
  errors: [
    passing('a passing fault', 'temporarily_unavailable', {
      ...microsoftError('temporarily_unavailable', 'The service is temporarily unavailable.', 90_033),
      status: 503,
    }),
    misconfigured('a wrong secret', 'invalid_client', {
      ...microsoftError('invalid_client', 'Invalid client secret provided.', 7_000_215),
      status: 401,
    }),
    signInNeeded(
      'another factor is wanted',
      'interaction_required',
      microsoftError('interaction_required', 'You must use multi-factor authentication.', 50_076),
    ),
  ],
};

export const google: ReplayCase = {
  provider: {
    name: 'Google',
    form: { 'Client ID': '1.apps.googleusercontent.com', 'Client secret': 'GOCSPX-google', 'Callback URL': CALLBACK },
    authorize: {
      url: 'https://accounts.google.com/o/oauth2/v2/auth',
      parameters: {
        client_id: '1.apps.googleusercontent.com',
        redirect_uri: CALLBACK,
        response_type: 'code',
        scope: 'openid email',
        access_type: 'offline',
        prompt: 'consent',
        state: anyState,
        code_challenge: anyChallenge,
        code_challenge_method: 'S256',
      },
      yes: (session) => ({ ...codeAndState(session), scope: 'openid email', authuser: '0', prompt: 'consent' }),
      no: { error: 'access_denied' },
    },
    token: {
      method: 'POST',
      url: 'https://oauth2.googleapis.com/token',
      encoding: 'form',
      parameters: {
        client_id: '1.apps.googleusercontent.com',
        client_secret: 'GOCSPX-google',
        code: theCode,
        code_verifier: theVerifier,
        grant_type: 'authorization_code',
        redirect_uri: CALLBACK,
      },
    },
    refresh: {
      method: 'POST',
      url: 'https://oauth2.googleapis.com/token',
      encoding: 'form',
      parameters: {
        client_id: '1.apps.googleusercontent.com',
        client_secret: 'GOCSPX-google',
        grant_type: 'refresh_token',
        refresh_token: theRefreshToken,
      },
    },
    gives: {
      token: (session) => ({
        type: 'application/json; charset=utf-8',
        refreshToken: '1//REFRESH',
        body: {
          access_token: `ya29.${access(session)}`,
          expires_in: 3599,
          refresh_token: '1//REFRESH',
          scope: 'openid email',
          token_type: 'Bearer',
          id_token: jwt({ sub: '110169', email: 'somebody@gmail.example' }),
        },
      }),
      // Without a refresh token: the one before stays.
      refresh: (session) => ({
        type: 'application/json; charset=utf-8',
        body: {
          access_token: `ya29.${access(session)}`,
          expires_in: 3599,
          scope: 'openid email',
          token_type: 'Bearer',
          id_token: jwt({ sub: '110169', email: 'somebody@gmail.example' }),
        },
      }),
    },
  },
  identity: 'somebody@gmail.example',
  lives: 3599,
  connected: [],
  refreshed: [],
  errors: [
    passing('trouble of the server', 'internal_failure', { status: 500, body: { error: 'internal_failure' } }),
    misconfigured('a client that is gone', 'deleted_client', {
      status: 401,
      body: { error: 'deleted_client', error_description: 'The OAuth client was deleted.' },
    }),
    signInNeeded('a grant that was withdrawn', 'invalid_grant', {
      status: 400,
      body: { error: 'invalid_grant', error_description: 'Token has been expired or revoked.' },
    }),
  ],
};

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
  ],
};
