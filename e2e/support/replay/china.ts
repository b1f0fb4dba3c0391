/** Providers used in China, as their documents have them (facts: each provider's `sources` in the catalogue). */
import { verify } from 'node:crypto';
import {
  access,
  CALLBACK,
  codeAndState,
  misconfigured,
  passing,
  renewal,
  signInNeeded,
  type ReplayCase,
} from './provider';
import { replayKeys } from './keys';
import { anyState, theCode, theRefreshToken, type Expected, type ReplaySession } from './wire';

export const wechat: ReplayCase = {
  provider: {
    name: 'WeChat',
    form: { 'Client ID': 'wx0123456789abcdef', 'Client secret': 'wechat-app-secret', 'Callback URL': CALLBACK },
    authorize: {
      url: 'https://open.weixin.qq.com/connect/qrconnect',
      parameters: {
        appid: 'wx0123456789abcdef',
        redirect_uri: CALLBACK,
        response_type: 'code',
        scope: 'snsapi_login',
        state: anyState,
      },
      fragment: 'wechat_redirect',
      yes: codeAndState,
    },
    token: {
      method: 'GET',
      url: 'https://api.weixin.qq.com/sns/oauth2/access_token',
      encoding: 'query',
      parameters: {
        appid: 'wx0123456789abcdef',
        secret: 'wechat-app-secret',
        code: theCode,
        grant_type: 'authorization_code',
      },
    },
    refresh: {
      method: 'GET',
      url: 'https://api.weixin.qq.com/sns/oauth2/refresh_token',
      encoding: 'query',
      parameters: { appid: 'wx0123456789abcdef', grant_type: 'refresh_token', refresh_token: theRefreshToken },
    },
    gives: {
      token: (session) => ({
        type: 'text/plain',
        refreshToken: 'REFRESH-1',
        body: {
          access_token: access(session),
          expires_in: 7200,
          refresh_token: 'REFRESH-1',
          openid: 'oOPENID',
          scope: 'snsapi_login',
          unionid: 'oUNIONID',
        },
      }),
      refresh: (session) => ({
        type: 'text/plain',
        body: {
          access_token: access(session),
          expires_in: 7200,
          refresh_token: 'REFRESH-1',
          openid: 'oOPENID',
          scope: 'snsapi_login',
        },
      }),
    },
  },
  identity: 'oOPENID',
  lives: 7200,
  connected: [
    ['token_get', '3.2', 'GET with a query'],
    ['param_rename', '2.3.1', 'client_id as appid, client_secret as secret'],
    ['token_type_missing', '5.1', 'token_type: none'],
    ['content_type_odd', '5.1', 'Content-Type: text/plain'],
  ],
  refreshed: [
    ['token_get', '3.2', 'GET with a query'],
    ['param_rename', '2.3.1', 'client_id as appid'],
    ['separate_refresh_url', '6', 'an endpoint of its own for refresh'],
    ['token_type_missing', '5.1', 'token_type: none'],
    ['content_type_odd', '5.1', 'Content-Type: text/plain'],
  ],
  errors: [
    passing('a passing fault under HTTP 200', '-1', {
      type: 'text/plain',
      body: { errcode: -1, errmsg: 'system error' },
    }),
    misconfigured('a wrong secret', '40125', {
      type: 'text/plain',
      body: { errcode: 40125, errmsg: 'invalid appsecret, rid: 0-0-0' },
    }),
    signInNeeded('a dead refresh token', '40030', {
      type: 'text/plain',
      body: { errcode: 40030, errmsg: 'invalid refresh_token, rid: 0-0-0' },
    }),
  ],
};

export const qq: ReplayCase = {
  provider: {
    name: 'QQ',
    form: {
      'Client ID': '101010101',
      'Client secret': 'qq-app-key',
      'Callback URL': CALLBACK,
      Scope: 'get_user_info list_album',
    },
    authorize: {
      url: 'https://graph.qq.com/oauth2.0/authorize',
      parameters: {
        response_type: 'code',
        client_id: '101010101',
        redirect_uri: CALLBACK,
        scope: 'get_user_info,list_album',
        state: anyState,
      },
      yes: codeAndState,
    },
    token: {
      method: 'GET',
      url: 'https://graph.qq.com/oauth2.0/token',
      encoding: 'query',
      parameters: {
        grant_type: 'authorization_code',
        client_id: '101010101',
        client_secret: 'qq-app-key',
        code: theCode,
        redirect_uri: CALLBACK,
        fmt: 'json',
      },
    },
    refresh: {
      method: 'GET',
      url: 'https://graph.qq.com/oauth2.0/token',
      encoding: 'query',
      parameters: {
        grant_type: 'refresh_token',
        client_id: '101010101',
        client_secret: 'qq-app-key',
        refresh_token: theRefreshToken,
        fmt: 'json',
      },
    },
    gives: {
      // As if fmt were not known: both shapes are out there.
      token: (session) => ({
        type: 'text/html',
        refreshToken: renewal(session),
        body: `access_token=${access(session)}&expires_in=7776000&refresh_token=${renewal(session)}`,
      }),
      refresh: (session) => ({
        type: 'text/html',
        refreshToken: renewal(session),
        body: { access_token: access(session), expires_in: '7776000', refresh_token: renewal(session) },
      }),
    },
  },
  identity: null,
  lives: 7_776_000,
  connected: [
    ['form_encoded_response', '5.1', 'form-encoded body'],
    ['token_get', '3.2', 'GET with a query'],
    ['token_type_missing', '5.1', 'token_type: none'],
    ['expires_string', '5.1', 'expires_in: "7776000"'],
  ],
  refreshed: [
    ['token_get', '3.2', 'GET with a query'],
    ['token_type_missing', '5.1', 'token_type: none'],
    ['expires_string', '5.1', 'expires_in: "7776000"'],
    ['content_type_odd', '5.1', 'Content-Type: text/html'],
  ],
  errors: [
    misconfigured('a wrong key, in callback( … )', '100009', {
      type: 'text/html',
      body: 'callback( {"error":100009,"error_description":"client secret is illegal"} );',
    }),
    signInNeeded('a dead token, in callback( … )', '100016', {
      type: 'text/html',
      body: 'callback( {"error":100016,"error_description":"access token check failed"} );',
    }),
  ],
};

