/** GitHub, Slack, Notion and Google as their documents have them (facts: each provider's `sources` in the catalogue). */
import {
  access,
  CALLBACK,
  codeAndState,
  denied,
  misconfigured,
  renewal,
  signInNeeded,
  tooMany,
  type ReplayCase,
} from './provider';
import { anyChallenge, anyState, theCode, theRefreshToken, theVerifier, type ReplaySession } from './wire';

const basic = (id: string, secret: string): string => `Basic ${Buffer.from(`${id}:${secret}`).toString('base64')}`;

const githubTokens = (session: ReplaySession) => ({
  access_token: `ghu_${access(session)}`,
  expires_in: 28_800,
  refresh_token: `ghr_${renewal(session)}`,
  refresh_token_expires_in: 15_897_600,
  scope: 'repo,gist',
  token_type: 'bearer',
});
const githubError = (error: string, text: string) => ({
  type: 'application/json; charset=utf-8',
  body: { error, error_description: text, error_uri: 'https://docs.github.com/' },
});

export const github: ReplayCase = {
  provider: {
    name: 'GitHub',
    form: {
      'Client ID': 'Iv1.0123456789',
      'Client secret': 'github-secret',
      'Callback URL': CALLBACK,
      Scope: 'repo gist',
    },
    authorize: {
      url: 'https://github.com/login/oauth/authorize',
      parameters: {
        client_id: 'Iv1.0123456789',
        response_type: 'code',
        redirect_uri: CALLBACK,
        scope: 'repo gist',
        state: anyState,
        code_challenge: anyChallenge,
        code_challenge_method: 'S256',
      },
      yes: codeAndState,
      no: { error: 'access_denied', error_description: 'The user has denied your application access.' },
    },
    token: {
      method: 'POST',
      url: 'https://github.com/login/oauth/access_token',
      encoding: 'form',
      parameters: {
        client_id: 'Iv1.0123456789',
        client_secret: 'github-secret',
        grant_type: 'authorization_code',
        code: theCode,
        redirect_uri: CALLBACK,
        code_verifier: theVerifier,
      },
    },
    refresh: {
      method: 'POST',
      url: 'https://github.com/login/oauth/access_token',
      encoding: 'form',
      parameters: {
        client_id: 'Iv1.0123456789',
        client_secret: 'github-secret',
        grant_type: 'refresh_token',
        refresh_token: theRefreshToken,
      },
    },
    gives: {
      token: (session) => ({
        type: 'application/json; charset=utf-8',
        refreshToken: `ghr_${renewal(session)}`,
        body: githubTokens(session),
      }),
      // As it answers where something on the way drops the Accept header.
      refresh: (session) => ({
        type: 'application/x-www-form-urlencoded; charset=utf-8',
        refreshToken: `ghr_${renewal(session)}`,
        body: new URLSearchParams(
          Object.entries(githubTokens(session)).map(([name, value]) => [name, String(value)]),
        ).toString(),
      }),
    },
  },
  identity: null,
  lives: 28_800,
  connected: [['scope_separator', '3.3', 'separator ,']],
  refreshed: [
    ['form_encoded_response', '5.1', 'form-encoded body'],
    ['expires_string', '5.1', 'expires_in: "28800"'],
    ['scope_separator', '3.3', 'separator ,'],
    ['expires_string', '5.1', 'refresh_token_expires_in: "15897600"'],
  ],
  errors: [
    misconfigured(
      'a wrong secret under HTTP 200',
      'incorrect_client_credentials',
      githubError('incorrect_client_credentials', 'The client_id and/or client_secret passed are incorrect.'),
    ),
    signInNeeded(
      'a dead refresh token under HTTP 200',
      'bad_refresh_token',
      githubError('bad_refresh_token', 'The refresh token passed is incorrect or expired.'),
    ),
  ],
};

