/** What a JWT says about itself, for display: the claims that are worth seeing, in a fixed order. */
import { jwtClaims, plainText, type Secret } from '../oauth';
import type { ClaimView } from '../../preload/contract';

/** Of an access token; the rest of it is for its resource server. */
export const tokenClaims = ['iss', 'sub', 'aud', 'client_id', 'azp', 'scope', 'scp', 'iat', 'nbf', 'exp'];

/** Of an id token: who signed in, when and how. */
export const idTokenClaims = [
  'iss',
  'sub',
  'aud',
  'azp',
  'name',
  'preferred_username',
  'email',
  'email_verified',
  'tid',
  'auth_time',
  'acr',
  'amr',
  'iat',
  'exp',
];

const timeClaims = ['iat', 'nbf', 'exp', 'auth_time'];

export function claimsOf(token: Secret, shown: readonly string[]): readonly ClaimView[] {
  const claims = jwtClaims(token.reveal());
  if (claims === null) return [];
  return shown.flatMap((name): ClaimView[] => {
    const value = Object.hasOwn(claims, name) ? claims[name] : undefined;
    const text = Array.isArray(value) ? value.filter((entry) => typeof entry === 'string').join(' ') : value;
    if (typeof text !== 'string' && typeof text !== 'number' && typeof text !== 'boolean') return [];
    const time = typeof text === 'number' && timeClaims.includes(name) && text < 8.64e12 ? text * 1000 : null;
    return [{ name, value: plainText(String(text), 200), time }];
  });
}
