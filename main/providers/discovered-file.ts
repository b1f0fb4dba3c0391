/**
 * From the metadata that a server publishes of itself (OpenID Connect Discovery 1.0, RFC 8414) to a provider file. Nothing is taken over
 * but texts and lists of texts under known names.
 *
 * SECURITY: whoever answers at the address writes the metadata. Only own properties are read, lists and texts are bounded, and every
 * endpoint must be one that a secret may be sent to; the file then passes the same checks as one written by hand.
 */
import { error, reply } from './catalogue/standard.json';
import { checkEndpoint, parseUrl } from './endpoint';
import { spokenAlgorithms } from './rules-proof';

export type Metadata = Readonly<Record<string, unknown>>;

/** A provider file as JSON, before its checks. */
export type FileContent = Readonly<Record<string, unknown>>;

export type DiscoveredFile =
  | { readonly kind: 'ok'; readonly file: FileContent }
  /** An endpoint that cannot be trusted with a secret, by its name in the metadata. */
  | { readonly kind: 'refused'; readonly reason: 'endpoint'; readonly field: string; readonly value: string }
  /** There is no token endpoint, so there is nothing to connect to. */
  | { readonly kind: 'refused'; readonly reason: 'incomplete'; readonly field: string };

/** Most entries taken of one list, and the longest of them, in characters. */
const mostEntries = 100;
const longestEntry = 200;

const endpointFields = [
  'authorization_endpoint',
  'token_endpoint',
  'revocation_endpoint',
  'introspection_endpoint',
  'userinfo_endpoint',
  'device_authorization_endpoint',
  'pushed_authorization_request_endpoint',
  'registration_endpoint',
  'jwks_uri',
] as const;

/** Servers whose metadata lists the scope openid, and that refuse it when it is asked for. */
const openidTraps = ['https://auth.atlassian.com', 'https://auth.atlassian.com/'];

/**
 * What metadata leaves out, by issuer. LINE lists ES256 and signs id tokens of the web by the client secret; it names no method of client
 * authentication, which means Basic, and takes the secret in the form only.
 */
const unsaid: ReadonlyMap<string, { readonly method: string; readonly signs: readonly string[] }> = new Map([
  ['https://access.line.me', { method: 'client_secret_post', signs: ['HS256'] }],
]);

/**
 * Writes the file.
 *
 * @param id free among the providers that are known
 * @param source where the metadata was found
 * @param notes what its reader should know
 */
export function discoveredFile(
  metadata: Metadata,
  { id, source, notes }: { readonly id: string; readonly source: string; readonly notes: readonly string[] },
): DiscoveredFile {
  for (const field of endpointFields) {
    const value = textAt(metadata, field);
    if (value !== null && checkEndpoint(value).kind === 'refused')
      return { kind: 'refused', reason: 'endpoint', field, value: value.slice(0, longestEntry) };
  }
  const token = textAt(metadata, 'token_endpoint');
  if (token === null) return { kind: 'refused', reason: 'incomplete', field: 'token_endpoint' };
  const issuer = textAt(metadata, 'issuer') ?? '';
  const at = (field: (typeof endpointFields)[number]) => textAt(metadata, field) ?? undefined;
  const authorize = at('authorization_endpoint');
  const grants = grantsOf(metadata, authorize !== undefined);
  if (Object.keys(grants).every((name) => name === 'refresh_token'))
    return { kind: 'refused', reason: 'incomplete', field: 'authorization_endpoint' };
  const scopes = listAt(metadata, 'scopes_supported') ?? [];
  const trapped = openidTraps.includes(issuer);
  const quirks = unsaid.get(issuer);
  return {
    kind: 'ok',
    file: withoutEmpty({
      version: 1,
      id,
      name: nameOf(issuer),
      sources: [source],
      notes: trapped ? [...notes, 'The metadata lists openid, and asking for it fails.'] : notes,
      issuer,
      endpoints: withoutEmpty({
        authorize,
        token,
        device_authorization: at('device_authorization_endpoint'),
        pushed_authorization_request: at('pushed_authorization_request_endpoint'),
        discovery: source,
        jwks: at('jwks_uri'),
        registration: at('registration_endpoint'),
      }),
      client_authentication: quirks?.method ?? methodOf(metadata),
      scopes,
      default_scope: usualScopes
        .filter((scope) => scopes.includes(scope) && !(trapped && scope === 'openid'))
        .join(' '),
      client_assertion: withoutEmpty({ algorithms: assertionAlgorithms(metadata) }),
      dpop: dpopOf(metadata),
      authorize: withoutEmpty({ pkce: challengeMethod(metadata), pushed: pushedOf(metadata) }),
      callback: withoutEmpty({
        issuer: valueAt(metadata, 'authorization_response_iss_parameter_supported') === true ? 'required' : undefined,
      }),
      grants,
      // Servers that describe themselves depart from the RFCs as others do.
      reply,
      error,
      id_token: withoutEmpty({ algorithms: signingAlgorithms(metadata, quirks?.signs) }),
      revoke: callAt(at('revocation_endpoint')),
      introspect: callAt(at('introspection_endpoint')),
      userinfo: callAt(at('userinfo_endpoint'), { identity: 'sub', label: ['email', 'preferred_username', 'name'] }),
    }),
  };
}

/** Scopes that are asked for where the server knows them: who the user is, and a token that can be refreshed. */
const usualScopes = ['openid', 'profile', 'email', 'offline_access'];

const deviceGrant = 'urn:ietf:params:oauth:grant-type:device_code';