export const slack: ReplayCase = {
  provider: {
    name: 'Slack',
    form: {
      'Client ID': '2141029472.691202649728',
      'Client secret': 'slack-secret',
      'Callback URL': CALLBACK,
      Scope: 'commands chat:write',
    },
    authorize: {
      url: 'https://slack.com/oauth/v2/authorize',
      parameters: {
        client_id: '2141029472.691202649728',
        response_type: 'code',
        scope: 'commands,chat:write',
        redirect_uri: CALLBACK,
        state: anyState,
      },
      yes: codeAndState,
      no: denied,
    },
    token: {
      method: 'POST',
      url: 'https://slack.com/api/oauth.v2.access',
      encoding: 'form',
      authorization: basic('2141029472.691202649728', 'slack-secret'),
      parameters: { code: theCode, grant_type: 'authorization_code', redirect_uri: CALLBACK },
    },
    refresh: {
      method: 'POST',
      url: 'https://slack.com/api/oauth.v2.access',
      encoding: 'form',
      authorization: basic('2141029472.691202649728', 'slack-secret'),
      parameters: { grant_type: 'refresh_token', refresh_token: theRefreshToken },
    },
    gives: {
      token: (session) => ({
        type: 'application/json; charset=utf-8',
        refreshToken: 'xoxe-1-BOT-1',
        body: {
          ok: true,
          access_token: `xoxe.xoxb-${access(session)}`,
          token_type: 'bot',
          scope: 'commands,chat:write',
          expires_in: 43_200,
          refresh_token: 'xoxe-1-BOT-1',
          bot_user_id: 'U0BOT',
          app_id: 'A0APP',
          team: { id: 'T0TEAM', name: 'A team' },
          enterprise: null,
          is_enterprise_install: false,
          authed_user: {
            id: 'U1USER',
            scope: 'chat:write',
            access_token: `xoxe.xoxp-${access(session)}`,
            token_type: 'user',
            expires_in: 43_200,
            refresh_token: 'xoxe-1-USER-1',
          },
        },
      }),
      refresh: (session) => ({
        type: 'application/json; charset=utf-8',
        refreshToken: `xoxe-1-BOT-${session.generation}`,
        body: {
          ok: true,
          app_id: 'A0APP',
          authed_user: { id: 'U1USER' },
          scope: 'commands,chat:write',
          token_type: 'bot',
          access_token: `xoxe.xoxb-${access(session)}`,
          bot_user_id: 'U0BOT',
          refresh_token: `xoxe-1-BOT-${session.generation}`,
          expires_in: 43_200,
          team: { id: 'T0TEAM', name: 'A team' },
          enterprise: null,
          is_enterprise_install: false,
        },
      }),
    },
  },
  identity: 'U0BOT',
  lives: 43_200,
  connected: [
    ['token_type_odd', '5.1', 'token_type: bot'],
    ['scope_separator', '3.3', 'separator ,'],
  ],
  refreshed: [
    ['token_type_odd', '5.1', 'token_type: bot'],
    ['scope_separator', '3.3', 'separator ,'],
  ],
  errors: [
    tooMany('too many requests', 'ratelimited', {
      status: 429,
      headers: { 'retry-after': '30' },
      body: { ok: false, error: 'ratelimited' },
    }),
    misconfigured('a wrong secret under HTTP 200', 'bad_client_secret', {
      body: { ok: false, error: 'bad_client_secret' },
    }),
    signInNeeded('a dead refresh token under HTTP 200', 'invalid_refresh_token', {
      body: { ok: false, error: 'invalid_refresh_token' },
    }),
  ],
};

const notionTokens = (session: ReplaySession) => ({
  type: 'application/json; charset=utf-8',
  refreshToken: `nrt_${session.generation}`,
  body: {
    access_token: `ntn_${access(session)}`,
    token_type: 'bearer',
    refresh_token: `nrt_${session.generation}`,
    bot_id: 'b3414d65-1224-5d15-a9cd-f6b22d5c4fab',
    workspace_icon: null,
    workspace_name: 'A workspace',
    workspace_id: '44b8f2f1',
    owner: { type: 'user', user: { object: 'user', id: 'd2eedc19' } },
    duplicated_template_id: null,
    request_id: '0c9e0e4e',
  },
});
const notionDeviations: ReplayCase['connected'] = [
  ['json_body', '4.1.3', 'parameters as json'],
  ['no_expiry', '5.1', 'expires_in: none'],
];

export const notion: ReplayCase = {
  provider: {
    name: 'Notion',
    form: { 'Client ID': '463558a3-725e-4f37', 'Client secret': 'secret_NOTION', 'Callback URL': CALLBACK },
    authorize: {
      url: 'https://api.notion.com/v1/oauth/authorize',
      parameters: {
        client_id: '463558a3-725e-4f37',
        redirect_uri: CALLBACK,
        response_type: 'code',
        owner: 'user',
        state: anyState,
      },
      yes: codeAndState,
      no: { error: 'access_denied' },
    },
    token: {
      method: 'POST',
      url: 'https://api.notion.com/v1/oauth/token',
      encoding: 'json',
      authorization: basic('463558a3-725e-4f37', 'secret_NOTION'),
      parameters: { grant_type: 'authorization_code', code: theCode, redirect_uri: CALLBACK },
    },
    refresh: {
      method: 'POST',
      url: 'https://api.notion.com/v1/oauth/token',
      encoding: 'json',
      authorization: basic('463558a3-725e-4f37', 'secret_NOTION'),
      parameters: { grant_type: 'refresh_token', refresh_token: theRefreshToken },
    },
    gives: { token: notionTokens, refresh: notionTokens },
  },
  identity: 'b3414d65-1224-5d15-a9cd-f6b22d5c4fab',
  lives: null,
  connected: notionDeviations,
  refreshed: notionDeviations,
  errors: [
    misconfigured('a wrong secret', 'invalid_client', {
      status: 401,
      body: { error: 'invalid_client', request_id: '0c9e0e4f' },
    }),
    signInNeeded('a dead refresh token, without a text', 'invalid_grant', {
      status: 400,
      body: { error: 'invalid_grant', request_id: '0c9e0e50' },
    }),
  ],
};
