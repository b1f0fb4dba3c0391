/**
 * `oidc-provider` on loopback: a certified authorization server that we did not write. It demands PKCE, rotates refresh tokens and
 * revokes the whole grant when one is used twice. Its own development pages do the login and the consent.
 */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Page } from '@playwright/test';
import { errors, Provider, type ClientMetadata, type Configuration } from 'oidc-provider';

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

/** What a server demands beyond PKCE and rotation. */
export interface OidcDemands {
  /** Every authorization request is pushed (RFC 9126). */
  readonly pushed?: boolean;
  /** Every proof carries a nonce of the server's (RFC 9449 section 8). */
  readonly nonces?: boolean;
  /** Introspection, revocation and userinfo are there too. */
  readonly afterTheGrant?: boolean;
  /** Clients register themselves (RFC 7591) and delete themselves (RFC 7592); with a text: only by this initial access token. */
  readonly registration?: boolean | string;
  /** RFC 8628 and RFC 6749 section 4.4, for all clients. */
  readonly machineGrants?: boolean;
  /** Tokens for {@link OIDC_RESOURCES} (RFC 8707). */
  readonly resources?: boolean;
  /** Tokens are bound to a key whatever a client asks for when it registers (RFC 9449 section 5.2). */
  readonly bound?: boolean;
  /** Clients prove themselves by keys, and by nothing less. */
  readonly keysOnly?: boolean;
}

/** All of it. */
export const STRICTLY = {
  pushed: true,
  nonces: true,
  afterTheGrant: true,
  registration: true,
  machineGrants: true,
  resources: true,
  bound: true,
  keysOnly: true,
} as const satisfies OidcDemands;

/** What tokens can be for, with the format of such tokens. */
export const OIDC_RESOURCES = {
  notes: 'https://api.example/notes',
  photos: 'https://api.example/photos',
} as const;

export interface OidcServer {
  readonly issuer: string;
  readonly pushedEndpoint: string;
  /** Registers one more client; only before the first request, for the server is made with its clients. */
  register(client: ClientMetadata): void;
  /** Registers one more client at any time, as its developer does by the server's own means (RFC 7591). @returns its id */
  enroll(client: Omit<ClientMetadata, 'client_id'>): Promise<string>;
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

export async function startOidcServer(demands: OidcDemands = {}): Promise<OidcServer> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const clients: ClientMetadata[] = demands.keysOnly === true ? [] : Object.values(OIDC_CLIENTS);
  const refreshTokenUses = new Map<string, number>();
  let provider: Provider | undefined;
  const start = (): Provider => {
    const started = new Provider(origin, configuration(clients, demands));
    countUses(started, refreshTokenUses);
    return started;
  };
  server.on('request', (request, response) => {
    // Its development pages take a font from Google; tests speak to this machine only.
    response.setHeader('content-security-policy', "style-src 'unsafe-inline'");
    provider ??= start();
    void provider.callback()(request, response);
  });
  return {
    issuer: origin,
    authorizeEndpoint: `${origin}/auth`,
    tokenEndpoint: `${origin}/token`,
    pushedEndpoint: `${origin}/request`,
    deviceEndpoint: `${origin}/device/auth`,
    userinfoEndpoint: `${origin}/me`,
    introspectionEndpoint: `${origin}/token/introspection`,
    revocationEndpoint: `${origin}/token/revocation`,
    register(client) {
      if (provider !== undefined) throw new Error('the server has its clients already');
      clients.push(client);
    },
    async enroll(client) {
      const response = await fetch(`${origin}/reg`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ redirect_uris: [OIDC_CALLBACK], response_types: ['code'], ...client }),
      });
      const answer = (await response.json()) as { readonly client_id?: string };
      if (answer.client_id === undefined) throw new Error(JSON.stringify(answer));
      return answer.client_id;
    },
    hasClient: async (id) => (await provider?.Client.find(id)) !== undefined,
    refreshTokenUses,
    close() {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}

function configuration(clients: readonly ClientMetadata[], demands: OidcDemands): Configuration {
  const {
    pushed = false,
    nonces = false,
    afterTheGrant = false,
    registration = false,
    machineGrants = false,
  } = demands;
  const { resources = false, bound = false, keysOnly = false } = demands;
  return {
    clientDefaults: { dpop_bound_access_tokens: bound },
    ...(keysOnly ? { clientAuthMethods: ['private_key_jwt'] } : {}),
    clients: clients.map((client) => ({
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
    pkce: { required: () => true },
    rotateRefreshToken: true,
    issueRefreshToken: async () => true,
    claims: { openid: ['sub'], email: ['email'] },
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
      pushedAuthorizationRequests: { enabled: true, requirePushedAuthorizationRequests: pushed },
      resourceIndicators: { enabled: resources, ...resourceServers },
      dPoP: { enabled: true, nonceSecret: Buffer.alloc(32, 7), requireNonce: () => nonces },
    },
  };
}

/** Tokens for the notes are looked up, tokens for the photos say everything themselves; for anything else there are none. */
const resourceServers = {
  defaultResource: () => [],
  useGrantedResource: () => true,
  getResourceServerInfo: (_context: unknown, resource: string) => {
    if (resource === OIDC_RESOURCES.notes) return { scope: 'read write', accessTokenFormat: 'opaque' as const };
    if (resource === OIDC_RESOURCES.photos) return { scope: 'read write', accessTokenFormat: 'jwt' as const };
    throw new errors.InvalidTarget();
  },
};

/** Counts the refresh tokens that were looked at; one that was turned away for its proof is not among them. */
function countUses(provider: Provider, uses: Map<string, number>): void {
  // An opaque token is its own id.
  provider.on('refresh_token.saved', ({ jti }) => uses.set(jti, 0));
  const count = (ctx: { oidc: { params?: Record<string, unknown> | undefined } }): void => {
    const token = ctx.oidc.params?.['refresh_token'];
    if (typeof token === 'string') uses.set(token, (uses.get(token) ?? 0) + 1);
  };
  provider.on('grant.success', count);
  provider.on('grant.error', (ctx, error) => {
    if (error.error !== 'use_dpop_nonce') count(ctx);
  });
}

/** Signs in and consents on the server's development pages. The window closes by itself. */
export async function signInToOidcServer(page: Page): Promise<void> {
  await page.getByPlaceholder('Enter any login').fill('somebody');
  await page.getByPlaceholder('and password').fill('anything');
  await page.getByRole('button', { name: 'Sign-in' }).click();
  await page.getByRole('button', { name: 'Continue' }).click();
}
