/**
 * `oidc-provider` on loopback: a certified authorization server that we did not write. It demands PKCE, rotates refresh tokens and
 * revokes the whole grant when one is used twice. Its own development pages do the login and the consent.
 */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Page } from '@playwright/test';
import { Provider, type ClientMetadata } from 'oidc-provider';

export const OIDC_CALLBACK = 'http://callback.invalid/cb';

export const OIDC_CLIENTS = {
  public: { client_id: 'public-client', token_endpoint_auth_method: 'none' },
  basic: {
    client_id: 'basic-client',
    client_secret: 'basic secret: %+&',
    token_endpoint_auth_method: 'client_secret_basic',
  },
  post: {
    client_id: 'post-client',
    client_secret: 'post secret: %+&',
    token_endpoint_auth_method: 'client_secret_post',
  },
} as const satisfies Record<string, ClientMetadata>;

export interface OidcServer {
  readonly issuer: string;
  /** Is a client of this id registered? */
  hasClient(id: string): Promise<boolean>;
  readonly authorizeEndpoint: string;
  readonly tokenEndpoint: string;
  readonly deviceEndpoint: string;
  readonly userinfoEndpoint: string;
  readonly introspectionEndpoint: string;
  readonly revocationEndpoint: string;
  /** How often each refresh token came, by the token, in the order they were issued. */
  readonly refreshTokenUses: ReadonlyMap<string, number>;
  close(): Promise<void>;
}

/** What the server is to do besides; everything is off where left out. */
export interface OidcOptions {
  /** Clients register themselves (RFC 7591) and delete themselves (RFC 7592); with a text: only by this initial access token. */
  readonly registration?: boolean | string;
  /** Introspection and revocation are there too. */
  readonly afterTheGrant?: boolean;
  /** RFC 8628 and RFC 6749 section 4.4, for all clients. */
  readonly machineGrants?: boolean;
}

export async function startOidcServer({
  registration = false,
  afterTheGrant = false,
  machineGrants = false,
}: OidcOptions = {}): Promise<OidcServer> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const provider = new Provider(origin, {
    clients: Object.values(OIDC_CLIENTS).map((client) => ({
      ...client,
      redirect_uris: [OIDC_CALLBACK],
      grant_types: [
        'authorization_code',
        'refresh_token',
        ...(machineGrants ? ['urn:ietf:params:oauth:grant-type:device_code'] : []),
        ...(machineGrants && 'client_secret' in client ? ['client_credentials'] : []),
      ],
      response_types: ['code'],
    })),
    scopes: ['openid', 'offline_access', 'read', 'write'],
    claims: { openid: ['sub'], email: ['email'] },
    features: {
      registration: {
        enabled: registration !== false,
        initialAccessToken: typeof registration === 'string' ? registration : false,
      },
      registrationManagement: { enabled: registration !== false },
      introspection: { enabled: afterTheGrant },
      revocation: { enabled: afterTheGrant },
      userinfo: { enabled: true },
      deviceFlow: { enabled: machineGrants },
      clientCredentials: { enabled: machineGrants },
    },
    pkce: { required: () => true },
    rotateRefreshToken: true,
    issueRefreshToken: async () => true,
    findAccount: (_context, accountId) => ({
      accountId,
      claims: async () => ({ sub: accountId, email: `${accountId}@example.com` }),
    }),
    cookies: { keys: ['a key for the cookies of this test'] },
    ttl: {
      AccessToken: 3600,
      RefreshToken: 86_400,
      AuthorizationCode: 60,
      Grant: 86_400,
      Interaction: 600,
      Session: 600,
    },
  });
  const refreshTokenUses = new Map<string, number>();
  // An opaque token is its own id.
  provider.on('refresh_token.saved', ({ jti }) => refreshTokenUses.set(jti, 0));
  const count = (ctx: { oidc: { params?: Record<string, unknown> | undefined } }): void => {
    const token = ctx.oidc.params?.['refresh_token'];
    if (typeof token === 'string') refreshTokenUses.set(token, (refreshTokenUses.get(token) ?? 0) + 1);
  };
  provider.on('grant.success', count);
  provider.on('grant.error', count);
  const handle = provider.callback();
  server.on('request', (request, response) => {
    // Its development pages take a font from Google; tests speak to this machine only.
    response.setHeader('content-security-policy', "style-src 'unsafe-inline'");
    void handle(request, response);
  });
  return {
    issuer: origin,
    hasClient: async (id) => (await provider.Client.find(id)) !== undefined,
    authorizeEndpoint: `${origin}/auth`,
    tokenEndpoint: `${origin}/token`,
    deviceEndpoint: `${origin}/device/auth`,
    userinfoEndpoint: `${origin}/me`,
    introspectionEndpoint: `${origin}/token/introspection`,
    revocationEndpoint: `${origin}/token/revocation`,
    refreshTokenUses,
    close() {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}

/** Signs in and consents on the server's development pages. The window closes by itself. */
export async function signInToOidcServer(page: Page): Promise<void> {
  await page.getByPlaceholder('Enter any login').fill('somebody');
  await page.getByPlaceholder('and password').fill('anything');
  await page.getByRole('button', { name: 'Sign-in' }).click();
  await page.getByRole('button', { name: 'Continue' }).click();
}
