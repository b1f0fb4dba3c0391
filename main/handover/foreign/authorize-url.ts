/** A client in the address of a sign-in page (RFC 6749 section 4.1.1), as it stands in a browser's bar. */
import { parseUrl } from '../../providers';
import { foundClient, type FoundClient, type LeftOut } from './found-client';
import { withFurtherParams } from './further-params';
import type { Resolve } from './variables';

/** `client_id` and what providers call it who do not call it so. */
const idNames = ['client_id', 'appid', 'app_id', 'client_key'];
/** Made anew for each sign-in. */
const madeAnew = ['state', 'nonce', 'code_challenge', 'request_uri', 'response_mode'];
/** Made for one sign-in or one person: of no use in another, and not meant to be seen. */
const notTaken = ['request', 'id_token_hint', 'login_hint_token', 'code', 'access_token', 'id_token'];

/**
 * Null where the text is no such address.
 * @param resolve an address that was copied holds its values as they are; one in a command may hold variables
 */
export function authorizeUrlClient(text: string, resolve: Resolve = (raw) => raw): FoundClient | null {
  const url = parseUrl(text.trim());
  if (url === null || !/^https?:$/.test(url.protocol) || /\s/.test(text.trim())) return null;
  const query = [...url.searchParams].slice(0, 100);
  const value = (name: string): string | null => query.find(([known]) => known === name)?.[1] ?? null;
  const id = idNames.map(value).find((found) => found !== null) ?? null;
  if (id === null) return null;
  const challenge = value('code_challenge');
  const type = value('response_type') ?? 'code';
  const told = foundClient(
    '',
    '',
    [
      { name: 'authorization_url', value: `${url.origin}${url.pathname}` },
      { name: 'client_id', value: id },
      // No address should have it; where one does, it is a secret here.
      { name: 'client_secret', value: value('client_secret') ?? '' },
      { name: 'redirect_uri', value: value('redirect_uri') ?? '' },
      { name: 'scope', value: value('scope') ?? '' },
      { name: 'grant_type', value: type.split(' ').includes('token') ? 'implicit' : 'authorization_code' },
      ...(challenge === null ? [] : [{ name: 'pkce_method', value: value('code_challenge_method') ?? 'plain' }]),
      ...query.filter(([name]) => name === 'resource').map(([name, resource]) => ({ name, value: resource })),
    ],
    resolve,
  );
  const known = [
    ...idNames,
    ...madeAnew,
    ...notTaken,
    'client_secret',
    'redirect_uri',
    'scope',
    'response_type',
    'code_challenge_method',
    'resource',
  ];
  const further = query
    .filter(([name, held]) => !known.includes(name) && held !== '')
    .map(([name, held]) => ({ at: name, name, value: resolve(held), inAuthorizeUrl: true }));
  const leftOut = query
    .filter(([name]) => notTaken.includes(name))
    .map(([name]): LeftOut => ({ at: name, reason: 'not_taken' }));
  return withFurtherParams({ ...told, leftOut: [...told.leftOut, ...leftOut] }, further);
}
