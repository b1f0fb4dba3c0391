/** Baidu, Huawei and Xiaomi as their documents have them (facts: each provider's `sources` in the catalogue). */
import { access, CALLBACK, codeAndState, misconfigured, renewal, signInNeeded, type ReplayCase } from './provider';
import { anyChallenge, anyState, theCode, theRefreshToken, theVerifier, type ReplaySession } from './wire';

const baiduTokens = (session: ReplaySession) => ({
  refreshToken: `25.${session.generation}`,
  body: {
    access_token: `24.${session.generation}`,
    expires_in: 2_592_000,
    refresh_token: `25.${session.generation}`,
    scope: 'basic netdisk',
    session_key: 'ANXxSNjwQDugf8615Onqeik',
    session_secret: '248APxvxjCZ0VEC43EYrvxqaK4oZExMB',
  },
});

export const baidu: ReplayCase = {
  provider: {
    name: 'Baidu',
    form: {
      'Client ID': 'BAIDUKEY',
      'Client secret': 'baidu-secret',
      'Callback URL': CALLBACK,
      Scope: 'basic netdisk',
    },
    authorize: {
      url: 'https://openapi.baidu.com/oauth/2.0/authorize',
      parameters: {
        response_type: 'code',
        client_id: 'BAIDUKEY',
        redirect_uri: CALLBACK,
        scope: 'basic netdisk',
        state: anyState,
      },
      yes: codeAndState,
    },
    token: {
      method: 'POST',
      url: 'https://openapi.baidu.com/oauth/2.0/token',
      encoding: 'form',
      parameters: {
        grant_type: 'authorization_code',
        code: theCode,
        client_id: 'BAIDUKEY',
        client_secret: 'baidu-secret',
        redirect_uri: CALLBACK,
      },
    },
    advisesAgainst: 'after_failure',
    refresh: {
      method: 'POST',
      url: 'https://openapi.baidu.com/oauth/2.0/token',
      encoding: 'form',
      parameters: {
        grant_type: 'refresh_token',
        refresh_token: theRefreshToken,
        client_id: 'BAIDUKEY',
        client_secret: 'baidu-secret',
      },
    },
    gives: { token: baiduTokens, refresh: baiduTokens },
  },
  identity: null,
  lives: 2_592_000,
  connected: [['token_type_missing', '5.1', 'token_type: none']],
  refreshed: [['token_type_missing', '5.1', 'token_type: none']],
  errors: [
    misconfigured('an unknown client', 'invalid_client', {
      status: 401,
      body: { error: 'invalid_client', error_description: 'unknown client id' },
    }),
    signInNeeded('a refresh token that was used', 'expired_token', {
      status: 400,
      body: { error: 'expired_token', error_description: 'refresh token has been used' },
    }),
  ],
};

const huaweiTokens = (session: ReplaySession) => ({
  refreshToken: renewal(session),
  body: {
    access_token: access(session),
    expires_in: 3600,
    refresh_token: renewal(session),
    id_token: 'e30.e30.c2ln',
    scope: 'openid profile',
    token_type: 'Bearer',
  },
});

export const huawei: ReplayCase = {
  provider: {
    name: 'Huawei',
    form: {
      'Client ID': '100000001',
      'Client secret': 'huawei-secret',
      'Callback URL': CALLBACK,
      Scope: 'openid profile',
    },
    authorize: {
      url: 'https://oauth-login.cloud.huawei.com/oauth2/v3/authorize',
      takesNonce: true,
      parameters: {
        response_type: 'code',
        client_id: '100000001',
        redirect_uri: CALLBACK,
        scope: 'openid profile',
        state: anyState,
        access_type: 'offline',
        code_challenge: anyChallenge,
        code_challenge_method: 'S256',
      },
      yes: codeAndState,
    },
    token: {
      method: 'POST',
      url: 'https://oauth-login.cloud.huawei.com/oauth2/v3/token',
      encoding: 'form',
      parameters: {
        grant_type: 'authorization_code',
        code: theCode,
        client_id: '100000001',
        client_secret: 'huawei-secret',
        redirect_uri: CALLBACK,
        code_verifier: theVerifier,
      },
    },
    refresh: {
      method: 'POST',
      url: 'https://oauth-login.cloud.huawei.com/oauth2/v3/token',
      encoding: 'form',
      parameters: {
        grant_type: 'refresh_token',
        refresh_token: theRefreshToken,
        client_id: '100000001',
        client_secret: 'huawei-secret',
      },
    },
    gives: { token: huaweiTokens, refresh: huaweiTokens },
  },
  identity: null,
  lives: 3600,
  connected: [],
  refreshed: [],
  errors: [
    signInNeeded('a dead grant, by number', '1101', {
      status: 400,
      body: { error: 1101, sub_error: 20_155, error_description: 'code is expired' },
    }),
  ],
};

const xiaomiTokens = (session: ReplaySession) => ({
  type: 'text/html;charset=UTF-8',
  refreshToken: renewal(session),
  body: `&&&START&&&${JSON.stringify({
    access_token: access(session),
    expires_in: 7_776_000,
    refresh_token: renewal(session),
    scope: '1 3',
    // As the document writes it.
    'token_type ': 'mac',
    'mac_key ': 'MAC-KEY',
    mac_algorithm: ' HmacSha1',
    openId: '2.0OPENID',
  })}`,
});
const xiaomiError = (code: number, text: string) => ({
  type: 'text/html;charset=UTF-8',
  body: `&&&START&&&${JSON.stringify({ error: code, error_description: text })}`,
});
const xiaomiDeviations: ReplayCase['connected'] = [
  ['jsonp_or_prefix', '5.1', 'text around the object'],
  ['lenient_json', '2', 'white space in a name'],
  ['token_get', '3.2', 'GET with a query'],
  ['token_type_odd', '5.1', 'token_type: mac'],
  ['content_type_odd', '5.1', 'Content-Type: text/html'],
];

export const xiaomi: ReplayCase = {
  provider: {
    name: 'Xiaomi',
    form: { 'Client ID': '2882303761', 'Client secret': 'xiaomi-secret', 'Callback URL': CALLBACK, Scope: '1 3' },
    authorize: {
      url: 'https://account.xiaomi.com/oauth2/authorize',
      parameters: {
        client_id: '2882303761',
        redirect_uri: CALLBACK,
        response_type: 'code',
        scope: '1 3',
        state: anyState,
      },
      yes: codeAndState,
      no: { error: '96012', error_description: 'access denied' },
    },
    token: {
      method: 'GET',
      url: 'https://account.xiaomi.com/oauth2/token',
      encoding: 'query',
      parameters: {
        client_id: '2882303761',
        redirect_uri: CALLBACK,
        client_secret: 'xiaomi-secret',
        grant_type: 'authorization_code',
        code: theCode,
      },
    },
    refresh: {
      method: 'GET',
      url: 'https://account.xiaomi.com/oauth2/token',
      encoding: 'query',
      parameters: {
        client_id: '2882303761',
        redirect_uri: CALLBACK,
        client_secret: 'xiaomi-secret',
        grant_type: 'refresh_token',
        refresh_token: theRefreshToken,
      },
    },
    gives: { token: xiaomiTokens, refresh: xiaomiTokens },
  },
  identity: '2.0OPENID',
  lives: 7_776_000,
  connected: xiaomiDeviations,
  refreshed: xiaomiDeviations,
  errors: [
    misconfigured('a wrong secret', '96003', xiaomiError(96_003, 'invalid client')),
    signInNeeded('a dead refresh token', '96009', xiaomiError(96_009, 'invalid refresh token')),
  ],
};
