/** What Postman imports: an environment, and a collection (format 2.1.0) whose authorization carries the token. */
import { authorizeEndpoint, tokenEndpoint } from '../accounts';
import { apiCall, paramsOf, urlWith, type ApiCall, type Pair } from './api-call';
import { flat, type FileFacts, type TokenSheet, type TokenVariable } from './token-sheet';

const COLLECTION_SCHEMA = 'https://schema.getpostman.com/json/collection/v2.1.0/collection.json';

export function postmanEnvironment({ id, title, now }: FileFacts, variables: readonly TokenVariable[]): object {
  return {
    id,
    name: title,
    values: flat(variables).map(({ name, value, secret }) => ({
      key: name,
      value,
      type: secret ? 'secret' : 'default',
      enabled: true,
    })),
    _postman_variable_scope: 'environment',
    _postman_exported_at: new Date(now).toISOString(),
    _postman_exported_using: 'Latchkey',
  };
}

/** One account: it authorizes the collection. Several: a folder each, which its requests inherit from. */
export function postmanCollection(
  { id, title }: FileFacts,
  sheets: readonly TokenSheet[],
  variables: readonly TokenVariable[],
): object {
  const parts = sheets.map((sheet) => {
    const call = apiCall(sheet.account, sheet.provider, sheet.client?.clientId);
    return { name: sheet.account.label, item: [requestOf(call)], auth: authorization(sheet, call) };
  });
  const [only] = parts;
  const info = { _postman_id: id, name: title, description: describe(variables), schema: COLLECTION_SCHEMA };
  return parts.length === 1 && only !== undefined
    ? { info, item: only.item, auth: only.auth }
    : { info, item: parts, auth: { type: 'noauth' } };
}

function describe(variables: readonly TokenVariable[]): string {
  const lines = variables.map(({ label, expiresAt }) => `${label}${expiresAt === null ? '' : `: until ${expiresAt}`}`);
  return ['This file holds access tokens in the clear.', ...lines].join('\n');
}

/**
 * Postman's OAuth 2.0 block knows the Authorization header and a parameter named access_token; for all else there is the API key block. In a
 * query Postman takes "+" and "%" for encoded already: a token that has one is an API key there, encoded, so that the server reads it whole.
 */
function authorization(sheet: TokenSheet, { token }: ApiCall): object {
  if (token.in === 'body') return { type: 'noauth' };
  const inQuery = token.in === 'query' ? token.value.replace(/[%+]/g, encodeURIComponent) : token.value;
  const standard =
    token.in === 'header'
      ? token.name.toLowerCase() === 'authorization'
      : token.name === 'access_token' && inQuery === token.value;
  if (!standard) {
    return {
      type: 'apikey',
      apikey: attributes([
        ['key', token.name],
        ['value', `${token.before}${inQuery}`],
        ['in', token.in],
      ]),
    };
  }
  return { type: 'oauth2', oauth2: attributes([...tokenAttributes(sheet, token), ...clientAttributes(sheet)]) };
}

function tokenAttributes({ account }: TokenSheet, token: ApiCall['token']): readonly Pair[] {
  return [
    ['accessToken', token.value],
    ['tokenType', account.tokens.tokenType],
    ['tokenName', account.label],
    ['addTokenTo', token.in === 'header' ? 'header' : 'queryParams'],
    ['headerPrefix', token.before.trim()],
  ];
}

/** Enough to get another token there; the client secret is typed in there or stays away. */
function clientAttributes({ account, provider, client }: TokenSheet): readonly Pair[] {
  if (provider === undefined || client === undefined) return [];
  const grants: Readonly<Record<string, string>> = {
    authorization_code: provider.authorize.pkce === 'off' ? 'authorization_code' : 'authorization_code_with_pkce',
    client_credentials: 'client_credentials',
    password: 'password_credentials',
    implicit: 'implicit',
  };
  const grant = Object.hasOwn(grants, account.grant) ? grants[account.grant] : undefined;
  const method = client.authentication ?? provider.client_authentication;
  const values: readonly (readonly [string, string | null | undefined])[] = [
    ['grant_type', grant],
    ['authUrl', authorizeEndpoint(provider, client)],
    ['accessTokenUrl', tokenEndpoint(provider, client)],
    ['clientId', client.clientId],
    ['redirect_uri', client.callbackUrl],
    ['scope', client.scope],
    ['challengeAlgorithm', provider.authorize.pkce === 'off' ? null : provider.authorize.pkce],
    ['client_authentication', method === 'client_secret_basic' ? 'header' : 'body'],
  ];
  return values.flatMap(([name, value]) => (value ? [[name, value] as const] : []));
}

function attributes(pairs: readonly Pair[]): readonly object[] {
  return pairs.map(([key, value]) => ({ key, value, type: 'string' }));
}

/** One request to begin with. The authorization of its parent adds the token, but where that cannot. */
function requestOf(call: ApiCall): object {
  const body = call.method === 'POST';
  return {
    name: call.url,
    request: {
      method: call.method,
      header: call.headers.map(([key, value]) => ({ key, value })),
      url: body ? call.url : urlWith(call.url, call.params),
      ...(body
        ? { body: { mode: 'urlencoded', urlencoded: paramsOf(call).map(([key, value]) => ({ key, value })) } }
        : {}),
    },
  };
}
