/**
 * A client as another tool has it, in our words. All tools call the same things by nearly the same names; how a name is read stands here
 * once. Nothing is guessed silently: what was not taken over is listed, by its place and never by its value.
 */
import { parseUrl } from '../../providers';
import { isResourceIndicator, Secret } from '../../oauth';
import type { Resolve } from './variables';

/** See LeftOutReason in preload/hand-views.ts. */
export interface LeftOut {
  readonly at: string;
  readonly reason: 'not_taken' | 'no_value' | 'wrong_value' | 'script' | 'command' | 'unknown';
}

export interface FoundClient {
  /** What it is called there; empty where it has no name. */
  readonly name: string;
  /** In the RFC's words; null where it names none. */
  readonly grant: string | null;
  readonly authorize: string | null;
  readonly token: string | null;
  readonly refresh: string | null;
  readonly clientId: string | null;
  readonly clientSecret: Secret | null;
  readonly callbackUrl: string | null;
  readonly scope: string | null;
  readonly authentication: 'client_secret_basic' | 'client_secret_post' | null;
  readonly pkce: 'S256' | 'plain' | 'off' | null;
  /** RFC 8707 */
  readonly resources: readonly string[];
  /** Further parameters of the authorize URL. */
  readonly params: Readonly<Record<string, string>>;
  readonly leftOut: readonly LeftOut[];
}

/** Something another tool calls by a name. Values are text; a switch is `true` or `false`. */
export interface NamedValue {
  readonly name: string;
  readonly value: string;
  /** What it is called where it stands, where that is another name. */
  readonly shown?: string;
}

type Fields = {
  -readonly [K in Exclude<keyof FoundClient, 'leftOut' | 'name' | 'resources' | 'params'>]: FoundClient[K];
};

type Reading = { readonly ok: true } | LeftOut['reason'];
const OK: Reading = { ok: true };

/** Characters of a text of another tool; what is longer is not read. */
export const LONGEST_TEXT = 8 * 1024 * 1024;

/** How many are listed: a list that nobody reads to its end says no more than a shorter one. */
export const MOST_LEFT_OUT = 40;

/** More values than this, or a name longer than this, no tool writes. SECURITY: bounds of what is read, and of what a window is shown. */
const MOST_VALUES = 500;
const LONGEST_PLACE = 120;

/** Where something stands, for the list of what was left out. */
export function placeOf(at: string, name: string): string {
  const short = name.length > LONGEST_PLACE ? `${name.slice(0, LONGEST_PLACE)}…` : name;
  return at === '' ? short : `${at}.${short}`;
}

/**
 * @param at where the values stand, for the list of what was left out
 * @param resolve fills the tool's variables in
 */
export function foundClient(name: string, at: string, values: readonly NamedValue[], resolve: Resolve): FoundClient {
  const fields: Fields = {
    grant: null,
    authorize: null,
    token: null,
    refresh: null,
    clientId: null,
    clientSecret: null,
    callbackUrl: null,
    scope: null,
    authentication: null,
    pkce: null,
  };
  const resources: string[] = [];
  const leftOut: LeftOut[] = [];
  for (const { name: called, value: raw, shown = called } of values.slice(0, MOST_VALUES)) {
    if (raw.trim() === '') continue;
    const resolved = resolve(raw)?.trim() ?? '';
    const reading = resolved === '' ? 'no_value' : readField(fields, resources, plain(called), resolved);
    if (typeof reading === 'string') leftOut.push({ at: placeOf(at, shown), reason: reading });
  }
  return { name, ...fields, resources, params: {}, leftOut: leftOut.slice(0, MOST_LEFT_OUT) };
}

/** Does it say anything by which a client could be told? */
export function isClient(found: FoundClient): boolean {
  return found.clientId !== null || found.authorize !== null || found.token !== null;
}

/** Two places that mean the same client. */
export function sameClient(one: FoundClient, other: FoundClient): boolean {
  const keys = ['grant', 'authorize', 'token', 'clientId', 'callbackUrl', 'scope'] as const;
  return keys.every((key) => one[key] === other[key]) && one.clientSecret?.reveal() === other.clientSecret?.reveal();
}

/** `client_id`, `clientId` and `Client ID` are one name. */
export function plain(name: string): string {
  return name.toLowerCase().replace(/[^a-z0-9]/g, '');
}

