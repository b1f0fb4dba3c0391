/**
 * Servers that the catalogue does not have, as their documents have them. Their provider files were written from docs/providers.md alone
 * and lie with the unit tests, which read all twelve of them.
 */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { access, CALLBACK, codeAndState, misconfigured, renewal, signInNeeded, type ReplayCase } from './provider';
import {
  anyChallenge,
  anyState,
  theCode,
  theRefreshToken,
  theVerifier,
  type Expected,
  type ReplaySession,
} from './wire';

/** The text of a provider file. */
export function fileOf(id: string): string {
  return readFileSync(path.resolve(__dirname, '../../../main/oauth/testing/foreign', `${id}.json`), 'utf8');
}

const theState: Expected = (value, _all, session) => value === session.asked['state'];

const vkTokens = (session: ReplaySession) => ({
  refreshToken: `vk2.a.${renewal(session)}`,
  body: {
    refresh_token: `vk2.a.${renewal(session)}`,
    access_token: `vk2.a.${access(session)}`,
    id_token: 'e30.e30.c2ln',
    token_type: 'Bearer',
    expires_in: 3600,
    user_id: 1_234_567_890,
    state: session.asked['state'],
    scope: 'vkid.personal_info email',
  },
});

/** Wants the state again with the code, and a value of the callback in every request. */
export const vkId: ReplayCase = {
  provider: {
    name: 'VK ID',
    form: { 'Client ID': '7915193', 'Callback URL': CALLBACK },
    authorize: {
      url: 'https://id.vk.com/authorize',
      parameters: {
        response_type: 'code',
        client_id: '7915193',
        redirect_uri: CALLBACK,
        scope: 'vkid.personal_info email',
        state: anyState,
        code_challenge: anyChallenge,
        code_challenge_method: 'S256',
      },
      yes: (session) => ({ ...codeAndState(session), type: 'code_v2', device_id: 'DEVICE-ID', expires_in: '600' }),
      no: { error: 'access_denied', error_description: 'User denied' },
    },
    token: {
      method: 'POST',
      url: 'https://id.vk.com/oauth2/auth',
      encoding: 'form',
      parameters: {
        grant_type: 'authorization_code',
        code: theCode,
        code_verifier: theVerifier,
        client_id: '7915193',
        device_id: 'DEVICE-ID',
        redirect_uri: CALLBACK,
        state: theState,
      },
    },
    refresh: {
      method: 'POST',
      url: 'https://id.vk.com/oauth2/auth',
      encoding: 'form',
      parameters: {
        grant_type: 'refresh_token',
        refresh_token: theRefreshToken,
        client_id: '7915193',
        device_id: 'DEVICE-ID',
        scope: 'vkid.personal_info email',
      },
    },
    gives: { token: vkTokens, refresh: vkTokens },
  },
  identity: '1234567890',
  lives: 3600,
  connected: [],
  refreshed: [],
  errors: [
    signInNeeded('a dead refresh token under HTTP 200', 'invalid_grant', {
      body: { error: 'invalid_grant', error_description: 'refresh_token is expired' },
    }),
  ],
};

const zaloTokens = (session: ReplaySession) => ({
  type: 'text/json;charset=utf-8',
  refreshToken: `za-${renewal(session)}`,
  body: {
    access_token: `za-${access(session)}`,
    refresh_token: `za-${renewal(session)}`,
    expires_in: '90000',
  },
});
const zaloError = (error: number, name: string) => ({
  type: 'text/json;charset=utf-8',
  body: {
    error_name: name,
    error_reason: name,
    ref_doc: 'https://developers.zalo.me/docs',
    error_description: name,
    error,
  },
});
const zaloDeviations: ReplayCase['connected'] = [
  ['param_rename', '2.3.1', 'client_id as app_id'],
  ['token_type_missing', '5.1', 'token_type: none'],
  ['expires_string', '5.1', 'expires_in: "90000"'],
  ['content_type_odd', '5.1', 'Content-Type: text/json'],
];

/** Wants the secret in a header of its own. */
export const zalo: ReplayCase = {
  provider: {
    name: 'Zalo',
    form: { 'Client ID': '4270', 'Client secret': 'zalo-secret', 'Callback URL': CALLBACK },
    authorize: {
      url: 'https://oauth.zaloapp.com/v4/permission',
      parameters: {
        response_type: 'code',
        app_id: '4270',
        redirect_uri: CALLBACK,
        state: anyState,
        code_challenge: anyChallenge,
        code_challenge_method: 'S256',
      },
      yes: codeAndState,
    },
    token: {
      method: 'POST',
      url: 'https://oauth.zaloapp.com/v4/access_token',
      encoding: 'form',
      headers: { secret_key: 'zalo-secret' },
      parameters: { app_id: '4270', code: theCode, grant_type: 'authorization_code', code_verifier: theVerifier },
    },
    refresh: {
      method: 'POST',
      url: 'https://oauth.zaloapp.com/v4/access_token',
      encoding: 'form',
      headers: { secret_key: 'zalo-secret' },
      parameters: { app_id: '4270', grant_type: 'refresh_token', refresh_token: theRefreshToken },
    },
    gives: { token: zaloTokens, refresh: zaloTokens },
  },
  identity: null,
  lives: 90_000,
  connected: zaloDeviations,
  refreshed: zaloDeviations,
  errors: [
    misconfigured('a wrong secret under HTTP 200', '-14004', zaloError(-14_004, 'Invalid secret key')),
    signInNeeded('a dead refresh token under HTTP 200', '-14014', zaloError(-14_014, 'Invalid refresh token')),
  ],
};

/** Loses state, so that it travels in the redirect_uri; its tokens have no end. */
export const deezer: ReplayCase = {
  provider: {
    name: 'Deezer',
    form: { 'Client ID': '180202', 'Client secret': 'deezer-secret', 'Callback URL': CALLBACK },
    authorize: {
      url: 'https://connect.deezer.com/oauth/auth.php',
      parameters: {
        response_type: 'code',
        app_id: '180202',
        redirect_uri: (value) => /^https:\/\/www\.example\.com\/oauth\/callback\?state=.{20,}$/.test(value),
        perms: 'basic_access,email',
      },
      yes: (session) => ({ code: session.code }),
      no: { error_reason: 'user_denied' },
    },
    token: {
      method: 'GET',
      url: 'https://connect.deezer.com/oauth/access_token.php',
      encoding: 'query',
      parameters: { app_id: '180202', secret: 'deezer-secret', code: theCode, output: 'json' },
    },
    gives: { token: () => ({ body: { access_token: 'frDEEZER', expires: 0 } }) },
  },
  identity: null,
  lives: null,
  connected: [
    ['token_get', '3.2', 'GET with a query'],
    ['param_rename', '2.3.1', 'client_id as app_id, client_secret as secret'],
    ['token_type_missing', '5.1', 'token_type: none'],
    ['expires_odd', '5.1', 'expires: 0'],
  ],
  refreshed: [],
  errors: [],
};
