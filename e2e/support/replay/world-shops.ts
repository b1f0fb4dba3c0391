/** Shopify, Instagram and TikTok as their documents have them (facts: each provider's `sources` in the catalogue). */
import { createHmac } from 'node:crypto';
import { access, CALLBACK, codeAndState, misconfigured, signInNeeded, type ReplayCase } from './provider';
import { anyChallenge, anyState, theCode, theRefreshToken, theVerifier, type ReplaySession } from './wire';

const shop = 'my-shop.myshopify.com';
const shopifyTokens = (session: ReplaySession) => ({
  type: 'application/json; charset=utf-8',
  refreshToken: `shprt_${session.generation}`,
  body: {
    access_token: `shpat_${access(session)}`,
    scope: 'write_orders,read_customers',
    expires_in: 3600,
    refresh_token: `shprt_${session.generation}`,
    refresh_token_expires_in: 7_776_000,
  },
});
const shopifyDeviations: ReplayCase['connected'] = [
  ['token_type_missing', '5.1', 'token_type: none'],
  ['scope_separator', '3.3', 'separator ,'],
];

/** A callback of Shopify, signed with the client secret over its sorted parameters. */
export function shopifyCallback(session: ReplaySession, secret = 'shpss_secret'): Record<string, string> {
  const parameters: Record<string, string> = {
    ...codeAndState(session),
    host: 'YWRtaW4uc2hvcGlmeS5jb20vc3RvcmUvbXktc2hvcA',
    shop,
    timestamp: '1700000000',
  };
  const text = Object.keys(parameters)
    .toSorted()
    .map((name) => `${name}=${parameters[name]}`)
    .join('&');
  return { ...parameters, hmac: createHmac('sha256', secret).update(text).digest('hex') };
}

export const shopify: ReplayCase = {
  provider: {
    name: 'Shopify',
    form: {
      'Client ID': 'shopify-key',
      'Client secret': 'shpss_secret',
      Shop: 'my-shop',
      'Callback URL': CALLBACK,
      Scope: 'write_orders read_customers',
    },
    authorize: {
      url: `https://${shop}/admin/oauth/authorize`,
      parameters: {
        client_id: 'shopify-key',
        response_type: 'code',
        scope: 'write_orders,read_customers',
        redirect_uri: CALLBACK,
        state: anyState,
      },
      yes: shopifyCallback,
    },
    token: {
      method: 'POST',
      url: `https://${shop}/admin/oauth/access_token`,
      encoding: 'form',
      parameters: {
        client_id: 'shopify-key',
        client_secret: 'shpss_secret',
        code: theCode,
        expiring: '1',
        // RFC 6749 section 4.1.3; the document has neither.
        grant_type: 'authorization_code',
        redirect_uri: CALLBACK,
      },
    },
    refresh: {
      method: 'POST',
      url: `https://${shop}/admin/oauth/access_token`,
      encoding: 'form',
      parameters: {
        client_id: 'shopify-key',
        client_secret: 'shpss_secret',
        grant_type: 'refresh_token',
        refresh_token: theRefreshToken,
      },
    },
    gives: { token: shopifyTokens, refresh: shopifyTokens },
  },
  identity: null,
  lives: 3600,
  connected: shopifyDeviations,
  refreshed: shopifyDeviations,
  errors: [
    misconfigured('a wrong secret', 'invalid_client', {
      status: 401,
      body: { error: 'invalid_client', error_description: 'The client credentials are invalid' },
    }),
    {
      what: 'a refused request',
      reply: { status: 400, body: { error: 'invalid_request', error_description: 'The code was already used' } },
      status: 'Fresh',
      says: 'The server refused the request.',
      serverCode: 'invalid_request',
    },
  ],
};

const instagramLong = (session: ReplaySession) => ({
  body: { access_token: `IGLONG-${session.generation}`, token_type: 'bearer', expires_in: 5_183_944 },
  refreshToken: `IGLONG-${session.generation}`,
});