/**
 * The grants. Where the metadata lists none, RFC 8414 section 2 means authorization_code (and implicit, which is not taken up). A refresh
 * token is used wherever one is given: servers give them without listing the grant.
 */
function grantsOf(metadata: Metadata, hasAuthorize: boolean): Readonly<Record<string, unknown>> {
  const listed = listAt(metadata, 'grant_types_supported') ?? ['authorization_code'];
  const has = (name: string): boolean => listed.includes(name);
  return withoutEmpty(
    {
      authorization_code: hasAuthorize && has('authorization_code') ? {} : undefined,
      refresh_token: {},
      client_credentials: has('client_credentials') ? {} : undefined,
      device_code:
        has(deviceGrant) && textAt(metadata, 'device_authorization_endpoint') !== null
          ? { grant_type: deviceGrant }
          : undefined,
      password: has('password') ? passwordGrant : undefined,
    },
    { keepEmptyObjects: true },
  );
}

const passwordGrant = {
  label: { en: 'Password', 'zh-CN': '密码' },
  fields: [
    { name: 'username', label: { en: 'Username', 'zh-CN': '用户名' } },
    { name: 'password', label: { en: 'Password', 'zh-CN': '密码' }, secret: true },
  ],
  identity_field: 'username',
};

/**
 * The first of the methods by which a pasted id and secret go in, then those that sign; client_secret_basic where nothing is said (RFC
 * 8414 section 2).
 */
function methodOf(metadata: Metadata): string {
  const offered = listAt(metadata, 'token_endpoint_auth_methods_supported') ?? ['client_secret_basic'];
  const known = ['client_secret_basic', 'client_secret_post', 'private_key_jwt', 'client_secret_jwt', 'none'];
  return known.find((method) => offered.includes(method)) ?? 'client_secret_basic';
}

/** S256 unless the server says that it knows only the other one: where it says nothing, it ignores what it does not know. */
function challengeMethod(metadata: Metadata): string | undefined {
  const offered = listAt(metadata, 'code_challenge_methods_supported');
  return offered !== null && !offered.includes('S256') && offered.includes('plain') ? 'plain' : undefined;
}

/** Of client assertions; the server names none for methods that do not sign. */
function assertionAlgorithms(metadata: Metadata): readonly string[] | undefined {
  return listAt(metadata, 'token_endpoint_auth_signing_alg_values_supported') ?? undefined;
}

/** RFC 9449 section 5.1: a server that lists algorithms takes proofs. Whether it wants them, it does not say. */
function dpopOf(metadata: Metadata): FileContent | undefined {
  const algorithms = listAt(metadata, 'dpop_signing_alg_values_supported');
  const usable = spokenAlgorithms.some((name) => algorithms?.includes(name));
  return usable ? { use: 'optional', algorithms } : undefined;
}

/** RFC 9126 section 5. */
function pushedOf(metadata: Metadata): string | undefined {
  if (textAt(metadata, 'pushed_authorization_request_endpoint') === null) return undefined;
  return valueAt(metadata, 'require_pushed_authorization_requests') === true ? 'required' : 'optional';
}

function signingAlgorithms(metadata: Metadata, besides: readonly string[] = []): readonly string[] | undefined {
  const listed = listAt(metadata, 'id_token_signing_alg_values_supported')?.filter((name) => name !== 'none');
  return listed === undefined ? undefined : [...new Set([...listed, ...besides])];
}

function callAt(url: string | undefined, more: FileContent = {}): FileContent | undefined {
  return url === undefined ? undefined : { url, ...more };
}

/** What the server is called until its user calls it otherwise: its host, and its path where it has one. */
function nameOf(issuer: string): string {
  const url = parseUrl(issuer);
  return url === null ? issuer : `${url.host}${url.pathname.replace(/\/$/, '')}`;
}

/**
 * An id that no provider has, made of the issuer's host and path.
 * @param isFree whether an id can be taken
 */
export function idFor(issuer: string, isFree: (id: string) => boolean): string {
  const plain = nameOf(issuer)
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+/, '')
    .slice(0, 36)
    .replace(/-+$/, '');
  const base = plain === '' ? 'server' : plain;
  if (isFree(base)) return base;
  let number = 2;
  while (!isFree(`${base}-${number}`)) number += 1;
  return `${base}-${number}`;
}

function valueAt(metadata: Metadata, name: string): unknown {
  return Object.hasOwn(metadata, name) ? metadata[name] : undefined;
}

function textAt(metadata: Metadata, name: string): string | null {
  const value = valueAt(metadata, name);
  return typeof value === 'string' && value !== '' ? value : null;
}

/** Null where it is no list. */
function listAt(metadata: Metadata, name: string): readonly string[] | null {
  const value = valueAt(metadata, name);
  if (!Array.isArray(value)) return null;
  const texts = value
    .slice(0, 10 * mostEntries)
    .filter((entry): entry is string => typeof entry === 'string' && /^[\x21-\x7e]+$/.test(entry));
  return [...new Set(texts)].filter(({ length }) => length <= longestEntry).slice(0, mostEntries);
}

/** A file says only what there is to say. */
function withoutEmpty(content: FileContent, { keepEmptyObjects = false } = {}): FileContent {
  const isEmpty = (value: unknown): boolean =>
    value === undefined ||
    value === '' ||
    (!keepEmptyObjects && typeof value === 'object' && value !== null && Object.keys(value).length === 0);
  return Object.fromEntries(Object.entries(content).filter(([, value]) => !isEmpty(value)));
}
