/** DingTalk, Feishu and Douyin as their documents have them (facts: each provider's `sources` in the catalogue). */
import {
  access,
  CALLBACK,
  codeAndState,
  misconfigured,
  passing,
  renewal,
  signInNeeded,
  tooMany,
  type ReplayCase,
} from './provider';
import { anyChallenge, anyState, theCode, theRefreshToken, theVerifier, type ReplaySession } from './wire';

const dingtalkTokens = (session: ReplaySession) => ({
  refreshToken: renewal(session),
  body: { accessToken: access(session), refreshToken: renewal(session), expireIn: 7200, corpId: 'dingCORP' },
});
const dingtalkDeviations = (token: string): ReplayCase['connected'] => [
  ['json_body', '4.1.3', 'parameters as json'],
  ['param_rename', '2.3.1', `grant_type as grantType, client_id as clientId, client_secret as clientSecret${token}`],
  ['field_rename', '5.1', 'access_token as accessToken'],
  ['token_type_missing', '5.1', 'token_type: none'],
  ['field_rename', '5.1', 'refresh_token as refreshToken'],
];

export const dingtalk: ReplayCase = {
  provider: {
    name: 'DingTalk',
    form: {
      'Client ID': 'dingAPPKEY',
      'Client secret': 'dingtalk-app-secret',
      'Callback URL': CALLBACK,
      Scope: 'openid corpid',
    },
    authorize: {
      url: 'https://login.dingtalk.com/oauth2/challenge.htm',
      parameters: {
        redirect_uri: CALLBACK,
        response_type: 'code',
        client_id: 'dingAPPKEY',
        scope: 'openid corpid',
        state: anyState,
        prompt: 'consent',
      },
      yes: (session) => ({ authCode: session.code, state: session.asked['state'] ?? '' }),
    },
    token: {
      method: 'POST',
      url: 'https://api.dingtalk.com/v1.0/oauth2/userAccessToken',
      encoding: 'json',
      parameters: {
        clientId: 'dingAPPKEY',
        clientSecret: 'dingtalk-app-secret',
        code: theCode,
        grantType: 'authorization_code',
      },
    },
    refresh: {
      method: 'POST',
      url: 'https://api.dingtalk.com/v1.0/oauth2/userAccessToken',
      encoding: 'json',
      parameters: {
        clientId: 'dingAPPKEY',
        clientSecret: 'dingtalk-app-secret',
        refreshToken: theRefreshToken,
        grantType: 'refresh_token',
      },
    },
    gives: { token: dingtalkTokens, refresh: dingtalkTokens },
  },
  identity: null,
  lives: 7200,
  connected: dingtalkDeviations(''),
  refreshed: dingtalkDeviations(', refresh_token as refreshToken'),
  errors: [
    passing('trouble of the gateway', 'ServiceUnavailable', {
      status: 503,
      body: { code: 'ServiceUnavailable', message: '服务暂不可用', requestid: 'A1-0' },
    }),
    misconfigured('a wrong secret', 'invalidClientIdOrSecret', {
      status: 400,
      body: { code: 'invalidClientIdOrSecret', message: '无效的clientId或者clientSecret', requestid: 'A1-1' },
    }),
    signInNeeded('a dead code', 'invalidParameter.authCode.notFound', {
      status: 400,
      body: { code: 'invalidParameter.authCode.notFound', message: '不存在的临时授权码', requestid: 'A1-2' },
    }),
  ],
};

const feishuTokens = (session: ReplaySession) => ({
  type: 'application/json; charset=utf-8',
  refreshToken: `eyRENEW.${session.generation}`,
  body: {
    code: 0,
    access_token: `eyACCESS.${session.generation}`,
    expires_in: 7200,
    refresh_token: `eyRENEW.${session.generation}`,
    refresh_token_expires_in: 604_800,
    token_type: 'Bearer',
    scope: 'auth:user.id:read offline_access',
  },
});