export const instagram: ReplayCase = {
  provider: {
    name: 'Instagram',
    form: {
      'Client ID': '990602627938098',
      'Client secret': 'instagram-secret',
      'Callback URL': CALLBACK,
      Scope: 'instagram_business_basic instagram_business_manage_messages',
    },
    authorize: {
      url: 'https://www.instagram.com/oauth/authorize',
      parameters: {
        client_id: '990602627938098',
        response_type: 'code',
        redirect_uri: CALLBACK,
        scope: 'instagram_business_basic,instagram_business_manage_messages',
        state: anyState,
      },
      yes: codeAndState,
      no: { error: 'access_denied', error_reason: 'user_denied', error_description: 'The user denied your request' },
    },
    token: {
      method: 'POST',
      url: 'https://api.instagram.com/oauth/access_token',
      encoding: 'form',
      parameters: {
        client_id: '990602627938098',
        client_secret: 'instagram-secret',
        grant_type: 'authorization_code',
        redirect_uri: CALLBACK,
        code: theCode,
      },
    },
    exchange: {
      method: 'GET',
      url: 'https://graph.instagram.com/access_token',
      encoding: 'query',
      parameters: {
        grant_type: 'ig_exchange_token',
        client_secret: 'instagram-secret',
        access_token: theRefreshToken,
      },
    },
    refresh: {
      method: 'GET',
      url: 'https://graph.instagram.com/refresh_access_token',
      encoding: 'query',
      parameters: { grant_type: 'ig_refresh_token', access_token: theRefreshToken },
    },
    gives: {
      token: () => ({ body: { access_token: 'IGSHORT', user_id: 17_841_405_793 }, refreshToken: 'IGSHORT' }),
      exchange: instagramLong,
      refresh: instagramLong,
    },
  },
  identity: '17841405793',
  lives: 5_183_944,
  connected: [['token_get', '3.2', 'GET with a query']],
  refreshed: [
    ['token_get', '3.2', 'GET with a query'],
    ['separate_refresh_url', '6', 'an endpoint of its own for refresh'],
  ],
  errors: [
    signInNeeded('a session that has ended', '190', {
      status: 400,
      body: {
        error: { message: 'Error validating access token: Session has expired', type: 'OAuthException', code: 190 },
      },
    }),
  ],
};

const tiktokTokens = (session: ReplaySession) => ({
  refreshToken: `rft.${session.generation}`,
  body: {
    access_token: `act.${session.generation}`,
    expires_in: 86_400,
    open_id: 'afd97af1-b87b-48b9',
    refresh_expires_in: 31_536_000,
    refresh_token: `rft.${session.generation}`,
    scope: 'user.info.basic,video.list',
    token_type: 'Bearer',
  },
});

export const tiktok: ReplayCase = {
  provider: {
    name: 'TikTok',
    form: {
      'Client ID': 'awtiktok',
      'Client secret': 'tiktok-secret',
      'Callback URL': CALLBACK,
      Scope: 'user.info.basic video.list',
    },
    authorize: {
      url: 'https://www.tiktok.com/v2/auth/authorize',
      parameters: {
        client_key: 'awtiktok',
        response_type: 'code',
        scope: 'user.info.basic,video.list',
        redirect_uri: CALLBACK,
        state: anyState,
        code_challenge: anyChallenge,
        code_challenge_method: 'S256',
      },
      yes: (session) => ({ ...codeAndState(session), scopes: 'user.info.basic,video.list' }),
      no: { error: 'access_denied', errCode: '-2', error_type: 'user_denied' },
    },
    token: {
      method: 'POST',
      url: 'https://open.tiktokapis.com/v2/oauth/token/',
      encoding: 'form',
      parameters: {
        client_key: 'awtiktok',
        client_secret: 'tiktok-secret',
        code: theCode,
        grant_type: 'authorization_code',
        redirect_uri: CALLBACK,
        code_verifier: theVerifier,
      },
    },
    refresh: {
      method: 'POST',
      url: 'https://open.tiktokapis.com/v2/oauth/token/',
      encoding: 'form',
      parameters: {
        client_key: 'awtiktok',
        client_secret: 'tiktok-secret',
        grant_type: 'refresh_token',
        refresh_token: theRefreshToken,
      },
    },
    gives: { token: tiktokTokens, refresh: tiktokTokens },
  },
  identity: 'afd97af1-b87b-48b9',
  lives: 86_400,
  connected: [
    ['param_rename', '2.3.1', 'client_id as client_key'],
    ['scope_separator', '3.3', 'separator ,'],
  ],
  refreshed: [
    ['param_rename', '2.3.1', 'client_id as client_key'],
    ['scope_separator', '3.3', 'separator ,'],
  ],
  errors: [
    misconfigured('a wrong secret', 'invalid_client', {
      status: 401,
      body: { error: 'invalid_client', error_description: 'Client secret is wrong.', log_id: '2022' },
    }),
    signInNeeded('a refresh token that has ended, under HTTP 200', 'invalid_grant', {
      body: { error: 'invalid_grant', error_description: 'Refresh token is expired.', log_id: '2023' },
    }),
  ],
};