/** RSA2: SHA256withRSA over all parameters but `sign`, sorted, as they are before encoding. */
const alipaySignature: Expected = (value, all) => {
  const text = Object.keys(all)
    .filter((name) => name !== 'sign')
    .toSorted()
    .map((name) => `${name}=${all[name]}`)
    .join('&');
  return verify('RSA-SHA256', Buffer.from(text), replayKeys.rsa.publicKey, Buffer.from(value, 'base64'));
};
/** Wall time in Shanghai, within a minute. */
const alipayTime: Expected = (value) => {
  const at = Date.parse(`${value.replace(' ', 'T')}+08:00`);
  return /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/.test(value) && Math.abs(Date.now() - at) < 60_000;
};
const alipayCall = {
  app_id: '2021000000000000',
  method: 'alipay.system.oauth.token',
  format: 'JSON',
  charset: 'utf-8',
  sign_type: 'RSA2',
  version: '1.0',
  timestamp: alipayTime,
  sign: alipaySignature,
};
const alipayTokens = (session: ReplaySession) => ({
  type: 'text/html;charset=utf-8',
  refreshToken: renewal(session),
  body: {
    alipay_system_oauth_token_response: {
      user_id: '2088000000000000',
      access_token: access(session),
      expires_in: '1296000',
      refresh_token: renewal(session),
      re_expires_in: '2592000',
    },
    sign: 'ERITJKEIJKJHKKKKKKKHJEREEEEEEEEEEE',
  },
});
const alipayError = (code: string, msg: string, subCode: string, subMessage: string) => ({
  type: 'text/html;charset=utf-8',
  body: { error_response: { code, msg, sub_code: subCode, sub_msg: subMessage }, sign: 'ERITJKEIJKJHKKKKKKKHJE' },
});
const alipayDeviations: ReplayCase['connected'] = [
  ['param_rename', '2.3.1', 'client_id as app_id'],
  ['signing_required', '2.3.1', 'signed: alipay_rsa2'],
  ['nested_response', '5.1', 'tokens in alipay_system_oauth_token_response'],
  ['token_type_missing', '5.1', 'token_type: none'],
  ['expires_string', '5.1', 'expires_in: "1296000"'],
  ['expires_string', '5.1', 're_expires_in: "2592000"'],
  ['content_type_odd', '5.1', 'Content-Type: text/html'],
];

export const alipay: ReplayCase = {
  provider: {
    name: 'Alipay',
    form: {
      'Client ID': '2021000000000000',
      'Application private key (RSA2)': replayKeys.rsa.base64,
      'Callback URL': CALLBACK,
      Scope: 'auth_user auth_base',
    },
    authorize: {
      url: 'https://openauth.alipay.com/oauth2/publicAppAuthorize.htm',
      parameters: {
        app_id: '2021000000000000',
        scope: 'auth_user,auth_base',
        redirect_uri: CALLBACK,
        state: anyState,
        // RFC 6749 section 4.1.1; the document has none.
        response_type: 'code',
      },
      yes: (session) => ({
        app_id: '2021000000000000',
        source: 'alipay_wallet',
        scope: 'auth_user,auth_base',
        auth_code: session.code,
        state: session.asked['state'] ?? '',
      }),
    },
    token: {
      method: 'POST',
      url: 'https://openapi.alipay.com/gateway.do',
      encoding: 'form',
      parameters: { ...alipayCall, grant_type: 'authorization_code', code: theCode },
    },
    refresh: {
      method: 'POST',
      url: 'https://openapi.alipay.com/gateway.do',
      encoding: 'form',
      parameters: { ...alipayCall, grant_type: 'refresh_token', refresh_token: theRefreshToken },
    },
    gives: { token: alipayTokens, refresh: alipayTokens },
  },
  identity: '2088000000000000',
  lives: 1_296_000,
  connected: alipayDeviations,
  refreshed: alipayDeviations,
  errors: [
    passing(
      'trouble of the gateway under HTTP 200',
      'isp.unknow-error',
      alipayError('20000', 'Service Currently Unavailable', 'isp.unknow-error', '系统繁忙'),
    ),
    misconfigured(
      'a key that does not belong to the app',
      'isv.invalid-signature',
      alipayError('40002', 'Invalid Arguments', 'isv.invalid-signature', '验签出错'),
    ),
    signInNeeded(
      'a refresh token that has ended',
      'isv.refresh-token-time-out',
      alipayError('40002', 'Invalid Arguments', 'isv.refresh-token-time-out', '刷新令牌过期'),
    ),
  ],
};