export const feishu: ReplayCase = {
  provider: {
    name: 'Feishu',
    form: {
      'Client ID': 'cli_a5d611352af9d00b',
      'Client secret': 'feishu-app-secret',
      'Callback URL': CALLBACK,
      Scope: 'auth:user.id:read offline_access',
    },
    authorize: {
      url: 'https://accounts.feishu.cn/open-apis/authen/v1/authorize',
      parameters: {
        client_id: 'cli_a5d611352af9d00b',
        response_type: 'code',
        redirect_uri: CALLBACK,
        scope: 'auth:user.id:read offline_access',
        state: anyState,
        code_challenge: anyChallenge,
        code_challenge_method: 'S256',
      },
      yes: codeAndState,
    },
    token: {
      method: 'POST',
      url: 'https://open.feishu.cn/open-apis/authen/v2/oauth/token',
      encoding: 'json',
      parameters: {
        grant_type: 'authorization_code',
        client_id: 'cli_a5d611352af9d00b',
        client_secret: 'feishu-app-secret',
        code: theCode,
        redirect_uri: CALLBACK,
        code_verifier: theVerifier,
      },
    },
    refresh: {
      method: 'POST',
      url: 'https://open.feishu.cn/open-apis/authen/v2/oauth/token',
      encoding: 'json',
      parameters: {
        grant_type: 'refresh_token',
        client_id: 'cli_a5d611352af9d00b',
        client_secret: 'feishu-app-secret',
        refresh_token: theRefreshToken,
      },
    },
    gives: { token: feishuTokens, refresh: feishuTokens },
  },
  identity: null,
  lives: 7200,
  connected: [['json_body', '4.1.3', 'parameters as json']],
  refreshed: [['json_body', '4.1.3', 'parameters as json']],
  errors: [
    passing('trouble of the server', 'server_error', {
      status: 500,
      body: { code: 20_050, error: 'server_error', error_description: 'An unexpected server error occurred.' },
    }),
    misconfigured('a wrong secret', 'invalid_client', {
      status: 400,
      body: { code: 20_002, error: 'invalid_client', error_description: 'The client secret is invalid.' },
    }),
    signInNeeded('a refresh token that was used', 'invalid_grant', {
      status: 400,
      body: { code: 20_073, error: 'invalid_grant', error_description: 'The refresh token has been used.' },
    }),
  ],
};

const douyinTokens = (session: ReplaySession, expiresIn: number | string) => ({
  body: {
    data: {
      access_token: `act.${session.generation}`,
      captcha: '',
      desc_url: '',
      description: '',
      error_code: 0,
      expires_in: expiresIn,
      log_id: '20230525105733ED3ED7AC56A',
      open_id: 'b9b71865-7fea-44cc',
      refresh_expires_in: typeof expiresIn === 'string' ? '86400' : 2_592_000,
      refresh_token: 'rft.1',
      scope: 'user_info',
    },
    message: 'success',
  },
});
const douyinError = (code: number, description: string) => ({
  body: { data: { error_code: code, description }, message: 'error' },
});

export const douyin: ReplayCase = {
  provider: {
    name: 'Douyin',
    form: {
      'Client ID': 'tt10abc0123456789',
      'Client secret': 'douyin-app-secret',
      'Callback URL': CALLBACK,
      Scope: 'user_info video.list',
    },
    authorize: {
      url: 'https://open.douyin.com/platform/oauth/connect',
      parameters: {
        client_key: 'tt10abc0123456789',
        response_type: 'code',
        scope: 'user_info,video.list',
        redirect_uri: CALLBACK,
        state: anyState,
      },
      yes: codeAndState,
    },
    token: {
      method: 'POST',
      url: 'https://open.douyin.com/oauth/access_token/',
      encoding: 'form',
      parameters: {
        client_key: 'tt10abc0123456789',
        client_secret: 'douyin-app-secret',
        code: theCode,
        grant_type: 'authorization_code',
      },
    },
    refresh: {
      method: 'POST',
      url: 'https://open.douyin.com/oauth/refresh_token/',
      encoding: 'form',
      parameters: { client_key: 'tt10abc0123456789', grant_type: 'refresh_token', refresh_token: theRefreshToken },
    },
    gives: {
      token: (session) => ({ ...douyinTokens(session, 1_296_000), refreshToken: 'rft.1' }),
      refresh: (session) => douyinTokens(session, '86400'),
    },
  },
  identity: 'b9b71865-7fea-44cc',
  lives: 1_296_000,
  connected: [
    ['param_rename', '2.3.1', 'client_id as client_key'],
    ['nested_response', '5.1', 'tokens in data'],
    ['token_type_missing', '5.1', 'token_type: none'],
  ],
  refreshed: [
    ['param_rename', '2.3.1', 'client_id as client_key'],
    ['separate_refresh_url', '6', 'an endpoint of its own for refresh'],
    ['nested_response', '5.1', 'tokens in data'],
    ['token_type_missing', '5.1', 'token_type: none'],
    ['expires_string', '5.1', 'expires_in: "86400"'],
    ['expires_string', '5.1', 'refresh_expires_in: "86400"'],
  ],
  errors: [
    passing('trouble under HTTP 200', '2100004', douyinError(2_100_004, '系统繁忙，此时请开发者稍候再试')),
    tooMany('too many requests under HTTP 200', '28003018', douyinError(28_003_018, '请求频率过高')),
    misconfigured(
      'a wrong secret under HTTP 200',
      '10013',
      douyinError(10_013, 'client_key or client_secret is wrong'),
    ),
    signInNeeded('a refresh token that has ended', '10010', douyinError(10_010, 'refresh_token expired')),
  ],
};