/** The grants by the names that Postman, Bruno and Insomnia give them. */
const grants: Readonly<Record<string, string>> = {
  authorizationcode: 'authorization_code',
  authorizationcodewithpkce: 'authorization_code',
  clientcredentials: 'client_credentials',
  password: 'password',
  passwordcredentials: 'password',
  resourceownerpasswordcredentials: 'password',
  implicit: 'implicit',
  devicecode: 'device_code',
  urnietfparamsoauthgranttypedevicecode: 'device_code',
};

const addresses: Readonly<Record<string, 'authorize' | 'token' | 'refresh'>> = {
  authurl: 'authorize',
  authorizeurl: 'authorize',
  authorizationurl: 'authorize',
  authorizationendpoint: 'authorize',
  accesstokenurl: 'token',
  tokenurl: 'token',
  tokenendpoint: 'token',
  refreshtokenurl: 'refresh',
  refreshurl: 'refresh',
};

/** What signs its user in there, and what an app fills in by itself. */
const notTaken = [
  'accesstoken',
  'refreshtoken',
  'idtoken',
  'code',
  'username',
  'password',
  'codeverifier',
  'clientassertion',
  'assertion',
];

/** Names that say what is so anyway: made anew for each sign-in, or how that tool shows things. */
const needless = ['state', 'nonce', 'codechallenge', 'type', 'disabled', 'mode', 'responsetype', 'origin'];

/** Usual values of what the provider decides here: how a token is put into API calls. Others are worth a line. */
const usual: Readonly<Record<string, readonly string[]>> = {
  addtokento: ['header'],
  tokenplacement: ['header'],
  headerprefix: ['bearer'],
  tokenheaderprefix: ['bearer'],
  tokenprefix: ['bearer'],
  tokentype: ['bearer'],
  tokensource: ['access_token'],
  // Says nothing where the token goes into a header; where it does not, its placement is listed.
  tokenquerykey: ['access_token'],
  credentialsid: ['credentials'],
  usebrowser: ['true', 'false'],
  autofetchtoken: ['true', 'false'],
  autorefreshtoken: ['true', 'false'],
};

function readField(fields: Fields, resources: string[], name: string, value: string): Reading {
  const address = own(addresses, name);
  if (address !== undefined) return readAddress(fields, address, value);
  switch (name) {
    case 'clientid':
      fields.clientId = value;
      return OK;
    case 'clientsecret':
      fields.clientSecret = new Secret(value);
      return OK;
    case 'redirecturi':
    case 'redirecturl':
    case 'callbackurl':
    case 'callbackuri':
      if (parseUrl(value) === null) return 'wrong_value';
      fields.callbackUrl = value;
      return OK;
    case 'scope':
    case 'scopes':
      // Some write one a line.
      fields.scope = value.split(/\s+/).join(' ');
      return OK;
    case 'granttype':
      fields.grant = own(grants, plain(value)) ?? null;
      // Which method it is may have been said before.
      if (value === 'authorization_code_with_pkce') fields.pkce ??= 'S256';
      return fields.grant === null ? 'wrong_value' : OK;
    case 'clientauthentication':
    case 'credentialsplacement':
    case 'credentialsinbody':
      return readAuthentication(fields, value);
    case 'usepkce':
    case 'pkce':
      fields.pkce = value === 'true' ? (fields.pkce ?? 'S256') : 'off';
      return OK;
    case 'challengealgorithm':
    case 'pkcemethod':
    case 'codechallengemethod':
      // Of no meaning where PKCE was turned off.
      if (fields.pkce !== 'off') fields.pkce = value === 'plain' ? 'plain' : 'S256';
      return OK;
    case 'resource':
      if (!isResourceIndicator(value)) return 'wrong_value';
      resources.push(value);
      return OK;
  }
  if (needless.includes(name) || own(usual, name)?.includes(value.toLowerCase()) === true) return OK;
  return notTaken.includes(name) ? 'not_taken' : 'unknown';
}

function readAddress(fields: Fields, address: 'authorize' | 'token' | 'refresh', value: string): Reading {
  const url = parseUrl(value);
  if (url === null || !/^https?:$/.test(url.protocol)) return 'wrong_value';
  fields[address] = value;
  return OK;
}

function readAuthentication(fields: Fields, value: string): Reading {
  const inBody = ['body', 'true'].includes(value);
  if (!inBody && !['header', 'basic_auth_header', 'false'].includes(value)) return 'wrong_value';
  fields.authentication = inBody ? 'client_secret_post' : 'client_secret_basic';
  return OK;
}

function own<T>(table: Readonly<Record<string, T>>, name: string): T | undefined {
  return Object.hasOwn(table, name) ? table[name] : undefined;
}
