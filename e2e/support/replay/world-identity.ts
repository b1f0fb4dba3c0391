/** Microsoft and Google as their documents have them (facts: each provider's `sources` in the catalogue). */
import { jwt } from './jwt';
import {
  access,
  CALLBACK,
  codeAndState,
  denied,
  misconfigured,
  passing,
  renewal,
  signInNeeded,
  type ReplayCase,
} from './provider';
import { anyChallenge, anyState, theCode, theRefreshToken, theVerifier, type ReplaySession } from './wire';

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
      takesNonce: true,
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
