/** Alipay, whose requests are signed, as its document has it (facts: `sources` in the catalogue). */
import { verify } from 'node:crypto';
import { replayKeys } from './keys';
import { access, CALLBACK, misconfigured, passing, renewal, signInNeeded, type ReplayCase } from './provider';
import { anyState, theCode, theRefreshToken, type Expected, type ReplaySession } from './wire';

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
