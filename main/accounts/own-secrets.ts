/** The secrets that belong to a client and to an account: what must not show in anything that is kept or shown of a request. */
import { Secret, type TokenSet } from '../oauth';
import type { Account, Client } from './account';

export function secretsOfClient(client: Client | undefined): readonly Secret[] {
  if (client === undefined) return [];
  return [
    client.clientSecret,
    client.key,
    client.registration?.managementToken,
    ...Object.values(client.fields),
  ].filter((secret) => secret instanceof Secret);
}

export function secretsOfTokens({ accessToken, refreshToken, idToken, dpopKey }: TokenSet): readonly Secret[] {
  return [accessToken, refreshToken, idToken, dpopKey].filter((secret) => secret instanceof Secret);
}

export function secretsOfAccount(account: Account | undefined): readonly Secret[] {
  if (account === undefined) return [];
  const { tokens, previous } = account;
  return [tokens, ...(previous === null ? [] : [previous])].flatMap(secretsOfTokens);
}
