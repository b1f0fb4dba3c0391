/** WeChat, QQ and Weibo as their documents have them (facts: each provider's `sources` in the catalogue). */
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
import { anyState, theCode, theRefreshToken } from './wire';

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

export const weibo: ReplayCase = {
  provider: {
    name: 'Sina Weibo',
    form: { 'Client ID': '1234567890', 'Client secret': 'weibo-app-secret', 'Callback URL': CALLBACK, Scope: 'email' },
    authorize: {
      url: 'https://api.weibo.com/oauth2/authorize',
      parameters: {
        client_id: '1234567890',
        redirect_uri: CALLBACK,
        response_type: 'code',
        scope: 'email',
        state: anyState,
      },
      yes: codeAndState,
      no: { error: 'access_denied', error_code: '21330', error_uri: '/oauth2/authorize' },
    },
    token: {
      method: 'POST',
      url: 'https://api.weibo.com/oauth2/access_token',
      encoding: 'form',
      parameters: {
        client_id: '1234567890',
        client_secret: 'weibo-app-secret',
        grant_type: 'authorization_code',
        code: theCode,
        redirect_uri: CALLBACK,
      },
    },
    gives: {
      token: () => ({
        type: 'text/plain;charset=UTF-8',
        body: { access_token: '2.00ACCESS', remind_in: '157679999', expires_in: 157_679_999, uid: '1404376560' },
      }),
    },
  },
  identity: '1404376560',
  lives: 157_679_999,
  connected: [
    ['token_type_missing', '5.1', 'token_type: none'],
    ['content_type_odd', '5.1', 'Content-Type: text/plain'],
  ],
  refreshed: [],
  errors: [],
};
